"""Days, times and durations as they are written: read (`Null` says what is wrong) and printed."""

from __future__ import annotations

import re

from engine.feel.temporal import (
    DAY,
    SECOND,
    DateTime,
    DateValue,
    DaysDuration,
    Duration,
    MonthsDuration,
    Time,
    add_days,
    date_parts,
    known_zone,
    make_date,
    make_days,
    make_months,
)
from engine.feel.values import Null

__all__ = [
    "TemporalValue",
    "read_date",
    "read_date_time",
    "read_duration",
    "read_temporal",
    "read_time",
    "show_date",
    "show_date_time",
    "show_duration",
    "show_temporal",
    "show_time",
]

TemporalValue = DateValue | Time | DateTime | DaysDuration | MonthsDuration

_DATE = re.compile(r"(-?)([0-9]{4}|[1-9][0-9]{4,8})-([0-9]{2})-([0-9]{2})\Z")
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@(.+))?\Z"
)
_MONTHS = re.compile(r"(-?)P(?=[0-9])(?:([0-9]{1,15})Y)?(?:([0-9]{1,15})M)?\Z")
_DAYS = re.compile(
    r"(-?)P(?=[0-9T])(?:([0-9]{1,18})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,18})H)?(?:([0-9]{1,18})M)?(?:([0-9]{1,18})(?:\.([0-9]*))?S)?)?\Z"
)


def read_date(text: str) -> DateValue | Null:
    """Read `2026-03-01`."""
    match = _DATE.match(text)
    if match is None:
        return Null(f"{text!r} is not a date")
    sign, year, month, day = match.groups()
    return make_date(-int(year) if sign else int(year), int(month), int(day))


def read_time(text: str) -> Time | Null:
    """Read `09:30:00`, with a fraction of a second, and `Z`, an offset or `@` and a zone."""
    time = _read_clock(text)
    if isinstance(time, Null):
        return time
    return Time(nanos=time.nanos % DAY, offset=time.offset, zone=time.zone)


def _read_clock(text: str) -> Time | Null:
    """Read a time of day in which 24:00:00 still counts a whole day."""
    match = _TIME.match(text.removeprefix("T"))
    if match is None:
        return Null(f"{text!r} is not a time")
    hour, minute, second, fraction, utc, sign, hours, minutes, seconds, zone = match.groups()
    nanos = _time_nanos(int(hour), int(minute), int(second), fraction or "")
    if nanos is None:
        return Null(f"{text!r} is not a time of day")
    offset = 0 if utc else None
    if sign:
        offset = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
        if offset > 18 * 3600 or int(minutes) > 59 or int(seconds or 0) > 59:
            return Null(f"{text!r} has an offset beyond 18 hours")
        offset = -offset if sign == "-" else offset
    if zone and not known_zone(zone):
        return Null(f"there is no time zone {zone!r}")
    return Time(nanos=nanos, offset=offset, zone=zone)


def _time_nanos(hour: int, minute: int, second: int, fraction: str) -> int | None:
    """Give the nanoseconds since midnight; 24:00:00 counts a whole day."""
    nanos = int(fraction[:9].ljust(9, "0")) if fraction else 0
    if hour == 24 and minute == second == nanos == 0:
        return DAY
    if hour > 23 or minute > 59 or second > 59:
        return None
    return (hour * 3600 + minute * 60 + second) * SECOND + nanos


def read_date_time(text: str) -> DateTime | Null:
    """Read `2026-03-01T09:30:00`; a date alone is its midnight, and 24:00:00 the next one."""
    day, separator, clock = text.partition("T")
    date = read_date(day)
    if isinstance(date, Null):
        return Null(f"{text!r} is not a date and time")
    if not separator:
        return DateTime(date=date, nanos=0)
    time = _read_clock(clock) if clock[:1].isdigit() else Null("")
    if isinstance(time, Null):
        return Null(time.reason or f"{text!r} is not a date and time")
    return join(date, time)


def join(date: DateValue, time: Time) -> DateTime | Null:
    """Put a day and a time of day together."""
    later = add_days(date, time.nanos // DAY) if time.nanos >= DAY else date
    if isinstance(later, Null):
        return later
    return DateTime(date=later, nanos=time.nanos % DAY, offset=time.offset, zone=time.zone)


def read_duration(text: str) -> Duration | Null:
    """Read `P1Y6M` or `P1DT2H30M`."""
    match = _MONTHS.match(text)
    if match is not None:
        sign, years, months = match.groups()
        total = int(years or 0) * 12 + int(months or 0)
        return make_months(-total if sign else total)
    match = _DAYS.match(text)
    if match is None:
        return Null(f"{text!r} is not a duration")
    sign, days, hours, minutes, seconds, fraction = match.groups()
    total = (int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)) * SECOND
    total += int(days or 0) * DAY + int((fraction or "")[:9].ljust(9, "0"))
    return make_days(-total if sign else total)


def read_temporal(text: str) -> TemporalValue | Null:
    """Read what stands in `@"…"`: a date, a time, a date-time or a duration."""
    if "P" in text[:2]:
        return read_duration(text)
    if "T" in text[1:]:
        return read_date_time(text)
    if ":" in text:
        time = read_time(text)
        return (
            time
            if isinstance(time, Null)
            else Time(nanos=time.nanos % DAY, offset=time.offset, zone=time.zone)
        )
    return read_date(text)


def show_date(value: DateValue) -> str:
    """Print a date."""
    year, month, day = date_parts(value)
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"


def show_time(value: Time | DateTime) -> str:
    """Print the time of day, with its offset or zone."""
    seconds, nanos = divmod(value.nanos, SECOND)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if nanos:
        text += f".{nanos:09d}".rstrip("0")
    if value.zone is not None:
        return f"{text}@{value.zone}"
    if value.offset is None:
        return text
    return text + ("Z" if value.offset == 0 else _show_offset(value.offset))


def _show_offset(offset: int) -> str:
    size = abs(offset)
    text = f"{'-' if offset < 0 else '+'}{size // 3600:02d}:{size // 60 % 60:02d}"
    return text + (f":{size % 60:02d}" if size % 60 else "")


def show_date_time(value: DateTime) -> str:
    """Print a date-time."""
    return f"{show_date(value.date)}T{show_time(value)}"


def show_duration(value: Duration) -> str:
    """Print a duration in its shortest form: years and months, or days, hours, minutes and seconds."""
    if isinstance(value, MonthsDuration):
        years, months = divmod(abs(value.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return f"{'-' if value.months < 0 else ''}P{text}"
    days, rest = divmod(abs(value.nanos), DAY)
    seconds, nanos = divmod(rest, SECOND)
    clock = (f"{seconds // 3600}H" if seconds >= 3600 else "") + (
        f"{seconds // 60 % 60}M" if seconds // 60 % 60 else ""
    )
    if seconds % 60 or nanos:
        clock += f"{seconds % 60}" + (f".{nanos:09d}".rstrip("0") if nanos else "") + "S"
    if not days and not clock:
        return "PT0S"
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"{'-' if value.nanos < 0 else ''}P{text}"


def show_temporal(value: TemporalValue) -> str:
    """Print any of them."""
    if isinstance(value, DateTime):
        return show_date_time(value)
    if isinstance(value, Time):
        return show_time(value)
    if isinstance(value, (DaysDuration, MonthsDuration)):
        return show_duration(value)
    return show_date(value)
