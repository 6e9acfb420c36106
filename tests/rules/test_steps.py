"""What is looked up says what is worked out, and holds no more than a bounded number of answers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import runtime
from engine.rules import steps

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(day=DAYS, months=st.integers(-30_000, 30_000))
def test_months_on_from_a_day(day: date, months: int) -> None:
    held, worked_out = steps.months_on(months), runtime.add_months(day, months)
    for _ in ("worked out", "looked up"):
        assert repr(held[day]) == repr(worked_out)


@given(day=DAYS, days=st.integers(-1_000_000, 1_000_000))
def test_days_on_from_a_day(day: date, days: int) -> None:
    held, worked_out = steps.days_on(days), runtime.add_days(day, days)
    for _ in ("worked out", "looked up"):
        assert repr(held[day]) == repr(worked_out)


@given(number=st.integers(), rate=st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_whole_number_times_a_rate(number: int, rate: Decimal) -> None:
    held, worked_out = steps.times_rate(rate), runtime.times(number, rate)
    for _ in ("worked out", "looked up"):
        assert repr(held[number]) == repr(worked_out)


@pytest.mark.parametrize("step", [steps.months_on(1), steps.days_on(1)])
def test_not_every_day_that_ever_came_is_held(step: dict[date, object]) -> None:
    for n in range(2 * steps.MOST_HELD):
        step[date(2000, 1, 1) + timedelta(n)]
        assert len(step) <= steps.MOST_HELD
