"""The index on disk: which file had which content, what the content says of itself, its compiled rulebook.

Content is known by its SHA-256, so a moved file costs nothing and a changed part makes a new key for the
package. The index is only a memory: broken, old, read-only or missing, it is made anew or kept in memory.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
import sys
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Final, TypeAlias

import engine
from engine.dataclass import dataclass

__all__ = ["Record", "Row", "Seen", "Store", "cache_folder", "open_store", "pack", "stamp"]

Seen: TypeAlias = tuple[int, int, int]
_TABLES: Final = """
create table folder (id integer primary key, path text not null unique);
create table file (folder integer not null, path text not null, size integer not null, mtime integer not null,
  inode integer not null, content text not null, primary key (folder, path)) without rowid;
create table item (content text primary key, code text not null, edition text not null, valid_from text
  not null, valid_until text, name text not null, department text not null, parts text not null,
  faults integer not null) without rowid;
create index item_code on item (code);
create index file_content on file (content);
create table book (key text primary key, content text not null, blob blob not null);
"""
# What a rulebook is made by; a change of any of these makes every stored rulebook an old one.
_MAKERS: Final = ("feel", "item", "rules", "catalog")
_SOURCES: Final = (".py", ".lark", ".yaml", ".html", ".css", ".js")
_KEEP: Final = 3
_INDEX: Final = re.compile(r"index-.*\.sqlite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the content of a file says of itself; `faults` counts what keeps it from being used."""

    content: str
    code: str
    edition: str
    valid_from: str
    valid_until: str | None
    name: str
    department: str
    parts: tuple[str, ...] = ()
    faults: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One edition in one file: `path` is relative to the catalogue's folder."""

    path: str
    record: Record

    @property
    def code(self) -> str:
        return self.record.code

    @property
    def edition(self) -> str:
        return self.record.edition

    def covers(self, day: str) -> bool:
        """Tell whether the edition is in force on a day (ISO 8601)."""
        return self.record.valid_from <= day and (
            self.record.valid_until is None or day <= self.record.valid_until
        )


