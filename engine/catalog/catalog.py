"""A catalogue opened: which editions of which items there are, which one a day asks for, and its rulebook."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.catalog.store import Record, Row, Seen, Store, open_store
from engine.catalog.walk import settled, walk
from engine.dataclass import dataclass, replace
from engine.rules.model import Rulebook, file_hash

if TYPE_CHECKING:
    from pathlib import Path

    from engine.catalog.build import Make, Progress

__all__ = [
    "Catalog",
    "Choice",
    "NoEdition",
    "NoItem",
    "Place",
    "TwoEditions",
    "open_catalog",
    "read_bytes",
    "read_rulebook",
    "rulebook_of",
]

_LARGEST: Final = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class NoItem:
    """No file of the catalogue has this code."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEdition:
    """The item exists, but no edition covers the day; never the newest instead."""

    code: str
    on: date
    editions: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoEditions:
    """More than one edition covers the day; nobody can say which is meant."""

    code: str
    on: date
    editions: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file and what it says of itself."""

    record: Record
    path: str


Choice: TypeAlias = Row | NoItem | NoEdition | TwoEditions


class Catalog:
    """The editions below one folder, as they stood when it was opened, and those of further folders.

    The further folders are those of plug-ins. Nobody opens them before an item is looked for that this folder
    does not have. A code belongs to the first folder with it; rows of further folders have absolute paths.
    """

    def __init__(
        self, folder: str, number: int, store: Store, further: Callable[[], Sequence[Path]] = tuple
    ) -> None:
        self.folder = folder
        self._number = number
        self.store = store
        self._further = further

    def codes(self) -> tuple[str, ...]:
        """Give every code once, in order."""
        own = self.store.codes(self._number)
        return tuple(sorted({*own}.union(*(each.codes() for each in self._others)))) if self._others else own

    def rows(self) -> tuple[Row, ...]:
        """Give every file that was read, in the order of their paths; files with faults too."""
        made = list(self.store.rows(self._number))
        for other in self._others:
            known = {row.code for row in made}
            made += [other.abroad(row) for row in other.rows() if row.code not in known]
        return tuple(made)

    def editions(self, code: str) -> tuple[Row, ...]:
        """Give the editions of an item, the earliest first."""
        found = self.store.rows(self._number, code)
        if not found:
            abroad = (tuple(map(other.abroad, other.editions(code))) for other in self._others)
            return next((each for each in abroad if each), ())
        return tuple(sorted(found, key=lambda row: (row.record.valid_from, row.path)))

    def abroad(self, row: Row) -> Row:
        """Give a row as another catalogue has it: with its whole path."""
        return replace(row, path=self.place(row).path)

    @cached_property
    def _others(self) -> tuple[Catalog, ...]:
        return tuple(open_catalog(folder, store=self.store) for folder in self._further())

    def choose(self, code: str, on: date, *, near: str | None = None) -> Choice:
        """Choose the edition in force on a day; `near` is a folder whose files come first."""
        editions = self.editions(code)
        if near is not None:
            editions = tuple(row for row in editions if _above(row.path) == near) or editions
        if not editions:
            return NoItem(code=code)
        covering = tuple(row for row in editions if row.covers(on.isoformat()))
        if len(covering) == 1 or (covering and len({row.record.content for row in covering}) == 1):
            return covering[0]
        if covering:
            return TwoEditions(code=code, on=on, editions=covering)
        return NoEdition(code=code, on=on, editions=editions)

    def rulebook(self, row: Row, on: date) -> Rulebook | None:
        """Give the rulebook of an edition, a package with its parts of that day; None if it has faults."""
        return rulebook_of(self.store, self.place(row), self.parts(row, on))

    def book(self, row: Row, on: date) -> bytes | None:
        """Give the rulebook of an edition as bytes, for another process of this program."""
        rulebook = self.rulebook(row, on)
        return None if rulebook is None else rulebook.to_bytes()

    def parts(self, row: Row, on: date) -> tuple[Place, ...]:
        """Give the editions of a package's parts on a day, looked for in its own folder first."""
        chosen = (self.choose(code, on, near=_above(row.path)) for code in row.record.parts)
        return tuple(self.place(each) for each in chosen if isinstance(each, Row))

    def place(self, row: Row) -> Place:
        """Give the row with the path of its file as the operating system wants it."""
        return Place(record=row.record, path=os.path.join(self.folder, row.path))


