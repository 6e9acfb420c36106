"""G6: everything shown can be rebuilt from events, bit for bit: lists and timers of random journeys."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from engine.calendar import national_calendar
from engine.case.due import line, timers
from engine.case.fold import fold
from engine.case.setting import Setting, day_of
from engine.case.store import Recorded, Store, found_store, open_store
from engine.case.store.tables import lines as line_table
from engine.case.store.tables import timers as timer_table
from tests.case.bench import MARCH, Bench
from tests.case.office import place_in
from tests.case.test_machine import travel


def recorded(store: Store, bench: Bench) -> tuple[str, datetime]:
    """Record a journey act by act, as it was decided; give its case and its last moment."""
    case, last = None, bench.made[-1][1]
    for actor, at, decision in bench.made:
        answer = store.append(case, lambda _, __, made=decision: made, actor, at)
        assert isinstance(answer, Recorded), answer
        case = answer.case
    assert case is not None
    return case, last


def shown(store: Store) -> list[tuple[Any, ...]]:
    """Read every line and every timer; a timer's own number does not count."""
    columns = [column for column in timer_table.c if column.name not in ("id", "turn", "attempts")]
    with store.reading() as db:
        rows = [*db.execute(sa.select(line_table).order_by(line_table.c.case_id))]
        rows += db.execute(sa.select(*columns).order_by(*columns))
    return [tuple(row) for row in rows]


def rebuild(store: Store, moments: dict[str, datetime]) -> None:
    """Make all lines and timers anew from the events alone."""

    def again(events: Any) -> Any:
        setting = Setting(calendar=national_calendar())
        state, today = fold(events), day_of(moments[events[0].case])
        return line(state, setting, today), timers(state, setting, today)

    store.rebuild(again)


def replay(folder: Path, seeds: range) -> None:
    found_store(place_in(folder), MARCH)
    with open_store(place_in(folder)) as store:
        moments = dict(recorded(store, travel(seed, 8)) for seed in seeds)
        before = shown(store)
        rebuild(store, moments)
        assert shown(store) == before
        assert len(before) >= len(moments)


def test_lists_and_timers_made_anew_are_what_they_were(tmp_path: Path) -> None:
    replay(tmp_path, range(500, 515))


@pytest.mark.long
def test_many_lists_and_timers_made_anew_are_what_they_were(tmp_path: Path) -> None:
    replay(tmp_path, range(1000, 1400))


def test_a_line_that_no_event_accounts_for_is_seen(tmp_path: Path) -> None:
    """The test itself can fail: a line that was made up does not come out again."""
    found_store(place_in(tmp_path), MARCH)
    with open_store(place_in(tmp_path)) as store:
        bench = travel(3, 4)
        actor, at, decision = bench.made[-1]
        assert decision.line is not None
        made_up = replace(decision, line=replace(decision.line, stage="rate", open=False))
        bench.made[-1] = (actor, at, made_up)
        case, last = recorded(store, bench)
        before = shown(store)
        rebuild(store, {case: last})
        assert shown(store) != before
