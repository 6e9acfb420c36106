"""Lists: found by what people ask for, paged without skipping, and made anew from events at any time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from engine.case.model import Decision, Draft, Event, Line, Timer
from engine.case.store import Page, Store, Wanted
from tests.case.store.desk import AT, CLERK, begin, line, minutes, say


def listed(store: Store, **wanted: Any) -> list[str]:
    page = store.lines(Wanted(**wanted))
    assert page.cursor is None
    return [row.line.holder for row in page.rows]


def fill(store: Store) -> None:
    for number, changed in enumerate(
        [
            {"holder": "a", "due_on": date(2026, 3, 5)},
            {"holder": "b", "due_on": None, "department": "公安局"},
            {"holder": "c", "due_on": date(2026, 3, 3), "stage": "review", "item": "SC-0001"},
            {"holder": "d", "due_on": date(2026, 3, 1), "open": False, "marks": ("overdue", "催办")},
        ]
    ):
        begin(store, say("received", {"no": number}, line=line(**changed)))


def test_lines_are_listed_the_earliest_due_first_and_without_a_clock_last(either: Store) -> None:
    fill(either)
    assert listed(either) == ["c", "a", "b"]
    assert listed(either, open=None) == ["d", "c", "a", "b"]


def test_lines_are_found_by_each_of_their_columns(either: Store) -> None:
    fill(either)
    assert listed(either, department="公安局") == ["b"]
    assert listed(either, stage="review") == ["c"]
    assert listed(either, item="SC-0001", stage="review") == ["c"]
    assert listed(either, holder="a") == ["a"]
    assert listed(either, open=False) == ["d"]
    assert listed(either, due_before=date(2026, 3, 5)) == ["c"]
    assert listed(either, parent="nobody") == []


def test_a_line_is_listed_as_it_was_decided(either: Store) -> None:
    parent = begin(either).case
    wanted = line(marks=("overdue", "催办"), parent=parent, due_on=None, open=False)
    case = begin(either, say("received", line=wanted)).case
    (row,) = either.lines(Wanted(parent=parent, open=None)).rows
    assert (row.case, row.line) == (case, wanted)


def pages(store: Store, limit: int) -> list[Page]:
    found = [store.lines(Wanted(), limit=limit)]
    while found[-1].cursor is not None:
        found.append(store.lines(Wanted(), cursor=found[-1].cursor, limit=limit))
    return found


def test_pages_neither_skip_nor_repeat(either: Store) -> None:
    for number in range(11):
        day = None if number % 4 == 0 else date(2026, 3, 2 + number % 3)
        begin(either, say("received", line=line(due_on=day)))
    found = pages(either, 3)
    assert [len(page.rows) for page in found] == [3, 3, 3, 2]
    cases = [row.case for page in found for row in page.rows]
    assert len(set(cases)) == 11
    assert cases == [row.case for row in either.lines(Wanted()).rows]


def test_a_cursor_of_nobody_begins_anew_and_a_limit_has_its_limits(store: Store) -> None:
    fill(store)
    assert len(store.lines(Wanted(), cursor="nonsense").rows) == 3
    assert len(store.lines(Wanted(), limit=0).rows) == 1
    assert len(store.lines(Wanted(), limit=10**9).rows) == 3


def folded(events: Sequence[Event]) -> tuple[Line | None, tuple[Timer, ...]]:
    if events[-1].kind == "closed":
        return None, ()
    return line(stage=f"stage-{len(events)}"), (Timer(kind="made", at=AT + timedelta(hours=len(events))),)


def test_lines_and_timers_are_made_anew_from_events(either: Store) -> None:
    case = begin(either).case
    either.append(case, say("looked", line=line(stage="wrong")), CLERK, AT)
    closed = begin(either, say("closed", line=line())).case
    either.reveal(case, [], CLERK, "审查", AT)
    either.rebuild(folded)
    assert [(row.case, row.line.stage) for row in either.lines(Wanted()).rows] == [(case, "stage-2")]
    assert [(each.case, each.timer.kind) for each in either.claim(minutes(600))] == [(case, "made")]
    assert closed not in {row.case for row in either.lines(Wanted(open=None)).rows}


def test_rebuilding_an_empty_store_makes_nothing(store: Store) -> None:
    store.rebuild(folded)
    assert store.lines(Wanted(open=None)).rows == ()


def test_rebuilding_goes_on_past_the_first_cases(store: Store) -> None:
    for _ in range(210):
        begin(store, lambda events, draw: Decision(events=(Draft(kind="received"),)))
    store.rebuild(folded)
    assert sum(len(page.rows) for page in pages(store, 500)) == 210
