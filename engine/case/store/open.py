"""Founding and opening a store: keys, schema and settings are looked at before anything else happens.

A place goes in, an open `Store` comes out, or `CannotOpen` says what stands against it. Founding makes the
folder, file, schema and keys; killed between any two of these, it is taken up again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from engine.case.store.answers import CannotOpen
from engine.case.store.canonical import micros
from engine.case.store.chain import ALGORITHMS, Ledger
from engine.case.store.connect import reading_engine, unavailable, writing_engine
from engine.case.store.files import make_folder, sync_folder
from engine.case.store.keys import KeyRing, new_keys, read_keys, write_keys
from engine.case.store.lock import Lock, lock
from engine.case.store.place import Place
from engine.case.store.recent import Recent
from engine.case.store.schema import SCHEMA, check_schema, run_steps, schema_of
from engine.case.store.store import Store
from engine.case.store.tables import stores
from engine.case.store.writer import ManyWriters, OneWriter

__all__ = ["found_store", "founded", "no_store", "open_store"]


def open_store(place: Place, *, serve: bool = False, algorithm: str = "sha256") -> Store:
    """Open a store; with `serve` as its one server, which matters only on SQLite."""
    if algorithm not in ALGORITHMS:
        raise CannotOpen(
            "no_algorithm",
            f"这台机器没有 {algorithm} 算法，可用：{'、'.join(ALGORITHMS)}",
            f"This machine has no {algorithm}; there are: {', '.join(ALGORITHMS)}",
        )
    if not founded(place):
        raise no_store(place)
    held = lock(place.data) if serve and place.url is None else None
    try:
        return _open(place, algorithm, held)
    except BaseException:  # whatever stopped it, the folder is free for the next
        if held is not None:
            held.release()
        raise


def no_store(place: Place) -> CannotOpen:
    """Say that there is no store yet."""
    return CannotOpen(
        "no_store",
        f"{place.name} 里还没有办件数据。收第一件的时候会自动建立；已经有的，请用 --data 指定。",
        f"There is no store at {place.name} yet: the first case makes one; --data names another.",
    )


def _open(place: Place, algorithm: str, held: Lock | None) -> Store:
    keys = read_keys(place.keys)
    with _asking(reading_engine(place)) as db:
        check_schema(schema_of(db))
        row = db.execute(sa.select(stores)).one()
    _check_keys(keys, row.installation, row.epoch)
    ledger = Ledger(keys=keys, algorithm=algorithm, epoch=row.epoch)
    engine = writing_engine(place)
    with _speaking(engine):
        # Connect once, so that a setting that differs is found now and not with the first case.
        engine.connect().close()
    recent, kind = Recent(), OneWriter if place.url is None else ManyWriters
    return Store(place, ledger, kind(engine, ledger, recent), reading_engine(place), recent, held)


def _check_keys(keys: KeyRing, installation: str, epoch: int) -> None:
    if keys.installation != installation:
        raise CannotOpen(
            "other_keys",
            "密钥文件是另一套数据的，打不开这里的个人信息。请用 --keys 指定这套数据的密钥文件。",
            "The key file belongs to another store. Name the one of this store with --keys.",
        )
    if keys.epoch > epoch:
        raise CannotOpen(
            "older_copy",
            "这是最近一次恢复以前的旧数据，再用会把编号发重。请用 yici restore 从备份恢复。",
            "This is a copy from before the last restore and would give numbers twice. Use yici restore.",
        )


def founded(place: Place) -> bool:
    """Tell whether there is a store at a place, of whatever schema."""
    if place.url is None and not place.database.exists():
        return False
    with _asking(reading_engine(place)) as db:
        if not schema_of(db):
            return False
        return db.execute(sa.select(sa.func.count()).select_from(stores)).scalar_one() == 1


def found_store(place: Place, at: datetime) -> None:
    """Make an empty store where there is none; one that is there stays as it is."""
    if founded(place):
        return
    try:
        make_folder(place.data)
        make_folder(place.uploads)
        make_folder(place.keys.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotOpen(
            "no_folder",
            f"建不了数据文件夹 {place.data}：{reason}",
            f"Cannot make the data folder {place.data}: {reason}",
        ) from error
    held = lock(place.data) if place.url is None else None
    try:
        _found(place, at)
    finally:
        if held is not None:
            held.release()


def _found(place: Place, at: datetime) -> None:
    if place.url is None and not place.database.exists():
        os.close(os.open(place.database, os.O_WRONLY | os.O_CREAT, 0o600))
        sync_folder(place.data)
    engine = writing_engine(place)
    with _asking(engine) as db:
        found = schema_of(db)
    if found < SCHEMA:
        # None of them, or those that a founding which was killed had not come to.
        with _speaking(engine):
            run_steps(engine)
    with _asking(engine) as db:
        if place.url is not None:
            db.execute(sa.text("lock table stores in exclusive mode"))
        # Somebody else may have been faster.
        if db.execute(sa.select(stores.c.id)).first() is None:
            keys = _keys_of_new(place)
            row = {"id": 1, "installation": keys.installation, "epoch": keys.epoch, "made_at": micros(at)}
            db.execute(sa.insert(stores), row)


def _keys_of_new(place: Place) -> KeyRing:
    """Give the keys for a new store: new ones, or those that are there, in a new epoch of numbers."""
    if place.keys.exists():
        # They may belong to a store that was thrown away, whose numbers must not come again.
        found = read_keys(place.keys)
        keys = replace(found, epoch=found.epoch + 1)
    else:
        keys = new_keys()
    write_keys(place.keys, keys)
    return keys


@contextmanager
def _asking(engine: Engine) -> Iterator[Connection]:
    """Give a connection for one transaction and let the engine go afterwards."""
    with _speaking(engine), engine.connect() as db, db.begin():
        yield db


@contextmanager
def _speaking(engine: Engine) -> Iterator[None]:
    """Say what the database cannot do, and let the engine go afterwards."""
    try:
        yield
    except SQLAlchemyError as error:
        raise unavailable(error) or error from error
    finally:
        engine.dispose()
