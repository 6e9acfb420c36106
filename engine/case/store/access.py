"""Reading and erasing personal values: both leave an event in the chain of accesses beside the case.

A value is handed out only after it stands on disk who read it and what for. Erasing destroys the key of one
person in one case, the values and what they were found by; events and chains stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Actor, Draft, Json, Reference
from engine.case.store.chain import Ledger, access_chain
from engine.case.store.journal import note
from engine.case.store.keys import KeyRing
from engine.case.store.tables import chains, uploads, vault_finds, vault_keys, vault_values
from engine.case.store.vault import Lost, Opened, Revealed, find_digest, open_value, unwrap

__all__ = ["ERASED", "READ", "Found", "erase", "find_people", "opened_values", "reveal"]

READ: Final = "personal_read"
ERASED: Final = "personal_erased"

Found = tuple[str, str]
"""A case and the person in it."""


def reveal(
    db: Connection,
    ledger: Ledger,
    case: str,
    references: Sequence[Reference],
    actor: Actor,
    purpose: str,
    at: datetime,
    known: Mapping[str, Json],
) -> Revealed:
    """Note who reads what, and why, and open the values; those that are known are not opened again."""
    closed = [each for each in references if each.id not in known]
    opened, lost = opened_values(db, ledger.keys, case, closed)
    said: dict[str, Json] = {"references": [each.id for each in references], "purpose": purpose}
    note(db, ledger, access_chain(case), Draft(kind=READ, data=said), actor, at)
    return Revealed(values={**known, **{id: each.value for id, each in opened.items()}}, lost=lost)


def opened_values(
    db: Connection, keys: KeyRing, case: str, references: Sequence[Reference]
) -> tuple[dict[str, Opened], dict[str, Lost]]:
    """Open values by the id of their reference, and say why the others do not open; nothing is noted."""
    values: dict[str, Opened] = {}
    lost: dict[str, Lost] = {}
    persons = _person_keys(db, keys, case)
    rows = db.execute(
        sa.select(vault_values.c.id, vault_values.c.sealed).where(
            vault_values.c.case_id == case, vault_values.c.id.in_([each.id for each in references])
        )
    )
    sealed = {row.id: row.sealed for row in rows}
    for each in references:
        key = persons.get(each.person)
        opened = None if key is None else open_value(case, each, sealed.get(each.id, b""), key)
        if opened is not None:
            values[each.id] = opened
        else:
            lost[each.id] = "altered" if each.person in persons else "erased"
    return values, lost


def _person_keys(db: Connection, keys: KeyRing, case: str) -> dict[str, bytes | None]:
    """Give the key of each person of a case, None where the key file does not open it."""
    rows = db.execute(sa.select(vault_keys).where(vault_keys.c.case_id == case))
    return {row.person: unwrap(keys, case, row.person, row.sealed, row.key_id) for row in rows}


def erase(
    db: Connection, ledger: Ledger, case: str, person: str, actor: Actor, reason: str, at: datetime
) -> tuple[str, ...] | None:
    """Destroy the key of a person in a case; give the files of their uploads, None if there is no case."""
    if db.execute(sa.select(chains.c.id).where(chains.c.id == case).with_for_update()).first() is None:
        return None
    mine = (uploads.c.case_id == case, uploads.c.person == person)
    files = tuple(db.scalars(sa.select(uploads.c.file).where(*mine)))
    for table in (vault_keys, vault_values, vault_finds, uploads):
        db.execute(sa.delete(table).where(table.c.case_id == case, table.c.person == person))
    said: dict[str, Json] = {"person": person, "reason": reason}
    note(db, ledger, access_chain(case), Draft(kind=ERASED, data=said), actor, at)
    return files


def find_people(db: Connection, keys: KeyRing, find_by: str, value: Json) -> tuple[Found, ...]:
    """Find the cases in which a person was recorded under this value."""
    wanted = find_digest(keys, find_by, value)
    rows = db.execute(
        sa.select(vault_finds.c.case_id, vault_finds.c.person)
        .where(vault_finds.c.digest == wanted)
        .order_by(vault_finds.c.case_id, vault_finds.c.person)
    )
    return tuple((row.case_id, row.person) for row in rows)
