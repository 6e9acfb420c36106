"""Known, none, or not yet known: what one state of several values says about them together.

Where an operation cannot answer, it gives the unknown of its operands, else their null (DESIGN 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from engine.feel.values import Null, Unknown

__all__ = ["equal", "kleene", "lacking", "note"]


def lacking(*values: Any) -> Unknown | None:
    """Give the unknown that lacks what any of the values lacks, or None; looks into lists and records."""
    found: Unknown | None = None
    for value in values:
        if value.__class__ is tuple:
            value = lacking(*value)
        elif value.__class__ is dict:
            value = lacking(*value.values())
        if value.__class__ is Unknown:
            found = value if found is None else value.join(found)
    return found


def note(*values: Any) -> Unknown | Null | None:
    """Give the unknown, else the null, that keeps an operation on these values from having an answer."""
    found: Unknown | Null | None = None
    for value in values:
        if value.__class__ is Unknown:
            found = value if found is None else value.join(found)
        elif value.__class__ is Null and found is None:
            found = value
    return found


def equal(left: Any, right: Any) -> Any:
    """Tell whether two values are equal, lists and records by content; unlike kinds are null."""
    if left.__class__ is Unknown or right.__class__ is Unknown:
        return note(left, right)
    if left.__class__ is Null or right.__class__ is Null:
        return left.__class__ is right.__class__
    numbers_both = left.__class__ in (int, Decimal) and right.__class__ in (int, Decimal)
    if left.__class__ is not right.__class__ and not numbers_both:
        return Null("两边不是同一种值，不能比")
    if left.__class__ is tuple:
        return _all_equal(len(left) == len(right), zip(left, right, strict=False))
    if left.__class__ is dict:
        return _all_equal(left.keys() == right.keys(), ((left[key], right.get(key)) for key in left))
    return left == right


def _all_equal(same_shape: bool, pairs: Any) -> Any:
    if not same_shape:
        return False
    open_: Any = True
    for one, other in pairs:
        same = equal(one, other)
        if same is False or same.__class__ is Null:
            return False
        if same.__class__ is Unknown:
            open_ = same.join(open_)
    return open_


def kleene(values: Iterable[Any], deciding: bool) -> Any:
    """Give Kleene's and (`deciding` false) or or (`deciding` true)."""
    unknown: Unknown | None = None
    null: Null | None = None
    for value in values:
        if value is deciding:
            return deciding
        if value.__class__ is Unknown:
            unknown = value if unknown is None else value.join(unknown)
        elif value.__class__ is not bool:
            null = value if value.__class__ is Null else Null("这里要答得出是或否")
    return unknown if unknown is not None else null if null is not None else not deciding