def open_catalog(
    folder: Path | str,
    *,
    cache: Path | str | None = None,
    store: Store | None = None,
    maker: Make | None = None,
    progress: Progress | None = None,
    deep: bool = True,
    further: Callable[[], Sequence[Path]] = tuple,
) -> Catalog:
    """Open a catalogue folder; raises OSError if the folder cannot be read.

    `cache` is the folder for the index (None: keep it in memory), `maker` what compiles a file, `further`
    gives the folders of plug-ins.
    """
    root = os.path.abspath(folder)
    found = walk(root, deep=deep)
    name = root if deep else os.path.join(root, ".")
    index = store if store is not None else open_store(cache)
    try:
        return Catalog(root, _refresh(index, root, name, found, maker, progress), index, further)
    except sqlite3.DatabaseError:
        index.discard()
        index = open_store(cache)
        return Catalog(root, _refresh(index, root, name, found, maker, progress), index, further)


def read_bytes(path: str) -> bytes:
    """Read a file up to a little more than an item may be long, so that too long is still seen."""
    with open(path, "rb") as file:
        return file.read(_LARGEST + 1)


def rulebook_of(store: Store, place: Place, parts: Sequence[Place]) -> Rulebook | None:
    """Give the rulebook of a file from the index, or compile it now and keep it; None if it has faults."""
    key = _key(place.record, parts)
    blob = store.book(key)
    found = None if blob is None else read_rulebook(blob)
    if found is not None or place.record.faults:
        return found
    from engine.catalog.build import make, make_package  # loads the parser: only when something is new

    data = read_bytes(place.path)
    if place.record.parts:
        files = {part.record.code: (read_bytes(part.path), part.path) for part in parts}
        made = make_package(data, place.path, files)
    else:
        made = make(data, place.path).blob
    if made is None:
        return None
    store.keep_book(key, place.record.content, made)
    return read_rulebook(made)


def _key(record: Record, parts: Sequence[Place]) -> str:
    """Give the key of a rulebook: the content, for a package the contents of its parts too."""
    if not record.parts:
        return record.content
    lines = [record.content, *(f"{part.record.code} {part.record.content}" for part in parts)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_rulebook(blob: bytes) -> Rulebook | None:
    """Read stored bytes; None if they cannot be read, or a decision file beside the item has changed."""
    try:
        made = Rulebook.from_bytes(blob)
    except Exception:  # damaged bytes may raise anything; whatever it is, the file is compiled again
        return None
    changed = any(file_hash(path) != digest for path, digest in made.beside.items())
    return None if changed else made


def _above(path: str) -> str:
    return path.rpartition("/")[0]


def _refresh(
    store: Store,
    root: str,
    name: str,
    found: dict[str, Seen],
    maker: Make | None,
    progress: Progress | None,
) -> int:
    """Bring the index of a folder up to date with its files, and give the folder's number."""
    number = store.folder(name)
    remembered = store.seen(number)
    changed = [path for path, seen in found.items() if path not in remembered or remembered[path][0] != seen]
    gone = remembered.keys() - found.keys()
    if changed or gone:
        _bring_up_to_date(store, (number, name), root, sorted(changed), gone, found, maker, progress)
    return number


def _bring_up_to_date(
    store: Store,
    folder: tuple[int, str],
    root: str,
    changed: list[str],
    gone: set[str],
    found: dict[str, Seen],
    maker: Make | None,
    progress: Progress | None,
) -> None:
    contents, jobs = _read(root, changed)
    known = store.known(set(contents.values()))
    new = {content: job for content, job in jobs.items() if content not in known}
    records, books = [], []
    if new:
        from engine.catalog.build import build, make  # loads the parser: only when something is new

        for built in build(list(new.values()), maker or make, progress):
            records.append(built.record)
            if built.blob is not None:
                books.append((built.record.content, built.record.content, built.blob))
    files = [(path, settled(found[path]), content) for path, content in contents.items()]
    vanished = gone | (set(changed) - contents.keys())
    store.replace(folder, files, vanished, records, books)


def _read(root: str, paths: Sequence[str]) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Read files: the hash of each by path, and (full path, bytes) by hash."""
    contents: dict[str, str] = {}
    jobs: dict[str, tuple[str, bytes]] = {}
    for path in paths:
        full = os.path.join(root, path)
        try:
            data = read_bytes(full)
        except OSError:
            continue
        content = hashlib.sha256(data).hexdigest()
        contents[path] = content
        jobs.setdefault(content, (full, data))
    return contents, jobs
