"""Days, times and durations of FEEL.

A date of the years 1 to 9999 *is* a `datetime.date`; other years are a `FarDate`. Times and date-times are
local, have an offset, or keep the name of their zone. A days-and-time duration is a whole number of
nanoseconds, a years-and-months duration a whole number of months. The values compare themselves and leave
every other operand to it (`NotImplemented`), so that `Null` and `Unknown` answer. Texts are read and printed
in `engine.feel.temporal_text`.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from engine.dataclass import dataclass
from engine.feel.values import Null

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = [
    "DAY",
    "SECOND",
    "DateTime",
    "DateValue",
    "DaysDuration",
    "Duration",
    "FarDate",
    "MonthsDuration",
    "Time",
    "add_days",
    "add_months",
    "add_nanos",
    "date_from_days",
    "date_parts",
    "days_of",
    "is_date",
    "known_zone",
    "make_date",
    "make_days",
    "make_months",
    "months_between",
    "nanos_between",
    "shift_time",
    "weekday",
]

SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MAX_YEAR = 999_999_999
_MAX_MONTHS = 10**14
_MAX_NANOS = 10**28
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(?:/[A-Za-z0-9_+\-]+)*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class FarDate:
    """A date whose year Python's `datetime.date` cannot hold; years count astronomically (0 is 1 BC)."""

    year: int
    month: int
    day: int

    def _order(self, other: object) -> int | None:
        return days_of(self) - days_of(other) if is_date(other) else None

    def __lt__(self, other: object) -> Any:
        order = self._order(other)
        return NotImplemented if order is None else order < 0

    def __le__(self, other: object) -> Any:
        order = self._order(other)
        return NotImplemented if order is None else order <= 0

    def __gt__(self, other: object) -> Any:
        order = self._order(other)
        return NotImplemented if order is None else order > 0

    def __ge__(self, other: object) -> Any:
        order = self._order(other)
        return NotImplemented if order is None else order >= 0


DateValue: TypeAlias = datetime.date | FarDate


class _Moment:
    """What times and date-times share: they compare by their instant in whole seconds."""

    __slots__ = ()

    def instant(self) -> tuple[bool, int]:
        """Give whether the value is fixed to UTC, and its nanoseconds (in UTC, or on its own clock)."""
        raise NotImplementedError

    def _key(self) -> tuple[bool, int]:
        fixed, nanos = self.instant()
        return fixed, nanos // SECOND

    def _order(self, other: object) -> Any:
        if type(other) is not type(self):
            return NotImplemented
        (fixed, mine), (also_fixed, theirs) = self._key(), other._key()
        if fixed != also_fixed:
            return Null("a local time is compared with one of a zone")
        return mine - theirs

    def __eq__(self, other: object) -> Any:
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __lt__(self, other: object) -> Any:
        order = self._order(other)
        return order < 0 if isinstance(order, int) else order

    def __le__(self, other: object) -> Any:
        order = self._order(other)
        return order <= 0 if isinstance(order, int) else order

    def __gt__(self, other: object) -> Any:
        order = self._order(other)
        return order > 0 if isinstance(order, int) else order

    def __ge__(self, other: object) -> Any:
        order = self._order(other)
        return order >= 0 if isinstance(order, int) else order


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Time(_Moment):
    """A time of day: nanoseconds since midnight, with an offset in seconds, or a zone's name, or neither."""

    nanos: int
    offset: int | None = None
    zone: str | None = None

    def shift(self) -> int | None:
        """Give the offset from UTC in seconds, or None for a local time."""
        if self.zone is not None:
            return _zone_offset(self.zone, datetime.date(2000, 1, 1), 0)
        return self.offset

    def instant(self) -> tuple[bool, int]:
        shift = self.shift()
        return (False, self.nanos) if shift is None else (True, self.nanos - shift * SECOND)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DateTime(_Moment):
    """A day and a time of day: nanoseconds since midnight, with an offset, or a zone's name, or neither."""

    date: DateValue
    nanos: int
    offset: int | None = None
    zone: str | None = None

    def shift(self) -> int | None:
        """Give the offset from UTC in seconds, or None for a local date-time."""
        if self.zone is not None:
            return _zone_offset(self.zone, self.date, self.nanos)
        return self.offset

    def instant(self) -> tuple[bool, int]:
        local = days_of(self.date) * DAY + self.nanos
        shift = self.shift()
        return (False, local) if shift is None else (True, local - shift * SECOND)


@dataclass(frozen=True, slots=True, order=True)
class DaysDuration:
    """A days-and-time duration, in nanoseconds."""

    nanos: int


@dataclass(frozen=True, slots=True, order=True)
class MonthsDuration:
    """A years-and-months duration, in months."""

    months: int


Duration: TypeAlias = DaysDuration | MonthsDuration


