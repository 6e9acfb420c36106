"""Lists of cases: one line a case, found by department, stage, holder, item and day, a page at a time.

Lines are made from events and may be dropped and made anew. A page goes on where the last one ended, by day
and case, so that it neither skips nor repeats while others work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Select

from engine.case.model import Event, Line, Timer
from engine.case.store.chain import is_case
from engine.case.store.sheet import line_row, read_events, timer_row
from engine.case.store.tables import NEVER, chains, lines, timers

__all__ = ["Fold", "Listed", "Page", "Wanted", "read_page", "rebuild_some"]

Fold: TypeAlias = Callable[[Sequence[Event]], "tuple[Line | None, tuple[Timer, ...]]"]
"""The road's folding of a case: its events in, the line and the timers it has now out."""

_MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines are wanted; what is None does not matter. Days leave out cases without a clock, which
    `due_never` asks for. `newest_first` gives the cases that began last first, whatever is due.
    """

    department: str | None = None
    stage: str | None = None
    holder: str | None = None
    item: str | None = None
    parent: str | None = None
    number: str | None = None
    open: bool | None = True
    due_before: date | None = None
    newest_first: bool = False
    due_from: date | None = None
    due_never: bool = False
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A case in a list."""

    case: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Part of a list; `cursor` asks for the next part, None where there is none."""

    rows: tuple[Listed, ...]
    cursor: str | None


def read_page(db: Connection, wanted: Wanted, cursor: str | None, limit: int) -> Page:
    """Read the lines that are wanted, the earliest due first; a cursor that is none of ours begins anew."""
    size = max(1, min(limit, _MOST))
    after = None if cursor is None else _after(cursor)
    query = _in_order(_query(wanted), wanted.newest_first, after).limit(size + 1)
    rows = db.execute(query).all()
    shown = rows[:size]
    more = f"{shown[-1].due_on}.{shown[-1].case_id}" if len(rows) > size else None
    return Page(rows=tuple(_listed(row) for row in shown), cursor=more)


def _query(wanted: Wanted) -> Select[Any]:
    query = sa.select(lines)
    for name in ("department", "stage", "holder", "item", "parent", "number"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(lines.c[name] == value)
    if wanted.open is not None:
        query = query.where(lines.c.open == wanted.open)
    if wanted.due_before is not None:
        query = query.where(lines.c.due_on < wanted.due_before.isoformat())
    if wanted.due_from is not None:
        query = query.where(lines.c.due_on >= wanted.due_from.isoformat(), lines.c.due_on < NEVER)
    if wanted.due_never:
        query = query.where(lines.c.due_on == NEVER)
    if wanted.mark is not None:
        query = query.where(lines.c.marks.contains(json.dumps(wanted.mark), autoescape=True))
    return query


def _in_order(query: Select[Any], newest_first: bool, after: tuple[str, str] | None) -> Select[Any]:
    """Put lines in order, from where the last page ended; the id of a case begins with its moment."""
    if newest_first:
        later = query if after is None else query.where(lines.c.case_id < after[1])
        return later.order_by(lines.c.case_id.desc())
    if after is not None:
        query = query.where(sa.tuple_(lines.c.due_on, lines.c.case_id) > sa.tuple_(*map(sa.literal, after)))
    return query.order_by(lines.c.due_on, lines.c.case_id)


def _after(cursor: str) -> tuple[str, str] | None:
    day, dot, case = cursor.partition(".")
    return (day, case) if dot else None


def _listed(row: Row[Any]) -> Listed:
    line = Line(
        item=row.item,
        department=row.department,
        stage=row.stage,
        holder=row.holder,
        due_on=None if row.due_on == NEVER else date.fromisoformat(row.due_on),
        open=row.open,
        parent=row.parent,
        marks=tuple(json.loads(row.marks)),
        number=row.number,
    )
    return Listed(case=row.case_id, line=line)


_SOME: Final = (
    sa.select(chains.c.id)
    .where(chains.c.id > sa.bindparam("after"))
    .order_by(chains.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update()
)


def rebuild_some(db: Connection, fold: Fold, after: str, most: int) -> str | None:
    """Make lines and timers of the next cases anew from their events; give the last one, None at the end."""
    ids: list[str] = list(db.scalars(_SOME, {"after": after, "most": most}))
    if not ids:
        return None
    cases = [id for id in ids if is_case(id)]
    told = read_events(db, cases)
    db.execute(sa.delete(timers).where(timers.c.case_id.in_(cases)))
    db.execute(sa.delete(lines).where(lines.c.case_id.in_(cases)))
    made = [(case, *fold(tuple(told[case]))) for case in cases]
    new_lines = [line_row(case, line) for case, line, _ in made if line is not None]
    new_timers = [timer_row(case, each) for case, _, all in made for each in all]
    for table, rows in ((lines, new_lines), (timers, new_timers)):
        if rows:
            db.execute(sa.insert(table), rows)
    return ids[-1]
