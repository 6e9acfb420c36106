"""What remains of a condition once some facts are known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from engine.feel import ast
from engine.feel.literal import Workdays
from engine.feel.residual import residual
from engine.feel.temporal import MonthsDuration
from engine.feel.values import Null
from tests.feel.item_trees import (
    CONDITIONS,
    NUMBERS,
    S,
    add_workdays,
    among,
    at,
    both,
    call,
    compare,
    either,
    fact,
    knowledge,
    loop,
    name,
    no,
    num,
    run,
    same,
    sums,
    text,
    unknown,
    when,
    yes,
)

RENTED = compare(fact("场所来源"), "=", text("租赁"))
LARGE = compare(fact("面积"), ">", num(50))
many = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def left(tree: ast.Expr, **facts: Any) -> ast.Expr:
    return residual(tree, lambda path: facts.get(path, unknown(path)), {"add_workdays": add_workdays})


@given(CONDITIONS, knowledge())
@many
def test_what_remains_answers_as_the_whole_would(tree: ast.Expr, known: Any) -> None:
    now, later = known
    assert same(run(left(tree, **now), later), run(tree, later))


@given(NUMBERS, knowledge())
@many
def test_what_remains_of_a_number_is_the_same_number(tree: ast.Expr, known: Any) -> None:
    now, later = known
    assert same(run(left(tree, **now), later), run(tree, later))


def test_known_operands_disappear() -> None:
    assert left(both(RENTED, LARGE), 面积=60) == RENTED
    assert left(both(RENTED, LARGE), 面积=40) == yes(False)
    assert left(either(RENTED, LARGE), 面积=60) == yes()
    assert left(either(RENTED, both(LARGE, no(RENTED))), 面积=60) == either(RENTED, no(RENTED))
    assert left(both(RENTED, RENTED)) == RENTED
    assert left(both(LARGE, LARGE), 面积=60) == yes()


def test_branches_are_chosen() -> None:
    tree = when(LARGE, RENTED, no(RENTED))
    assert left(tree, 面积=60) == RENTED
    assert left(tree, 面积=Null()) == no(RENTED)
    assert left(tree) == tree
    assert left(when(LARGE, num(1), num(1))) == num(1)
    assert left(no(no(RENTED))) == RENTED
    assert left(no(LARGE), 面积=60) == yes(False)
    assert left(no(fact("用明火")), 用明火=Null()) == ast.Null(span=S)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (60, num(60)),
        (Decimal("2.5"), num("2.5")),
        (-3, ast.Negate(span=S, operand=num(3))),
        ("租赁", text("租赁")),
        (date(2026, 3, 1), at("2026-03-01")),
        (True, yes()),
        (Null("none"), ast.Null(span=S)),
    ],
)
def test_known_facts_are_written_out(value: object, written: ast.Expr) -> None:
    assert left(compare(fact("x"), "=", fact("y")), y=value) == compare(fact("x"), "=", written)


def test_known_parts_of_a_calculation_are_written_out() -> None:
    later = compare(fact("到期日"), ">=", sums(fact("申请日期"), ("+", at("P6M"))))
    assert left(later, 申请日期=date(2026, 3, 1)) == compare(fact("到期日"), ">=", at("2026-09-01"))
    workdays = compare(fact("到期日"), ">=", sums(fact("申请日期"), ("+", ast.Workdays(span=S, count=5))))
    assert left(workdays, 申请日期=date(2026, 3, 1)) == compare(fact("到期日"), ">=", at("2026-03-06"))
    assert residual(workdays, lambda path: unknown(path)) == workdays
    widths = call("max", ast.List(span=S, items=(fact("x"), sums(fact("y"), ("*", num(2))))))
    assert left(widths, y=2) == call("max", ast.List(span=S, items=(fact("x"), num(4))))
    minus = sums(ast.Negate(span=S, operand=fact("x")), ("+", fact("y")))
    assert left(minus, y=1) == sums(ast.Negate(span=S, operand=fact("x")), ("+", num(1)))
    between = ast.Between(span=S, operand=fact("x"), low=fact("y"), high=num(9))
    assert left(between, y=1) == ast.Between(span=S, operand=fact("x"), low=num(1), high=num(9))


def test_lengths_of_time_are_written_out() -> None:
    tree = sums(fact("d"), ("+", when(fact("c"), at("P1Y"), at("P2Y"))))
    assert left(tree, c=True) == sums(fact("d"), ("+", at("P1Y")))
    assert left(either(LARGE, compare(fact("w"), "=", fact("v"))), w=Workdays(5)) == either(
        LARGE, compare(ast.Workdays(span=S, count=5), "=", fact("v"))
    )
    days = sums(fact("d"), ("+", sums(at("P1D"), ("*", fact("n")))))
    assert left(days, n=3) == sums(fact("d"), ("+", at("P3D")))
    assert left(compare(fact("x"), "=", fact("y")), y=MonthsDuration(6)) == compare(fact("x"), "=", at("P6M"))
    workdays = when(fact("c"), ast.Workdays(span=S, count=9), ast.Workdays(span=S, count=5))
    assert left(workdays, c=False) == ast.Workdays(span=S, count=5)


def test_loops_and_elements_stay_until_they_are_decided() -> None:
    tree = loop("every", "x", fact("招牌"), compare(name("x.宽"), ">", num(1)))
    assert left(tree) == tree
    assert left(tree, 招牌=({"宽": 2},)) == yes()
    at_hand = ast.Fact(span=S, path="招牌.宽", element=True)
    assert left(compare(at_hand, ">", num(1)), **{"招牌.宽": 2}) == compare(at_hand, ">", num(1))
    assert left(among(fact("场所来源"), text("租赁")), 场所来源="租赁") == yes()
    assert left(fact("招牌"), 招牌=({"宽": 2},)) == fact("招牌")


def test_a_function_of_a_plug_in_remains_if_it_is_not_at_hand() -> None:
    tree = compare(call("距离", num(1)), ">", num(10))
    assert left(tree) == tree
    assert residual(tree, lambda path: unknown(path), {"距离": lambda value: 12}) == yes()


def test_what_is_named_decides_but_keeps_its_name() -> None:
    late = compare(sums(fact("出生"), ("+", at("P16Y"))), ">", fact("申请日期"))
    lease = compare(fact("到期"), ">=", sums(fact("申请日期"), ("+", at("P6M"))))
    today = date(2026, 3, 2)

    def named(tree: ast.Expr, **facts: Any) -> ast.Expr:
        known = {"申请日期": today, **facts}
        return residual(tree, lambda path: known.get(path, unknown(path)), named=frozenset({"申请日期"}))

    assert named(both(late, lease)) == both(late, lease)
    assert named(both(late, lease), 出生=date(2020, 1, 1)) == lease
    assert named(lease, 到期=date(2026, 4, 1)) == yes(False)
    assert left(late, 申请日期=today) == compare(late.left, ">", at("2026-03-02"))
