"""An engine in the comparison: the ids it can say, and how it finds what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["Adapter", "CannotSay", "Json", "Rule"]

Json = Mapping[str, Any]
Rule = tuple[str, str]


class CannotSay(Exception):
    """The language has no native way to say this."""


class Adapter:
    """One engine with the rules it can say: `find` gives the ids of what is wrong, in the common order."""

    def __init__(self, name: str, ids: Sequence[str], find: Callable[[Json], list[str]]) -> None:
        self.name, self.ids, self.find = name, tuple(ids), find
