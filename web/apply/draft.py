"""The draft of an online application: everything typed so far, and the files that belong to it.

A draft is no case: nothing of it is recorded until it is handed in, and then nothing of it is left here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from engine.case.store.uploads import ScanMark

__all__ = ["Draft", "Kept", "from_bytes", "to_bytes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file of a draft: for which material, what it is called, and what its bytes hash to."""

    material: str
    name: str
    declared: str
    hash: str
    size: int
    scan: ScanMark = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody has typed for an item; `key` makes handing it in twice do one thing.

    Once it was handed in, `case` is all that is left.
    """

    item: str
    edition_hash: str
    key: str
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: tuple[Kept, ...] = field(default=(), repr=False)
    case: str = ""

    def files_of(self, material: str) -> tuple[Kept, ...]:
        """Give the files of one material."""
        return tuple(each for each in self.files if each.material == material)

    @property
    def size(self) -> int:
        """How many bytes all files have together."""
        return sum(each.size for each in self.files)

    def handed_in(self, case: str) -> Draft:
        """Give what is left of a draft that has become a case."""
        return replace(self, case=case, typed={}, files=())


def to_bytes(draft: Draft) -> bytes:
    """Spell a draft."""
    return json.dumps(asdict(draft), ensure_ascii=False).encode()


def from_bytes(data: bytes) -> Draft:
    """Read back what `to_bytes` gave."""
    made: dict[str, Any] = json.loads(data)
    files = tuple(Kept(**each) for each in made.pop("files"))
    return Draft(**made, files=files)
