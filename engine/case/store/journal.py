"""What happens beside cases: accesses to a case, and the journal of the store, both chained like cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from engine.case.model import Actor, Decision, Draft, Event
from engine.case.store.act import Act
from engine.case.store.chain import Ledger
from engine.case.store.record import Failed, record

__all__ = [
    "BACKED_UP",
    "EDITION_KEPT",
    "OPERATOR",
    "RESTORED",
    "editions_of",
    "last_backup_of",
    "note",
    "restores_of",
]

EDITION_KEPT: Final = "edition_kept"
RESTORED: Final = "restored"
BACKED_UP: Final = "backed_up"
OPERATOR: Final = Actor(id="operator", role="operator")
"""Who keeps the installation: whoever can run commands on the machine."""


def note(db: Connection, ledger: Ledger, chain: str, draft: Draft, actor: Actor, at: datetime) -> None:
    """Record an event in a chain that stands beside cases; the chain begins with its first event."""
    decision = Decision(events=(draft,))
    act = Act(case=chain, decide=lambda _, __: decision, actor=actor, at=at, begins=True)
    (outcome,) = record(db, ledger, [act])
    if isinstance(outcome, Failed):
        raise outcome.error


def editions_of(journal: Sequence[Event]) -> dict[str, str]:
    """Give what the journal says of each edition: its hash, and the hash of what was kept under it."""
    return {str(each.data["hash"]): str(each.data["files"]) for each in journal if each.kind == EDITION_KEPT}


def last_backup_of(journal: Sequence[Event]) -> datetime | None:
    """Give when there was a backup last, made or restored; None if there never was."""
    return next((each.at for each in reversed(journal) if each.kind in (BACKED_UP, RESTORED)), None)


def restores_of(journal: Sequence[Event]) -> list[tuple[int, int]]:
    """Give every restore: the epoch that began with it, and the last anchor that the backup knew."""
    return [
        (int(str(each.data["epoch"])), int(str(each.data["anchor"])))
        for each in journal
        if each.kind == RESTORED
    ]
