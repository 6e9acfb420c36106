"""Measures what one act on a case costs: folding its events, deciding, and the whole way onto disk.

    python benchmarks/case_speed.py [--cases 30] [--write]

The cases are the swimming pool of the demonstration, walked to its end in an office of its own on SQLite, a
signboard beside it. Folding and deciding are also measured alone, in this process, on the log of the pool.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.result import options, tell
from engine.case.act import Wish, decider
from engine.case.clock.clocks import clocks
from engine.case.fold import fold
from engine.case.model import Event
from engine.case.setting import day_of
from engine.case.store import Place, found_store, open_store
from engine.catalog.catalog import open_catalog
from engine.center.demo_cases import CASES, Walk
from engine.center.office import Done, Office, Request
from engine.center.open import open_office
from engine.cli.case_options import actor, moment

T = TypeVar("T")


def walked(office: Office, walk: Walk, spent: dict[str, list[float]]) -> str:
    """Walk a case to its end and note the milliseconds of every act; give the case."""
    case: str | None = None
    for step in walk.steps:
        at = moment(step.at)
        assert at is not None
        item = walk.item if case is None else ""
        request = Request(
            verb=step.verb, actor=actor(step.who, "zh"), at=at, case=case, item=item, sent=step.sent
        )
        before = time.perf_counter()
        outcome = office.act(request)
        spent[step.verb].append((time.perf_counter() - before) * 1000)
        case = outcome.case if isinstance(outcome, Done) else case
    assert case is not None
    return case


def alone(work: Callable[[T], object], fresh: Callable[[], T], times: int = 200) -> float:
    """Give the median milliseconds of a piece of work on what it has not seen before."""
    taken = []
    for _ in range(times):
        on = fresh()
        before = time.thread_time()
        work(on)
        taken.append((time.thread_time() - before) * 1000)
    return statistics.median(taken)


def pure(office: Office, events: tuple[Event, ...]) -> list[str]:
    """Measure the road without any store."""
    state, last = fold(events), events[-1]
    today = day_of(last.at)
    urge = Wish(verb="urge", case=last.case, actor=actor("clerk:b", "zh"), at=last.at, sent={"reason": "快"})
    half = events[: len(events) // 2]
    decide = decider(urge, office.setting())
    folding = alone(fold, lambda: again(events))
    counting = alone(lambda one: clocks(one, office.calendar, today), lambda: replace(state))
    deciding = alone(lambda told: decide(told, lambda _: 1), lambda: again(half))
    return [
        f"fold a case of {len(events)} events: {folding:.2f} ms",
        f"all its clocks: {counting:.2f} ms",
        f"decide one act on {len(half)} events, fold and timers included: {deciding:.2f} ms",
    ]


def again(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give the same events as nobody has seen them: what was folded is known by them."""
    return tuple(replace(each) for each in events)


def main() -> None:
    """Measure, and say or write it."""
    parser = options(__doc__)
    parser.add_argument("--cases", type=int, default=30)
    args = parser.parse_args()
    spent: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        begun = moment(CASES[0].steps[0].at)
        assert begun is not None
        place = Place(data=Path(folder) / "data", keys=Path(folder) / "keys")
        found_store(place, begun)
        with open_store(place) as store:
            office = open_office(store, open_catalog(ROOT / "catalog", cache=None), begun)
            walked(office, CASES[1], defaultdict(list))
            cases = [walked(office, CASES[0], spent) for _ in range(args.cases)]
            lines = pure(office, store.events(cases[0]))
    acts = [each for taken in spent.values() for each in taken]
    rate = 1000 * len(acts) / sum(acts)
    slowest = sorted(((statistics.median(taken), verb) for verb, taken in spent.items()), reverse=True)[:5]
    said = ", ".join(f"{verb} {taken:.1f}" for taken, verb in slowest)
    facts = [
        *lines,
        f"an act through the office onto SQLite, one clerk after the other: median "
        f"{statistics.median(acts):.1f} ms, {rate:.0f} acts a second over {args.cases} whole cases",
        f"slowest acts, median ms: {said}",
    ]
    tell("case_speed", "One act on a case", args, facts)


if __name__ == "__main__":
    main()
