"""Finds a function of the item profile by its name.

The table of functions is loaded at the first call: most items call none, and a check has to start fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.feel.item_functions import ItemFunction

__all__ = ["known_function"]


def known_function(name: str) -> ItemFunction | None:
    """Find a built-in by either name; `string_length` reads as `string length`."""
    by_name = _functions()
    return by_name.get(name) or by_name.get(name.replace("_", " "))


@cache
def _functions() -> Mapping[str, ItemFunction]:
    from engine.feel.item_functions import BY_NAME

    return BY_NAME
