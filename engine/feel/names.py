"""Names of several words: which of them are in scope at one place, and the longest that stands there.

A plain word needs no scope, it is always a name or a keyword; only names with spaces or signs inside
(`Full Name`, `a-b`, `date and time`) have to be known before they can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from engine.feel.spelling import NAME_PARTS

__all__ = ["Names", "plain"]

_BUILT_IN: Final = (
    "date and time", "years and months duration", "string length", "upper case", "lower case",
    "substring before", "substring after", "starts with", "ends with", "string join", "list contains",
    "list replace", "insert before", "index of", "distinct values", "round up", "round down",
    "round half up", "round half down", "met by", "overlaps before", "overlaps after", "finished by",
    "started by", "day of year", "day of week", "month of year", "week of year", "get value", "get entries",
    "context put", "context merge",
)  # fmt: skip
_PROPERTIES: Final = ("time offset", "start included", "end included")


def plain(name: str) -> bool:
    """Tell whether a name is one word."""
    return name.isidentifier() or len(NAME_PARTS.findall(name)) < 2


@lru_cache(maxsize=4096)
def _pattern(name: str) -> tuple[str, re.Pattern[str]]:
    parts = NAME_PARTS.findall(name)
    pattern = ""
    for before, part in zip(["", *parts], parts, strict=False):
        if before:
            pattern += "\\s+" if _wordy(before) and _wordy(part) else "\\s*"
        pattern += re.escape(part)
    return parts[0], re.compile(pattern + ("(?!\\w)" if _wordy(parts[-1]) else ""))


def _wordy(part: str) -> bool:
    return part[-1].isalnum() or part[-1] == "_"


def _index(names: Iterable[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for name in names:
        table.setdefault(_pattern(name)[0], []).append(name)
    return table


_BUILT_IN_INDEX: Final = _index(_BUILT_IN)
_NONE: Final[list[str]] = []


class Names:
    """The names of several words that one text may use: given, built in, opened and closed on the way."""

    __slots__ = ("_given", "_local", "_seen")

    def __init__(self, given: Iterable[str]) -> None:
        self._given = _index(name for name in given if not plain(name))
        self._local: list[str] = []
        self._seen: list[str] = []

    def mark(self) -> int:
        """Give the place to which `close` returns."""
        return len(self._local)

    def open(self, name: str) -> None:
        """Take a name into scope."""
        if not plain(name):
            self._local.append(name)
            self._seen.append(name)

    def close(self, mark: int) -> None:
        """Leave the scope that was open since `mark`."""
        del self._local[mark:]

    def longest(
        self, text: str, at: int, word: str, *, member: bool, element: bool
    ) -> tuple[str, int] | None:
        """Find the longest known name at a place that begins with `word`.

        `member`: after a dot; `element`: inside a filter, where the keys of elements are names, too.
        """
        known = [*self._given.get(word, _NONE), *self._local]
        if member:
            known += [*_PROPERTIES, *self._seen]
        else:
            known += _BUILT_IN_INDEX.get(word, _NONE)
            known += self._seen if element else _NONE
        best: tuple[str, int] | None = None
        for name in known:
            first, pattern = _pattern(name)
            found = pattern.match(text, at) if first == word else None
            if found and found.end() > (best[1] if best else at + len(word)):
                best = name, found.end()
        return best
