"""Sets of characters as sorted stretches of code points, and the named sets of XPath."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from engine.feel.regex.blocks import BLOCKS

__all__ = [
    "ALL",
    "NAME",
    "NAME_START",
    "SPACE",
    "Chars",
    "category",
    "chars",
    "close_case",
    "holds",
    "invert",
    "minus",
]

Chars: TypeAlias = tuple[tuple[int, int], ...]

_TOP = 0x10FFFF
ALL: Chars = ((0, _TOP),)
_CASED = 0x1E944  # beyond it no character has another case


def chars(stretches: Iterable[tuple[int, int]]) -> Chars:
    """Sort stretches and join those that touch."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(stretches):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


def invert(given: Chars) -> Chars:
    """Give every other character."""
    result, start = [], 0
    for low, high in given:
        if start < low:
            result.append((start, low - 1))
        start = high + 1
    if start <= _TOP:
        result.append((start, _TOP))
    return tuple(result)


def minus(given: Chars, taken: Chars) -> Chars:
    """Give the characters of one set that are not in the other."""
    return invert(chars([*invert(given), *taken]))


def holds(given: Chars, code: int) -> bool:
    """Say whether a set holds a character."""
    at = bisect_right(given, (code, _TOP + 1)) - 1
    return at >= 0 and given[at][0] <= code <= given[at][1]


@lru_cache(maxsize=1)
def _cases() -> dict[int, tuple[int, ...]]:
    """Give, for every character that has other cases, all of them."""
    groups: dict[str, set[int]] = defaultdict(set)
    for code in range(_CASED):
        char = chr(code)
        folded = char.casefold()
        for other in (char, char.lower(), char.upper()):
            if len(other) == 1 and len(folded) == 1 and (other != char or folded != char):
                groups[folded].update((code, ord(other), ord(folded)))
    return {code: tuple(group) for group in groups.values() if len(group) > 1 for code in group}


@lru_cache(maxsize=1)
def _cased() -> tuple[int, ...]:
    return tuple(sorted(_cases()))


def close_case(given: Chars) -> Chars:
    """Add every other case of the characters of a set."""
    if given == ALL:
        return ALL
    cases, cased = _cases(), _cased()
    more = list(given)
    for low, high in given:
        for code in cased[bisect_right(cased, low - 1) : bisect_right(cased, high)]:
            more.extend((other, other) for other in cases[code])
    return chars(more)


@lru_cache(maxsize=1)
def _categories() -> dict[str, Chars]:
    """Give the characters of every general category, by its two letters and by its first."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    start, current = 0, unicodedata.category("\0")
    for code in range(1, _TOP + 2):
        kind = unicodedata.category(chr(code)) if code <= _TOP else ""
        if kind != current:
            found[current].append((start, code - 1))
            start, current = code, kind
    for kind in list(found):
        found[kind[0]].extend(found[kind])
    return {kind: chars(stretches) for kind, stretches in found.items()}


def category(name: str) -> Chars | None:
    """Give the characters of `\\p{name}`: a general category or, after `Is`, a block."""
    if name.startswith("Is"):
        block = BLOCKS.get(name[2:])
        return None if block is None else (block,)
    return _categories().get(name)


SPACE: Chars = ((9, 10), (13, 13), (32, 32))
NAME_START: Chars = chars(
    [
        (0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF),
        (0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF),
        (0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
    ]
)  # fmt: skip
NAME: Chars = chars([*NAME_START, (0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)])