class Store:
    """One connection to the index. Nothing here raises because the index cannot be written."""

    def __init__(self, connection: sqlite3.Connection, path: str | None) -> None:
        self._connection = connection
        self.path = path

    def close(self) -> None:
        self._connection.close()

    def folder(self, path: str) -> int:
        """Give the number of a folder, a new one if it was never opened."""
        found = self._connection.execute("select id from folder where path = ?", (path,)).fetchone()
        if found is None:
            highest = self._connection.execute("select coalesce(max(id), 0) from folder").fetchone()
            return int(highest[0]) + 1
        return int(found[0])

    def seen(self, folder: int) -> dict[str, tuple[Seen, str]]:
        """Give what is remembered of every file of a folder: (size, time, inode) and the content's hash."""
        rows = self._connection.execute(
            "select path, size, mtime, inode, content from file where folder = ?", (folder,)
        )
        return {path: ((size, mtime, inode), content) for path, size, mtime, inode, content in rows}

    def known(self, contents: Iterable[str]) -> set[str]:
        """Give those of the contents that are remembered."""
        found = self._connection.execute
        return {
            each for each in contents if found("select 1 from item where content = ?", (each,)).fetchone()
        }

    def record(self, content: str) -> Record | None:
        """Give what a content says of itself."""
        found = self._connection.execute("select * from item where content = ?", (content,)).fetchone()
        return None if found is None else _record(found)

    def discard(self) -> None:
        """Throw the index away because it is broken."""
        self._connection.close()
        if self.path is not None:
            _remove(self.path)

    def rows(self, folder: int, code: str | None = None) -> tuple[Row, ...]:
        """Give the editions of a folder in the order of their paths, or those of one code."""
        # A cross join keeps SQLite from walking through the whole folder to find one code.
        tables = "file cross join item" if code is None else "item cross join file"
        where = "" if code is None else " and item.code = ?"
        found = self._connection.execute(
            "select file.path, item.content, code, edition, valid_from, valid_until, name, department,"
            f" parts, faults from {tables} on item.content = file.content where folder = ?{where}"
            " order by file.path",
            (folder,) if code is None else (folder, code),
        )
        return tuple(Row(path=path, record=_record(rest)) for path, *rest in found)

    def codes(self, folder: int) -> tuple[str, ...]:
        """Give every code of a folder once, in order."""
        found = self._connection.execute(
            "select distinct code from file join item on item.content = file.content where folder = ?"
            " order by code",
            (folder,),
        )
        return tuple(code for (code,) in found if code)

    def book(self, key: str) -> bytes | None:
        """Give the compiled bytes kept under a key."""
        try:
            found = self._connection.execute("select blob from book where key = ?", (key,)).fetchone()
            return None if found is None else zlib.decompress(found[0])
        except (sqlite3.DatabaseError, zlib.error, TypeError):
            return None

    def keep_book(self, key: str, content: str, blob: bytes) -> None:
        """Keep compiled bytes; if the index cannot be written they are kept for this run only."""
        row = (key, content, pack(blob))
        self._write(lambda db: db.execute("insert or replace into book values (?, ?, ?)", row))

    def replace(
        self,
        folder: tuple[int, str],
        files: Sequence[tuple[str, Seen, str]],
        gone: Iterable[str],
        records: Iterable[Record],
        books: Iterable[tuple[str, str, bytes]],
    ) -> None:
        """Write what a walk found: files new, changed or gone, contents and rulebooks not known before.

        The rulebooks come packed, so that every core can pack its own.
        """
        number, path = folder
        file_rows = [(number, name, *seen, content) for name, seen, content in files]
        gone_rows = [(number, name) for name in gone]
        item_rows = [_values(record) for record in records]
        book_rows = list(books)

        def write(db: sqlite3.Connection) -> None:
            db.execute("insert or ignore into folder values (?, ?)", (number, path))
            db.executemany("delete from file where folder = ? and path = ?", gone_rows)
            db.executemany("insert or replace into file values (?, ?, ?, ?, ?, ?)", file_rows)
            db.executemany("insert or replace into item values (?, ?, ?, ?, ?, ?, ?, ?, ?)", item_rows)
            db.executemany("insert or replace into book values (?, ?, ?)", book_rows)
            if gone_rows or file_rows:
                db.execute("delete from item where content not in (select content from file)")
                db.execute("delete from book where content not in (select content from file)")

        self._write(write)

    def _write(self, change: object) -> None:
        assert callable(change)
        try:
            _whole(self._connection, change)
        except sqlite3.Error:
            # Full, read-only or locked by another process: go on with a copy that dies with this run.
            copy = _connect(":memory:")
            try:
                self._connection.backup(copy)
            except sqlite3.Error:
                copy = _connect(":memory:")
                copy.executescript(_TABLES)
            self._connection.close()
            self._connection, self.path = copy, None
            _whole(copy, change)


def pack(blob: bytes) -> bytes:
    """Give the bytes of a rulebook as the index keeps them."""
    return zlib.compress(blob, 1)


def open_store(folder: str | os.PathLike[str] | None) -> Store:
    """Open the index in a cache folder; whatever is wrong with it, a usable one comes back."""
    path = None if folder is None else _usable(os.fspath(folder))
    if path is None:
        return _in_memory()
    for _ in range(2):
        try:
            return _on_disk(path)
        except sqlite3.OperationalError:
            # Locked or not writable: no reason to throw away what another process is using.
            return _in_memory()
        except sqlite3.Error:
            try:
                _remove(path)
            except OSError:
                return _in_memory()
    return _in_memory()


def _remove(path: str) -> None:
    """Remove an index with its journal, which would else be played into the next one."""
    for each in (f"{path}-journal", path):
        with suppress(FileNotFoundError):
            os.unlink(each)


