"""What compiled expressions of the item profile call where Python alone does not answer.

The plain value takes the short way first; null and unknown the long one. Nothing here raises on any value,
and an answer that is true or false stays so whatever the unknowns turn out to be (DESIGN 2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.feel import numbers
from engine.feel.literal import Workdays
from engine.feel.run_built_ins import (
    built_in,
    list_count,
    list_max,
    list_min,
    list_sum,
    text_contains,
    text_ends,
    text_length,
    text_part,
    text_starts,
)
from engine.feel.run_loops import each, every, flat, keep, some, span
from engine.feel.states import equal, kleene, lacking, note
from engine.feel.temporal import DAY, DaysDuration, MonthsDuration, make_days, make_months
from engine.feel.temporal import add_months as shift_months
from engine.feel.values import Null, Unknown

if TYPE_CHECKING:
    pass

__all__ = [
    "add_days",
    "add_months",
    "ask",
    "between",
    "built_in",
    "chain",
    "choose",
    "compare",
    "conjoin",
    "deny",
    "disjoin",
    "each",
    "every",
    "filled",
    "flat",
    "keep",
    "list_count",
    "list_max",
    "list_min",
    "list_sum",
    "member",
    "minus",
    "minus_sign",
    "over",
    "part",
    "plus",
    "power",
    "shift_workdays",
    "some",
    "span",
    "submitted",
    "text_contains",
    "text_ends",
    "text_length",
    "text_part",
    "text_starts",
    "times",
]

_OUT_OF_CALENDAR = Null("日期超出了公元 1 年到 9999 年")
_LONGEST_TEXT = 65_536
_SMALL = 10**16
"""Whole numbers below this multiply within 34 digits, so Python's own arithmetic is the standard's."""
_SHORTEST_MONTH = 28
_NUMBERS = (int, Decimal)
_ORDERED = frozenset({int, Decimal, str, date, DaysDuration, MonthsDuration, Workdays})


def conjoin(*values: Any) -> Any:
    """Give Kleene's and."""
    return kleene(values, False)


def disjoin(*values: Any) -> Any:
    """Give Kleene's or."""
    return kleene(values, True)


def deny(value: Any) -> Any:
    """Give Kleene's not; what is neither true nor false is null."""
    if value.__class__ is bool:
        return not value
    return value if value.__class__ in (Unknown, Null) else Null("这里要答得出是或否")


def choose(asked: Any, yes: Any, no: Any) -> Any:
    """Give what `if` gives; a branch that is not asked for is passed as None and not looked at.

    A condition not yet known gives what both branches agree on, or an unknown.
    """
    if asked is True:
        return yes
    if asked.__class__ is not Unknown:
        return no
    if equal(yes, no) is True:
        return yes
    return asked.join(lacking(yes, no))


def submitted(value: Any) -> Any:
    """Tell whether a material or attachment was handed in."""
    if value.__class__ is Unknown or value.__class__ is bool:
        return value
    return value.__class__ is not Null


def filled(value: Any) -> Any:
    """Tell whether a fact has a value."""
    if value.__class__ is Unknown:
        return value
    return value.__class__ is not Null and value != "" and value != ()


def compare(operator: str, left: Any, right: Any) -> Any:
    """Compare two values of types that nobody could settle beforehand."""
    if operator in ("=", "!="):
        same = equal(left, right)
        return same if operator == "=" or same.__class__ is not bool else not same
    missing = note(left, right)
    if missing is not None:
        return missing
    if not _same_kind(left, right):
        return Null("两边不是同一种值，不能比大小")
    return _ORDERS[operator](left, right)


_ORDERS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _same_kind(left: Any, right: Any) -> bool:
    """Tell whether one of the values can come before the other."""
    if left.__class__ not in _ORDERED:
        return False
    return left.__class__ is right.__class__ or (left.__class__ in _NUMBERS and right.__class__ in _NUMBERS)


