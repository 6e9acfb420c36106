"""Dates, times, date-times, zones and durations."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.arithmetic import apply
from engine.feel.temporal import (
    DAY,
    DateTime,
    DaysDuration,
    FarDate,
    MonthsDuration,
    add_months,
    date_from_days,
    days_of,
    make_date,
    months_between,
    weekday,
)
from engine.feel.temporal_text import read_date, read_date_time, read_temporal, read_time, show_temporal
from engine.feel.values import Null, Unknown


def at(text: str) -> object:
    value = read_temporal(text)
    assert not isinstance(value, Null), value.reason
    return value


def test_a_usual_date_is_pythons() -> None:
    assert at("2026-03-01") == datetime.date(2026, 3, 1)
    assert type(at("9999-12-31")) is datetime.date
    assert isinstance(at("10000-01-01"), FarDate)


@given(st.integers(-400_000_000_000 // 2, 360_000_000_000))
def test_numbered_days_and_dates_agree(days: int) -> None:
    date = date_from_days(days)
    assert not isinstance(date, Null)
    assert days_of(date) == days


@given(st.dates())
def test_weekdays_are_pythons(day: datetime.date) -> None:
    assert weekday(day) == day.isoweekday()


def test_far_dates_compare_with_near_ones() -> None:
    assert datetime.date(2026, 1, 1) < FarDate(year=10000, month=1, day=1)
    assert FarDate(year=-5, month=1, day=1) < datetime.date(1, 1, 1)
    unknown = Unknown(frozenset({"x"}))
    assert isinstance(FarDate(year=-5, month=1, day=1) < unknown, Unknown)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("9999-12-31", 1, "10000-01-31"),
    ],
)
def test_months_clip_to_the_end_of_the_month(start: str, months: int, end: str) -> None:
    assert apply("+", at(start), MonthsDuration(months)) == at(end)


@given(st.dates(), st.integers(-1200, 1200))
def test_adding_months_never_leaves_the_month(day: datetime.date, months: int) -> None:
    moved = add_months(day, months)
    assert not isinstance(moved, Null)
    assert moved.year * 12 + moved.month == day.year * 12 + day.month + months
    assert moved.day <= day.day


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(-1200, 1200))
def test_whole_months_between_a_day_and_its_later_self(day: datetime.date, months: int) -> None:
    day = day.replace(day=min(day.day, 28))
    moved = add_months(day, months)
    assert not isinstance(moved, Null)
    assert months_between(day, moved) == MonthsDuration(months)


@pytest.mark.parametrize(
    "text",
    [
        "2026-2-1",
        "2026-02-29",
        "26-01-01",
        "02026-01-01",
        "+2026-01-01",
        "2026-01-01Z",
        "二〇二六-01-01",
        "2026-13-01",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert isinstance(read_date(text), Null)


@pytest.mark.parametrize(
    "text", ["24:00:01", "23:60:00", "7:00:00", "10:00", "10:00:00+19:00", "10:00:00@Nowhere/At"]
)
def test_what_is_no_time(text: str) -> None:
    assert isinstance(read_time(text), Null)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "-2017-12-31",
        "999999999-12-31",
        "10:30:00",
        "10:30:00.123456789",
        "10:30:00Z",
        "10:30:00+05:30",
        "10:30:00-02:45:55",
        "10:30:00@Asia/Shanghai",
        "2026-03-01T10:30:00@Europe/Paris",
        "-99999-12-31T11:22:33.5+02:00",
        "P1DT2H3M4.5S",
        "-P1Y2M",
        "PT0S",
        "P0M",
    ],
)
def test_printed_as_read(text: str) -> None:
    assert show_temporal(at(text)) == text  # type: ignore[arg-type]  # `at` gives temporal values


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("PT49H", "P2DT1H"),
        ("P25M", "P2Y1M"),
        ("PT0.000S", "PT0S"),
        ("-PT0S", "PT0S"),
        ("PT1000M", "PT16H40M"),
    ],
)
def test_durations_normalise(text: str, printed: str) -> None:
    assert show_temporal(at(text)) == printed  # type: ignore[arg-type]  # `at` gives temporal values


@pytest.mark.parametrize("text", ["P", "PT", "P1", "1D", "P1Y1D", "P1DT", "PT1D", "P-1D", "", "P1.5D"])
def test_what_is_no_duration(text: str) -> None:
    assert isinstance(read_temporal(text), Null)


def test_midnight_may_be_written_as_24() -> None:
    assert at("2026-01-31T24:00:00") == at("2026-02-01T00:00:00")
    assert at("24:00:00") == at("00:00:00")


def test_instants_are_equal_across_zones() -> None:
    assert at("2026-01-01T08:00:00@Asia/Shanghai") == at("2026-01-01T00:00:00Z")
    assert at("2026-07-01T12:00:00@Europe/Paris") == at("2026-07-01T12:00:00+02:00")
    assert at("2026-01-01T00:00:00.4Z") == at("2026-01-01T00:00:00Z")


def test_a_local_time_has_no_place_among_those_of_zones() -> None:
    local, fixed = read_date_time("2026-01-01T00:00:00"), read_date_time("2026-01-01T00:00:00Z")
    assert isinstance(local, DateTime)
    assert isinstance(fixed, DateTime)
    assert isinstance(local < fixed, Null)
    assert isinstance(apply("-", local, fixed), Null)


@pytest.mark.parametrize(
    ("left", "operator", "right", "answer"),
    [
        ("2026-01-01", "+", "PT36H", "2026-01-02"),
        ("2026-01-02", "-", "PT1S", "2026-01-01"),
        ("10:15:00", "+", "PT14H", "00:15:00"),
        ("2026-01-02T10:00:00@Asia/Shanghai", "+", "P1D", "2026-01-03T10:00:00@Asia/Shanghai"),
        ("2026-03-01", "-", "2026-02-01", "P28D"),
        ("P1D", "+", "2026-02-28", "2026-03-01"),
        ("P1Y", "-", "P2M", "P10M"),
    ],
)
def test_arithmetic(left: str, operator: str, right: str, answer: str) -> None:
    found = apply(operator, at(left), at(right))
    assert show_temporal(found) == answer  # type: ignore[arg-type]  # a temporal value


def test_durations_times_and_by_numbers() -> None:
    assert apply("*", MonthsDuration(23), Decimal("-2.5")) == MonthsDuration(-57)
    assert apply("/", DaysDuration(DAY), 2) == DaysDuration(DAY // 2)
    assert apply("/", DaysDuration(DAY), DaysDuration(DAY // 4)) == 4
    assert isinstance(apply("+", MonthsDuration(1), DaysDuration(DAY)), Null)
    assert isinstance(apply("*", DaysDuration(DAY), 10**30), Null)


def test_the_calendar_ends() -> None:
    assert isinstance(make_date(1_000_000_000, 1, 1), Null)
    last = make_date(999_999_999, 12, 31)
    assert isinstance(apply("+", last, DaysDuration(DAY)), Null)
