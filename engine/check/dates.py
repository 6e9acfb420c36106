"""The last day of a span that starts on a given day (domain 3.7)."""

from __future__ import annotations

from datetime import date, timedelta

from engine.calendar import Calendar, CalendarMissing, national_calendar
from engine.feel.runtime import add_months
from engine.item.terms import Span

__all__ = ["end_of", "last_day", "months_on"]


def last_day(start: date, span: Span | None) -> str | None:
    """Give the last day in ISO 8601 by the national calendar; None without a span or a calendar for it."""
    if span is None:
        return None
    try:
        return end_of(start, span, national_calendar()).isoformat()
    except (CalendarMissing, OverflowError):
        return None


def end_of(start: date, span: Span, calendar: Calendar) -> date:
    """Give the last day of a span, the start excluded; one that is no workday rolls on to the next."""
    if span.unit == "workdays":
        return calendar.add_workdays(start, span.count)
    if span.unit == "days":
        return calendar.roll_forward(start + timedelta(days=span.count))
    return calendar.roll_forward(months_on(start, span))


def months_on(start: date, span: Span) -> date:
    """Go a span of months or years on: to the same day of the month, or its last (domain 3.7)."""
    made = add_months(start, span.count * (12 if span.unit == "years" else 1))
    if not isinstance(made, date):
        raise OverflowError(f"{start} and {span.count} {span.unit}")
    return made
