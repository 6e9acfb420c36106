"""Compiled expressions of the item profile: right answers, and no certainty an unknown could overturn."""

from __future__ import annotations

import ast as py
from datetime import date
from decimal import Decimal, getcontext
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from engine.feel import ast
from engine.feel.interpret import Setting, evaluate
from engine.feel.temporal import DAY, DaysDuration, MonthsDuration
from engine.feel.to_python import to_python
from engine.feel.types import FunctionType, Scope
from engine.feel.values import Null, Unknown
from engine.feel.walk import children
from tests.feel.item_trees import (
    ANY,
    CONDITIONS,
    NAMES,
    NUMBER,
    NUMBERS,
    SCOPE,
    Names,
    S,
    add_workdays,
    among,
    at,
    both,
    bounds,
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
    settled,
    sums,
    text,
    unknown,
    when,
    yes,
)
from tests.feel.item_trees import given as state

D = date
many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@given(CONDITIONS, knowledge())
@many
def test_what_is_certain_stays_so_whatever_the_unknowns_turn_out_to_be(tree: ast.Expr, known: Any) -> None:
    now, later = known
    answer, final = run(tree, now), run(tree, later)
    assert final.__class__ in (bool, Null)
    if answer.__class__ is bool:
        assert answer is final
    if answer.__class__ is Unknown:
        assert answer.names and answer.names <= {path for path in now if _lacks(now[path])}


@given(NUMBERS, knowledge())
@many
def test_a_number_that_is_certain_stays_so(tree: ast.Expr, known: Any) -> None:
    now, later = known
    answer = run(tree, now)
    if answer.__class__ is not Unknown:
        assert same(answer, run(tree, later))


def _apart(node: ast.Node) -> bool:
    """Tell whether a tree has what the interpreter of the standard answers otherwise, on purpose.

    It knows years beyond 9999, and takes a range whose end is null for one without that end.
    """
    far = isinstance(node, ast.Temporal) and node.text == "P9000Y"
    return far or isinstance(node, ast.Range) or any(map(_apart, children(node)))


@given(CONDITIONS | NUMBERS, knowledge())
@many
def test_compiled_and_interpreted_answers_agree(tree: ast.Expr, known: Any) -> None:
    _, later = known
    later = {**later, "申请日期": D(2026, 1, 31)}
    assume(not _apart(tree))
    reference = evaluate(tree, later, setting=Setting(calendar=add_workdays))
    assert same(run(tree, later), reference)


def _lacks(value: Any) -> bool:
    return value.__class__ is Unknown or (isinstance(value, tuple) and any(map(_lacks, map(_width, value))))


def _width(row: dict[str, Any]) -> Any:
    return row["宽"]


@given(CONDITIONS)
@many
def test_a_settled_tree_settles_to_itself(tree: ast.Expr) -> None:
    assert settled(tree, SCOPE) == settled(settled(tree, SCOPE), SCOPE)


def test_a_lease_that_lasts_long_enough() -> None:
    tree = settled(compare(name("租赁合同.到期日"), ">=", sums(name("applied_on"), ("+", at("P6M")))))
    facts = {"申请日期": D(2026, 3, 2), "租赁合同.到期日": D(2026, 9, 2)}
    assert run(tree, facts) is True
    assert run(tree, {**facts, "租赁合同.到期日": D(2026, 9, 1)}) is False
    assert run(tree, {**facts, "租赁合同.到期日": Null()}).__class__ is Null
    assert run(tree, {**facts, "申请日期": unknown("申请日期")}).names == {"申请日期"}


@pytest.mark.parametrize(
    ("day", "length", "answer"),
    [
        (D(2026, 1, 31), "P1M", D(2026, 2, 28)),
        (D(2024, 2, 29), "P1Y", D(2025, 2, 28)),
        (D(2026, 1, 31), "P1D", D(2026, 2, 1)),
        (D(9999, 12, 31), "P1D", Null),
        (D(9999, 12, 31), "P1M", Null),
        (D(2026, 1, 1), "P9000Y", Null),
        (Null("why"), "P1M", Null),
    ],
)
def test_dates_clip_at_the_end_of_the_month_and_never_overflow(day: Any, length: str, answer: Any) -> None:
    made = run(sums(fact("d"), ("+", at(length))), {"d": day})
    assert made.__class__ is Null if answer is Null else made == answer


