"""One item file named by its path: its rulebook from the index if its content is known, else compiled now."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from typing import Final

from engine.catalog.catalog import Catalog, Place, open_catalog, read_bytes, rulebook_of
from engine.catalog.store import Record, Row, Store, pack
from engine.dataclass import dataclass
from engine.rules.model import Rulebook

__all__ = ["Loose", "open_file"]

# Files outside any catalogue are remembered under a folder without a name, by their whole path.
_NOWHERE: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A file outside the catalogue: what it says of itself and its rulebook, None if it has faults."""

    row: Row
    rulebook: Rulebook | None


def open_file(path: str, store: Store, on: date, catalog: Catalog | None = None) -> Loose:
    """Open one file; parts of a package are looked for beside it, then in the catalogue. Raises OSError."""
    full = os.path.abspath(path)
    record = _record(store, full)
    parts = _parts(full, store, record, on, catalog)
    rulebook = rulebook_of(store, Place(record=record, path=full), parts)
    return Loose(row=Row(path=full, record=record), rulebook=rulebook)


def _record(store: Store, full: str) -> Record:
    """Give what the content says of itself, from the index or by reading it now."""
    data = read_bytes(full)
    content = hashlib.sha256(data).hexdigest()
    remembered = store.record(content)
    if remembered is not None:
        return remembered
    from engine.catalog.build import make  # loads the parser: only when something is new

    built = make(data, full)
    books = [] if built.blob is None else [(content, content, pack(built.blob))]
    status = os.stat(full)
    files = [(full, (status.st_size, -1, status.st_ino), content)]
    store.replace((store.folder(_NOWHERE), _NOWHERE), files, (), [built.record], books)
    return built.record


def _parts(full: str, store: Store, record: Record, on: date, catalog: Catalog | None) -> tuple[Place, ...]:
    """Find each part of a package: in the file's own folder, else in the catalogue."""
    if not record.parts:
        return ()
    homes = [open_catalog(os.path.dirname(full), store=store, deep=False)]
    homes += [] if catalog is None else [catalog]
    found = []
    for code in record.parts:
        chosen = ((home, home.choose(code, on)) for home in homes)
        found += [home.place(each) for home, each in chosen if isinstance(each, Row)][:1]
    return tuple(found)
