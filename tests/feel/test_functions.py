"""The built-ins: their table, how they are called, and what the kit of conformance tests leaves open."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from engine.feel.functions import BY_NAME, CLOCKS, TABLE, call
from engine.feel.interpret import Setting, evaluate
from engine.feel.item_functions import TABLE as ITEM_TABLE
from engine.feel.parse import parse
from engine.feel.temporal import DateTime
from engine.feel.values import Null, Unknown

X = Unknown(frozenset({"x"}))


def ask(text: str, **names: object) -> object:
    tree = parse(text, profile="standard", names=tuple(names)).tree
    assert tree is not None, text
    return evaluate(tree, names)


def test_the_standard_has_86_built_ins() -> None:
    assert len(TABLE) + 1 == 86  # `range` reads FEEL and stands with the interpreter
    assert len({row.name for row in TABLE}) == len({row.zh for row in TABLE}) == len(TABLE)


def test_items_call_the_functions_by_the_same_names() -> None:
    for row in ITEM_TABLE:
        assert BY_NAME[row.en].zh == row.zh


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_null_in_any_place_never_raises(row: object) -> None:
    name = row.name  # type: ignore[attr-defined]  # a row of the table
    for count in range(5):
        for filler in (Null(), 1, "a", True, (1, 2), {"key": "a"}, datetime.date(2026, 1, 1), X):
            for place in range(count):
                arguments = [filler] * count
                arguments[place] = Null()
                call(BY_NAME[name], arguments)
            call(BY_NAME[name], [filler] * count)


@pytest.mark.parametrize("name", [row.name for row in TABLE if row.name not in CLOCKS])
def test_no_arguments_is_null_with_a_reason(name: str) -> None:
    answer = call(BY_NAME[name], [])
    assert isinstance(answer, Null)
    assert answer.reason


@pytest.mark.parametrize(
    "text",
    ["upper case(x)", "sum([1, x])", "not(x)", 'contains(x, "a")', "floor(x)", "is(x, 1)"],
)
def test_an_unknown_argument_gives_an_unknown_answer(text: str) -> None:
    assert isinstance(ask(text, x=X), Unknown)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("count([1, x])", 2),
        ("all([false, x])", False),
        ("any([true, x])", True),
        ("count(append([1], x))", 2),
        ("reverse([x, 1])[1]", 1),
    ],
)
def test_what_does_not_depend_on_the_unknown_is_known(text: str, answer: object) -> None:
    assert ask(text, x=X) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('substring("一二三四", -2)', "三四"),
        ('substring("foobar", 3, 2.9)', "ob"),
        ('string join(["a", null, "b"], "、")', "a、b"),
        ('substring before("a", "a")', ""),
        ("sublist([1, 2, 3], -2)", (2, 3)),
        ("insert before([1, 2], -1, 9)", (1, 9, 2)),
        ("index of([1, null, 1, null], null)", (2, 4)),
        ('distinct values([1, 1.0, null, null, "1", true, 1])', (1, Null(), "1", True)),
        ("union([1, 2], [2, 3])", (1, 2, 3)),
        ("flatten([1, [2, [3, []]]])", (1, 2, 3)),
        ("sort([3, 1, 2], function(a, b) a > b)", (3, 2, 1)),
        ("mode([1, 2, 2, 1])", (1, 2)),
        ("stddev([1, 2, 3])", 1),
        ("decimal(2.5, 0)", 2),
        ("floor(-1.05, 1)", Decimal("-1.1")),
        ("round half up(-2.5, 0)", -3),
        ("modulo(-7, 3)", 2),
        ("median([1, 2, 3, 4])", Decimal("2.5")),
        ('day of week(date("2026-11-24"))', "Tuesday"),
        ('week of year(date("2027-01-01"))', 53),
        ('day of year(date("2024-12-31"))', 366),
        ("before([1..5), 5)", True),
        ("during(3, (> 2))", True),
        ("includes([1..10], (2..9))", True),
        ("starts([1..2], [1..3])", True),
        ('number("1 234,5", " ", ",")', Decimal("1234.5")),
        ('context put({a: 1}, "b", 2).b', 2),
        ('get value({a: 1}, "a")', 1),
        ("min([2, 1])", 1),
        ('max("b", "a")', "b"),
    ],
)
def test_answers(text: str, answer: object) -> None:
    assert ask(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "sum([])",
        "min([true])",
        'min([1, "a"])',
        "median([])",
        "stddev([1])",
        'substring("abc", 0)',
        "sublist([1], 2)",
        "remove([1], 5)",
        "sqrt(-1)",
        "log(0)",
        "exp(100000)",
        'matches("a", "(")',
        'replace("a", "x*", "b")',
        'number("1,5")',
        'date("2026-02-30")',
        "append([1])",
        'upper case(text: "a")',
        'upper case("a", "b")',
        "sort([1, 2], function(a) true)",
        "sort([1, 2], function(a, b) null)",
        "context([{key: 1, value: 2}])",
        "now()",
        "today()",
        "range([1..3])",
        'range("[1..x]")',
        'range("1..2")',
    ],
)
def test_out_of_domain_is_null_with_a_reason(text: str) -> None:
    answer = ask(text)
    assert isinstance(answer, Null)
    assert answer.reason


def test_the_clock_is_handed_in() -> None:
    now = DateTime(date=datetime.date(2026, 11, 24), nanos=0, offset=8 * 3600)
    setting = Setting(now=now)
    for text, answer in (("now()", now), ("today()", now.date)):
        tree = parse(text, profile="standard").tree
        assert tree is not None
        assert evaluate(tree, {}, setting=setting) == answer


def test_named_arguments_in_any_order() -> None:
    assert ask('contains(match: "b", string: "abc")') is True
    assert ask("round up(scale: 1, n: 1.11)") == Decimal("1.2")
