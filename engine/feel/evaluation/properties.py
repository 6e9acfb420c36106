"""What a path gives of a value that is no context: the parts of dates, times, durations and ranges."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from engine.feel.compare import kind_of
from engine.feel.numbers import tidy
from engine.feel.ranges import Range
from engine.feel.temporal import (
    DAY,
    SECOND,
    DateTime,
    DateValue,
    DaysDuration,
    MonthsDuration,
    Time,
    is_date,
    weekday,
)
from engine.feel.values import Null

__all__ = ["property_of"]

_CHINESE = {
    "年": "year",
    "月": "month",
    "日": "day",
    "星期": "weekday",
    "时": "hour",
    "分": "minute",
    "秒": "second",
    "年数": "years",
    "月数": "months",
    "天数": "days",
    "天": "days",
}


def property_of(value: object, name: str) -> object:
    """Give a property of a value, or null with the reason."""
    table = _table(value)
    found = (
        table.get(name) or table.get(_CHINESE.get(name, name)) or table.get(f"{_CHINESE.get(name, name)}s")
    )
    if found is None:
        return Null(f"a {kind_of(value)} has no {name!r}")
    return found(value)


_Table = dict[str, Callable[..., object]]

_DATE: _Table = {
    "year": lambda value: value.year,
    "month": lambda value: value.month,
    "day": lambda value: value.day,
    "weekday": weekday,
}


def _second(value: Time | DateTime) -> object:
    seconds, nanos = divmod(value.nanos % (60 * SECOND), SECOND)
    return tidy(Decimal(seconds) + Decimal(nanos).scaleb(-9)) if nanos else seconds


def _offset(value: Time | DateTime) -> object:
    shift = value.shift()
    return Null() if shift is None else DaysDuration(shift * SECOND)


_TIME: _Table = {
    "hour": lambda value: value.nanos // (3600 * SECOND),
    "minute": lambda value: value.nanos // (60 * SECOND) % 60,
    "second": _second,
    "time offset": _offset,
    "timezone": lambda value: Null() if value.zone is None else value.zone,
}


def _of_date(part: Callable[[DateValue], object]) -> Callable[[DateTime], object]:
    return lambda value: part(value.date)


_DATE_TIME: _Table = {name: _of_date(part) for name, part in _DATE.items()} | _TIME


def _size(unit: int, per: int) -> Callable[[DaysDuration], int]:
    """Give the part of a duration counted in a unit, with the duration's sign."""

    def part(value: DaysDuration) -> int:
        size = abs(value.nanos) // unit % per if per else abs(value.nanos) // unit
        return -size if value.nanos < 0 else size

    return part


def _months(value: MonthsDuration, divide: bool) -> int:
    size = abs(value.months) // 12 if divide else abs(value.months) % 12
    return -size if value.months < 0 else size


_DAYS: _Table = {
    "days": _size(DAY, 0),
    "hours": _size(3600 * SECOND, 24),
    "minutes": _size(60 * SECOND, 60),
    "seconds": _size(SECOND, 60),
}
_MONTHS: _Table = {
    "years": lambda value: _months(value, True),
    "months": lambda value: _months(value, False),
}
_RANGE: _Table = {
    "start": lambda value: Null() if value.low is None else value.low,
    "end": lambda value: Null() if value.high is None else value.high,
    "start included": lambda value: value.low_included,
    "end included": lambda value: value.high_included,
}


def _table(value: object) -> _Table:
    if is_date(value):
        return _DATE
    for kind, table in (
        (DateTime, _DATE_TIME),
        (Time, _TIME),
        (DaysDuration, _DAYS),
        (MonthsDuration, _MONTHS),
        (Range, _RANGE),
    ):
        if isinstance(value, kind):
            return table
    return {}
