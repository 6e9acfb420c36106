"""The tree of a YAML text: scalars, lists and maps, each with its place.

Nothing is typed here: every scalar is the text as written, and the shapes decide later what it means.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from engine.dataclass import dataclass
from engine.source import Source, Text

__all__ = ["ListNode", "MapNode", "Node", "Pair", "ScalarNode"]

Style: TypeAlias = Literal["plain", "quoted", "literal", "folded", "empty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarNode:
    """A text; `empty` is a key or dash with nothing behind it.

    `whole` includes the quotes, if any, and is the header of a block text; `last` is the text's last line.
    """

    text: Text
    style: Style
    whole: Source
    last: int = 0

    @property
    def source(self) -> Source:
        return self.text.source


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNode:
    """A list; `flow` is one written in brackets."""

    items: tuple[Node, ...]
    flow: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A key and its value."""

    key: Text
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """A map in the order of the file; a key that is written twice stands in it twice."""

    pairs: tuple[Pair, ...]
    source: Source

    def first(self, *keys: str) -> Node | None:
        """Give the value of the first pair whose key is one of `keys`."""
        for pair in self.pairs:
            if pair.key in keys:
                return pair.value
        return None


Node: TypeAlias = ScalarNode | ListNode | MapNode
