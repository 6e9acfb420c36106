"""The search index of a catalogue on a day: made from the items in force, kept beside their rulebooks.

The kept one is used as long as the same contents are in force and the program is the same; it is only a
memory, as the index of the catalogue is (docs/decisions/0009).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from engine.catalog.catalog import Catalog, read_bytes
from engine.catalog.store import Row, stamp
from engine.item.load import load
from engine.search.document import Document, document_of
from engine.search.index import Index, build_index

__all__ = ["index_of"]


def index_of(catalog: Catalog, on: date) -> Index:
    """Give the index of all items in force on a day."""
    rows = tuple(_in_force(catalog, on))
    if not rows:
        return build_index(())
    contents = "\n".join([stamp(("search",)), *(row.record.content for row in rows)])
    digest = hashlib.sha256(contents.encode()).digest()
    key = f"search {catalog.folder}"
    kept = catalog.store.book(key)
    if kept is not None and kept.startswith(digest):
        return Index.from_json(json.loads(kept[len(digest) :]))
    index = build_index(_documents(catalog, rows))
    catalog.store.keep_book(key, rows[0].record.content, digest + index.to_bytes())
    return index


def _in_force(catalog: Catalog, on: date) -> Iterator[Row]:
    for code in catalog.codes():
        choice = catalog.choose(code, on)
        if isinstance(choice, Row):
            yield choice


def _documents(catalog: Catalog, rows: tuple[Row, ...]) -> Iterator[Document]:
    """Read the items again: what people call them stands in no rulebook."""
    for row in rows:
        path = catalog.place(row).path
        item = load(read_bytes(path), path).item
        if item is not None:
            yield document_of(item)
