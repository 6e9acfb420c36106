"""The nouns of the public site: what it is asked to show, and what it remembers of each item it has shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = ["Job", "Made", "Published", "Row", "Site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site as a whole: the centre's name, its public address for codes, a telephone, and the day.

    `catalog` is the folder that items and their forms are read from.
    """

    on: date
    catalog: str
    center: str = ""
    address: str = ""
    phone: str = "12345"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One item to show: its code, the key of what it was made from, its file, its parts' files by code.

    `book` is its rulebook as bytes, as the catalogue keeps it; put in only when the item is made anew.
    """

    code: str
    key: str
    path: str
    parts: Mapping[str, str]
    book: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What lists say of an item; texts in Chinese and English stand beside each other as (zh, en)."""

    code: str
    edition: str
    name: tuple[str, str]
    department: tuple[str, str]
    summary: tuple[str, str]
    limit: tuple[str, str]
    fee: tuple[str, str]
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    materials: tuple[str, ...]
    place: str
    hours: str
    consultation: str
    search: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Row:
        """Read back what `to_json` gave; lists are tuples again."""
        made: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
        return Row(**made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of one item: its row and its files by relative path; no row if its definition has faults."""

    code: str
    key: str
    row: Row | None
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done: items written anew, kept as they were, taken away; codes left out for their faults."""

    written: int
    kept: int
    removed: int
    faulty: tuple[str, ...]
    files: int
