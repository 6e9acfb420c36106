"""The operators of arithmetic over all kinds of values; what cannot be computed is null with the reason."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from engine.feel import numbers
from engine.feel.compare import kind_of
from engine.feel.numbers import CONTEXT, Number, is_number
from engine.feel.temporal import DAY as _DAY
from engine.feel.temporal import (
    DateTime,
    DateValue,
    DaysDuration,
    MonthsDuration,
    Time,
    add_months,
    add_nanos,
    date_from_days,
    days_of,
    is_date,
    make_days,
    make_months,
    nanos_between,
    shift_time,
)
from engine.feel.values import Null, Unknown

__all__ = ["apply", "minus"]

_SAYS = {"+": "added to", "-": "subtracted from", "*": "multiplied by", "/": "divided by", "**": "raised to"}


def apply(operator: str, left: object, right: object) -> object:
    """Compute `left operator right`."""
    if is_number(left) and is_number(right):
        return _NUMBERS[operator](left, right)
    if isinstance(left, Unknown):
        return left.join(right)
    if isinstance(right, Unknown):
        return right
    if isinstance(left, Null) or isinstance(right, Null):
        return Null(f"null beside {operator}")
    found = _OTHERS[operator](left, right)
    if found is not None:
        return found
    if operator == "-":
        return Null(f"a {kind_of(right)} cannot be subtracted from a {kind_of(left)}")
    return Null(f"a {kind_of(left)} cannot be {_SAYS[operator]} a {kind_of(right)}")


def minus(value: object) -> object:
    """Compute `-value`."""
    if is_number(value):
        return numbers.negative(value)
    if isinstance(value, DaysDuration):
        return DaysDuration(-value.nanos)
    if isinstance(value, MonthsDuration):
        return MonthsDuration(-value.months)
    if isinstance(value, Unknown):
        return value
    return Null(f"a {kind_of(value)} has no negative")


_NUMBERS: dict[str, Callable[[Number, Number], Number | Null]] = {
    "+": numbers.add,
    "-": numbers.subtract,
    "*": numbers.multiply,
    "/": numbers.divide,
    "**": numbers.power,
}


def _add(left: object, right: object) -> object:
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, DaysDuration) and isinstance(right, DaysDuration):
        return make_days(left.nanos + right.nanos)
    if isinstance(left, MonthsDuration) and isinstance(right, MonthsDuration):
        return make_months(left.months + right.months)
    if isinstance(left, (DaysDuration, MonthsDuration)):
        return _shift(right, left, 1)
    return _shift(left, right, 1)


def _subtract(left: object, right: object) -> object:
    if isinstance(left, DaysDuration) and isinstance(right, DaysDuration):
        return make_days(left.nanos - right.nanos)
    if isinstance(left, MonthsDuration) and isinstance(right, MonthsDuration):
        return make_months(left.months - right.months)
    if isinstance(left, Time) and isinstance(right, Time):
        return nanos_between(left, right)
    if is_date(left) and is_date(right):
        return DaysDuration((days_of(left) - days_of(right)) * _DAY)
    if isinstance(left, DateTime) or isinstance(right, DateTime):
        one, other = _moment(left), _moment(right)
        if one is not None and other is not None:
            return nanos_between(one, other)
    return _shift(left, right, -1)


def _moment(value: object) -> DateTime | None:
    if is_date(value):
        return DateTime(date=value, nanos=0, offset=0)
    return value if isinstance(value, DateTime) else None


def _shift(value: object, by: object, sign: int) -> object:
    """Go a duration forth (`sign` 1) or back (-1)."""
    if isinstance(by, MonthsDuration):
        if is_date(value):
            return add_months(value, sign * by.months)
        if isinstance(value, DateTime):
            date = add_months(value.date, sign * by.months)
            if isinstance(date, Null):
                return date
            return DateTime(date=date, nanos=value.nanos, offset=value.offset, zone=value.zone)
    if isinstance(by, DaysDuration):
        if is_date(value):
            return _shift_date(value, sign * by.nanos)
        if isinstance(value, DateTime):
            return add_nanos(value, sign * by.nanos)
        if isinstance(value, Time):
            return shift_time(value, sign * by.nanos)
    return None


def _shift_date(value: DateValue, nanos: int) -> DateValue | Null:
    return date_from_days(days_of(value) + nanos // _DAY)


def _multiply(left: object, right: object) -> object:
    if is_number(left):
        left, right = right, left
    if not is_number(right):
        return None
    if isinstance(left, DaysDuration):
        return _scaled(left.nanos, right, make_days)
    if isinstance(left, MonthsDuration):
        return _scaled(left.months, right, make_months)
    return None


def _scaled(size: int, by: Number, make: Callable[[int], object]) -> object:
    product = CONTEXT.copy().multiply(Decimal(size), Decimal(by))
    if not product.is_finite() or product.adjusted() > 40:
        return Null("the duration is too long")
    return make(int(product))


def _divide(left: object, right: object) -> object:
    if isinstance(left, DaysDuration) and isinstance(right, DaysDuration):
        return numbers.divide(left.nanos, right.nanos)
    if isinstance(left, MonthsDuration) and isinstance(right, MonthsDuration):
        return numbers.divide(left.months, right.months)
    if not is_number(right) or not isinstance(left, (DaysDuration, MonthsDuration)):
        return None
    if not right:
        return Null("division by zero")
    size = left.nanos if isinstance(left, DaysDuration) else left.months
    quotient = CONTEXT.copy().divide(Decimal(size), Decimal(right))
    if not quotient.is_finite() or quotient.adjusted() > 40:
        return Null("the duration is too long")
    whole = int(quotient)
    return make_days(whole) if isinstance(left, DaysDuration) else make_months(whole)


def _nothing(left: object, right: object) -> object:
    return None


_OTHERS: dict[str, Callable[[object, object], object]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "**": _nothing,
}
