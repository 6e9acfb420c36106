"""Numbers, equality, order and arithmetic over all kinds of values."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import numbers
from engine.feel.arithmetic import apply, minus
from engine.feel.compare import compare, contains, equal, kind_of, order, within
from engine.feel.numbers import number, round_to, show_number, whole
from engine.feel.ranges import Range
from engine.feel.show import show, to_text
from engine.feel.temporal import DAY, DaysDuration, MonthsDuration
from engine.feel.temporal_text import read_date_time, read_temporal
from engine.feel.values import Null, Unknown

X = Unknown(frozenset({"x"}))
DAY_1 = datetime.date(2026, 1, 31)
SOME_OF_ALL = [
    1,
    Decimal("1.5"),
    "text",
    True,
    DAY_1,
    read_temporal("10:00:00"),
    read_temporal("2026-01-31T10:00:00"),
    DaysDuration(DAY),
    MonthsDuration(1),
    (1, 2),
    {"a": 1},
    Range(low=1, high=2, low_included=True, high_included=True),
    Null("why"),
    X,
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("12.50", Decimal("12.50")),
        (".5", Decimal("0.5")),
        ("1.2e3", 1200),
        ("-3", -3),
        ("007", 7),
    ],
)
def test_numbers_are_read_as_written(text: str, value: object) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1,5", "NaN", "Infinity", "１２", "1e9999999", "--1", "1_000"])
def test_what_is_no_number_is_null_with_a_reason(text: str) -> None:
    answer = number(text)
    assert isinstance(answer, Null)
    assert answer.reason


def test_numbers_keep_34_digits_and_round_half_even() -> None:
    assert numbers.divide(1, 3) == Decimal("0.3333333333333333333333333333333333")
    assert numbers.add(10**34, 5) == 10**34
    assert numbers.negative(Decimal("1.234567890123456789012345678901234")) == Decimal(
        "-1.234567890123456789012345678901234"
    )


def test_whole_results_are_int() -> None:
    assert type(numbers.divide(10, 5)) is int
    assert type(numbers.multiply(Decimal("2"), 3)) is int


@pytest.mark.parametrize(
    ("how", "value"), [("half even", 2), ("up", 3), ("down", 2), ("half up", 3), ("half down", 2)]
)
def test_roundings_of_two_and_a_half(how: str, value: int) -> None:
    assert round_to(Decimal("2.5"), 0, how) == value


def test_scales_have_limits() -> None:
    assert isinstance(round_to(1, 6177, "up"), Null)
    assert isinstance(round_to(1, -6112, "up"), Null)


@given(st.integers(-(10**30), 10**30), st.integers(-(10**30), 10**30).filter(bool))
def test_the_remainder_has_the_sign_of_the_divisor(dividend: int, divisor: int) -> None:
    assert numbers.remainder(dividend, divisor) == dividend % divisor


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_printed_numbers_read_back_the_same(value: Decimal) -> None:
    assert number(show_number(value)) == value


def test_nobody_counts_beyond_36_digits() -> None:
    assert whole(Decimal("1e6000")) == 10**36
    assert whole(Decimal("-2.7")) == -2


def test_unlike_kinds_are_neither_equal_nor_unequal() -> None:
    for left in SOME_OF_ALL[:-2]:
        for right in SOME_OF_ALL[:-2]:
            answer = equal(left, right)
            days = {kind_of(left), kind_of(right)} == {"date", "date and time"}
            if kind_of(left) == kind_of(right) or days:
                assert isinstance(answer, bool)
            else:
                assert isinstance(answer, Null)
                assert answer.reason


def test_null_equals_null_and_nothing_else() -> None:
    assert equal(Null("a"), Null("b")) is True
    assert equal(Null(), 1) is False
    assert compare("!=", Null(), 1) is True
    assert isinstance(order("<", Null(), 1), Null)


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_an_unknown_operand_makes_every_comparison_unknown(operator: str) -> None:
    for value in SOME_OF_ALL:
        assert isinstance(compare(operator, X, value), Unknown)
        assert isinstance(compare(operator, value, X), Unknown)


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "**"])
def test_arithmetic_gives_a_value_or_says_why_not(operator: str) -> None:
    for left in SOME_OF_ALL:
        for right in SOME_OF_ALL:
            answer = apply(operator, left, right)
            if left is X or right is X:
                assert isinstance(answer, Unknown)
            elif isinstance(answer, Null):
                assert answer.reason


def test_a_list_with_an_unknown_element_may_still_differ() -> None:
    assert equal((1, X), (2, 5)) is False
    assert isinstance(equal((1, X), (1, 5)), Unknown)


def test_between_decides_where_one_end_suffices() -> None:
    assert within(5, X, 4) is False
    assert isinstance(within(5, X, 6), Unknown)


def test_open_and_closed_ends() -> None:
    half_open = Range(low=1, high=3, low_included=True, high_included=False)
    assert [contains(half_open, value) for value in (0, 1, 2, 3)] == [False, True, True, False]
    below = Range(low=None, high=3, low_included=False, high_included=True)
    assert [contains(below, value) for value in (-(10**9), 3, 4)] == [True, True, False]


def test_a_date_beside_a_date_time_is_midnight_utc() -> None:
    assert equal(DAY_1, read_date_time("2026-01-31T00:00:00Z")) is True
    assert equal(DAY_1, read_date_time("2026-01-31T08:00:00+08:00")) is True


def test_minus() -> None:
    assert minus(5) == -5
    assert minus(0) == 0
    assert minus(DaysDuration(3)) == DaysDuration(-3)
    assert isinstance(minus("5"), Null)
    assert isinstance(minus(X), Unknown)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), "1.5"),
        ("a", '"a"'),
        (DAY_1, '@"2026-01-31"'),
        ((1, "a"), '[1, "a"]'),
        ({"a b": 1, "c:d": Null()}, '{a b: 1, "c:d": null}'),
        (Range(low=1, high=None, low_included=False, high_included=False), "(> 1)"),
    ],
)
def test_values_print_as_feel(value: object, text: str) -> None:
    assert show(value) == text


def test_a_text_prints_as_itself() -> None:
    assert to_text("a") == "a"
