"""Restoring: a backup becomes a store again, into an empty place only, and nothing is given twice afterwards.

A backup and the keys go in. Everything is put together and verified in a folder beside the place, and only
then comes to stand there. Numbers go on in a new epoch; what anchors from elsewhere prove to have been lost
is listed, so that clerks know which numbers to recall.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from engine.case.model import Draft, Json
from engine.case.store.anchors import Witness, fingerprint
from engine.case.store.answers import CannotOpen
from engine.case.store.backup import check_file, heads_of
from engine.case.store.beside import BESIDE, SETTINGS, load_beside
from engine.case.store.broken import Report
from engine.case.store.chain import JOURNAL, Ledger, is_case
from engine.case.store.connect import sqlite_engine, unavailable, writing_engine
from engine.case.store.files import copy_whole, make_folder, sync_folder
from engine.case.store.journal import OPERATOR, RESTORED, note
from engine.case.store.keys import KeyRing, read_keys, write_keys
from engine.case.store.manifest import DATABASE, UPLOADS, Manifest, read_manifest, wrong_files
from engine.case.store.open import founded
from engine.case.store.place import Place
from engine.case.store.record import SPAN
from engine.case.store.rows import insert_rows
from engine.case.store.schema import SCHEMA, check_schema, run_steps
from engine.case.store.snapshot import load
from engine.case.store.tables import chains, counters, stores
from engine.case.store.verify import verify_all

__all__ = ["Gone", "Restored", "restore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What was there after the backup: cases that are shorter now, how many are gone, numbers to recall."""

    shorter: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    cases: int = 0
    numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A store that was restored, what verification found in it, and what is known to be gone."""

    manifest: Manifest
    epoch: int
    report: Report
    gone: Gone


def restore(
    backup: Path,
    place: Place,
    at: datetime,
    witnesses: Sequence[Witness] = (),
    *,
    rehearsal: bool = False,
) -> Restored:
    """Restore a backup; as a rehearsal it leaves the key file as it is, and must not be worked with."""
    manifest = read_manifest(backup)
    keys = _look(backup, manifest, place)
    beside = place.data.absolute().with_name(f".{place.data.name}.{secrets.token_hex(4)}.partial")
    make_folder(beside)
    try:
        copy_whole(backup / DATABASE, beside / DATABASE)
        epoch = max(manifest.epoch, keys.epoch) + 1
        report, gone = _make_good(beside / DATABASE, keys, epoch, manifest, witnesses, at)
        make_folder(beside / UPLOADS)
        for name in manifest.files:
            if name.startswith(f"{UPLOADS}/") or name in BESIDE:
                make_folder((beside / name).parent)
                copy_whole(backup / name, beside / name)
        if not rehearsal:
            # From here on no older copy may be worked with, whether or not this one comes to stand.
            write_keys(place.keys, replace(keys, epoch=epoch))
        _put_in_place(beside, place)
    except SQLAlchemyError as error:
        raise unavailable(error) or error from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Restored(manifest=manifest, epoch=epoch, report=report, gone=gone)


def _look(backup: Path, manifest: Manifest, place: Place) -> KeyRing:
    """Look at everything that could stand against it, before anything is written."""
    taken = place.data.exists() and any(place.data.iterdir())
    if taken or (place.url is not None and founded(place)):
        raise CannotOpen(
            "not_empty",
            f"{place.name} 里已经有东西。恢复只写到空的地方，以免盖掉数据；请用 --data 另选一个。",
            f"{place.name} is not empty. Restoring never writes over anything; name another --data.",
        )
    keys = read_keys(place.keys)
    if keys.installation != manifest.installation:
        raise CannotOpen(
            "other_keys",
            "密钥文件不是这份备份的。请用 --keys 指定这套数据的密钥文件。",
            "The key file is not the one of this backup. Name the right one with --keys.",
        )
    if manifest.schema > SCHEMA:
        check_schema(manifest.schema)
    wrong = list(wrong_files(backup, manifest))
    if wrong:
        shown = "、".join(wrong[:3]) + (" …" if len(wrong) > 3 else "")
        raise _damaged(shown)
    return keys


def _damaged(shown: str) -> CannotOpen:
    return CannotOpen(
        "damaged_backup",
        f"备份坏了，这些文件和清单对不上：{shown}",
        f"The backup is damaged; these files are not what its manifest says: {shown}",
    )


def _make_good(
    path: Path,
    keys: KeyRing,
    epoch: int,
    manifest: Manifest,
    witnesses: Sequence[Witness],
    at: datetime,
) -> tuple[Report, Gone]:
    """Bring the copy up to the newest schema, begin the new epoch in it, and verify it."""
    engine = sqlite_engine(path)
    try:
        run_steps(engine)
        with engine.connect() as db:
            with db.begin():
                check_file(db)
                if heads_of(db) != manifest.heads:
                    raise _damaged(DATABASE)
                gone = _gone(db, [each for each in witnesses if each.number > manifest.anchor])
                _begin_epoch(db, Ledger(keys=keys, epoch=epoch), manifest, gone, at)
            with db.begin():
                return verify_all(db, keys, witnesses), gone
    finally:
        engine.dispose()


def _gone(db: Connection, later: Sequence[Witness]) -> Gone:
    """Hold the copy against what anchors saw after it was made."""
    seen: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for each in later:
        for name, sequence, _ in each.heads:
            seen[name] = max(sequence, seen.get(name, 0))
        for series, value in each.numbers.items():
            numbers[series] = max(value, numbers.get(series, 0))
    if not later:
        return Gone()
    shorter = {}
    for id, sequence in db.execute(sa.select(chains.c.id, chains.c.sequence)):
        last = seen.pop(fingerprint(id), sequence)
        if last > sequence and is_case(id):
            shorter[id] = (sequence, last)
    drawn = {row.series: row.value for row in db.execute(sa.select(counters))}
    lost = {series: (drawn.get(series, 0) + 1, last) for series, last in sorted(numbers.items())}
    return Gone(
        shorter=shorter,
        cases=sum(is_case(name) for name in seen),
        numbers={series: span for series, span in lost.items() if span[0] <= span[1]},
    )


def _begin_epoch(db: Connection, ledger: Ledger, manifest: Manifest, gone: Gone, at: datetime) -> None:
    """Have every series go on where none of its numbers can have been."""
    db.execute(sa.update(stores).values(epoch=ledger.epoch))
    highest = {row.series: row.value for row in db.execute(sa.select(counters))}
    highest |= {series: last for series, (_, last) in gone.numbers.items()}
    raised = [
        {"series": series, "value": max(ledger.epoch, value // SPAN + 1) * SPAN, "anchored": 0}
        for series, value in highest.items()
    ]
    db.execute(sa.delete(counters))
    insert_rows(db, counters, raised)
    said: dict[str, Json] = {"epoch": ledger.epoch, "anchor": manifest.anchor, "backup": manifest.made_at}
    note(db, ledger, JOURNAL, Draft(kind=RESTORED, data=said), OPERATOR, at)


def _put_in_place(beside: Path, place: Place) -> None:
    if place.url is None:
        if place.data.exists():
            place.data.rmdir()
        beside.rename(place.data)
        sync_folder(place.data.absolute().parent)
        return
    make_folder(place.data)
    for name in (UPLOADS, *SETTINGS):
        if (beside / name).exists():
            (beside / name).rename(place.data / name)
    source, target = sqlite_engine(beside / DATABASE), writing_engine(place)
    try:
        run_steps(target)
        with source.connect() as read, target.connect() as db, read.begin(), db.begin():
            load(read, db)
            load_beside(beside, db)
    finally:
        source.dispose()
        target.dispose()