def test_lengths_of_time_calculate() -> None:
    days = {"a": D(2026, 3, 1), "b": D(2026, 2, 1)}
    assert run(sums(fact("a"), ("-", fact("b"))), days) == DaysDuration(28 * DAY)
    assert run(sums(at("P1M"), ("+", fact("b"))), days) == D(2026, 3, 1)
    assert run(sums(fact("b"), ("-", at("P1M"))), days) == D(2026, 1, 1)
    assert run(sums(at("P1Y"), ("*", num(2)))) == MonthsDuration(24)
    assert run(sums(at("P1Y"), ("/", at("P1M")))) == 12
    assert run(sums(at("P10D"), ("/", num(3)))).__class__ is DaysDuration
    assert run(sums(num(2), ("*", at("P1D")))) == DaysDuration(2 * DAY)
    assert run(compare(sums(fact("a"), ("-", fact("b"))), "<", at("P30D")), days) is True


def test_workdays_are_counted_by_the_calendar() -> None:
    later = sums(fact("d"), ("+", ast.Workdays(span=S, count=5)))
    assert run(later, {"d": D(2026, 3, 1)}) == D(2026, 3, 6)
    assert run(later, {"d": unknown("d")}).names == {"d"}
    lengths = when(fact("c"), ast.Workdays(span=S, count=9), at("P1M"))
    either_way = sums(fact("d"), ("-", lengths))
    assert run(either_way, {"d": D(2026, 3, 10), "c": True}) == D(2026, 3, 1)
    assert run(either_way, {"d": D(2026, 3, 10), "c": False}) == D(2026, 2, 10)


def test_numbers_are_exact_whatever_the_thread_thinks() -> None:
    before = getcontext().prec
    getcontext().prec = 3
    try:
        assert run(sums(num("0.1"), ("+", num("0.2")))) == Decimal("0.3")
        third = run(sums(num(1), ("/", num(3))))
        long = "0." + "7" * 34
        assert run(ast.Negate(span=S, operand=num(long))) == Decimal(f"-{long}")
        assert run(ast.Negate(span=S, operand=fact("x")), {"x": Decimal(long)}) == Decimal(f"-{long}")
        assert third == Decimal("0." + "3" * 34)
    finally:
        getcontext().prec = before
    assert run(sums(num(7), ("*", num(6)))).__class__ is int
    assert run(sums(num(1), ("/", num(0)))).__class__ is Null
    assert run(sums(num(2), ("**", num(10)))) == 1024
    assert run(sums(num(2), *[("+", num(1))] * 5000)) == 5002


def test_a_range_of_days_is_compared_at_once() -> None:
    year = ast.Between(span=S, operand=fact("d"), low=at("2026-01-01"), high=at("2026-12-31"))
    assert run(year, {"d": D(2026, 3, 1)}) is True
    assert run(year, {"d": unknown("d")}).names == {"d"}
    odd = ast.Between(span=S, operand=fact("d"), low=at("P1D"), high=at("P2D"))
    assert run(odd, {"d": DaysDuration(DAY)}) is True


def test_null_is_equal_to_null_and_ordered_with_nothing() -> None:
    nothing = ast.Null(span=S)
    assert run(compare(fact("x"), "=", nothing), {"x": Null()}) is True
    assert run(compare(fact("x"), "=", nothing), {"x": 3}) is False
    assert run(compare(fact("x"), "!=", nothing), {"x": D(2026, 1, 1)}) is True
    assert run(compare(fact("x"), "<", nothing), {"x": 3}).__class__ is Null
    assert run(compare(fact("x"), "=", fact("y")), {"x": unknown("x"), "y": unknown("y")}).names == {"x", "y"}


