"""Timers: what falls due is claimed by one worker, done once with effect, and never lost.

A claim is a lease: a worker that dies lets it run out, and another takes the timer. The act that a timer
leads to settles it in its own transaction (`Act.fires`), so that it has effect once however often it is
claimed. A timer whose act fails waits longer each time.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Timer
from engine.case.store.act import Claimed
from engine.case.store.canonical import from_micros, micros
from engine.case.store.tables import timers

__all__ = ["claim", "postpone", "settle"]

_LEASE: Final = timedelta(minutes=2)
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=1)

_DUE: Final = (
    sa.select(timers)
    .where(timers.c.free_at <= sa.bindparam("now"))
    .order_by(timers.c.free_at, timers.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM: Final = (
    sa.update(timers)
    .where(timers.c.id == sa.bindparam("timer"))
    .values(free_at=sa.bindparam("until"), attempts=timers.c.attempts + 1, turn=timers.c.turn + 1)
)
_HELD: Final = sa.and_(timers.c.id == sa.bindparam("timer"), timers.c.turn == sa.bindparam("held"))
_SETTLE: Final = sa.delete(timers).where(_HELD)
_POSTPONE: Final = (
    sa.update(timers).where(_HELD).values(free_at=sa.bindparam("free_again_at"), turn=timers.c.turn + 1)
)


def claim(
    db: Connection,
    now: datetime,
    limit: int,
    *,
    only: str | None = None,
    but: str | None = None,
    lease: timedelta = _LEASE,
) -> tuple[Claimed, ...]:
    """Take timers that are due, the longest waiting first, for the time of the lease.

    Those of one kind alone with `only`, all but those of one kind with `but`.
    """
    wanted = _DUE if only is None else _DUE.where(timers.c.kind == only)
    wanted = wanted if but is None else wanted.where(timers.c.kind != but)
    rows = db.execute(wanted, {"now": micros(now), "most": limit}).all()
    if not rows:
        return ()
    until = now + lease
    db.execute(_CLAIM, [{"timer": row.id, "until": micros(until)} for row in rows])
    return tuple(
        Claimed(
            id=row.id,
            case=row.case_id,
            timer=Timer(kind=row.kind, at=from_micros(row.at), data=json.loads(row.data)),
            until=until,
            attempts=row.attempts + 1,
            turn=row.turn + 1,
        )
        for row in rows
    )


def settle(db: Connection, claimed: Claimed) -> bool:
    """Take a timer away that needs no act on its case; False if it changed hands."""
    return db.execute(_SETTLE, {"timer": claimed.id, "held": claimed.turn}).rowcount == 1


def postpone(db: Connection, claimed: Claimed, now: datetime) -> bool:
    """Give a timer back that could not be done; it waits twice as long each time, an hour at most."""
    pause = min(_FIRST_PAUSE * 2 ** min(claimed.attempts - 1, 20), _LONGEST_PAUSE)
    held = {"timer": claimed.id, "held": claimed.turn}
    return db.execute(_POSTPONE, {**held, "free_again_at": micros(now + pause)}).rowcount == 1
