"""Editions: the text by which a case is decided is kept with the cases, under the hash the case is pinned to.

The hash covers the meaning of an item; what was kept under it stands with its own hash in the journal of the
store, so that nobody can put another text in its place unnoticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.model import Actor, Draft
from engine.case.store.canonical import canonical
from engine.case.store.chain import JOURNAL, Ledger
from engine.case.store.journal import EDITION_KEPT, note
from engine.case.store.tables import editions

__all__ = ["edition_digest", "keep_edition", "read_edition"]


def edition_digest(files: bytes) -> str:
    """Hash the kept bytes of an edition."""
    return "sha256:" + hashlib.sha256(files).hexdigest()


def keep_edition(
    db: Connection, ledger: Ledger, hash: str, files: Mapping[str, str], actor: Actor, at: datetime
) -> bool:
    """Keep the files of an edition; False if the edition is there already, and then it stays as it is."""
    if read_edition(db, hash) is not None:
        return False
    said = canonical(files)
    db.execute(sa.insert(editions), {"hash": hash, "files": said})
    draft = Draft(kind=EDITION_KEPT, data={"hash": hash, "files": edition_digest(said)})
    note(db, ledger, JOURNAL, draft, actor, at)
    return True


def read_edition(db: Connection, hash: str) -> dict[str, str] | None:
    """Read the files of an edition by name."""
    found = db.execute(sa.select(editions.c.files).where(editions.c.hash == hash)).scalar()
    if found is None:
        return None
    files: dict[str, str] = json.loads(found)
    return files
