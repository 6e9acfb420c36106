"""The catalogue as the web sees it: looked at again every two seconds, its rulebooks kept at hand."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from engine.catalog import Catalog, NoItem, Row, open_catalog
from engine.catalog.catalog import Place, read_bytes
from engine.catalog.store import open_store
from engine.item.load import load
from engine.item.model import Item
from engine.rules.model import Rulebook
from engine.search.find import Found, find
from engine.search.index import Index
from engine.search.of_catalog import index_of

__all__ = ["Missing", "Shelf", "Shelved"]

_FRESH_SECONDS: Final = 2.0
_LOOKING_SECONDS: Final = 1.0
_KEPT: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why there is no rulebook."""

    why: Literal["unknown-item", "no-edition", "faulty-item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One item as it was written and as it runs, with the items that a package includes."""

    item: Item
    rulebook: Rulebook
    parts: Mapping[str, Item]


class Shelf:
    """The items of a folder and of plug-ins, for several threads; one lock, the index is one connection."""

    def __init__(
        self, folder: Path, cache: Path | None, further: Callable[[], Sequence[Path]] = tuple
    ) -> None:
        self._folder, self._further = folder, further
        self._store = open_store(cache)
        self._lock = threading.Lock()
        self._catalog: Catalog | None = None
        self._looked_at = 0.0
        self._sent_at = 0.0
        self._books: OrderedDict[tuple[str, ...], Rulebook] = OrderedDict()
        self._items: OrderedDict[str, Item] = OrderedDict()
        self._index: tuple[tuple[str, ...], Index] | None = None
        self._version = 0
        self._contents: tuple[str, ...] = ()
        self._at_hand: dict[tuple[str, date], Rulebook] = {}
        self._ready: dict[tuple[str, date], Shelved] = {}

    def version(self) -> int | None:
        """Count the changes of the catalogue; None sends whoever asks to look at it first. Waits for nobody.

        Of all who ask once the last look is too old, one is sent, and the others go on meanwhile with what is
        there; unless a file was just written here.
        """
        now = time.monotonic()
        if self._is_fresh() or (self._catalog is not None and now - self._sent_at <= _LOOKING_SECONDS):
            return self._version
        self._sent_at = now if self._catalog is not None else 0.0
        return None

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._looked_at <= _FRESH_SECONDS

    def at_hand(self, code: str, on: date) -> Rulebook | None:
        """Give a rulebook that nobody has to wait for; None sends whoever asks to ask `book`."""
        return self._at_hand.get((code, on)) if self.version() is not None else None

    def ready(self, code: str, on: date) -> Shelved | None:
        """Give an item that `item` gives without waiting; None says nothing but that `item` must be asked."""
        return self._ready.get((code, on)) if self._is_fresh() else None

    def rows(self, on: date) -> tuple[Row, ...]:
        """Give the editions in force on a day that can be used, by department and name."""
        with self._lock:
            rows = self._open().rows()
        usable = [row for row in rows if row.code and not row.record.faults and row.covers(on.isoformat())]
        return tuple(sorted(usable, key=lambda row: (row.record.department, row.record.name, row.code)))

    def book(self, code: str, on: date) -> Rulebook | Missing:
        """Give the rulebook of the edition in force on a day."""
        with self._lock:
            catalog = self._open()
            choice = catalog.choose(code, on)
            if isinstance(choice, NoItem):
                return Missing(why="unknown-item")
            if not isinstance(choice, Row):
                return Missing(why="no-edition")
            key = (choice.record.content, *(part.record.content for part in catalog.parts(choice, on)))
            found = self._books.get(key) or catalog.rulebook(choice, on)
            if found is None:
                return Missing(why="faulty-item")
            self._books[key] = found
            self._books.move_to_end(key)
            while len(self._books) > _KEPT:
                self._books.popitem(last=False)
            self._at_hand = {} if len(self._at_hand) >= _KEPT else self._at_hand
            self._at_hand[code, on] = found
            return found

    def item(self, code: str, on: date) -> Shelved | Missing:
        """Give an item in the edition in force on a day, as it was written and as it runs."""
        ready = self.ready(code, on)
        if ready is not None:
            return ready
        rulebook = self.book(code, on)
        if isinstance(rulebook, Missing):
            return rulebook
        with self._lock:
            version = self._version
            catalog = self._open()
            choice = catalog.choose(code, on)
            if not isinstance(choice, Row):
                return Missing(why="no-edition")
            parts = catalog.parts(choice, on)
            item = self._read(catalog.place(choice))
            read = {part.record.code: self._read(part) for part in parts}
        found = {code: part for code, part in read.items() if part is not None}
        if item is None or len(found) < len(read):
            return Missing(why="faulty-item")
        made = Shelved(item=item, rulebook=rulebook, parts=found)
        with self._lock:
            # Whoever looked in between has read other files, perhaps.
            if version == self._version:
                self._ready = {} if len(self._ready) >= _KEPT else self._ready
                self._ready[code, on] = made
        return made

    @property
    def folder(self) -> Path:
        """The folder of the catalogue."""
        return self._folder

    def written(self, code: str, on: date) -> Item | None:
        """Give an item in the edition in force on a day as it was written, whether it can run or not."""
        with self._lock:
            catalog = self._open()
            choice = catalog.choose(code, on)
            return self._read(catalog.place(choice)) if isinstance(choice, Row) else None

    def editions(self, code: str) -> tuple[Place, ...]:
        """Give the editions of an item with their files, the earliest first."""
        with self._lock:
            catalog = self._open()
            return tuple(catalog.place(row) for row in catalog.editions(code))

    def files(self) -> tuple[Place, ...]:
        """Give every file of the catalogue that was read, faulty ones too."""
        with self._lock:
            catalog = self._open()
            return tuple(catalog.place(row) for row in catalog.rows())

    def items(self) -> tuple[Item, ...]:
        """Give what every file of the catalogue says, as far as it can be read; others may come between."""
        made = []
        for place in self.files():
            with self._lock:
                item = self._read(place)
            made += [] if item is None else [item]
        return tuple(made)

    def renew(self) -> None:
        """Look at the catalogue again at the next question: a file was written."""
        with self._lock:
            self._catalog, self._looked_at = None, 0.0

    def search(self, words: str, on: date) -> Found:
        """Find items in force on a day by what people call them."""
        with self._lock:
            catalog = self._open()
            day = on.isoformat()
            contents = tuple(row.record.content for row in catalog.rows() if row.covers(day))
            if self._index is None or self._index[0] != contents:
                self._index = (contents, index_of(catalog, on))
            index = self._index[1]
        return find(index, words)

    def all(self, on: date) -> tuple[Shelved, ...]:
        """Give every item in force on a day, by department and name."""
        found = (self.item(row.code, on) for row in self.rows(on))
        return tuple(each for each in found if isinstance(each, Shelved))

    def _read(self, place: Place) -> Item | None:
        """Read an item's file, unless its content is at hand already."""
        content = place.record.content
        if content not in self._items:
            item = load(read_bytes(place.path), place.path).item
            if item is None:
                return None
            self._items[content] = item
            while len(self._items) > _KEPT:
                self._items.popitem(last=False)
        self._items.move_to_end(content)
        return self._items[content]

    def _open(self) -> Catalog:
        """Give the catalogue, walked through again if the last look is too old."""
        now = time.monotonic()
        if self._catalog is None or now - self._looked_at > _FRESH_SECONDS:
            self._catalog = open_catalog(self._folder, store=self._store, further=self._further)
            self._store = self._catalog.store
            self._note_changes(self._catalog)
            self._looked_at = time.monotonic()
        return self._catalog

    def _note_changes(self, catalog: Catalog) -> None:
        """Count a change of any file, and forget what was at hand."""
        contents = tuple(f"{row.path} {row.record.content}" for row in catalog.rows())
        if contents != self._contents:
            self._contents, self._at_hand, self._ready = contents, {}, {}
            self._version += 1
