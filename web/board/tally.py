"""Counts what happened, month by month: what was told, by which check, told again, accepted by silence.

Follows the store anchor by anchor and keeps sums only, so that a board over a million cases is a few rows.
Nothing about an applicant is in it. The sums may be dropped at any time: they are made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Event
from engine.case.setting import day_of
from engine.case.store import Store
from engine.case.store.touched import BEGINNING, Spot
from web.people.model import STAFF_ROLES
from web.side import memory

__all__ = ["Sum", "Tally"]

_SOME: Final = 200
_COUNTS: Final = 2
"""What is counted, by a number that grows whenever there is more: sums of an older one are made anew."""
_TABLES: Final = sa.MetaData()
_SUMS: Final = sa.Table(
    "tally",
    _TABLES,
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("what", sa.String(16), primary_key=True),
    sa.Column("item", sa.String(32), primary_key=True),
    sa.Column("department", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(200), primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
)
_SPOT: Final = sa.Table(
    "tally_spot",
    _TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("chain", sa.String(64), nullable=False),
)
_Row: TypeAlias = tuple[str, str, str, str, str]
_COUNTED: Final = frozenset({"received", "accepted", "deemed_accepted", "declined", "sent_back", "withdrawn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How often something happened: `name` is the check or the person where there is one."""

    what: str
    item: str
    department: str
    name: str
    count: int


class Tally:
    """The sums of one centre."""

    def __init__(self, engine: sa.Engine | None = None) -> None:
        """Open the sums; without a database they live only as long as this object."""
        self._engine = engine or memory()
        _TABLES.create_all(self._engine)

    def follow(self, store: Store) -> None:
        """Count everything that anchors have named since the last time."""
        while self._some(store):
            pass

    def _some(self, store: Store) -> bool:
        """Count the next cases, and remember how far that was, both or neither; false at the end."""
        with self._engine.begin() as db:
            spot = _read_spot(db)
            grown = store.grown(spot, _SOME)
            if not grown:
                return False
            sums: Counter[_Row] = Counter()
            for each in grown:
                for row, count in _rows(store.events(each.chain), each.first, each.last):
                    sums[row] += count
            for row, count in sums.items():
                _add(db, row, count)
            _write_spot(db, spot, grown[-1].spot)
        return len(grown) == _SOME

    def sums(self, since: str) -> tuple[Sum, ...]:
        """Give what happened from a month on, added up."""
        group = (_SUMS.c.what, _SUMS.c.item, _SUMS.c.department, _SUMS.c.name)
        query = sa.select(*group, sa.func.sum(_SUMS.c.count).label("count"))
        query = query.where(_SUMS.c.month >= since).group_by(*group)
        with self._engine.connect() as db:
            rows = db.execute(query).all()
        return tuple(
            Sum(what=row[0], item=row[1], department=row[2], name=row[3], count=int(row[4])) for row in rows
        )

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()


def _rows(events: tuple[Event, ...], first: int, last: int) -> Iterator[tuple[_Row, int]]:
    """Give what the events of a case from one to another count as, and how much."""
    terms: Any = events[0].data.get("terms", {})
    item, department = str(terms.get("item", "")), str(terms.get("department", ""))
    for event in events[first - 1 : last]:
        month = f"{day_of(event.at):%Y-%m}"
        for what, name in _counted(event):
            yield (month, what, item, department, name), 1
        if event.kind == "rated":
            before = _rated_before(events[: event.sequence - 1], event)
            # A rating that was changed counts once, as it is now.
            if before:
                yield (month, "rated", item, department, before), -1
        if event.by.role in STAFF_ROLES:
            yield (month, "act", "", event.by.department, event.by.id), 1


def _rated_before(events: tuple[Event, ...], event: Event) -> str:
    """Give the grade that a rating of the case takes the place of; a rating changes on its own day only."""
    kept = [each for each in events if each.kind == "rated" and _rates_case(each)]
    return str(kept[-1].data["grade"]) if kept and _rates_case(event) else ""


def _rates_case(event: Event) -> bool:
    return event.data.get("of", "case") == "case"


def _counted(event: Event) -> Iterator[tuple[str, str]]:
    data: Any = event.data
    if event.kind in _COUNTED:
        yield event.kind, ""
    elif event.kind == "rated" and _rates_case(event):
        yield "rated", str(data["grade"])
    elif event.kind == "told":
        yield ("told" if data["round"] == 1 else "told_again"), ""
        yield from (("finding", str(each)[:200]) for each in data["findings"])
        if data["breaches"]:
            yield "breach", ""


def _read_spot(db: Connection) -> Spot:
    """Give how far was counted; what was counted before there was so much to count is counted anew."""
    row = db.execute(sa.select(_SPOT).with_for_update()).first()
    if row is not None and row.id == _COUNTS:
        return row.number, row.chain
    db.execute(_SPOT.delete())
    db.execute(_SUMS.delete())
    return BEGINNING


def _write_spot(db: Connection, before: Spot, now: Spot) -> None:
    said = {"number": now[0], "chain": now[1]}
    begun = before == BEGINNING
    db.execute(_SPOT.insert().values(id=_COUNTS, **said) if begun else _SPOT.update().values(**said))


def _add(db: Connection, row: _Row, count: int) -> None:
    month, what, item, department, name = row
    where = {"month": month, "what": what, "item": item, "department": department, "name": name}
    same = [_SUMS.c[key] == value for key, value in where.items()]
    changed = db.execute(_SUMS.update().where(*same).values(count=_SUMS.c.count + count))
    if changed.rowcount == 0:
        db.execute(_SUMS.insert().values(count=count, **where))
