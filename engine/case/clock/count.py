"""Counts a limit with its pauses: start, spans and pauses in, the last day out (domain 3.3, 3.7).

The day it starts on is left out. The day on which a pause begins still counts as used; counting goes on
the day after the pause ends. Pauses that overlap or touch are one. A pause that begins when everything is
used up moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from engine.calendar import Calendar
from engine.check.dates import months_on
from engine.item.terms import Span

__all__ = ["Stretch", "consumed", "due", "merged", "total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of days that is not counted: from the day after `begin` to `end`; open while `end` is None."""

    begin: date
    end: date | None = None


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join stretches that overlap or touch, in order."""
    made: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: one.begin):
        last = made[-1] if made else None
        if last is None or (last.end is not None and one.begin > last.end):
            made.append(one)
        elif last.end is not None and (one.end is None or one.end > last.end):
            made[-1] = replace(last, end=one.end)
    return tuple(made)


def total(spans: Sequence[Span]) -> Span:
    """Add spans of one unit: a limit and its extension."""
    return Span(count=sum(span.count for span in spans), unit=spans[0].unit)


def due(start: date, span: Span, calendar: Calendar, stretches: Iterable[Stretch] = ()) -> date | None:
    """Give the last day of a limit; None while an open pause holds it."""
    if span.unit == "workdays":
        return _workdays(start, span.count, calendar, merged(stretches))
    raw = start + timedelta(days=span.count) if span.unit == "days" else months_on(start, span)
    for one in merged(stretches):
        if one.begin >= raw:
            break
        if one.end is None:
            return None
        raw += max(one.end - max(one.begin, start), timedelta(0))
    return calendar.roll_forward(raw)


def _workdays(start: date, count: int, calendar: Calendar, stretches: Sequence[Stretch]) -> date | None:
    left = count
    for one in stretches:
        used = calendar.workdays_between(start, max(one.begin, start))
        if used >= left:
            break
        if one.end is None:
            return None
        left -= used
        start = max(one.end, start)
    return calendar.add_workdays(start, left)


def consumed(
    start: date, today: date, span: Span, calendar: Calendar, stretches: Iterable[Stretch] = ()
) -> int:
    """Count what is used up to and with `today`: workdays, or days for limits in days, months and years."""
    if today <= start:
        return 0
    used, begin = 0, start
    for one in merged(stretches):
        if one.begin >= today:
            break
        used += _between(begin, max(one.begin, begin), span, calendar)
        begin = today if one.end is None else min(max(one.end, begin), today)
    return used + _between(begin, today, span, calendar)


def _between(start: date, end: date, span: Span, calendar: Calendar) -> int:
    return calendar.workdays_between(start, end) if span.unit == "workdays" else (end - start).days
