"""Equality and order of FEEL values: kinds, Kleene answers, reasons.

Two values of unlike kinds are neither equal nor unequal: the answer is null with the reason. An unknown
operand makes the answer unknown.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.feel.ranges import Function, Range
from engine.feel.temporal import DateTime, DaysDuration, FarDate, MonthsDuration, Time
from engine.feel.values import Null, Unknown, negate

__all__ = ["compare", "contains", "equal", "is_list", "kind_of", "order", "same", "within"]

_KINDS: dict[type, str] = {
    bool: "boolean",
    int: "number",
    Decimal: "number",
    str: "string",
    datetime.date: "date",
    FarDate: "date",
    Time: "time",
    DateTime: "date and time",
    DaysDuration: "days and time duration",
    MonthsDuration: "years and months duration",
    tuple: "list",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
    Null: "null",
    Unknown: "unknown",
}
_ORDERED = frozenset(
    {
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    }
)


def kind_of(value: object) -> str:
    """Give the kind of a value, as the standard names it."""
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind
    for base, name in _KINDS.items():
        if isinstance(value, base):
            return name
    return "context" if isinstance(value, Mapping) else type(value).__name__


def is_list(value: object) -> bool:
    """Say whether a value is a list."""
    return isinstance(value, (tuple, list))


def _unknown(left: object, right: object) -> Unknown | None:
    if isinstance(left, Unknown):
        return left.join(right)
    return right if isinstance(right, Unknown) else None


def equal(left: object, right: object) -> bool | Null | Unknown:
    """Say whether two values are equal."""
    unknown = _unknown(left, right)
    if unknown is not None:
        return unknown
    if isinstance(left, Null) or isinstance(right, Null):
        return isinstance(left, Null) and isinstance(right, Null)
    kind, other = kind_of(left), kind_of(right)
    if {kind, other} == {"date", "date and time"}:
        return _midnight(left) == _midnight(right)
    if kind != other:
        return Null(f"a {kind} is compared with a {other}")
    if isinstance(left, (tuple, list)) and isinstance(right, (tuple, list)):
        return _equal_lists(left, right)
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        if left.keys() != right.keys():
            return False
        return _equal_lists([left[key] for key in left], [right[key] for key in left])
    if isinstance(left, Range) and isinstance(right, Range):
        return _equal_ranges(left, right)
    return bool(left == right)


def _midnight(value: object) -> object:
    if isinstance(value, (datetime.date, FarDate)):
        return DateTime(date=value, nanos=0, offset=0)
    return value


def _equal_lists(left: Sequence[object], right: Sequence[object]) -> bool | Null | Unknown:
    if len(left) != len(right):
        return False
    answer: bool | Null | Unknown = True
    for one, other in zip(left, right, strict=True):
        part = equal(one, other)
        if part is False:
            return False
        if isinstance(part, Unknown):
            answer = part.join(answer)
        elif part is not True and answer is True:
            answer = part
    return answer


def _equal_ranges(left: Range, right: Range) -> bool | Null | Unknown:
    if left.operator != right.operator:
        return False
    if (left.low_included, left.high_included) != (right.low_included, right.high_included):
        return False
    for one, other in ((left.low, right.low), (left.high, right.high)):
        if (one is None) != (other is None):
            return False
    ends = [end for end in (left.low, left.high) if end is not None]
    others = [end for end in (right.low, right.high) if end is not None]
    return _equal_lists(ends, others)


def same(left: object, right: object) -> bool:
    """Say whether two values count as one (in lists, sets of results): equal for certain."""
    return equal(left, right) is True


def order(operator: str, left: object, right: object) -> bool | Null | Unknown:
    """Compare two values with `<`, `<=`, `>` or `>=`."""
    unknown = _unknown(left, right)
    if unknown is not None:
        return unknown
    kind, other = kind_of(left), kind_of(right)
    if {kind, other} == {"date", "date and time"}:
        left, right = _midnight(left), _midnight(right)
        kind = other = "date and time"
    if kind != other:
        return Null(f"a {kind} has no order beside a {other}")
    if kind not in _ORDERED:
        return Null(f"a {kind} has no order")
    return _compare(operator, left, right)


def _compare(operator: str, left: object, right: object) -> bool | Null | Unknown:
    answer: bool | Null | Unknown
    if operator == "<":
        answer = left < right  # type: ignore[operator]  # the same ordered kind
    elif operator == "<=":
        answer = left <= right  # type: ignore[operator]  # the same ordered kind
    elif operator == ">":
        answer = left > right  # type: ignore[operator]  # the same ordered kind
    else:
        answer = left >= right  # type: ignore[operator]  # the same ordered kind
    return answer


def compare(operator: str, left: object, right: object) -> bool | Null | Unknown:
    """Compare two values with any of the six signs."""
    if operator == "=":
        return equal(left, right)
    if operator == "!=":
        answer: bool | Null | Unknown = negate(equal(left, right))
        return answer
    return order(operator, left, right)


def within(value: object, low: object, high: object, *, closed: tuple[bool, bool] = (True, True)) -> object:
    """Say whether a value lies between two ends."""
    above = order(">=" if closed[0] else ">", value, low)
    below = order("<=" if closed[1] else "<", value, high)
    if above is False or below is False:
        return False
    if isinstance(above, Unknown) or isinstance(below, Unknown):
        return above.join(below) if isinstance(above, Unknown) else below
    return below if above is True else above


def contains(among: Range, value: object) -> object:
    """Say whether a value lies in a range."""
    if among.operator is not None:
        return compare(among.operator, value, among.low)
    if among.low is not None and among.high is not None:
        return within(value, among.low, among.high, closed=(among.low_included, among.high_included))
    if among.low is not None:
        return order(">=" if among.low_included else ">", value, among.low)
    return order("<=" if among.high_included else "<", value, among.high)
