"""Built-ins that make a value from a text or from parts, and `not` and `is`."""

from __future__ import annotations

from collections.abc import Mapping

from engine.feel.compare import equal, kind_of, same
from engine.feel.functions.table import row, signature
from engine.feel.numbers import Number, number, whole
from engine.feel.show import to_text
from engine.feel.temporal import (
    SECOND,
    DateTime,
    DateValue,
    DaysDuration,
    Duration,
    Time,
    is_date,
    make_date,
    months_between,
)
from engine.feel.temporal_text import read_date, read_date_time, read_duration, read_time
from engine.feel.values import Null, negate

__all__ = ["ROWS"]


def _date(value: object) -> object:
    if isinstance(value, str):
        return read_date(value)
    return value.date if isinstance(value, DateTime) else value


def _date_of_parts(year: Number, month: Number, day: Number) -> object:
    return make_date(whole(year), whole(month), whole(day))


def _date_time(value: object) -> object:
    if isinstance(value, str):
        return read_date_time(value)
    return DateTime(date=value, nanos=0, offset=0) if is_date(value) else value


def _date_time_of_parts(date: DateValue | DateTime, time: Time) -> object:
    day = date.date if isinstance(date, DateTime) else date
    return DateTime(date=day, nanos=time.nanos, offset=time.offset, zone=time.zone)


def _time(value: object) -> object:
    if isinstance(value, str):
        return read_time(value)
    if isinstance(value, DateTime):
        return Time(nanos=value.nanos, offset=value.offset, zone=value.zone)
    return Time(nanos=0, offset=0) if is_date(value) else value


def _time_of_parts(hour: Number, minute: Number, second: Number, offset: DaysDuration | None) -> object:
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        return Null("there is no such time of day")
    nanos = (whole(hour) * 3600 + whole(minute) * 60) * SECOND + whole(second * SECOND)
    shift = None if offset is None else int(offset.nanos / SECOND)
    if shift is not None and abs(shift) > 18 * 3600:
        return Null("an offset is at most 18 hours")
    return Time(nanos=nanos, offset=shift)


def _duration(value: str | Duration) -> object:
    return read_duration(value) if isinstance(value, str) else value


def _months_between(start: DateValue | DateTime, end: DateValue | DateTime) -> object:
    first = start.date if isinstance(start, DateTime) else start
    last = end.date if isinstance(end, DateTime) else end
    return months_between(first, last)


def _number(text: str, grouping: str | None, point: str | None) -> object:
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        return Null("a separator is a comma or a point, or between groups a blank")
    if grouping is not None and grouping == point:
        return Null("the two separators differ")
    plain = text.replace(grouping, "") if grouping else text
    if point == "," and "." in plain:
        return Null(f"{text!r} is not a number")
    return number(plain.replace(point, ".") if point else plain)


def _string(value: object) -> object:
    return value if isinstance(value, Null) else to_text(value)


def _not(value: bool | None) -> object:
    return Null() if value is None else negate(value)


def _is(left: object, right: object) -> bool:
    """Say whether two values are the same in every part, zones included; never null."""
    if kind_of(left) != kind_of(right):
        return False
    if isinstance(left, (Time, DateTime)):
        return _parts(left) == _parts(right)
    if isinstance(left, (tuple, list)) and isinstance(right, (tuple, list)):
        return len(left) == len(right) and all(map(_is, left, right))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(_is(left[key], right[key]) for key in left)
    return left is right or same(left, right) or equal(left, right) is True


def _parts(value: object) -> tuple[object, ...]:
    if isinstance(value, DateTime):
        return value.date, value.nanos, value.offset, value.zone
    return (value.nanos, value.offset, value.zone) if isinstance(value, Time) else ()


_DAY = "date|moment"

ROWS = (
    row(
        "date",
        "年月日",
        signature("from:text|date|moment", _date),
        signature("year:number, month:number, day:number", _date_of_parts),
    ),
    row(
        "date and time",
        "日期时间",
        signature("from:text|moment|date", _date_time),
        signature(f"date:{_DAY}, time:time", _date_time_of_parts),
    ),
    row(
        "time",
        "时刻",
        signature("from:text|time|moment|date", _time),
        signature("hour:number, minute:number, second:number, offset:days|null?", _time_of_parts),
    ),
    row(
        "number",
        "转成数字",
        signature("from:text, grouping separator:text|null, decimal separator:text|null", _number),
        signature("from:text", number),
    ),
    row("string", "转成文字", signature("from:any", _string)),
    row("duration", "时长", signature("from:text|days|months", _duration)),
    row("years and months duration", "相隔年月", signature(f"from:{_DAY}, to:{_DAY}", _months_between)),
    row("not", "非", signature("negand:boolean|null", _not)),
    row("is", "完全相同", signature("value1:any, value2:any", _is)),
)
