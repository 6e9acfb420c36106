"""How many open cases there are, by department, holder and time that is left: one pass over what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from engine.case.store.tables import NEVER, lines

__all__ = ["Count", "read_counts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The open cases of one department at one holder: late, due soon, due later, without a running clock."""

    department: str
    holder: str
    late: int
    soon: int
    later: int
    still: int

    @property
    def all(self) -> int:
        """How many there are."""
        return self.late + self.soon + self.later + self.still


def read_counts(db: Connection, today: date, soon: date) -> tuple[Count, ...]:
    """Count what is open; due soon is what has to be done up to a day."""
    due, now, then = lines.c.due_on, today.isoformat(), soon.isoformat()
    query = (
        sa.select(
            lines.c.department,
            lines.c.holder,
            _of(due < now).label("late"),
            _of((due >= now) & (due <= then)).label("soon"),
            _of((due > then) & (due < NEVER)).label("later"),
            _of(due == NEVER).label("still"),
        )
        .where(lines.c.open == sa.true())
        .group_by(lines.c.department, lines.c.holder)
        .order_by(lines.c.department, lines.c.holder)
    )
    return tuple(Count(**row) for row in db.execute(query).mappings())


def _of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))
