"""Uploads: streamed to a sealed temporary file, inspected, then kept under a hash, never under a name.

Each file is sealed with the key of its person in its case, so that erasing the person makes it unreadable.
The hash of what was uploaded is what an event holds; the name is data for the vault.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.store.answers import NoCase
from engine.case.store.canonical import from_micros, micros
from engine.case.store.files import make_folder, sync_folder
from engine.case.store.keys import KeyRing
from engine.case.store.sealed import Altered, Sealed, Sealer, unsealed
from engine.case.store.spool import on_disk
from engine.case.store.tables import chains, uploads, vault_keys
from engine.case.store.upload_kinds import Kind, content_wrong, kind_of, name_wrong
from engine.case.store.upload_words import MOST_A_CASE, MOST_A_FILE, UploadRefused, Wrong, refused
from engine.case.store.vault import unwrap, wrap
from engine.case.store.writer import Writer

__all__ = [
    "INCOMING",
    "Asked",
    "ScanMark",
    "Stored",
    "Upload",
    "find_upload",
    "keep_upload",
    "kept_upload",
    "known_files",
    "mark_upload",
    "pieces",
    "sweep",
    "uploads_of",
]

ScanMark: TypeAlias = Literal["", "clean", "unknown"]
INCOMING: Final = ".incoming"
_LEFT_LYING: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that is kept: `hash` is of what was uploaded, and is what an event should hold.

    `scan` is what a scanner said of it; empty if nobody has looked for viruses in it.
    """

    case: str
    person: str
    hash: str
    kind: str
    size: int
    at: datetime
    scan: ScanMark = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A sealed temporary file that is not kept yet."""

    path: Path
    hash: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to be kept, and what they say of it."""

    case: str
    person: str
    name: str
    declared: str
    at: datetime
    scan: ScanMark = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where a kept file lies, and the key that opens it."""

    file: str
    hash: str
    key: bytes = field(repr=False)


def keep_upload(
    writer: Writer, keys: KeyRing, folder: Path, asked: Asked, some: Iterable[bytes]
) -> Upload | UploadRefused | NoCase:
    """Take a file into the case it is for."""
    kind = name_wrong(asked.name) or kind_of(asked.name, asked.declared)
    if not isinstance(kind, Kind):
        return refused(kind)
    key = writer.run(lambda db: _owner_key(db, keys, asked.case, asked.person))
    if key is None:
        return NoCase(case=asked.case)
    with _incoming(folder, key, some) as taken:
        if isinstance(taken, _Taken):
            wrong = _looked_into(kind, taken.path, key)
            if wrong is None:
                return writer.run(lambda db: _move_in(db, folder, asked, kind, taken))
            return refused(wrong)
        return refused(taken)


def _owner_key(db: Connection, keys: KeyRing, case: str, person: str) -> bytes | None:
    """Give the key of a person in a case, a new one if there is none; nothing if there is no such case."""
    if db.execute(sa.select(chains.c.id).where(chains.c.id == case).with_for_update()).first() is None:
        return None
    found = _stored_key(db, keys, case, person)
    if found is None:
        found = secrets.token_bytes(32)
        db.execute(sa.insert(vault_keys), wrap(keys, case, person, found))
    return found


def _stored_key(db: Connection, keys: KeyRing, case: str, person: str) -> bytes | None:
    row = db.execute(
        sa.select(vault_keys).where(vault_keys.c.case_id == case, vault_keys.c.person == person)
    ).first()
    return None if row is None else unwrap(keys, case, person, row.sealed, row.key_id)


@contextmanager
def _incoming(folder: Path, key: bytes, some: Iterable[bytes]) -> Iterator[_Taken | Wrong]:
    """Take a stream into a sealed temporary file, which is gone afterwards unless it was moved."""
    path = folder / INCOMING / secrets.token_hex(16)
    try:
        with on_disk():
            make_folder(path.parent)
            yield _take(path, key, some)
    finally:
        path.unlink(missing_ok=True)


def _take(path: Path, key: bytes, some: Iterable[bytes]) -> _Taken | Wrong:
    hashed, size = hashlib.sha256(), 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        sealer = Sealer(file, key)
        for each in some:
            size += len(each)
            if size > MOST_A_FILE:
                return "too_large"
            hashed.update(each)
            sealer.write(each)
        sealer.finish()
        file.flush()
        os.fsync(file.fileno())
    return _Taken(path=path, hash="sha256:" + hashed.hexdigest(), size=size)


def _looked_into(kind: Kind, path: Path, key: bytes) -> Wrong | None:
    with open(path, "rb") as file:
        return content_wrong(kind, Sealed(file, key))


def _move_in(db: Connection, folder: Path, asked: Asked, kind: Kind, taken: _Taken) -> Upload | UploadRefused:
    """Put a file in its lasting place and write its row; without the row the file is swept one day."""
    locked = db.execute(sa.select(chains.c.id).where(chains.c.id == asked.case).with_for_update())
    assert locked.first() is not None
    upload = Upload(
        case=asked.case,
        person=asked.person,
        hash=taken.hash,
        kind=kind.name,
        size=taken.size,
        at=asked.at,
        scan=asked.scan,
    )
    if _row_of(db, upload.case, upload.person, upload.hash) is not None:
        mark_upload(db, upload.case, upload.person, upload.hash, upload.scan)
        return upload
    total = sa.select(sa.func.coalesce(sa.func.sum(uploads.c.size), 0)).where(uploads.c.case_id == asked.case)
    if db.execute(total).scalar_one() + taken.size > MOST_A_CASE:
        return refused("case_full")
    file = _name_of(upload)
    make_folder((folder / file).parent)
    os.replace(taken.path, folder / file)
    sync_folder((folder / file).parent)
    row = {"case_id": upload.case, "person": upload.person, "hash": upload.hash, "kind": upload.kind}
    row |= {"file": file, "scan": upload.scan}
    db.execute(sa.insert(uploads), {**row, "size": upload.size, "at": micros(upload.at)})
    return upload


def mark_upload(db: Connection, case: str, person: str, hash: str, scan: ScanMark) -> None:
    """Keep what a scanner said of a file; what was clean once is not less so because it was sent again."""
    mine = (uploads.c.case_id == case, uploads.c.person == person, uploads.c.hash == hash)
    db.execute(sa.update(uploads).where(*mine, uploads.c.scan != "clean").values(scan=scan))


def _row_of(db: Connection, case: str, person: str, hash: str) -> sa.Row[Any] | None:
    return db.execute(
        sa.select(uploads).where(
            uploads.c.case_id == case, uploads.c.person == person, uploads.c.hash == hash
        )
    ).first()


def _name_of(upload: Upload) -> str:
    """Name the file of an upload; the same paper in two cases lies in two files that do not tell."""
    named = hashlib.sha256(f"{upload.case}/{upload.person}/{upload.hash}".encode()).hexdigest()
    return f"{named[:2]}/{named}"


def find_upload(db: Connection, keys: KeyRing, case: str, person: str, hash: str) -> Stored | None:
    """Give where a kept file lies; nothing if it was never kept, or erased."""
    row = _row_of(db, case, person, hash)
    key = _stored_key(db, keys, case, person)
    return None if row is None or key is None else Stored(file=row.file, hash=hash, key=key)


def kept_upload(db: Connection, case: str, person: str, hash: str) -> Upload | None:
    """Give what is known of a kept file; nothing if it was never kept, or erased."""
    row = _row_of(db, case, person, hash)
    return None if row is None else _upload(row)


def pieces(folder: Path, stored: Stored) -> Iterator[bytes]:
    """Give a kept file piece by piece; raise `Altered` where it is not what was uploaded."""
    hashed = hashlib.sha256()
    try:
        with open(folder / stored.file, "rb") as file:
            for piece in unsealed(file, stored.key):
                hashed.update(piece)
                yield piece
    except FileNotFoundError as error:
        raise Altered from error
    if "sha256:" + hashed.hexdigest() != stored.hash:
        raise Altered


def uploads_of(db: Connection, case: str) -> tuple[Upload, ...]:
    """Give every file that is kept of a case, in the order in which they came."""
    rows = db.execute(
        sa.select(uploads).where(uploads.c.case_id == case).order_by(uploads.c.at, uploads.c.hash)
    )
    return tuple(_upload(row) for row in rows)


def _upload(row: sa.Row[Any]) -> Upload:
    return Upload(
        case=row.case_id,
        person=row.person,
        hash=row.hash,
        kind=row.kind,
        size=row.size,
        at=from_micros(row.at),
        scan=row.scan,
    )


def known_files(db: Connection) -> set[str]:
    """Give the names of all files that a row points to."""
    return set(db.scalars(sa.select(uploads.c.file)))


def sweep(folder: Path, known: Set[str], before: datetime) -> None:
    """Remove files older than a day that no row points to: what was being taken when the power went."""
    oldest = (before - _LEFT_LYING).timestamp()
    for path in folder.glob("*/*"):
        if path.relative_to(folder).as_posix() not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
