"""The codes of an item taken apart: 基本编码 and 实施编码, and the check character of an authority's code.

An 实施编码 of 31 signs is the authority's code (GB 32100, 18 signs), the digit of its level, and the
基本编码 (12 signs); a 业务办理项 adds two digits. Shorter codes of GB/T 39046 tell nothing of their parts.
"""

from __future__ import annotations

import re
from typing import Final

from engine.dataclass import dataclass

__all__ = ["Implementation", "check_character", "is_base_code", "is_old_code", "split_implementation"]

# GB 32100: no I, O, S, V and Z, which are read as 1, 0, 5, U and 2.
_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BASE: Final = re.compile(r"[0-9]{11}[0-9A-Z](?:[0-9]{2})?")
_OLD: Final = re.compile(r"[0-9A-Z]+")
_IMPLEMENTATION: Final = re.compile(r"([0-9A-Z]{18})([0-9])([0-9]{11}[0-9A-Z])([0-9]{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """The parts of an 实施编码; `handling_item` are the two digits of a 业务办理项, or nothing."""

    authority: str
    level: str
    base: str
    handling_item: str


def split_implementation(code: str) -> Implementation | None:
    """Take an 实施编码 of 31 or 33 signs apart; nothing for one of another shape."""
    found = _IMPLEMENTATION.fullmatch(code)
    if found is None:
        return None
    authority, level, base, handling_item = found.groups("")
    return Implementation(authority=authority, level=level, base=base, handling_item=handling_item)


def is_base_code(code: str) -> bool:
    """Tell whether a text has the shape of a 基本编码: 12 signs, or 14 for a 业务办理项."""
    return _BASE.fullmatch(code) is not None


def is_old_code(code: str, most: int) -> bool:
    """Tell whether a text could be a code of GB/T 39046-2020: letters and digits, at most so many."""
    return len(code) <= most and _OLD.fullmatch(code) is not None


def check_character(authority: str) -> str | None:
    """Give the last sign that the first 17 of an authority's code demand (GB 32100), if they are signs."""
    places = [_SIGNS.find(sign) for sign in authority[:17]]
    if len(places) < 17 or -1 in places:
        return None
    total = sum(place * pow(3, number, 31) for number, place in enumerate(places))
    return _SIGNS[-total % 31]
