"""How a store stands while it is served: what keeps it from serving, and the figures an operator watches.

Asked every few seconds, so little is read; nothing about an applicant is in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

import sqlalchemy as sa

from engine.case.store.anchors import last_anchor
from engine.case.store.answers import Unavailable
from engine.case.store.canonical import from_micros, micros
from engine.case.store.chain import JOURNAL
from engine.case.store.doctor import FREE, tail
from engine.case.store.journal import last_backup_of
from engine.case.store.pulse import Pulse
from engine.case.store.sheet import read_events
from engine.case.store.store import Store
from engine.case.store.tables import lines, timers

__all__ = ["Hindrance", "Standing", "hindrances", "standing"]

Hindrance: TypeAlias = Literal["space", "queue", "slow", "failing", "chains", "gone"]
_MOST_WAITING: Final = 512
_SLOW_SECONDS: Final = 1.0
_NEWEST: Final = 20
_IS_OPEN: Final = lines.c.open == sa.true()
_OPEN_CASES: Final = sa.select(sa.func.count()).select_from(lines).where(_IS_OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The figures of a store.

    `tomorrow` are the open cases whose last day is the next, `behind` is how many seconds the longest due
    timer has waited for a worker, `backed_up` how many ago the last backup was made or restored, if ever.
    """

    pulse: Pulse
    free: int
    stages: Mapping[str, int]
    overdue: int
    tomorrow: int
    behind: float
    anchored: float | None
    backed_up: float | None


def hindrances(store: Store) -> tuple[Hindrance, ...]:
    """Name everything that keeps a store from serving."""
    pulse = store.pulse()
    found: dict[Hindrance, bool] = {
        "space": shutil.disk_usage(store.place.data).free < FREE,
        "queue": pulse.waiting > _MOST_WAITING,
        "slow": pulse.seconds > _SLOW_SECONDS,
        "failing": pulse.failed,
    }
    try:
        with store.reading() as db:
            found["chains"] = not tail(db, store, _NEWEST).passed
    except Unavailable:
        found["gone"] = True
    return tuple(name for name, wrong in found.items() if wrong)


def standing(store: Store, now: datetime, today: date) -> Standing:
    """Read the figures of a store."""
    of_stage = sa.select(lines.c.stage, sa.func.count()).where(_IS_OPEN)
    due_on = [today.isoformat(), (today + timedelta(days=1)).isoformat()]
    late, soon = lines.c.due_on < due_on[0], lines.c.due_on == due_on[1]
    with store.reading() as db:
        stages = {stage: count for stage, count in db.execute(of_stage.group_by(lines.c.stage))}
        overdue, tomorrow = [db.scalar(_OPEN_CASES.where(which)) or 0 for which in (late, soon)]
        due = db.scalar(sa.select(sa.func.min(timers.c.at)).where(timers.c.at <= micros(now)))
        anchor = last_anchor(db)
        backup = last_backup_of(read_events(db, [JOURNAL])[JOURNAL])
    return Standing(
        pulse=store.pulse(),
        free=shutil.disk_usage(store.place.data).free,
        stages=stages,
        overdue=overdue,
        tomorrow=tomorrow,
        behind=0.0 if due is None else (now - from_micros(due)).total_seconds(),
        anchored=None if anchor is None else (now - datetime.fromisoformat(anchor.at)).total_seconds(),
        backed_up=None if backup is None else (now - backup).total_seconds(),
    )
