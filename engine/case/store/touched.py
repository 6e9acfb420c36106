"""Which chains grew, and from where to where, in the order of anchors: how to follow a store without a clock.

Every few seconds an anchor names the chains that grew since the one before. Whoever remembers the last line
read goes on from there; nothing is skipped and nothing comes twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.store.tables import anchor_heads

__all__ = ["BEGINNING", "Spot", "Touched", "accessed_before", "cases_after"]

Spot: TypeAlias = tuple[int, str]
"""A place in the log of anchors: the number of one, and a chain that it names."""
BEGINNING: Final[Spot] = (0, "")
_ACCESS: Final = "%.access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A chain that grew by the events from `first` to `last`, by the anchor that named it."""

    spot: Spot
    chain: str
    first: int
    last: int


_BEFORE = anchor_heads.alias("before")
_FIRST = (
    sa.select(sa.func.coalesce(sa.func.max(_BEFORE.c.sequence), 0) + 1)
    .where(_BEFORE.c.chain_id == anchor_heads.c.chain_id, _BEFORE.c.number < anchor_heads.c.number)
    .scalar_subquery()
)
_SPOT = sa.tuple_(anchor_heads.c.number, anchor_heads.c.chain_id)
_ALL = sa.select(
    anchor_heads.c.number, anchor_heads.c.chain_id, anchor_heads.c.sequence, _FIRST.label("first")
)


def cases_after(db: Connection, spot: Spot, limit: int) -> tuple[Touched, ...]:
    """Give the cases that grew after a spot, in order."""
    query = _ALL.where(sa.tuple_(*map(sa.literal, spot)) < _SPOT, anchor_heads.c.chain_id.not_like("%.%"))
    return _read(db, query.order_by(anchor_heads.c.number, anchor_heads.c.chain_id).limit(limit))


def accessed_before(db: Connection, spot: Spot | None, limit: int) -> tuple[Touched, ...]:
    """Give the accesses to cases before a spot, the newest first."""
    query = _ALL.where(anchor_heads.c.chain_id.like(_ACCESS))
    if spot is not None:
        query = query.where(sa.tuple_(*map(sa.literal, spot)) > _SPOT)
    return _read(
        db, query.order_by(anchor_heads.c.number.desc(), anchor_heads.c.chain_id.desc()).limit(limit)
    )


def _read(db: Connection, query: sa.Select[tuple[int, str, int, int]]) -> tuple[Touched, ...]:
    return tuple(
        Touched(spot=(row.number, row.chain_id), chain=row.chain_id, first=row.first, last=row.sequence)
        for row in db.execute(query)
    )