@pytest.mark.parametrize("count", [2, 8, 9, 3000])
def test_long_chains_are_kleene_too(count: int) -> None:
    facts = [fact(f"f{n}") for n in range(count)]
    all_true = {f"f{n}": True for n in range(count)}
    assert run(both(*facts), all_true) is True
    assert run(both(*facts), {**all_true, "f0": unknown("f0"), "f1": False}) is False
    assert run(both(*facts), {**all_true, "f0": unknown("f0")}).names == {"f0"}
    assert run(both(*facts), {**all_true, "f0": Null()}).__class__ is Null
    assert run(either(*facts), {**{f"f{n}": False for n in range(count)}, "f1": Null()}).__class__ is Null
    assert run(either(*facts), {**all_true, "f0": Null()}) is True


def test_sixty_four_levels_compile() -> None:
    tree = fact("a")
    for level in range(64):
        tree = (
            both(tree, fact("b")) if level % 2 else either(fact("b"), when(tree, tree_leaf(), no(fact("b"))))
        )
    assert run(tree, {"a": True, "b": unknown("b")}).__class__ in (bool, Unknown)


def tree_leaf() -> ast.Expr:
    return fact("a")


def test_if_agrees_with_both_branches_before_its_condition_is_known() -> None:
    tree = when(fact("c"), fact("x"), fact("y"))
    assert run(tree, {"c": unknown("c"), "x": 1, "y": Decimal(1)}) == 1
    assert run(tree, {"c": unknown("c"), "x": 1, "y": unknown("y")}).names == {"c", "y"}
    assert run(tree, {"c": Null(), "x": 1, "y": 2}) == 2


def test_only_the_branch_asked_for_is_looked_at() -> None:
    tree = when(fact("c"), num(1), fact("missing"))
    assert run(tree, {"c": True}) == 1


@pytest.mark.parametrize(
    ("value", "answer"),
    [("租赁", True), ("借用", False), (Null(), False), (unknown("x"), Unknown)],
)
def test_membership_of_options(value: Any, answer: Any) -> None:
    made = run(among(fact("x"), text("自有"), text("租赁")), {"x": value})
    assert made.__class__ is Unknown if answer is Unknown else made is answer
    turned = run(
        among(fact("x"), ast.List(span=S, items=(text("自有"), text("租赁"))), negated=True), {"x": value}
    )
    assert turned.__class__ is Unknown if answer is Unknown else turned is not answer


@pytest.mark.parametrize(
    ("value", "answer"),
    [(1, True), (5, False), (Decimal("4.9"), True), (9, True), (7, False), (0, False), (Null(), Null)],
)
def test_ranges_and_endpoints(value: Any, answer: Any) -> None:
    above = ast.Endpoint(span=S, operator=">", value=num("7.5"))
    made = run(among(fact("x"), bounds(num(1), num(5), "[)"), above), {"x": value})
    assert made.__class__ is answer if answer is Null else made is answer


def test_one_sided_ranges_and_lists_of_facts() -> None:
    assert run(among(fact("x"), bounds(None, num(5), "()")), {"x": 4}) is True
    assert run(among(fact("x"), bounds(num(5), None, "[)")), {"x": 5}) is True
    assert run(among(fact("x"), fact("xs")), {"x": 4, "xs": (1, unknown("y"), 4)}) is True
    assert run(among(fact("x"), fact("xs")), {"x": 4, "xs": (1, unknown("y"))}).names == {"y"}
    assert run(among(fact("x")), {"x": 4}) is False


