"""Which days are workdays (工作日), and how to count them.

Comes from the dated files in engine/calendars, one a year, each with its basis; goes to whoever counts a
limit. Days are counted as Chinese law counts periods: the day it starts on is left out, a last day that is
no workday rolls on to the next one. No year is ever guessed: a day outside the files raises
`CalendarMissing`, and a year whose moved days are not published yet says that it is projected.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal, TypeAlias

from engine.dataclass import dataclass, field, replace

__all__ = [
    "Calendar",
    "CalendarMissing",
    "CalendarUnreadable",
    "Overlay",
    "Year",
    "build_calendar",
    "load_calendar",
    "national_calendar",
    "overlaid",
    "read_overlay",
    "read_year",
]

Status: TypeAlias = Literal["official", "projected"]
FOLDER: Final = os.path.join(os.path.dirname(__file__), "calendars")
STATUSES: Final[dict[str, Status]] = {"已公布": "official", "推算": "projected"}
ONE_DAY: Final = timedelta(days=1)
_FILE: Final = re.compile(r"[0-9]{4}\.yaml")


class CalendarMissing(LookupError):
    """A day that no calendar file covers; `day` is the day that was needed."""

    def __init__(self, day: date, first: date, last: date) -> None:
        self.day, self.first, self.last = day, first, last
        super().__init__(f"no working calendar for {day}: the files cover {first} to {last}")


class CalendarUnreadable(ValueError):
    """A line of a calendar file that says nothing we understand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The days of one year that differ from the rule "Monday to Friday", and who says so.

    `reasons` are the centre's own: why it is closed or open on a day of its own.
    """

    year: int
    status: Status
    basis: str
    source: str
    published_on: date | None = None
    off: frozenset[date]
    work: frozenset[date]
    reasons: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """The days on which one centre differs from the national calendar, each with its reason."""

    closed: Mapping[date, str]
    opened: Mapping[date, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All workdays of an unbroken run of years, as ordinals in order; built by `build_calendar`.

    `digest` changes whenever a day or a status does, so a stored due date can name what it was counted by.
    """

    years: tuple[Year, ...]
    first: date
    last: date
    workdays: tuple[int, ...]
    digest: str

    @property
    def coverage(self) -> tuple[date, date]:
        """Give the first and the last day that can be counted."""
        return self.first, self.last

    def year_of(self, day: date) -> Year:
        """Give the year that answers for a day."""
        self._need(day)
        return self.years[day.year - self.first.year]

    def projected(self, day: date) -> bool:
        """Tell whether this day stands in a year whose moved days are not published yet."""
        return self.year_of(day).status == "projected"

    def is_workday(self, day: date) -> bool:
        """Tell whether a day is a workday, moved days included."""
        self._need(day)
        place = bisect_left(self.workdays, day.toordinal())
        return place < len(self.workdays) and self.workdays[place] == day.toordinal()

    def add_workdays(self, day: date, n: int) -> date:
        """Give the n-th workday after a day, which itself is not counted; before it for a negative n."""
        self._need(day)
        if n == 0:
            return day
        if n > 0:
            place = bisect_right(self.workdays, day.toordinal()) + n - 1
        else:
            place = bisect_left(self.workdays, day.toordinal()) + n
        if not 0 <= place < len(self.workdays):
            raise CalendarMissing(self._edge(n), self.first, self.last)
        return date.fromordinal(self.workdays[place])

    def workdays_between(self, start: date, end: date) -> int:
        """Count the workdays after `start` up to and with `end`; negative where `end` comes first."""
        self._need(start)
        self._need(end)
        if end < start:
            return -self._count(bisect_left, end, start)
        return self._count(bisect_right, start, end)

    def roll_forward(self, day: date) -> date:
        """Give the day itself if it is a workday, else the next one."""
        self._need(day)
        place = bisect_left(self.workdays, day.toordinal())
        if place == len(self.workdays):
            raise CalendarMissing(self._edge(1), self.first, self.last)
        return date.fromordinal(self.workdays[place])

    def _count(self, left: Callable[[tuple[int, ...], int], int], start: date, end: date) -> int:
        return left(self.workdays, end.toordinal()) - left(self.workdays, start.toordinal())

    def _need(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise CalendarMissing(day, self.first, self.last)

    def _edge(self, n: int) -> date:
        return self.last + ONE_DAY if n > 0 else self.first - ONE_DAY


def build_calendar(years: Iterable[Year]) -> Calendar:
    """Lay the years out as one run of workdays; a gap between them, or none at all, is a mistake of ours."""
    row = tuple(sorted(years, key=lambda year: year.year))
    if not row or [year.year for year in row] != list(range(row[0].year, row[0].year + len(row))):
        raise ValueError("a calendar needs years without a gap, each once")
    first, last = date(row[0].year, 1, 1), date(row[-1].year, 12, 31)
    off = {day.toordinal() for year in row for day in year.off}
    work = {day.toordinal() for year in row for day in year.work}
    # date.toordinal() counts from a Monday, so 6 and 0 are Saturday and Sunday.
    workdays = tuple(
        day
        for day in range(first.toordinal(), last.toordinal() + 1)
        if day in work or (1 <= day % 7 <= 5 and day not in off)
    )
    import hashlib  # most checks count no workdays, and this takes long to load

    said = repr([(year.year, year.status) for year in row]) + repr(workdays)
    digest = hashlib.sha256(said.encode()).hexdigest()[:16]
    return Calendar(years=row, first=first, last=last, workdays=workdays, digest=digest)


def overlaid(calendar: Calendar, overlay: Overlay) -> Calendar:
    """Give the calendar of a centre: closed and opened days of its own laid over the national ones."""
    days = overlay.closed.keys() | overlay.opened.keys()
    for day in days:
        calendar.year_of(day)
    return build_calendar(_overlaid(year, overlay) for year in calendar.years)


def _overlaid(year: Year, overlay: Overlay) -> Year:
    closed = {day: why for day, why in overlay.closed.items() if day.year == year.year}
    opened = {day: why for day, why in overlay.opened.items() if day.year == year.year}
    return replace(
        year,
        off=(year.off | closed.keys()) - opened.keys(),
        work=(year.work | opened.keys()) - closed.keys(),
        reasons={**year.reasons, **closed, **opened},
    )


def load_calendar(folder: str | os.PathLike[str] = FOLDER) -> Calendar:
    """Read every calendar file of a folder; a file `2027.yaml` there covers 2027."""
    names = sorted(name for name in os.listdir(folder) if _FILE.fullmatch(name))
    return build_calendar(_read_file(os.path.join(folder, name)) for name in names)


def _read_file(path: str) -> Year:
    with open(path, encoding="utf-8") as file:
        return read_year(file.read(), path)


@cache
def national_calendar() -> Calendar:
    """Give the calendar that ships with yici, read once."""
    return load_calendar()


def read_year(text: str, path: str = "calendar") -> Year:
    """Read one calendar file.

    It is YAML, but of the plainest kind (`key: value` and lists of days), so that counting a limit does not
    load a YAML parser; a test reads the same files with one and compares.
    """
    values: dict[str, str] = {}
    lists: dict[str, list[date]] = {"放假": [], "调休上班": []}
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.split(" #")[0].rstrip()
        if not said or said.startswith("#"):
            continue
        key, colon, value = said.partition(":")
        try:
            if said.startswith("  - "):
                lists[current] += _days(said[4:])
            elif colon and not value and key in lists:
                current = key
            elif colon and value.strip() and key not in values and key not in lists:
                current, values[key] = "", value.strip()
            else:
                raise ValueError("neither a key with a value nor a list of days")
        except (KeyError, ValueError) as mistake:
            raise CalendarUnreadable(f"{path}:{number}: {line.strip()}") from mistake
    return _year(values, lists, path)


def read_overlay(text: str, path: str = "overlay") -> Overlay:
    """Read a centre's own days, under 停办 and 加开: `2026-03-05: reason`, `2026-03-05 至 2026-03-06: …`."""
    made: dict[str, dict[date, str]] = {"停办": {}, "加开": {}}
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.split(" #")[0].rstrip()
        if not said or said.startswith("#"):
            continue
        key, colon, value = said.partition(":")
        try:
            if colon and not value and key in made:
                current = key
            elif said.startswith("  ") and value.strip():
                days = dict.fromkeys(_days(key.strip()), value.strip())
                if days.keys() & {day for each in made.values() for day in each}:
                    raise ValueError("a day stands there twice")
                made[current] |= days
            else:
                raise ValueError("neither 停办, 加开 nor a day with its reason")
        except (KeyError, ValueError) as mistake:
            raise CalendarUnreadable(f"{path}:{number}: {line.strip()}") from mistake
    return Overlay(closed=made["停办"], opened=made["加开"])


def _days(said: str) -> list[date]:
    """Read `2026-10-01` or `2026-10-01 至 2026-10-07`."""
    start, _, end = said.partition(" 至 ")
    first = date.fromisoformat(start)
    last = date.fromisoformat(end) if end else first
    if last < first:
        raise ValueError("the last day comes before the first")
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def _year(values: dict[str, str], lists: dict[str, list[date]], path: str) -> Year:
    """Check what a file says as a whole and make a year of it."""
    try:
        published = values.get("公布日期")
        year = Year(
            year=int(values["年度"]),
            status=STATUSES[values["状态"]],
            basis=values["依据"],
            source=values["来源"],
            published_on=date.fromisoformat(published) if published else None,
            off=frozenset(lists["放假"]),
            work=frozenset(lists["调休上班"]),
        )
    except (KeyError, ValueError) as mistake:
        raise CalendarUnreadable(f"{path}: {mistake}") from mistake
    days = lists["放假"] + lists["调休上班"]
    if len(set(days)) != len(days):
        raise CalendarUnreadable(f"{path}: a day stands there twice")
    if any(day.year != year.year for day in days):
        raise CalendarUnreadable(f"{path}: a day of another year than {year.year}")
    if any(day.weekday() < 5 for day in year.work):
        raise CalendarUnreadable(f"{path}: a moved workday must be a Saturday or a Sunday")
    return year
