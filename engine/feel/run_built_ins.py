"""The built-ins as compiled expressions call them: those that items use most at once, the rest by the table.

A short way answers plain texts, whole numbers and lists. Anything else (null, unknown, decimals, wrong
kinds) goes the long way through `built_in`, so that the answer is the same whichever way it came.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from engine.feel.values import Null, Unknown

if TYPE_CHECKING:
    from engine.feel.functions import BuiltIn

__all__ = [
    "SHORT",
    "built_in",
    "list_count",
    "list_max",
    "list_min",
    "list_sum",
    "text_contains",
    "text_ends",
    "text_length",
    "text_part",
    "text_starts",
]

SHORT: Final[Mapping[str, str]] = {
    "string length": "text_length",
    "starts with": "text_starts",
    "ends with": "text_ends",
    "contains": "text_contains",
    "substring": "text_part",
    "count": "list_count",
    "sum": "list_sum",
    "max": "list_max",
    "min": "list_min",
}
"""The built-ins with a short way, by their English name."""
SAFE: Final = 10**18
"""Whole numbers below this add up within 34 digits, however many a list may hold."""
_LONGEST_TEXT: Final = 65_536


@cache
def _functions() -> tuple[Mapping[str, BuiltIn], Callable[..., Any]]:
    from engine.feel.functions import BY_NAME, call

    return BY_NAME, call


def built_in(name: str, *arguments: Any) -> Any:
    """Call a built-in of the standard by its English name.

    The table of built-ins is loaded at the first call: most items call none, and a check has to start fast.
    """
    by_name, call = _functions()
    made = call(by_name[name], arguments)
    return Null("文字太长") if made.__class__ is str and len(made) > _LONGEST_TEXT else made


def text_length(text: Any) -> Any:
    """`string length(text)`."""
    return len(text) if text.__class__ is str else built_in("string length", text)


def text_starts(text: Any, match: Any) -> Any:
    """`starts with(text, match)`."""
    plain = text.__class__ is str and match.__class__ is str
    return text.startswith(match) if plain else built_in("starts with", text, match)


def text_ends(text: Any, match: Any) -> Any:
    """`ends with(text, match)`."""
    plain = text.__class__ is str and match.__class__ is str
    return text.endswith(match) if plain else built_in("ends with", text, match)


def text_contains(text: Any, match: Any) -> Any:
    """`contains(text, match)`."""
    plain = text.__class__ is str and match.__class__ is str
    return match in text if plain else built_in("contains", text, match)


def text_part(text: Any, start: Any, *length: Any) -> Any:
    """`substring(text, start, length?)`."""
    if not length and text.__class__ is str and start.__class__ is int and 1 <= start <= len(text):
        return text[start - 1 :]
    return built_in("substring", text, start, *length)


def list_count(*values: Any) -> Any:
    """`count(list)`."""
    plain = len(values) == 1 and values[0].__class__ is tuple
    if plain and all(value.__class__ is not Unknown for value in values[0]):
        return len(values[0])
    return built_in("count", *values)


def _whole(values: tuple[Any, ...]) -> bool:
    """Tell whether the one argument is a list of whole numbers with something in it."""
    if len(values) != 1 or values[0].__class__ is not tuple or not values[0]:
        return False
    return all(value.__class__ is int and -SAFE < value < SAFE for value in values[0])


def list_sum(*values: Any) -> Any:
    """`sum(list)`."""
    return sum(values[0]) if _whole(values) else built_in("sum", *values)


def list_max(*values: Any) -> Any:
    """`max(list)`."""
    return max(values[0]) if _whole(values) else built_in("max", *values)


def list_min(*values: Any) -> Any:
    """`min(list)`."""
    return min(values[0]) if _whole(values) else built_in("min", *values)
