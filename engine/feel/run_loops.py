"""Loops over lists in compiled expressions: quantifiers, `for`, filters, and ranges of whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.states import kleene, lacking, note
from engine.feel.values import Null, Unknown

__all__ = ["each", "every", "flat", "keep", "some", "span"]

_LONGEST_RANGE = 10_000
_FARTHEST = 10**15
_NUMBERS = (int, Decimal)


def span(low: Any, high: Any) -> Any:
    """Give the whole numbers from one to the other, downwards too."""
    missing = note(low, high)
    if missing is not None:
        return missing
    if low.__class__ not in _NUMBERS or high.__class__ not in _NUMBERS:
        return Null("从几到几要用整数")
    if not -_FARTHEST < low < _FARTHEST or not -_FARTHEST < high < _FARTHEST:
        return Null("一段范围最多一万个数")
    start, end = int(low), int(high)
    if start != low or end != high:
        return Null("从几到几要用整数")
    if abs(end - start) >= _LONGEST_RANGE:
        return Null("一段范围最多一万个数")
    return tuple(range(start, end + 1)) if start <= end else tuple(range(start, end - 1, -1))


def _elements(source: Any) -> Any:
    if source.__class__ is tuple or source.__class__ is Unknown or source.__class__ is Null:
        return source
    return (source,)


def every(source: Any, test: Callable[[Any], Any]) -> Any:
    """Tell whether every element of a list passes."""
    source = _elements(source)
    return kleene(map(test, source), False) if source.__class__ is tuple else source


def some(source: Any, test: Callable[[Any], Any]) -> Any:
    """Tell whether an element of a list passes."""
    source = _elements(source)
    return kleene(map(test, source), True) if source.__class__ is tuple else source


def each(source: Any, result: Callable[[Any], Any]) -> Any:
    """Give the result for every element of a list."""
    source = _elements(source)
    return tuple(map(result, source)) if source.__class__ is tuple else source


def flat(lists: Any) -> Any:
    """Give the elements of the lists of a list, as the inner loops of `for` leave them."""
    if lists.__class__ is not tuple:
        return lists
    missing = note(*lists)
    return missing if missing is not None else tuple(one for inner in lists for one in _elements(inner))


def keep(source: Any, test: Callable[[Any], Any]) -> Any:
    """Filter a list by a condition, or take the element at a position."""
    source = _elements(source)
    if source.__class__ is not tuple:
        return source
    answers = [test(one) for one in source]
    if answers and answers[0].__class__ in _NUMBERS:
        return _nth(source, answers[0])
    unknown = next((one for one in answers if one.__class__ is Unknown), None)
    if unknown is not None:
        return unknown.join(lacking(*answers))
    return tuple(one for one, answer in zip(source, answers, strict=True) if answer is True)


def _nth(source: tuple[Any, ...], position: Any) -> Any:
    place = int(position)
    if place == 0 or abs(place) > len(source):
        return Null("清单没有这么多行")
    return source[place - 1 if place > 0 else place]
