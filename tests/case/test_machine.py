"""Random journeys of cases: what is folded is what lived, and the law of the log holds."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.case.due import line, timers
from engine.case.events.table import EVENTS
from engine.case.fold import advance, fold
from engine.case.model import Decision, Event
from engine.case.setting import Setting
from engine.case.stages import is_open
from engine.case.state import State
from tests.case.bench import Bench
from tests.case.journeys import ITEMS, Journey, helped_on, journey
from tests.case.law import broken


def as_kept(event: Event) -> Event:
    """Give an event as it comes back from a store: its data went through JSON."""
    return replace(event, data=json.loads(json.dumps(event.data, ensure_ascii=False)))


def replays(bench: Bench) -> None:
    """Hold the state that lived, event by event, against the one folded from the kept log."""
    live = State()
    for event in bench.events:
        live = advance(live, event)
    kept = fold(as_kept(event) for event in bench.events)
    assert kept == live
    if isinstance(bench.last, Decision) and bench.events:
        setting = Setting(calendar=bench.calendar, practice=bench.practice)
        today = bench.now.date()
        assert (bench.last.line, bench.last.timers) == (
            line(kept, setting, today),
            timers(kept, setting, today),
        )


class Cases(RuleBasedStateMachine):
    """A case that anybody may do anything to, at any time."""

    made: Journey

    @initialize(data=st.data(), item=st.integers(0, len(ITEMS) - 1))
    def begin(self, data: st.DataObject, item: int) -> None:
        self.made = journey(lambda some: data.draw(st.sampled_from(some)), item)

    @rule(data=st.data())
    def somebody_tries(self, data: st.DataObject) -> None:
        self.made.pick = lambda some: data.draw(st.sampled_from(some))
        self.made.step()

    @rule()
    def the_centre_works(self) -> None:
        helped_on(self.made)

    @invariant()
    def nothing_forbidden_happened(self) -> None:
        assert broken(self.made.bench.events) == []

    def teardown(self) -> None:
        replays(self.made.bench)


Cases.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestCases = Cases.TestCase


def travel(seed: int, steps: int) -> Bench:
    dice = random.Random(seed)

    def pick(some: Sequence[Any]) -> Any:
        return dice.choice(some)

    made = journey(pick, seed)
    for _ in range(steps):
        made.step()
        if dice.random() < 0.6:
            helped_on(made)
    return made.bench


@pytest.fixture(scope="module")
def travelled() -> list[Bench]:
    return [travel(seed, 12) for seed in range(40)]


def test_journeys_keep_the_law(travelled: list[Bench]) -> None:
    for bench in travelled:
        assert broken(bench.events) == []


def test_journeys_replay_from_the_log_alone(travelled: list[Bench]) -> None:
    for bench in travelled:
        replays(bench)


def test_journeys_go_everywhere(travelled: list[Bench]) -> None:
    """Journeys that never leave the counter would show nothing: count what they reach."""
    kinds = {event.kind for bench in travelled for event in bench.events}
    assert len(kinds) > 30, EVENTS.keys() - kinds
    assert sum(not is_open(bench.state) for bench in travelled) > 20


@pytest.mark.long
def test_many_journeys_keep_the_law_and_replay() -> None:
    for seed in range(40, 2040):
        bench = travel(seed, 20)
        assert broken(bench.events) == [], seed
        replays(bench)
