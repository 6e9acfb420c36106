"""Which installed distributions offer plug-ins, read off their metadata; nothing of them is imported.

Search path in, one row for each entry point of the group out, in a lasting order. Looking through all
metadata with the library takes as long as a whole check; most centres have no plug-in, and shall not pay.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from engine.dataclass import dataclass

__all__ = ["Offered", "offered"]

_GROUP: Final = "[yici]"
_FOLDERS: Final = (".dist-info", ".egg-info")
_METADATA: Final = ("METADATA", "PKG-INFO")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An entry point: its distribution and version, its own name, and `module` or `module:object`."""

    distribution: str
    version: str
    name: str
    value: str


def offered(path: Sequence[str] | None = None) -> tuple[Offered, ...]:
    """Give every entry point of the group on the search path; of two copies the first counts."""
    found: dict[str, tuple[Offered, ...]] = {}
    for folder in sys.path if path is None else path:
        for metadata in _metadata(folder or "."):
            entries = tuple(_entries(metadata))
            if entries:
                found.setdefault(entries[0].distribution.lower().replace("_", "-"), entries)
    return tuple(
        sorted((each for row in found.values() for each in row), key=lambda e: (e.distribution, e.name))
    )


def _metadata(folder: str) -> Iterator[str]:
    """Give the metadata folders of a folder of the search path; one that cannot be read has none."""
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entry.path for entry in entries if entry.name.endswith(_FOLDERS))
    except OSError:
        return


def _entries(metadata: str) -> Iterator[Offered]:
    text = _read(os.path.join(metadata, "entry_points.txt"))
    if _GROUP not in text:
        return
    head = next((said for name in _METADATA if (said := _read(os.path.join(metadata, name)))), "")
    distribution, version = _header(head, "Name"), _header(head, "Version")
    inside = False
    for line in text.splitlines():
        name, equals, value = (part.strip() for part in line.partition("="))
        if name.startswith("["):
            inside = name == _GROUP
        elif inside and equals and not name.startswith("#"):
            # An extra in brackets after the object is allowed and means nothing here.
            value = value.partition("[")[0].strip()
            yield Offered(distribution=distribution or name, version=version, name=name, value=value)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _header(text: str, name: str) -> str:
    for line in text.splitlines():
        if not line:
            break
        key, _, value = line.partition(":")
        if key == name:
            return value.strip()
    return ""
