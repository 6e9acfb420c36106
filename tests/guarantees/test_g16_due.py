"""G16: due dates follow the calendar in force: pauses, extensions, one workday early, on the spot."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.calendar import Calendar, national_calendar
from engine.case.clock.clocks import Clock, clocks
from engine.case.clock.count import Stretch
from engine.case.model import Actor
from engine.case.state import Accepted, Pause, Received, Round, State
from engine.case.terms import NO_TERMS
from engine.item.terms import Span
from tests.case.bench import MARCH
from tests.case.test_clock import of_a_centre, walk

DAY = timedelta(days=1)
SOMEBODY = Actor(id="clerk-1", role="clerk")


def some_case(dice: random.Random) -> State:
    """Give an accepted case with limits, pauses and perhaps an extension."""
    start = date(2025, 1, 1) + dice.randrange(500) * DAY
    unit = dice.choice(["workdays", "days"])
    promised = Span(count=dice.choice([0, 1, 5, 10, 20]), unit=unit)
    pauses = []
    for _ in range(dice.choice([0, 1, 2])):
        begin = start + dice.randrange(0, 30) * DAY
        end = None if dice.random() < 0.1 else begin + dice.randrange(0, 20) * DAY
        pauses.append(Pause(reason="testing", notice="1", begin=begin, end=end))
    accepted = Accepted(
        number="1",
        on=start,
        at=MARCH,
        by=SOMEBODY,
        how="checked",
        promised=promised,
        statutory=replace(promised, count=promised.count + 10),
    )
    return State(
        terms=replace(NO_TERMS, tell_within=Span(count=5, unit="workdays")),
        received=Received(number="1", on=start, at=MARCH, by=SOMEBODY, medium="paper"),
        rounds=(Round(starts_on=start, ended_on=start, ended_by="accepted"),),
        accepted=accepted,
        pauses=tuple(pauses),
        extension=Span(count=5, unit=unit) if dice.random() < 0.3 else None,
    )


def expected(state: State, kind: str, calendar: Calendar) -> date | None:
    """Count with a finger on the wall calendar."""
    accepted = state.accepted
    assert accepted is not None and accepted.promised is not None and accepted.statutory is not None
    span = accepted.statutory if kind == "statutory" else accepted.promised
    more = state.extension.count if state.extension is not None else 0
    stretches = [Stretch(begin=each.begin, end=each.end) for each in state.pauses]
    end, _ = walk(accepted.on, replace(span, count=span.count + more), calendar, stretches)
    if end is None or kind != "hand_over":
        return end
    before = end - DAY
    while not calendar.is_workday(before):
        before -= DAY
    return max(accepted.on, before)


def found(state: State, calendar: Calendar) -> Iterator[tuple[Clock, date | None]]:
    for clock in clocks(state, calendar, date(2026, 3, 2)):
        if clock.kind in ("statutory", "promised", "hand_over"):
            yield clock, expected(state, clock.kind, calendar)


def agree(rounds: int, seed: int) -> None:
    """Hold every clock against the wall calendar, before and after the calendar is published anew."""
    dice = random.Random(seed)
    calendars = [national_calendar(), *(of_a_centre(national_calendar(), dice) for _ in range(4))]
    for number in range(rounds):
        state = some_case(dice)
        for calendar in dice.sample(calendars, 2):
            for clock, end in found(state, calendar):
                assert clock.due_on == end, (seed, number, clock.kind, state.accepted, state.pauses)


def test_due_dates_are_those_of_the_wall_calendar() -> None:
    agree(1500, seed=16)


@pytest.mark.long
def test_many_due_dates_are_those_of_the_wall_calendar() -> None:
    agree(100_000, seed=1616)
