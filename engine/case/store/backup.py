"""Backing up: a copy of one moment with its uploads, verified before it counts, without any key.

An open store goes in; a folder with a manifest comes out, under its final name only when everything in it was
read back and held against its chains. Personal values and uploads lie in it as they lie in the store: sealed,
and the keys are elsewhere. Accounts, drafts of items and the centre's settings come along as they are.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

import engine
from engine.case.model import Draft
from engine.case.store.anchors import export_anchors, head_line
from engine.case.store.answers import CannotOpen, Unavailable
from engine.case.store.beside import copy_beside
from engine.case.store.broken import Report
from engine.case.store.canonical import CHINA, said_at
from engine.case.store.connect import sqlite_engine, unavailable
from engine.case.store.files import copy_whole, hash_file, make_folder, sync_folder, write_whole
from engine.case.store.journal import BACKED_UP
from engine.case.store.manifest import ANCHORS, DATABASE, NAME, UPLOADS, Manifest, write_manifest
from engine.case.store.schema import schema_of
from engine.case.store.snapshot import snapshot
from engine.case.store.store import Store
from engine.case.store.tables import anchors, chains, stores, uploads
from engine.case.store.uploads import known_files
from engine.case.store.verify import verify_all

__all__ = ["Backup", "back_up", "check_file", "heads_of", "newest_backup"]

_ROWS: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made and read back; `missing` names uploads whose files were not there to copy."""

    folder: Path
    manifest: Manifest
    report: Report
    missing: tuple[str, ...] = ()


def back_up(store: Store, folder: Path, at: datetime) -> Backup:
    """Make a backup in a new folder inside the one named."""
    final = folder / at.astimezone(CHINA).strftime("%Y-%m-%dT%H%M%S")
    if final.exists():
        raise CannotOpen("backup_there", f"{final} 已经有了。", f"{final} is there already.")
    beside = folder / f".{final.name}.{secrets.token_hex(4)}.partial"
    make_folder(folder)
    make_folder(beside)
    try:
        made = _fill(store, beside, at)
        beside.rename(final)
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise unavailable(error) or error from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    sync_folder(folder)
    draft = Draft(kind=BACKED_UP, data={"name": final.name, "heads": made.manifest.heads})
    store.note(draft, at)
    return Backup(folder=final, manifest=made.manifest, report=made.report, missing=made.missing)


def _fill(store: Store, folder: Path, at: datetime) -> Backup:
    snapshot(store.place, folder / DATABASE)
    source = sqlite_engine(folder / DATABASE)
    try:
        with source.connect() as db, db.begin():
            check_file(db)
            report = verify_all(db, store.ledger.keys)
            missing = _copy_uploads(db, store, folder / UPLOADS)
            anchors = "".join(line + "\n" for line in export_anchors(db, store.ledger.keys))
            said = _say(db, report)
    finally:
        source.dispose()
    write_whole(folder / ANCHORS, anchors.encode())
    copy_beside(store.place, folder)
    manifest = Manifest(made_at=said_at(at), files=_hashes(folder), **said)
    write_manifest(folder, manifest)
    return Backup(folder=folder, manifest=manifest, report=report, missing=missing)


def check_file(db: Connection) -> None:
    """Have SQLite look through its file, and refuse a damaged one."""
    try:
        said = db.exec_driver_sql("pragma integrity_check").scalar()
    except DatabaseError as error:
        raise Unavailable("broken") from error
    if said != "ok":
        raise Unavailable("broken")


def _copy_uploads(db: Connection, store: Store, folder: Path) -> tuple[str, ...]:
    """Copy the files that the copy of the database points to; what was erased meanwhile is not missing."""
    missing = []
    for file in db.scalars(sa.select(uploads.c.file).order_by(uploads.c.file)):
        path = folder / file
        make_folder(path.parent)
        try:
            copy_whole(store.place.uploads / file, path)
        except FileNotFoundError:
            path.unlink(missing_ok=True)
            missing.append(file)
    if not missing:
        return ()
    with store.reading() as live:
        return tuple(sorted(set(missing) & known_files(live)))


def _say(db: Connection, report: Report) -> dict[str, Any]:
    row = db.execute(sa.select(stores)).one()
    return {
        "program": engine.__version__,
        "schema": schema_of(db),
        "installation": row.installation,
        "epoch": row.epoch,
        "chains": report.chains,
        "events": report.events,
        "anchor": db.execute(sa.select(sa.func.coalesce(sa.func.max(anchors.c.number), 0))).scalar_one(),
        "heads": heads_of(db),
    }


def heads_of(db: Connection) -> str:
    """Hash the heads of all chains: two stores with the same hash hold the same events."""
    made = hashlib.sha256()
    rows = db.execute(
        sa.select(chains.c.id, chains.c.sequence, chains.c.hash).order_by(chains.c.id),
        execution_options={"yield_per": _ROWS},
    )
    for id, sequence, hash in rows:
        made.update(head_line(id, sequence, hash))
    return made.hexdigest()


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in files}


def newest_backup(folder: Path) -> Path:
    """Give the backup that is meant: the folder itself, or the newest complete one in it."""
    if (folder / NAME).is_file():
        return folder
    found = sorted(path.parent for path in folder.glob(f"[0-9]*/{NAME}"))
    if not found:
        raise CannotOpen("no_backup", f"{folder} 里没有完整的备份。", f"{folder} holds no complete backup.")
    return found[-1]
