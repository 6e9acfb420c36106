"""A copy of the database as of one moment, made while others write: an SQLite file, whatever the source.

SQLite copies itself (`VACUUM INTO`; copying the file is how copies get torn). From PostgreSQL every row is
read in one transaction into an SQLite file of the same schema, so a backup can be restored into either.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Set
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.store.connect import reading_engine, sqlite_engine
from engine.case.store.files import sync_file
from engine.case.store.place import Place
from engine.case.store.rows import insert_rows
from engine.case.store.schema import run_steps, schema_of
from engine.case.store.tables import METADATA, timers

__all__ = ["copy_rows", "load", "snapshot"]

_ROWS: Final = 2000
_VERSION: Final = "alembic_version"


def snapshot(place: Place, path: Path) -> None:
    """Copy the database of a place into a new SQLite file, and have it on disk."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if place.url is None:
        _vacuum_into(place.database, path)
    else:
        _read_out(place, path)
    engine = sqlite_engine(path)
    with engine.connect():
        # Opened once, it is in the journal mode in which it will be used, and stays as it is from here on.
        engine.dispose()
    sync_file(path)


def _vacuum_into(database: Path, path: Path) -> None:
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        source.execute("vacuum into ?", (str(path),))
    finally:
        source.close()


def _read_out(place: Place, path: Path) -> None:
    """Read every row of PostgreSQL, as of one moment, into tables of the same schema."""
    source, target = reading_engine(place), sqlite_engine(path)
    try:
        with source.connect() as db, db.begin():
            run_steps(target, to=f"{schema_of(db):04}")
            with target.connect() as into, into.begin():
                # Tables come in the order of their names, not of what refers to what.
                into.exec_driver_sql("pragma defer_foreign_keys = on")
                # Other tables may stand in that database: those of the web are copied apart (`beside`).
                for name in sa.inspect(into).get_table_names():
                    if name != _VERSION:
                        copy_rows(db, into, _untyped(db, name))
    finally:
        source.dispose()
        target.dispose()


def _untyped(db: Connection, name: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(each["name"]) for each in sa.inspect(db).get_columns(name)))


def load(source: Connection, target: Connection) -> None:
    """Put every row of an SQLite copy into the empty tables of PostgreSQL."""
    for table in METADATA.sorted_tables:
        # PostgreSQL counts timers by itself, and goes on counting where it stands.
        left_out = {"id"} if table is timers else set()
        copy_rows(source, target, table, left_out)


def copy_rows(
    source: Connection, target: Connection, table: sa.TableClause, left_out: Set[str] = frozenset()
) -> None:
    """Put every row of a table into the same table of another database."""
    columns = [each for each in table.c if each.name not in left_out]
    rows = source.execute(sa.select(*columns), execution_options={"yield_per": _ROWS})
    for some in rows.mappings().partitions(_ROWS):
        insert_rows(target, table, [dict(row) for row in some])