def between(value: Any, low: Any, high: Any, low_included: bool = True, high_included: bool = True) -> Any:
    """Tell whether a value lies in a range: it is past the low end, and it is before the high end."""
    if value.__class__ is date and low.__class__ is date and high.__class__ is date:
        after = low <= value if low_included else low < value
        return after and (value <= high if high_included else value < high)
    above = compare(">=" if low_included else ">", value, low)
    below = compare("<=" if high_included else "<", value, high)
    return conjoin(above, below)


def member(value: Any, test: Any) -> Any:
    """Tell whether a value is in a list, or is the one value that stands there instead of a list."""
    if test.__class__ is not tuple:
        return equal(value, test)
    return disjoin(*[equal(value, one) for one in test])


def plus(left: Any, right: Any) -> Any:
    """Add numbers, texts, lengths of time, or a length of time to a date."""
    if left.__class__ in _NUMBERS and right.__class__ in _NUMBERS:
        return numbers.add(left, right)
    if left.__class__ is Unknown:
        return left.join(right)
    missing = note(left, right)
    if missing is not None:
        return missing
    if left.__class__ is str and right.__class__ is str:
        return left + right if len(left) + len(right) <= _LONGEST_TEXT else Null("文字太长")
    if left.__class__ is date:
        return _shift(left, right, 1)
    if right.__class__ is date:
        return _shift(right, left, 1)
    if left.__class__ is right.__class__ is DaysDuration:
        return make_days(left.nanos + right.nanos)
    if left.__class__ is right.__class__ is MonthsDuration:
        return make_months(left.months + right.months)
    return Null("这两样不能相加")


def minus(left: Any, right: Any) -> Any:
    """Subtract numbers, lengths of time, a length of time from a date, or a date from a date."""
    if left.__class__ in _NUMBERS and right.__class__ in _NUMBERS:
        return numbers.subtract(left, right)
    if left.__class__ is Unknown:
        return left.join(right)
    missing = note(left, right)
    if missing is not None:
        return missing
    if left.__class__ is date and right.__class__ is date:
        return DaysDuration((left - right).days * DAY)
    if left.__class__ is date:
        return _shift(left, right, -1)
    if left.__class__ is right.__class__ is DaysDuration:
        return make_days(left.nanos - right.nanos)
    if left.__class__ is right.__class__ is MonthsDuration:
        return make_months(left.months - right.months)
    return Null("这两样不能相减")


def _stuck(value: Any, reason: str) -> Unknown | Null:
    """Give a null or unknown back as it is, and a null with a reason for anything else."""
    return value if value.__class__ in (Unknown, Null) else Null(reason)


