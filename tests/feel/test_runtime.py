"""The helpers of compiled expressions: total on every value, exact, and honest about what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import runtime
from engine.feel.item_functions import TABLE
from engine.feel.literal import Workdays
from engine.feel.settle.kinds import meet
from engine.feel.states import equal
from engine.feel.temporal import DAY, DaysDuration, MonthsDuration
from engine.feel.values import Null, Unknown
from tests.feel.item_trees import ANY, unknown

X = unknown("x")
VALUES: list[Any] = [
    0,
    7,
    -1,
    Decimal("2.5"),
    True,
    False,
    "",
    "示例",
    date(2026, 3, 1),
    date(9999, 12, 31),
    DaysDuration(DAY),
    MonthsDuration(14),
    Workdays(3),
    Null("none"),
    X,
    (),
    (1, 2),
    (1, X, Null()),
    ("a", "b"),
    ({"宽": 1},),
    {"宽": X},
]
values = st.sampled_from(VALUES)
TWO = ("plus", "minus", "times", "over", "power", "member", "span", "disjoin", "conjoin")
ONE = ("deny", "submitted", "filled", "minus_sign", "flat")


def alike(one: Any, other: Any) -> bool:
    return one.__class__ is other.__class__ and (one.__class__ in (Null, Unknown) or one == other)


@given(values, values)
@settings(max_examples=400, deadline=None)
def test_no_value_makes_a_helper_raise(left: Any, right: Any) -> None:
    for name in TWO:
        getattr(runtime, name)(left, right)
    for name in ONE:
        getattr(runtime, name)(left)
    for operator in ("=", "!=", "<", "<=", ">", ">="):
        assert runtime.compare(operator, left, right).__class__ in (bool, Null, Unknown)
    assert runtime.between(left, right, left).__class__ in (bool, Null, Unknown)
    for word in ("宽", "year", "months", "days"):
        runtime.part(left, word)
    for loop in (runtime.every, runtime.some, runtime.each, runtime.keep):
        loop(left, lambda one: right)


@given(st.lists(values, min_size=3, max_size=3))
@settings(max_examples=400, deadline=None)
def test_no_value_makes_a_function_raise(arguments: list[Any]) -> None:
    for row in TABLE:
        for count in range(len(row.parameters) - row.optional, len(row.parameters) + 1):
            made = runtime.built_in(row.en, *arguments[:count])
            if arguments[0] is X:
                assert made is X or made.__class__ in (Unknown, Null, bool, int)


def test_kleene_prefers_what_decides() -> None:
    assert runtime.conjoin(X, Null(), False) is False
    assert runtime.disjoin(X, Null(), True) is True
    assert runtime.conjoin(X, Null(), True).names == {"x"}
    assert runtime.conjoin(True, Null()).__class__ is Null
    assert runtime.conjoin(True, 1).__class__ is Null
    assert runtime.conjoin(unknown("a"), unknown("b")).names == {"a", "b"}
    assert runtime.deny(3).__class__ is Null


def test_equality_looks_into_lists_and_records() -> None:
    assert equal((1, (2, 3)), (1, (2, 3))) is True
    assert equal((1, X), (2, X)) is False
    assert equal((1, X), (1, 3)).names == {"x"}
    assert equal({"a": 1, "b": 2}, {"b": 2, "a": 1}) is True
    assert equal(1, Decimal("1.0")) is True
    assert equal(1, True).__class__ is Null
    assert equal(Null(), Null()) is True
    assert equal(1, Null()) is False


@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("number", ("12.5",), Decimal("12.5")),
        ("number", ("many",), Null()),
        ("string", (Decimal("2.50"),), "2.5"),
        ("string", (True,), "true"),
        ("string", (date(2026, 3, 1),), "2026-03-01"),
        ("string", (MonthsDuration(14),), "P1Y2M"),
        ("date", (2026, 2, 30), Null()),
        ("date", (2026, 2, 28), date(2026, 2, 28)),
        ("years and months duration", (date(2008, 3, 2), date(2026, 3, 1)), MonthsDuration(215)),
        ("substring", ("示例餐饮店", 3), "餐饮店"),
        ("substring", ("示例餐饮店", -1, 1), "店"),
        ("substring", ("示例", 3), Null()),
        ("substring", ("示例", 1, 0), Null()),
        ("string length", ("示例𠮷",), 3),
        ("upper case", ("ab",), "AB"),
        ("lower case", ("AB",), "ab"),
        ("substring before", ("a-b", "-"), "a"),
        ("substring after", ("a-b", "-"), "b"),
        ("substring after", ("a-b", "x"), ""),
        ("substring after", ("a-b", ""), "a-b"),
        ("contains", ("abc", "b"), True),
        ("starts with", ("abc", "b"), False),
        ("ends with", ("abc", "c"), True),
        ("string join", (("a", Null(), "b"), "、"), "a、b"),
        ("string join", ((),), ""),
        ("string join", ((1,),), Null()),
        ("string join", (("a", X),), X),
        ("list contains", ((1, X, 2), 2), X),
        ("list contains", ((1, X), 2), X),
        ("list contains", ((1, 3), 2), False),
        ("count", ((1, X),), 2),
        ("count", (X,), X),
        ("min", ((3, Decimal("2.5")),), Decimal("2.5")),
        ("max", ((date(2026, 1, 1), date(2026, 3, 1)),), date(2026, 3, 1)),
        ("max", ((1, "a"),), Null()),
        ("min", ((),), Null()),
        ("min", ((1, X),), X),
        ("sum", ((1, 2, Decimal("0.5")),), Decimal("3.5")),
        ("sum", (("a",),), Null()),
        ("mean", ((1, 2),), Decimal("1.5")),
        ("mean", ((),), Null()),
        ("all", ((True, X, False),), False),
        ("all", ((),), True),
        ("any", ((),), False),
        ("any", ((X, Null()),), X),
        ("any", ((1,),), Null()),
        ("distinct values", ((1, 1, 2),), (1, 2)),
        ("distinct values", ((1, X),), X),
        ("decimal", (Decimal("2.345"), 2), Decimal("2.34")),
        ("floor", (Decimal("-1.5"),), -2),
        ("ceiling", (Decimal("1.21"), 1), Decimal("1.3")),
        ("round up", (Decimal("1.21"), 1), Decimal("1.3")),
        ("round down", (Decimal("1.29"), 1), Decimal("1.2")),
        ("round half up", (Decimal("2.5"), 0), 3),
        ("round half down", (Decimal("2.5"), 0), 2),
        ("abs", (-3,), 3),
        ("abs", (Decimal("-0.5"),), Decimal("0.5")),
        ("modulo", (-7, 3), 2),
        ("odd", (3,), True),
        ("even", (3,), False),
        ("day of year", (date(2026, 2, 1),), 32),
        ("day of week", (date(2026, 3, 1),), "Sunday"),
        ("month of year", (date(2026, 11, 1),), "November"),
        ("week of year", (date(2026, 1, 1),), 1),
        ("string length", (3,), Null()),
        ("string length", (Null(),), Null()),
    ],
)
def test_functions_answer(name: str, arguments: tuple[Any, ...], answer: Any) -> None:
    assert name in {row.en for row in TABLE}
    made = runtime.built_in(name, *arguments)
    assert alike(made, answer) or (made == answer and made.__class__ is not bool)


def test_texts_have_an_end() -> None:
    long = "字" * 40_000
    assert runtime.plus(long, long).__class__ is Null
    assert runtime.built_in("string join", (long, long)).__class__ is Null


def test_parts_of_records_dates_and_lengths() -> None:
    assert runtime.part(date(2026, 3, 1), "weekday") == 7
    assert runtime.part(MonthsDuration(-14), "years") == -1
    assert runtime.part(MonthsDuration(-14), "months") == -2
    assert runtime.part(DaysDuration(3 * DAY), "days") == 3
    assert runtime.part(({"宽": 1}, {"宽": 2}), "宽") == (1, 2)
    assert runtime.part({"宽": 1}, "高").__class__ is Null
    assert runtime.part(3, "宽").__class__ is Null


def test_ranges_count_both_ways() -> None:
    assert runtime.span(1, 3) == (1, 2, 3)
    assert runtime.span(3, 1) == (3, 2, 1)
    assert runtime.span(1, Decimal("2.5")).__class__ is Null
    assert runtime.span(1, Decimal("1E+6000")).__class__ is Null
    assert runtime.span(Decimal("1E+30"), Decimal("1E+30")).__class__ is Null
    assert runtime.flat(((1,), Null())).__class__ is Null


def test_shifting_what_is_no_day_is_null() -> None:
    assert runtime.add_months(X, 1) is X
    assert runtime.add_months(3, 1).__class__ is Null
    assert runtime.add_days("a", 1).__class__ is Null


def test_an_undecided_if_lacks_what_its_branches_lack() -> None:
    assert runtime.choose(unknown("c"), (1, X), {"a": unknown("y")}).names == {"c", "x", "y"}


def test_workdays_need_a_day() -> None:
    assert runtime.shift_workdays(lambda day, count: day, X, Workdays(3)).names == {"x"}
    assert runtime.shift_workdays(lambda day, count: day, 3, Workdays(3)).__class__ is Null
    swapped = runtime.shift_workdays(lambda day, count: (day, count), Workdays(3), date(2026, 3, 1))
    assert swapped == (date(2026, 3, 1), 3)


def test_types_that_cover_each_other() -> None:
    assert meet(ANY, ANY) == ANY
