"""On 壮族三月三 no limit runs in Guangxi, and everywhere else it does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.calendar import national_calendar
from engine.center import Center


def test_the_days_of_the_region_are_no_workdays() -> None:
    center = Center(sources=[Path(__file__).parents[1]], installed=False)
    calendar = center.calendar()
    assert center.faults == ()
    assert [calendar.is_workday(date(2024, 4, day)) for day in (10, 11, 12, 15)] == [True, False, False, True]
    assert national_calendar().is_workday(date(2024, 4, 11))
    assert calendar.add_workdays(date(2024, 4, 10), 1) == date(2024, 4, 15)


def test_a_year_without_a_notice_counts_by_the_national_calendar() -> None:
    calendar = Center(sources=[Path(__file__).parents[1]], installed=False).calendar()
    year = date(2026, 1, 5), date(2026, 12, 31)
    assert calendar.workdays_between(*year) == national_calendar().workdays_between(*year)