def _shift(day: date, length: Any, sign: int) -> Any:
    if length.__class__ is MonthsDuration:
        return add_months(day, sign * length.months)
    if length.__class__ is DaysDuration:
        return add_days(day, sign * length.nanos // DAY)
    return Null("日期只能加减天、月、年和工作日")


def add_months(day: Any, months: int) -> Any:
    """Go months on from a day; where the month has no such day, to its last."""
    if day.__class__ is not date:
        return _stuck(day, "这里要日期")
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not MINYEAR <= year <= MAXYEAR:
        return _OUT_OF_CALENDAR
    if day.day <= _SHORTEST_MONTH:
        return date(year, month + 1, day.day)
    return shift_months(day, months)


def add_days(day: Any, days: int) -> Any:
    """Go days on from a day."""
    if day.__class__ is not date:
        return _stuck(day, "这里要日期")
    try:
        return day + timedelta(days)
    except OverflowError:
        return _OUT_OF_CALENDAR


def shift_workdays(calendar: Callable[[date, int], Any], day: Any, length: Any, sign: int = 1) -> Any:
    """Go a number of workdays, counted by `calendar`, or another length of time on from a day."""
    missing = note(day, length)
    if missing is not None:
        return missing
    if length.__class__ is date:
        day, length = length, day
    if day.__class__ is not date:
        return Null("这里要日期")
    if length.__class__ is Workdays:
        return calendar(day, sign * length.count)
    return _shift(day, length, sign)


def times(left: Any, right: Any) -> Any:
    """Multiply numbers, or a length of time with a number."""
    if (
        left.__class__ is int
        and right.__class__ is int
        and -_SMALL < left < _SMALL
        and -_SMALL < right < _SMALL
    ):
        return left * right
    if left.__class__ in _NUMBERS and right.__class__ in _NUMBERS:
        return numbers.multiply(left, right)
    missing = note(left, right)
    if missing is not None:
        return missing
    if left.__class__ in _NUMBERS:
        left, right = right, left
    if right.__class__ not in _NUMBERS:
        return Null("这两样不能相乘")
    return _scaled(left, numbers.multiply, right)


def _scaled(length: Any, operation: Callable[[Any, Any], Any], factor: Any) -> Any:
    if length.__class__ is MonthsDuration:
        made = operation(length.months, factor)
        return made if made.__class__ is Null else make_months(int(made))
    if length.__class__ is DaysDuration:
        made = operation(length.nanos, factor)
        return made if made.__class__ is Null else make_days(int(made))
    return Null("这两样不能相乘或相除")


def over(left: Any, right: Any) -> Any:
    """Divide numbers, a length of time by a number, or two lengths of time; by nothing is null."""
    if left.__class__ is int and right.__class__ is int and right and -_SMALL < left < _SMALL:
        whole, rest = divmod(left, right)
        if not rest:
            return whole
    if left.__class__ in _NUMBERS and right.__class__ in _NUMBERS:
        return numbers.divide(left, right)
    missing = note(left, right)
    if missing is not None:
        return missing
    if left.__class__ is right.__class__ is MonthsDuration:
        return numbers.divide(left.months, right.months)
    if left.__class__ is right.__class__ is DaysDuration:
        return numbers.divide(left.nanos, right.nanos)
    return _scaled(left, numbers.divide, right) if right.__class__ in _NUMBERS else Null("这两样不能相除")


def power(left: Any, right: Any) -> Any:
    """Raise a number to a power."""
    missing = note(left, right)
    if missing is not None:
        return missing
    if left.__class__ not in _NUMBERS or right.__class__ not in _NUMBERS:
        return Null("乘方要用数字")
    return numbers.power(left, right)


def minus_sign(value: Any) -> Any:
    """Change the sign."""
    if value.__class__ in _NUMBERS:
        return numbers.negative(value)  # a plain minus would round as the thread likes
    if value.__class__ is MonthsDuration:
        return MonthsDuration(-value.months)
    if value.__class__ is DaysDuration:
        return DaysDuration(-value.nanos)
    return _stuck(value, "只有数字有负号")


_OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": plus,
    "-": minus,
    "*": times,
    "/": over,
    "^": power,
}


def chain(operators: str, first: Any, *rest: Any) -> Any:
    """Calculate a long chain from left to right; `^` stands for `**`."""
    for operator, operand in zip(operators, rest, strict=True):
        first = _OPERATIONS[operator](first, operand)
    return first


_PARTS: Mapping[type, Mapping[str, Callable[[Any], int]]] = {
    date: {
        "year": lambda day: day.year,
        "month": lambda day: day.month,
        "day": lambda day: day.day,
        "weekday": lambda day: day.isoweekday(),
    },
    MonthsDuration: {
        "years": lambda length: int(length.months / 12),
        "months": lambda length: length.months - 12 * int(length.months / 12),
    },
    DaysDuration: {"days": lambda length: int(length.nanos / DAY)},
}


def part(value: Any, name: str) -> Any:
    """Give one part of a record, of every record of a list, or of a date or length of time."""
    if value.__class__ is dict:
        return value[name] if name in value else Null(f"没有「{name}」")
    if value.__class__ is tuple:
        return tuple(part(one, name) for one in value)
    if value.__class__ is Unknown or value.__class__ is Null:
        return value
    read = _PARTS.get(value.__class__, {}).get(name)
    return Null(f"没有「{name}」") if read is None else read(value)


def ask(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function of a plug-in with known arguments only."""
    missing = note(*arguments)
    return missing if missing is not None else function(*arguments)
