"""The search of the site: several small indexes, so that an edit makes one of them anew, and a head.

What the rows remember of each item goes in, files come out. A script in the page puts the indexes together
and ranks as `yici search` does, with the numbers that stand in the head.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from zlib import crc32

from engine.guide.site.model import Row
from engine.search.document import Document
from engine.search.find import ranking
from engine.search.index import build_index
from engine.search.words import ASIDE, ASIDE_EN

__all__ = ["search_files"]

_IN_ONE = 64
"""About how many items one index holds."""

Kept = Callable[[str, str], bytes | None]
"""Gives a file that was made before from what has the same digest, or nothing."""


def search_files(rows: Sequence[Row], kept: Kept) -> Iterator[tuple[str, bytes, str]]:
    """Give every file of the search with the digest of what it was made from."""
    count = _indexes(len(rows))
    shares: list[list[Document]] = [[] for _ in range(count)]
    for row in rows:
        shares[crc32(row.code.encode()) % count].append(Document.from_json(row.search["document"]))
    names = [f"search-{number:03}.json" for number in range(count)]
    for name, share in zip(names, shares, strict=True):
        digest = _digest([document.to_json() for document in share])
        yield name, kept(name, digest) or build_index(share).to_bytes(), digest
    head = {"files": names, "aside": _longest_first(ASIDE), "aside_en": sorted(ASIDE_EN), **ranking()}
    yield "search.json", _json(head), ""


def _indexes(items: int) -> int:
    """Give a number of indexes that seldom changes: a power of two."""
    count = 1
    while items > count * _IN_ONE * 2:
        count *= 2
    return count


def _longest_first(words: Sequence[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _digest(value: object) -> str:
    return hashlib.sha256(_json(value)).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
