"""What shows to others that a case is as it was: its rows, the anchors that hold it, its values with salts.

A case goes in, values come out that need neither database nor key file to be held against each other. Only
who may read the whole case asks for it (`engine.archive`), and it is noted like any reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Actor, Draft, Event, Json
from engine.case.store.access import READ, opened_values
from engine.case.store.anchors import anchors_of
from engine.case.store.chain import Ledger, access_chain, event_of
from engine.case.store.journal import note
from engine.case.store.rows import own_kinds
from engine.case.store.tables import events
from engine.case.store.uploads import Upload, uploads_of
from engine.case.store.vault import Lost, Opened

__all__ = ["Evidence", "evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A case as it lies in the store; `rows` and `access` are events as they were hashed."""

    events: Sequence[Event]
    rows: Sequence[Mapping[str, Json]]
    access: Sequence[Mapping[str, Json]]
    anchors: Sequence[str]
    uploads: Sequence[Upload]
    values: Mapping[str, Opened] = field(repr=False)
    lost: Mapping[str, Lost]


_ROWS: Final = (
    sa.select(*own_kinds(*events.c))
    .where(events.c.chain_id == sa.bindparam("chain"))
    .order_by(events.c.sequence)
)


def evidence(
    db: Connection, ledger: Ledger, case: str, actor: Actor, purpose: str, at: datetime
) -> Evidence | None:
    """Note who reads the whole case and why, and give it; None if there is none."""
    rows = db.execute(_ROWS, {"chain": case}).all()
    told = tuple(event_of(case, row.sequence, row.body) for row in rows)
    if not told:
        return None
    references = [each for event in told for each in event.personal.values()]
    values, lost = opened_values(db, ledger.keys, case, references)
    said: dict[str, Json] = {"references": [each.id for each in references], "purpose": purpose}
    note(db, ledger, access_chain(case), Draft(kind=READ, data=said), actor, at)
    return Evidence(
        events=told,
        rows=[_said(row) for row in rows],
        access=[_said(row) for row in db.execute(_ROWS, {"chain": access_chain(case)})],
        anchors=tuple(anchors_of(db, ledger.keys, case)),
        uploads=uploads_of(db, case),
        values=values,
        lost=lost,
    )


def _said(row: Any) -> Mapping[str, Json]:
    """Write a row as it can be held against its hash anywhere."""
    return {
        "chain": row.chain_id,
        "sequence": row.sequence,
        "algorithm": row.algorithm,
        "body": row.body.decode(),
        "previous": row.previous.hex(),
        "hash": row.hash.hex(),
        "mac": row.mac.hex(),
        "key_id": row.key_id,
    }
