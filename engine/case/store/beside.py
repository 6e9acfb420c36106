"""What lies beside the cases and goes along in a backup: accounts, drafts of items, the centre's settings.

A place goes in, files come out; and the other way round. An SQLite file is copied by SQLite itself while
others write to it. In PostgreSQL these tables stand among those of the cases; they are read as of one moment
into an SQLite file of the same shape, which is asked of the database: what stands in them is no business of
the store. The sums of the board are not among them, they are made anew from the cases.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from engine.case.store.answers import Unavailable
from engine.case.store.connect import reading_engine, sqlite_engine
from engine.case.store.files import copy_whole, sync_file
from engine.case.store.place import Place
from engine.case.store.snapshot import copy_rows

__all__ = ["BESIDE", "SETTINGS", "SIDES", "copy_beside", "load_beside"]

SIDES: Final[Mapping[str, tuple[str, ...]]] = {
    "people.sqlite": (
        "person",
        "session",
        "token",
        "half_session",
        "second_step",
        "recovery_code",
        "second_step_role",
    ),
    "drafts.sqlite": ("draft", "draft_version", "draft_step"),
}
"""The files beside the cases, and the tables of each."""
SETTINGS: Final = ("center.yaml", "calendar.yaml")
BESIDE: Final = (*SIDES, *SETTINGS)


def copy_beside(place: Place, folder: Path) -> None:
    """Copy what lies beside the cases into a folder; what is not there is no fault."""
    for name in SETTINGS:
        if (place.data / name).is_file():
            copy_whole(place.data / name, folder / name)
    for name in SIDES:
        if place.url is not None:
            _read_out(place, name, folder / name)
        elif (place.data / name).is_file():
            _copy_file(place.data / name, folder / name)


def load_beside(folder: Path, target: Connection) -> None:
    """Put the copies in a folder among the tables of PostgreSQL."""
    for name, tables in SIDES.items():
        if not (folder / name).is_file():
            continue
        source = sqlite_engine(folder / name)
        try:
            with source.connect() as read, read.begin():
                for table in _carry(read, target, tables):
                    _count_on(target, table)
        finally:
            source.dispose()


def _copy_file(source: Path, target: Path) -> None:
    _make(target)
    # Not for reading alone: what a crash left half done in the file is then put right before it is read.
    address = f"{source.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True)) as read, closing(sqlite3.connect(target)) as write:
        read.backup(write)
        if write.execute("pragma integrity_check").fetchone() != ("ok",):
            raise Unavailable("broken")
    sync_file(target)


def _read_out(place: Place, name: str, path: Path) -> None:
    source = reading_engine(place)
    try:
        with source.connect() as db, db.begin():
            if not _there(db, SIDES[name]):
                return
            _make(path)
            target = sqlite_engine(path)
            try:
                with target.connect() as into, into.begin():
                    _carry(db, into, SIDES[name])
            finally:
                target.dispose()
    finally:
        source.dispose()
    sync_file(path)


def _make(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _there(db: Connection, names: Sequence[str]) -> list[str]:
    return [name for name in names if sa.inspect(db).has_table(name)]


def _carry(source: Connection, target: Connection, names: Sequence[str]) -> list[sa.Table]:
    """Make tables of the same shape in another database, and put every row into them."""
    there, here = sa.MetaData(), sa.MetaData()
    there.reflect(source, only=_there(source, names))
    made = [_alike(table, here) for table in there.sorted_tables]
    here.create_all(target)
    for table in made:
        copy_rows(source, target, table)
    return made


def _alike(table: sa.Table, here: sa.MetaData) -> sa.Table:
    """Describe a table in words that every database understands."""
    columns = [
        sa.Column(
            each.name, each.type.as_generic(), primary_key=each.primary_key, nullable=bool(each.nullable)
        )
        for each in table.c
    ]
    made = sa.Table(table.name, here, *columns, *_unique(table))
    for index in table.indexes:
        sa.Index(index.name, *(made.c[each.name] for each in index.columns), unique=index.unique)
    return made


def _unique(table: sa.Table) -> Iterator[sa.UniqueConstraint]:
    for each in table.constraints:
        if isinstance(each, sa.UniqueConstraint):
            yield sa.UniqueConstraint(*(column.name for column in each.columns))


def _count_on(db: Connection, table: sa.Table) -> None:
    """Have PostgreSQL count on from the highest number that was put in."""
    column = table.autoincrement_column
    if column is not None:
        series = sa.func.pg_get_serial_sequence(table.name, column.name)
        last = sa.func.coalesce(sa.func.max(column), 1)
        db.execute(sa.select(sa.func.setval(series, last)).select_from(table))