def cache_folder(given: str | None = None) -> str | None:
    """Give the folder for the index: the one named, or `yici` in the user's cache folder."""
    if given is not None:
        return given
    base = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):
        return os.path.join(base, "yici")
    home = os.path.expanduser("~")
    return os.path.join(home, ".cache", "yici") if os.path.isabs(home) else None


def stamp(also: Sequence[str] = ()) -> str:
    """Give a short hash of everything a compiled rulebook depends on beside its item.

    `also` names further folders of the program, for what is made from rulebooks.
    """
    made = hashlib.sha256(f"{engine.__version__} {sys.version} {sys.byteorder}".encode())
    root = os.path.dirname(engine.__file__)
    waiting = [root, *(os.path.join(root, part) for part in (*_MAKERS, *also))]
    while waiting:
        folder = waiting.pop()
        for each in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if each.name.endswith(_SOURCES):
                status = each.stat()
                place = each.path[len(root) + 1 :]
                made.update(f"{place} {status.st_size} {status.st_mtime_ns}\n".encode())
            elif folder != root and each.is_dir() and each.name != "__pycache__":
                waiting.append(each.path)
    return made.hexdigest()[:16]


def _on_disk(path: str) -> Store:
    fresh = not os.path.exists(path)
    connection = _connect(path)
    try:
        if fresh:
            _whole(connection, lambda db: [db.execute(line) for line in _TABLES.split(";") if line.strip()])
            _forget_old(path)
        connection.execute("select count(*) from folder").fetchone()
        for table in ("file", "item", "book"):
            connection.execute(f"select 1 from {table} limit 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if "no such" in str(error):
            raise sqlite3.DatabaseError(str(error)) from error
        raise
    except sqlite3.Error:
        connection.close()
        raise
    return Store(connection, path)


def _in_memory() -> Store:
    connection = _connect(":memory:")
    connection.executescript(_TABLES)
    return Store(connection, None)


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=2.0, isolation_level=None, check_same_thread=False)
    connection.execute("pragma cache_size = -8000")
    # Losing the newest lines to a power cut costs a second reading, nothing more; a torn index is made anew.
    connection.execute("pragma synchronous = normal")
    return connection


def _whole(connection: sqlite3.Connection, change: object) -> None:
    """Make a change wholly or not at all."""
    assert callable(change)
    connection.execute("begin immediate")
    try:
        change(connection)
    except BaseException:  # whatever stopped it, no half change stays
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _usable(folder: str) -> str | None:
    """Give the path of the index if the folder exists or can be made, and nobody else can write to it."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        status = os.stat(folder)
    except OSError:
        return None
    # What lies there is run as code: a folder that others can write to is not trusted.
    if os.name == "posix" and (
        status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        return None
    return os.path.join(folder, f"index-{stamp()}.sqlite")


def _forget_old(path: str) -> None:
    """Remove the oldest indexes of other versions."""
    try:
        with os.scandir(os.path.dirname(path)) as entries:
            indexes = [each for each in entries if _INDEX.fullmatch(each.name)]
        for each in sorted(indexes, key=lambda each: each.stat().st_mtime)[:-_KEEP]:
            os.unlink(each)
    except OSError:
        return


def _record(values: Sequence[object]) -> Record:
    content, code, edition, valid_from, valid_until, name, department, parts, faults = values
    return Record(
        content=str(content),
        code=str(code),
        edition=str(edition),
        valid_from=str(valid_from),
        valid_until=None if valid_until is None else str(valid_until),
        name=str(name),
        department=str(department),
        parts=tuple(str(parts).split("\n")) if parts else (),
        faults=int(str(faults)),
    )


def _values(record: Record) -> tuple[object, ...]:
    return (
        record.content,
        record.code,
        record.edition,
        record.valid_from,
        record.valid_until,
        record.name,
        record.department,
        "\n".join(record.parts),
        record.faults,
    )
