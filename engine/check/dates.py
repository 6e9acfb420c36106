"""The last day of a span that starts on a given day, by the national calendar (domain 3.7)."""

from __future__ import annotations

from datetime import date, timedelta

from engine.calendar import CalendarMissing, national_calendar
from engine.item.terms import Span

__all__ = ["last_day"]


def last_day(start: date, span: Span | None) -> str | None:
    """Give the last day in ISO 8601, the start excluded; None without a span or a calendar for that year."""
    if span is None:
        return None
    try:
        return _end(start, span).isoformat()
    except (CalendarMissing, OverflowError):
        return None


def _end(start: date, span: Span) -> date:
    calendar = national_calendar()
    if span.unit == "workdays":
        return calendar.add_workdays(start, span.count)
    if span.unit == "days":
        return calendar.roll_forward(start + timedelta(days=span.count))
    months = start.month - 1 + span.count * (12 if span.unit == "years" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    for day in (start.day, 30, 29, 28):
        try:
            return calendar.roll_forward(date(year, month, day))
        except ValueError:
            continue
    raise OverflowError
