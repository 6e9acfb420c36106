"""How many columns a text takes in a terminal, and how to show it so that a caret stands under its words.

East Asian wide and full-width characters take two columns, combining ones none; ambiguous ones take one
unless `YICI_AMBIGUOUS=2` says that the terminal draws them wide.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping

__all__ = ["ambiguous_width", "printable", "width"]

_NOTHING = frozenset({"Mn", "Me"})
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_TAB = "    "


def ambiguous_width(environment: Mapping[str, str] | None = None) -> int:
    """Read how wide the terminal draws ambiguous characters: 1, or 2 by `YICI_AMBIGUOUS`."""
    settings = os.environ if environment is None else environment
    return 2 if settings.get("YICI_AMBIGUOUS") == "2" else 1


def printable(line: str) -> str:
    """Make a line safe to show: tabs become spaces, signs that would steer the terminal become `·`."""
    if line.isprintable():
        return line
    return "".join(_TAB if sign == "\t" else "·" if _hidden(sign) else sign for sign in line)


def width(text: str, ambiguous: int = 1) -> int:
    """Count the columns of a text that is printable already."""
    if text.isascii():
        return len(text)
    return sum(_sign_width(sign, ambiguous) for sign in text)


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _HIDDEN


def _sign_width(sign: str, ambiguous: int) -> int:
    if unicodedata.category(sign) in _NOTHING:
        return 0
    kind = unicodedata.east_asian_width(sign)
    if kind in "WF":
        return 2
    return ambiguous if kind == "A" else 1
