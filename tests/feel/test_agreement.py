"""The two ways to an answer agree: every built-in and operator, interpreted and compiled, on the same rows.

The rows are those of the conformance tests that the item profile can take: a row whose expression does not
settle there is passed over. What the rows do not hold is in the table below.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from benchmarks.conformance import read_rows, value_of
from engine.feel import ast
from engine.feel.arithmetic import Null
from engine.feel.compare import same
from engine.feel.interpret import ITEM, Setting, evaluate
from engine.feel.item_functions import TABLE
from engine.feel.known import known_function
from engine.feel.parse import parse
from engine.feel.types import Scope, Type, settle
from engine.feel.values import Unknown
from engine.feel.walk import children
from tests.feel.item_trees import add_workdays, run
from tests.feel.kit import kit

SETTING = Setting(limits=ITEM, calendar=add_workdays)
KINDS = {"number": "number", "string": "text", "boolean": "yes_no", "date": "date"}

ROWS = [
    "date(2024, 2, 29) + 1 年",
    '@"2026-01-31" + @"P1M"',
    "date(2026, 3, 31) - 1 个月",
    '@"2026-03-01" - @"2026-02-01"',
    'number("12.5")',
    'number("x")',
    "string(1.50)",
    "string(true)",
    'years and months duration(@"2020-01-31", @"2021-03-01")',
    'substring("办事指南", 2)',
    'substring("办事指南", -2, 1)',
    'string length("𠮷野家")',
    'upper case("aß")',
    'lower case("ÀB")',
    'substring before("a-b", "-")',
    'substring after("a-b", "-")',
    'substring before("ab", "x")',
    'replace("abab", "a", "x")',
    'contains("abc", "")',
    'starts with("abc", "ab")',
    'ends with("abc", "bc")',
    'matches("2026-01", "^[0-9]{4}-[0-9]{2}$")',
    'split("a,b,,c", ",")',
    'string join(["a", "b"], "-")',
    "list contains([1, 2], 2.0)",
    "count([1, 2, 3])",
    "sublist([1, 2, 3], 2)",
    "sublist([1, 2, 3], -2, 1)",
    "reverse([1, 2])",
    "index of([1, 2, 1], 1)",
    "distinct values([1, 1.0, 2])",
    "min([3, 1, 2])",
    "max(3, 1, 2)",
    'max("a", "b")',
    "sum([0.1, 0.2])",
    "sum(1, 2)",
    "mean([1, 2])",
    "all([true, false])",
    "any([false, true])",
    "product([2, 3])",
    "median([1, 2, 3, 10])",
    "decimal(1/3, 2)",
    "decimal(2.5, 0)",
    "floor(-1.5)",
    "ceiling(-1.5)",
    "round up(1.11, 1)",
    "round down(-1.19, 1)",
    "round half up(2.5, 0)",
    "round half down(2.5, 0)",
    "abs(-3.0)",
    "modulo(-12, 5)",
    "modulo(1, 0)",
    "sqrt(2)",
    "sqrt(-1)",
    "odd(3)",
    "even(-2)",
    'day of year(@"2024-12-31")',
    'day of week(@"2026-03-02")',
    'month of year(@"2026-03-02")',
    'week of year(@"2026-01-01")',
    "1/3",
    "1/0",
    "2 ** 10",
    "2 ** -1",
    "-(-2)",
    "0.1 + 0.2 - 0.3",
    "1 - 2 * 3 / 4",
    "12345678901234567890123456789012345 + 1",
    "-12345678901234567890123456789012345.5",
    "1 < 2 or null",
    "null = null",
    "1 = null",
    "null < 1",
    "not(null)",
    "true and null",
    "false and null",
    "true or null",
    "1 in [1..3]",
    "3 in (1..3)",
    "2 in (1, 2, 3)",
    "5 in (> 3)",
    "null in [1..3]",
    "2 between 1 and null",
    '"b" between "a" and "c"',
    "if null then 1 else 2",
    "every x in [1, 2] satisfies x > 0",
    "some x in [1, 2] satisfies x > 1",
    "for x in [1, 2, 3] return x * x",
    "every x in 1..3 satisfies x > 0",
    "count(for x in 1..5 return x)",
    "[1, 2, 3][item > 1]",
    "[1, 2, 3][-1]",
    "[1, 2][5]",
    '@"P1Y2M".months',
    '@"2026-03-02".weekday',
    '@"P1D" + @"P2D"',
    '@"P1Y" * 2',
    '-@"P1M"',
    '@"P1M" < @"P1Y"',
    "{a: 1, b: a}.b",
]


def settled(text: str, names: dict[str, Type]) -> ast.Expr | None:
    """Settle a text in the item profile, or give nothing where the profile refuses it."""
    parsed = parse(text, profile="item", names=names)
    if parsed.tree is None:
        return None
    made = settle(parsed.tree, Scope(names=names), None)
    return None if made.problems else made.tree


def agree(one: Any, other: Any) -> bool:
    """Say whether two answers are the same; why a null is null may be said in different words."""
    if isinstance(one, Null) or isinstance(other, Null):
        return isinstance(one, Null) and isinstance(other, Null)
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return isinstance(one, Unknown) and isinstance(other, Unknown) and one.names == other.names
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return len(one) == len(other) and all(map(agree, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(agree(one[key], other[key]) for key in one)
    return isinstance(one, bool) == isinstance(other, bool) and same(one, other) is True


def used(tree: ast.Node) -> set[str]:
    """Name the built-ins and the kinds of nodes of a tree."""
    found = {type(tree).__name__}
    if isinstance(tree, ast.Call) and isinstance(tree.function, ast.Name):
        row = known_function(tree.function.name)
        found |= {row.en} if row else set()
    for child in children(tree):
        found |= used(child)
    return found


@pytest.mark.parametrize("text", ROWS)
def test_a_row_of_our_own_answers_alike(text: str) -> None:
    tree = settled(text, {})
    if tree is None:
        pytest.skip("the item profile refuses it")  # so there is one answer only
    assert agree(evaluate(tree, {}, setting=SETTING), run(tree))


def test_our_own_rows_hold_every_built_in() -> None:
    trees = [tree for text in ROWS if (tree := settled(text, {})) is not None]
    held = set().union(*(used(tree) for tree in trees))
    assert not {row.en for row in TABLE} - held


@cache
def kit_rows() -> tuple[tuple[str, str, dict[str, Any]], ...]:
    rows = (row for row in read_rows(kit()) if "expr" in row)
    return tuple((row["id"], row["expr"], row["inputs"]) for row in rows)


def test_the_conformance_rows_answer_alike() -> None:
    taken: Counter[str] = Counter()
    apart: list[str] = []
    count = 0
    for name, text, inputs in kit_rows():
        if any(given["t"] not in KINDS for given in inputs.values()):
            continue
        types = {key: Type(kind=KINDS[given["t"]]) for key, given in inputs.items()}  # type: ignore[arg-type]  # KINDS holds kinds
        tree = settled(text, types)
        if tree is None:
            continue
        scope = {key: value_of(given) for key, given in inputs.items()}
        count += 1
        taken.update(used(tree))
        ours, theirs = evaluate(tree, scope, setting=SETTING), run(tree, scope)
        if not agree(ours, theirs):
            apart.append(f"{name}: {text}: {ours!r} | {theirs!r}")
    assert not apart, f"{len(apart)} of {count}:\n" + "\n".join(apart[:30])
    assert count > 400
    assert {"Compare", "Arithmetic", "And", "Or", "Between", "In", "If"} <= set(taken)