def is_date(value: object) -> TypeGuard[DateValue]:
    """Say whether a value is a date (without a time)."""
    return isinstance(value, FarDate) or (
        isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    )


def date_parts(value: DateValue) -> tuple[int, int, int]:
    """Give year, month and day."""
    return value.year, value.month, value.day


def make_date(year: int, month: int, day: int) -> DateValue | Null:
    """Make the date of a year, month and day, if there is one."""
    if not -MAX_YEAR <= year <= MAX_YEAR:
        return Null(f"year {year} lies outside -{MAX_YEAR} to {MAX_YEAR}")
    if not 1 <= month <= 12 or not 1 <= day <= _month_length(year, month):
        return Null(f"there is no day {day} in month {month} of {year}")
    if 1 <= year <= 9999:
        return datetime.date(year, month, day)
    return FarDate(year=year, month=month, day=day)


def _month_length(year: int, month: int) -> int:
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


_CYCLE_DAYS = 146_097  # days in the 400 years after which the calendar repeats


def days_of(value: DateValue) -> int:
    """Number the day; 1 is 1 January of year 1, as in Python."""
    if isinstance(value, datetime.date):
        return value.toordinal()
    cycles, year = divmod(value.year, 400)
    near = datetime.date(year + 400, value.month, value.day)
    return near.toordinal() + (cycles - 1) * _CYCLE_DAYS


def date_from_days(days: int) -> DateValue | Null:
    """Give the date of a numbered day."""
    if 1 <= days <= datetime.date.max.toordinal():
        return datetime.date.fromordinal(days)
    cycles, rest = divmod(days - 1, _CYCLE_DAYS)
    near = datetime.date.fromordinal(rest + 1)
    return make_date(near.year + 400 * cycles, near.month, near.day)


def weekday(value: DateValue) -> int:
    """Number the day of the week: Monday is 1, Sunday 7."""
    return (days_of(value) - 1) % 7 + 1


def add_days(value: DateValue, days: int) -> DateValue | Null:
    """Go `days` days on."""
    return date_from_days(days_of(value) + days)


def add_months(value: DateValue, months: int) -> DateValue | Null:
    """Go `months` months on; where the month has no such day, to its last day."""
    years, month = divmod(value.month - 1 + months, 12)
    year = value.year + years
    return make_date(year, month + 1, min(value.day, _month_length(year, month + 1)))


def add_nanos(value: DateTime, nanos: int) -> DateTime | Null:
    """Go a stretch of time on by the clock on the wall; the offset or zone stays."""
    days, rest = divmod(value.nanos + nanos, DAY)
    date = add_days(value.date, days)
    if isinstance(date, Null):
        return date
    return DateTime(date=date, nanos=rest, offset=value.offset, zone=value.zone)


def shift_time(value: Time, nanos: int) -> Time:
    """Go a stretch of time on, around midnight if need be."""
    return Time(nanos=(value.nanos + nanos) % DAY, offset=value.offset, zone=value.zone)


def nanos_between(later: Time | DateTime, earlier: Time | DateTime) -> DaysDuration | Null:
    """Give the time from `earlier` to `later`: both fixed to UTC, or both local."""
    (fixed, end), (also_fixed, start) = later.instant(), earlier.instant()
    if fixed != also_fixed:
        return Null("a local time and one of a zone have no distance")
    return DaysDuration(end - start)


def months_between(start: DateValue, end: DateValue) -> MonthsDuration:
    """Count the whole months from one day to another; negative when `end` comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return MonthsDuration(months)


def make_days(nanos: int) -> DaysDuration | Null:
    """Make a days-and-time duration of a size that still makes sense."""
    return DaysDuration(nanos) if abs(nanos) <= _MAX_NANOS else Null("the duration is too long")


def make_months(months: int) -> MonthsDuration | Null:
    """Make a years-and-months duration of a size that still makes sense."""
    return MonthsDuration(months) if abs(months) <= _MAX_MONTHS else Null("the duration is too long")


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    if not _ZONE.match(name):
        return None
    from zoneinfo import ZoneInfo  # takes long to load, and no item names a zone

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def known_zone(name: str) -> bool:
    """Say whether there is a time zone of this name."""
    return _zone(name) is not None


def _zone_offset(name: str, date: DateValue, nanos: int) -> int:
    """Give a zone's offset in seconds at a local time; far years take the rules of their 400-year twin."""
    zone = _zone(name)
    if zone is None:
        return 0
    year = date.year if 2 <= date.year <= 9998 else date.year % 400 + (2000 if date.year > 0 else 400)
    seconds = nanos // SECOND
    local = datetime.datetime(
        year, date.month, date.day, seconds // 3600, seconds // 60 % 60, seconds % 60, tzinfo=zone
    )
    offset = local.utcoffset()
    return 0 if offset is None else offset.days * 86_400 + offset.seconds
