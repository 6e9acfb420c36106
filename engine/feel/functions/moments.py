"""Built-ins about days. `now` and `today` have no clock of their own: who evaluates hands one in."""

from __future__ import annotations

from engine.feel.answers import MONTHS_OF_YEAR, WEEKDAYS
from engine.feel.functions.table import row, signature
from engine.feel.temporal import DateTime, DateValue, date_from_days, days_of, is_date, weekday
from engine.feel.values import Null

__all__ = ["CLOCKS", "ROWS"]

CLOCKS = frozenset({"now", "today"})


def _day(value: DateValue | DateTime) -> DateValue:
    return value.date if isinstance(value, DateTime) else value


def _first_of_year(value: DateValue) -> int:
    """Number the first day of the year a date lies in."""
    day = days_of(value)
    for month in range(1, value.month):
        day -= _length(value.year, month)
    return day - value.day + 1


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _day_of_year(value: DateValue | DateTime) -> int:
    return days_of(_day(value)) - _first_of_year(_day(value)) + 1


def _week_of_year(value: DateValue | DateTime) -> object:
    """Number the week as ISO 8601 does: the year of a week is that of its Thursday."""
    day = _day(value)
    thursday = date_from_days(days_of(day) - weekday(day) + 4)
    if not is_date(thursday):
        return Null("the day lies beyond the calendar")
    return (days_of(thursday) - _first_of_year(thursday)) // 7 + 1


def _no_clock() -> object:
    return Null("there is no clock here")


_DATE = "date:date|moment"

ROWS = (
    row("day of year", "一年第几天", signature(_DATE, _day_of_year)),
    row("day of week", "星期几", signature(_DATE, lambda value: WEEKDAYS[weekday(_day(value)) - 1])),
    row("month of year", "几月份", signature(_DATE, lambda value: MONTHS_OF_YEAR[_day(value).month - 1])),
    row("week of year", "一年第几周", signature(_DATE, _week_of_year)),
    row("now", "现在", signature("", _no_clock)),
    row("today", "今天", signature("", _no_clock)),
)
