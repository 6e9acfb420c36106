"""From which day something counts: after closing time, or on a day of rest, from the next workday."""

from __future__ import annotations

from datetime import date, datetime

from engine.calendar import Calendar
from engine.case.setting import CHINA, Practice, day_of

__all__ = ["batch_at", "counts_on"]


def counts_on(at: datetime, practice: Practice, calendar: Calendar) -> date:
    """Give the day from which a receipt counts (domain 3.1)."""
    on = day_of(at)
    late = at.astimezone(CHINA).time() > practice.closes_at
    return calendar.add_workdays(on, 1) if late or not calendar.is_workday(on) else on


def batch_at(at: datetime, practice: Practice, calendar: Calendar) -> str:
    """Name the next transfer of papers: a day and one of the centre's fixed times (DB23 7.3)."""
    on, now = day_of(at), at.astimezone(CHINA).time()
    later = [each for each in sorted(practice.transfer_at) if each >= now]
    if not later or not calendar.is_workday(on):
        on, later = calendar.add_workdays(on, 1), sorted(practice.transfer_at)
    return f"{on:%Y%m%d}-{later[0]:%H%M}"
