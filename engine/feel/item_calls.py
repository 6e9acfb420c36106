"""The built-in functions of the item profile in Python: one for every row of `engine.feel.item_functions`.

Null or unknown arguments give null or unknown, but where the elements of a list do not matter they are
not looked at. Nothing here raises on any value.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import reduce, wraps
from typing import Any

from engine.feel import numbers
from engine.feel.numbers import show_number
from engine.feel.temporal import DaysDuration, MonthsDuration, months_between
from engine.feel.temporal_text import show_duration
from engine.feel.values import Null, Unknown

__all__ = [
    "abs_of",
    "all_of",
    "any_of",
    "ceiling_of",
    "contains_of",
    "count_of",
    "date_of",
    "day_of_week_of",
    "day_of_year_of",
    "decimal_of",
    "distinct_values_of",
    "ends_with_of",
    "equal",
    "even_of",
    "floor_of",
    "lacking",
    "list_contains_of",
    "lower_case_of",
    "max_of",
    "mean_of",
    "min_of",
    "modulo_of",
    "month_of_year_of",
    "note",
    "number_of",
    "odd_of",
    "round_down_of",
    "round_half_down_of",
    "round_half_up_of",
    "round_up_of",
    "starts_with_of",
    "string_join_of",
    "string_length_of",
    "string_of",
    "substring_after_of",
    "substring_before_of",
    "substring_of",
    "sum_of",
    "upper_case_of",
    "week_of_year_of",
    "years_and_months_duration_of",
]

_LONGEST_TEXT = 65_536


def lacking(*values: Any) -> Unknown | None:
    """Give the unknown that lacks what any of the values lacks, or None; looks into lists and records."""
    found: Unknown | None = None
    for value in values:
        if value.__class__ is tuple:
            value = lacking(*value)
        elif value.__class__ is dict:
            value = lacking(*value.values())
        if value.__class__ is Unknown:
            found = value.join(found)
    return found


def note(*values: Any) -> Unknown | Null | None:
    """Give the unknown, else the null, that keeps an operation on these values from having an answer."""
    found: Unknown | Null | None = None
    for value in values:
        if value.__class__ is Unknown:
            found = value.join(found)
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


def _strict(*kinds: type | tuple[type, ...]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a function see only known arguments of its kinds; True and False are no numbers."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def guarded(*arguments: Any) -> Any:
            missing = note(*arguments)
            if missing is not None:
                return missing
            for argument, kind in zip(arguments, kinds, strict=False):
                wanted = kind if isinstance(kind, tuple) else (kind,)
                if argument.__class__ not in wanted:
                    return Null("函数拿到的不是它要的那种值")
            return function(*arguments)

        return guarded

    return decorate


_N = (int, Decimal)


@_strict(str)
def number_of(text: str) -> Any:
    return numbers.number(text.strip())


def string_of(value: Any) -> Any:
    if value.__class__ is bool:
        return "true" if value else "false"
    if value.__class__ in _N:
        return show_number(value)
    if value.__class__ is date:
        return value.isoformat()
    if value.__class__ in (DaysDuration, MonthsDuration):
        return show_duration(value)
    return value if value.__class__ in (str, Unknown, Null) else Null("这种值不能转成文字")


@_strict(_N, _N, _N)
def date_of(year: Any, month: Any, day: Any) -> Any:
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return Null("没有这一天")


@_strict(date, date)
def years_and_months_duration_of(start: date, end: date) -> Any:
    return months_between(start, end)


@_strict(str, _N, _N)
def substring_of(text: str, start: Any, length: Any = None) -> Any:
    first = int(start)
    if first == 0 or abs(first) > len(text):
        return Null("截取的位置不在文字里")
    begin = first - 1 if first > 0 else len(text) + first
    if length is None:
        return text[begin:]
    return text[begin : begin + int(length)] if int(length) > 0 else Null("截取的长度要大于 0")


@_strict(str)
def string_length_of(text: str) -> Any:
    return len(text)


@_strict(str)
def upper_case_of(text: str) -> Any:
    return text.upper()


@_strict(str)
def lower_case_of(text: str) -> Any:
    return text.lower()


@_strict(str, str)
def substring_before_of(text: str, match: str) -> Any:
    return text.partition(match)[0] if match and match in text else ""


@_strict(str, str)
def substring_after_of(text: str, match: str) -> Any:
    return text if not match else text.partition(match)[2]


@_strict(str, str)
def contains_of(text: str, match: str) -> Any:
    return match in text


@_strict(str, str)
def starts_with_of(text: str, match: str) -> Any:
    return text.startswith(match)


@_strict(str, str)
def ends_with_of(text: str, match: str) -> Any:
    return text.endswith(match)


def _whole_list(function: Callable[[tuple[Any, ...]], Any]) -> Callable[..., Any]:
    """Let a function of a list see it only when every element is known and none is null."""

    @wraps(function)
    def guarded(items: Any, *more: Any) -> Any:
        missing = note(items, *more)
        if missing is not None:
            return missing
        known = items if items.__class__ is tuple else (items,)
        missing = note(*known)
        return missing if missing is not None else function(known, *more)

    return guarded


def string_join_of(items: Any, delimiter: Any = "") -> Any:
    missing = note(items, delimiter)
    if missing is not None:
        return missing
    known = items if items.__class__ is tuple else (items,)
    unknown = lacking(*known)
    if unknown is not None:
        return unknown
    texts = [one for one in known if one.__class__ is not Null]
    if delimiter.__class__ is not str or any(one.__class__ is not str for one in texts):
        return Null("只有文字能连成一句")
    size = sum(map(len, texts)) + len(delimiter) * len(texts)
    return delimiter.join(texts) if size <= _LONGEST_TEXT else Null("文字太长")


def list_contains_of(items: Any, element: Any) -> Any:
    missing = note(items)
    if missing is not None:
        return missing
    open_: Any = False
    for one in items if items.__class__ is tuple else (items,):
        same = equal(one, element)
        if same is True:
            return True
        if same.__class__ is Unknown:
            open_ = same.join(open_)
    return open_


def count_of(items: Any) -> Any:
    if items.__class__ is tuple:
        return len(items)
    return items if items.__class__ in (Unknown, Null) else 1


def _extreme(items: tuple[Any, ...], largest: bool) -> Any:
    kinds = {int if one.__class__ is Decimal else one.__class__ for one in items}
    if len(kinds) != 1 or not kinds <= {int, str, date, DaysDuration, MonthsDuration}:
        return Null("这张清单没有最大最小")
    return max(items) if largest else min(items)


@_whole_list
def min_of(items: tuple[Any, ...]) -> Any:
    return _extreme(items, False)


@_whole_list
def max_of(items: tuple[Any, ...]) -> Any:
    return _extreme(items, True)


def _add(left: Any, right: Any) -> Any:
    return left if left.__class__ is Null else numbers.add(left, right)


@_whole_list
def sum_of(items: tuple[Any, ...]) -> Any:
    if not items or any(one.__class__ not in _N for one in items):
        return Null("清单里没有数字，合计不出来")
    return reduce(_add, items)


@_whole_list
def mean_of(items: tuple[Any, ...]) -> Any:
    total = sum_of(items)
    return total if total.__class__ is Null else numbers.divide(total, len(items))


def _verdict(items: Any, deciding: bool) -> Any:
    missing = note(items)
    if missing is not None:
        return missing
    found: Unknown | Null | None = None
    for one in items if items.__class__ is tuple else (items,):
        if one is deciding:
            return deciding
        if one.__class__ is not bool:
            missing = note(found, one)
            found = Null("清单里要都是是或否") if missing is None else missing
    return not deciding if found is None else found


def all_of(items: Any) -> Any:
    return _verdict(items, False)


def any_of(items: Any) -> Any:
    return _verdict(items, True)


def distinct_values_of(items: Any) -> Any:
    missing = note(items) if items.__class__ is not tuple else lacking(items)
    if missing is not None:
        return missing
    made: list[Any] = []
    for one in items if items.__class__ is tuple else (items,):
        if all(equal(one, other) is not True for other in made):
            made.append(one)
    return tuple(made)


def _rounding(how: str) -> Callable[..., Any]:
    @_strict(_N, _N)
    def rounded(value: Any, scale: Any = 0) -> Any:
        return numbers.round_to(value, int(scale), how)

    return rounded


decimal_of = _rounding("half even")
floor_of = _rounding("floor")
ceiling_of = _rounding("ceiling")
round_up_of = _rounding("up")
round_down_of = _rounding("down")
round_half_up_of = _rounding("half up")
round_half_down_of = _rounding("half down")


@_strict(_N)
def abs_of(value: Any) -> Any:
    return abs(value) if value.__class__ is int else value.copy_abs()


@_strict(_N, _N)
def modulo_of(dividend: Any, divisor: Any) -> Any:
    return numbers.remainder(dividend, divisor)


@_strict(_N)
def odd_of(value: Any) -> Any:
    return numbers.remainder(value, 2) == 1


@_strict(_N)
def even_of(value: Any) -> Any:
    return numbers.remainder(value, 2) == 0


@_strict(date)
def day_of_year_of(day: date) -> Any:
    return day.timetuple().tm_yday


@_strict(date)
def day_of_week_of(day: date) -> Any:
    return "星期" + "一二三四五六日"[day.weekday()]


@_strict(date)
def month_of_year_of(day: date) -> Any:
    return ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")[day.month - 1] + "月"


@_strict(date)
def week_of_year_of(day: date) -> Any:
    return day.isocalendar().week