def test_loops_over_lists_and_numbers() -> None:
    rows = ({"宽": 2, "效果图": True}, {"宽": 4, "效果图": unknown("e")})
    every = settled(loop("every", "x", name("招牌"), compare(name("x.宽"), ">", num(1))))
    assert run(every, {"招牌": rows}) is True
    shown = settled(loop("every", "x", name("招牌"), state(name("x.效果图"), "submitted")))
    assert run(shown, {"招牌": rows}).names == {"e"}
    assert run(shown, {"招牌": unknown("招牌")}).names == {"招牌"}
    assert run(shown, {"招牌": ()}) is True
    assert run(loop("some", "n", num(3), compare(name("n"), "=", num(2)), num(1))) is True
    far = loop("some", "n", num(1), compare(name("n"), "=", fact("k")), num(20000))
    assert run(far, {"k": 2}).__class__ is Null


def test_for_filter_and_path_over_lists() -> None:
    rows = ({"宽": 2, "位置": "门头"}, {"宽": 4, "位置": "侧墙"})
    wide = ast.Filter(span=S, operand=name("招牌"), condition=compare(name("宽"), ">", num(3)))
    assert run(settled(ast.Path(span=S, operand=wide, name="位置")), {"招牌": rows}) == ("侧墙",)
    second = ast.Filter(span=S, operand=name("招牌"), condition=num(2))
    assert run(settled(ast.Path(span=S, operand=second, name="位置")), {"招牌": rows}) == "侧墙"
    last = ast.Filter(span=S, operand=fact("招牌"), condition=ast.Negate(span=S, operand=num(1)))
    assert run(last, {"招牌": rows})["宽"] == 4
    assert run(last, {"招牌": ()}) == ()
    half = ({"宽": unknown("w"), "位置": "门头"},)
    assert run(settled(wide), {"招牌": half}).names == {"w"}
    iterators = tuple(ast.Iterator(span=S, name=n, source=num(1), end=num(2)) for n in "ab")
    pairs = ast.For(span=S, iterators=iterators, result=sums(name("a"), ("*", name("b"))))
    assert run(pairs) == (1, 2, 2, 4)


def test_the_answer_of_a_plug_in_may_be_of_any_type() -> None:
    tree = settled(compare(name("答复.距离"), ">=", num(10)))
    assert run(tree, {"答复.距离": 12}) is True
    assert run(tree, {"答复.距离": "far"}).__class__ is Null
    assert run(tree, {"答复.距离": True}).__class__ is Null
    equal = settled(compare(name("答复.距离"), "=", num(1)))
    assert run(equal, {"答复.距离": True}).__class__ is Null


def test_a_function_of_a_plug_in_is_asked_only_with_known_arguments() -> None:
    scope = Scope(names=NAMES, functions={"距离": FunctionType(parameters=(("到", ANY),), result=NUMBER)})
    tree = settled(call("距离", name("面积")), scope)
    functions = {"距离": lambda value: value * 2}
    assert run(tree, {"面积": 4}, functions) == 8
    assert run(tree, {"面积": unknown("面积")}, functions).names == {"面积"}


def test_states_of_materials_and_facts() -> None:
    assert run(state(fact("m"), "submitted"), {"m": True}) is True
    assert run(state(fact("m"), "submitted"), {"m": Null()}) is False
    assert run(state(fact("m"), "filled"), {"m": False}) is True
    assert run(state(fact("m"), "unfilled"), {"m": Null()}) is True
    assert run(state(fact("m"), "unfilled"), {"m": unknown("m")}).names == {"m"}


def test_no_word_of_the_author_becomes_python() -> None:
    tree = settled(
        both(
            loop("some", "招牌项", name("招牌"), compare(name("招牌项.位置"), "=", text("__import__('os')"))),
            compare(name("场所来源"), "=", name("租赁")),
        )
    )
    made = to_python(tree, Names())
    found = {node.id for node in py.walk(made) if isinstance(node, py.Name)}
    found |= {node.arg for node in py.walk(made) if isinstance(node, py.arg)}
    found |= {node.attr for node in py.walk(made) if isinstance(node, py.Attribute)}
    assert all(word == "F" or word == "__class__" or word.startswith("v") for word in found)


def test_what_the_profile_leaves_out_has_no_python() -> None:
    with pytest.raises(TypeError):
        run(ast.Context(span=S, entries=(("a", yes()),)))
