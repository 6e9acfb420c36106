"""The catalogue as the web sees it: looked at again every two seconds, its rulebooks kept at hand."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from engine.catalog import Catalog, NoItem, Row, open_catalog
from engine.catalog.store import open_store
from engine.rules.model import Rulebook

__all__ = ["Missing", "Shelf"]

_FRESH_SECONDS: Final = 2.0
_KEPT: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why there is no rulebook."""

    why: Literal["unknown-item", "no-edition", "faulty-item"]


class Shelf:
    """The items of one folder, for several threads; one lock, because the index has one connection."""

    def __init__(self, folder: Path, cache: Path | None) -> None:
        self._folder = folder
        self._store = open_store(cache)
        self._lock = threading.Lock()
        self._catalog: Catalog | None = None
        self._looked_at = 0.0
        self._books: OrderedDict[tuple[str, ...], Rulebook] = OrderedDict()

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
            if key in self._books:
                self._books.move_to_end(key)
                return self._books[key]
            found = catalog.rulebook(choice, on)
            if found is None:
                return Missing(why="faulty-item")
            self._books[key] = found
            while len(self._books) > _KEPT:
                self._books.popitem(last=False)
            return found

    def _open(self) -> Catalog:
        """Give the catalogue, walked through again if the last look is too old."""
        now = time.monotonic()
        if self._catalog is None or now - self._looked_at > _FRESH_SECONDS:
            self._catalog = open_catalog(self._folder, store=self._store)
            self._store = self._catalog.store
            self._looked_at = time.monotonic()
        return self._catalog
