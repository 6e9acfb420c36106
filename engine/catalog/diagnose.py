"""Everything wrong with one definition: its bytes in, item, rulebook and all faults out.

The command line, the editor's page and the language server ask here, so that they never differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.dataclass import dataclass
from engine.fault import Fault
from engine.item import lint
from engine.item.load import load
from engine.item.model import Item
from engine.item.text import decode
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item

__all__ = ["Diagnosed", "diagnose"]

_BY_READING: Final = frozenset({"item/unused-field", "item/reads-unneeded-material"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosed:
    """A definition looked at: `text` is None if it could not be decoded, `item` if nothing could be read."""

    text: str | None
    item: Item | None
    rulebook: Rulebook | None
    parts: Mapping[str, Item]
    faults: tuple[Fault, ...]


def diagnose(data: bytes, path: str, part: Callable[[str, Item], Item | None]) -> Diagnosed:
    """Load, compile and lint a definition; `part` finds a part of a package by its code."""
    text, _ = decode(data, path)
    loaded = load(data, path)
    item = loaded.item
    if item is None:
        return Diagnosed(text=text, item=None, rulebook=None, parts={}, faults=loaded.faults)
    found = {str(each.code): part(str(each.code), item) for each in item.parts}
    parts = {code: each for code, each in found.items() if each is not None}
    compiled = compile_item(item, parts)
    linted = lint.find_all(item, compiled.uses)
    if any(fault.kind.level == "fault" for fault in compiled.faults):
        # What reads what is known only in part: a reminder about it would be a guess.
        linted = tuple(fault for fault in linted if fault.kind.code not in _BY_READING)
    faults = (*loaded.faults, *compiled.faults, *linted)
    sound = not any(fault.kind.level == "fault" for fault in loaded.faults)
    return Diagnosed(
        text=text, item=item, rulebook=compiled.rulebook if sound else None, parts=parts, faults=faults
    )
