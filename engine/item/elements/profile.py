"""The code lists of a place: for each value word of an item its code and its official name.

The text of a profile file comes in, a frozen profile goes out. Codes are facts of a standard or a province,
so they stand in data: `national.yaml` beside this module is GB/T 39046 annex A, a plug-in may bring its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from engine.dataclass import dataclass
from engine.item.node import MapNode, Node, ScalarNode
from engine.item.text import read
from engine.source import Source
from engine.vocabulary import english

__all__ = ["LISTS", "Code", "Profile", "ProfileUnreadable", "national_profile", "read_profile"]

_NATIONAL: Final = Path(__file__).with_name("national.yaml")
LISTS: Final[Mapping[str, str]] = {
    "item_type": "item_type",
    "level": "level",
    "authority_kind": "authority_kind",
    "audiences": "audience",
    "channels": "channel",
    "handling": "handling",
    "life_events": "life_event",
    "special_procedure": "pause",
}
"""The keys whose words have codes, each with its group of the vocabulary."""


class ProfileUnreadable(ValueError):
    """A line of a profile file that says nothing we understand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code and what its list calls the thing."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The code lists of one place, by key and English word; a list it does not have is empty."""

    name: str
    lists: Mapping[str, Mapping[str, Code]]

    def code(self, key: str, word: str) -> Code | None:
        """Give the code of a value word under a key, or nothing if the place has none."""
        return self.lists.get(key, {}).get(word)

    def word(self, key: str, code: str) -> str | None:
        """Give the first value word with a code, or nothing: the way back, for what others send."""
        return next((word for word, each in self.lists.get(key, {}).items() if each.code == code), None)


@cache
def national_profile() -> Profile:
    """Give the profile of the national standard, read once."""
    return read_profile(_NATIONAL.read_bytes(), str(_NATIONAL))


def read_profile(data: bytes, path: str) -> Profile:
    """Read a profile file; raises `ProfileUnreadable` at the first line that cannot be understood."""
    tree = read(data, path)
    if tree.faults:
        raise ProfileUnreadable(f"{_at(tree.faults[0].source)}: {tree.faults[0].says('en')}")
    if tree.root is None:
        raise ProfileUnreadable(f"{path}: nothing stands here")
    name = ""
    lists: dict[str, Mapping[str, Code]] = {}
    for pair in tree.root.pairs:
        key = english("keys", pair.key)
        if key == "name":
            name = str(_text(pair.value))
        elif key is not None and key in LISTS:
            lists[key] = _codes(pair.value, LISTS[key])
        else:
            raise ProfileUnreadable(f"{_at(pair.key.source)}: {pair.key} has no codes")
    return Profile(name=name, lists=lists)


def _codes(node: Node, group: str) -> dict[str, Code]:
    """Read the codes of one list: `行政许可: 01 行政许可`."""
    if not isinstance(node, MapNode):
        raise ProfileUnreadable(f"{_at(node.source)}: a list of words with their codes is wanted")
    found: dict[str, Code] = {}
    for pair in node.pairs:
        word = english(group, pair.key)
        code, _, label = _text(pair.value).partition(" ")
        if word is None or not code:
            raise ProfileUnreadable(f"{_at(pair.key.source)}: {pair.key} is no word of this list")
        found[word] = Code(code=code, label=label.strip() or str(pair.key))
    return found


def _text(node: Node) -> str:
    if not isinstance(node, ScalarNode):
        raise ProfileUnreadable(f"{_at(node.source)}: one text is wanted")
    return str(node.text)


def _at(source: Source) -> str:
    return f"{source.path}:{source.line}"
