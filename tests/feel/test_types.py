"""Settling: names become facts, options need no quotes, and every problem is reported once."""

from __future__ import annotations

import pytest

from engine.feel import ast
from engine.feel.problem import to_fault
from engine.feel.settle import faults
from engine.feel.types import FunctionType, Scope, Type, in_words, settle, settle_tests
from engine.source import Text
from tests.feel.item_trees import (
    NAMES,
    NUMBER,
    SCOPE,
    SOURCE,
    S,
    among,
    at,
    both,
    bounds,
    call,
    codes,
    compare,
    either,
    fact,
    given,
    loop,
    name,
    no,
    num,
    settled,
    sums,
    text,
    when,
    yes,
)

YES_NO = Type(kind="yes_no")
ELEMENT = Scope(names=NAMES, element="招牌")


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("applied_on", "申请日期"),
        ("applicant.name", "申请人.名称"),
        ("租赁合同.到期日", "租赁合同.到期日"),
        ("租赁合同.copies", "租赁合同.份数"),
        ("answer.距离", "答复.距离"),
    ],
)
def test_a_name_of_either_language_becomes_its_fact(written: str, path: str) -> None:
    made = settle(name(written), SCOPE)
    assert made.tree == fact(path)
    assert made.facts == {path}
    assert not made.problems


def test_the_element_at_hand_is_marked() -> None:
    assert settled(name("招牌.位置"), ELEMENT) == ast.Fact(span=S, path="招牌.位置", element=True)
    assert settled(name("index"), ELEMENT) == ast.Fact(span=S, path="序号", element=True)
    assert codes(name("序号")) == ["rule/unknown-name"]


def test_a_path_over_a_list_reads_the_list() -> None:
    made = settle(call("sum", name("招牌.宽")), SCOPE)
    assert made.facts == {"招牌"}
    assert made.type.kind == "number"


def test_an_option_needs_no_quotes_on_either_side() -> None:
    wanted = compare(fact("场所来源"), "=", text("租赁"))
    assert settled(compare(name("场所来源"), "=", name("租赁"))) == wanted
    turned = settled(compare(name("租赁"), "=", name("场所来源")))
    assert turned == compare(text("租赁"), "=", fact("场所来源"))
    assert settled(among(name("场所来源"), name("自有"), name("租赁"))) == among(
        fact("场所来源"), text("自有"), text("租赁")
    )
    inside = when(name("要挂招牌"), name("自有"), name("租赁"))
    assert settled(compare(name("场所来源"), "=", inside)) == compare(
        fact("场所来源"), "=", when(fact("要挂招牌"), text("自有"), text("租赁"))
    )


def test_an_option_may_look_like_yes_or_like_a_number() -> None:
    odd = Scope(names={"档": Type(kind="option", options=("是", "1"))})
    assert settled(compare(name("档"), "=", yes()), odd) == compare(fact("档"), "=", text("是"))
    assert settled(compare(name("档"), "=", num(1)), odd) == compare(fact("档"), "=", text("1"))


def test_a_wrong_option_names_the_right_one_and_can_be_cured() -> None:
    (problem,) = settle(compare(name("场所来源"), "=", name("租凭")), SCOPE).problems
    assert problem.kind is faults.UNKNOWN_OPTION
    assert problem.nearest == ("租赁",)
    assert problem.replacement == "租赁"
    assert problem.values["options"] == "自有、租赁、他人无偿提供"
    (quoted,) = settle(compare(name("场所来源"), "=", text("租凭")), SCOPE).problems
    assert quoted.replacement == '"租赁"'
    assert codes(name("租凭"), expect=SOURCE) == ["rule/unknown-option"]
    assert settled(name("租赁"), expect=SOURCE) == text("租赁")


def test_a_word_that_is_option_and_name_must_be_quoted() -> None:
    scope = Scope(names={**NAMES, "租赁": YES_NO})
    assert codes(compare(name("场所来源"), "=", name("租赁")), scope) == ["feel/two-readings"]
    assert codes(compare(name("租赁"), "=", name("场所来源")), scope) == ["feel/two-readings"]
    assert codes(compare(name("场所来源"), "=", text("租赁")), scope) == []


def test_unknown_names_offer_the_nearest() -> None:
    (problem,) = settle(compare(name("场所来元"), "=", name("租赁")), SCOPE).problems
    assert (problem.nearest, problem.replacement) == (("场所来源",), "场所来源")
    (part,) = settle(compare(name("租赁合同.到期月"), ">", name("申请日期")), SCOPE).problems
    assert part.replacement == "租赁合同.到期日"
    (alone,) = settle(either(compare(name("场所来源"), "=", name("自有")), name("租赁")), SCOPE).problems
    assert alone.nearest == ("场所来源 是 租赁",)
    (unquoted,) = settle(compare(name("申请人.名称"), "=", name("示例")), SCOPE).problems
    assert unquoted.nearest == ('"示例"',)


def test_every_problem_is_reported_and_each_once() -> None:
    tree = both(
        compare(name("面积"), ">", name("申请日期")),
        compare(name("没有"), ">", num(1)),
        compare(sums(name("又没有"), ("+", num(1))), "=", name("也没有")),
        compare(name("场所来源"), "=", name("买的")),
    )
    assert codes(tree) == [
        "feel/wrong-type",
        "rule/unknown-name",
        "rule/unknown-name",
        "rule/unknown-option",
    ]


WRONG = {
    "a number against a day": compare(name("面积"), ">", name("申请日期")),
    "days against a number": compare(sums(name("申请日期"), ("-", name("申请日期"))), ">", num(30)),
    "order of options": compare(name("场所来源"), "<", name("租赁")),
    "text plus number": sums(name("申请人.名称"), ("+", num(1))),
    "a number as condition": both(name("面积"), name("要挂招牌")),
    "a material alone": name("租赁合同"),
    "an attachment compared": compare(name("招牌.效果图"), "=", num(1)),
    "submitted number": given(name("面积"), "submitted"),
    "material filled": given(name("租赁合同"), "filled"),
    "negated text": ast.Negate(span=S, operand=name("申请人.名称")),
    "branches that differ": when(name("要挂招牌"), num(1), text("a")),
    "no such day": compare(name("申请日期"), "=", at("2026-02-30")),
    "property of a number": name("面积.年"),
    "loop over a number": loop("some", "x", name("面积"), yes()),
    "range of texts": loop("some", "x", text("a"), yes(), text("b")),
    "mixed list": ast.List(span=S, items=(num(1), text("a"))),
    "too few arguments": call("starts with", name("申请人.名称")),
    "wrong argument": call("字数", name("面积")),
    "filter of a number": ast.Filter(span=S, operand=name("面积"), condition=yes()),
    "filter by a text": ast.Filter(span=S, operand=name("招牌"), condition=text("a")),
    "in": among(name("面积"), text("a")),
    "between": ast.Between(span=S, operand=name("面积"), low=num(1), high=name("申请日期")),
}


@pytest.mark.parametrize("tree", WRONG.values(), ids=WRONG.keys())
def test_a_type_that_does_not_fit_is_one_fault(tree: ast.Expr) -> None:
    scope = ELEMENT if any("招牌.效果图" in fact for fact in settle(tree, ELEMENT).facts) else SCOPE
    assert codes(tree, scope) == ["feel/wrong-type"]


LEFT_OUT = {
    "context": ast.Context(span=S, entries=()),
    "function": ast.Function(span=S, parameters=(), body=num(1)),
    "range": bounds(num(1), num(2)),
    "type": ast.InstanceOf(span=S, operand=num(1), type=ast.TypeName(span=S, name="number")),
    "hours": at("PT5H"),
    "whole lists": compare(name("招牌"), "=", name("招牌")),
    "computed exponent": sums(num(2), ("**", name("面积"))),
}


@pytest.mark.parametrize("tree", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_what_the_profile_leaves_out_is_named(tree: ast.Expr) -> None:
    assert codes(tree) == ["feel/left-out"]


COSTLY = {
    "range": loop("every", "x", num(1), yes(), num(10_001)),
    "loops": loop(
        "every",
        "x",
        num(1),
        loop("some", "y", num(1), loop("some", "z", name("招牌"), yes()), num(2)),
        num(2),
    ),
    "exponent": sums(num(2), ("**", num(5000))),
    "dates": compare(sums(name("申请日期"), *[("+", at("P1D"))] * 40), "=", name("申请日期")),
}


@pytest.mark.parametrize("tree", COSTLY.values(), ids=COSTLY.keys())
def test_what_would_take_too_long_is_refused(tree: ast.Expr) -> None:
    assert codes(tree) == ["feel/too-costly"]


def test_weekdays_and_months_may_be_named_in_chinese() -> None:
    day = call("day of week", fact("申请日期"))
    assert settled(compare(call("星期几", name("申请日期")), "=", name("星期一"))) == compare(
        day, "=", text("Monday")
    )
    assert codes(compare(call("星期几", name("申请日期")), "=", name("星期八"))) == ["rule/unknown-option"]


def test_a_pattern_is_written_out() -> None:
    assert codes(call("符合样式", name("申请人.名称"), text("^[一-龥]+$"))) == []
    assert codes(call("符合样式", name("申请人.名称"), name("申请人.名称"))) == ["feel/left-out"]
    assert codes(call("符合样式", name("申请人.名称"), text("("))) == ["feel/wrong-type"]
    assert codes(call("符合样式", name("申请人.名称"))) == ["feel/wrong-type"]


def test_there_is_no_clock() -> None:
    assert codes(call("today")) == ["feel/no-clock"]
    assert codes(compare(name("申请日期"), "<", name("today"))) == ["feel/no-clock"]


def test_an_unknown_function_offers_the_nearest() -> None:
    (problem,) = settle(compare(call("字长", name("申请人.名称")), ">", num(2)), SCOPE).problems
    assert problem.kind is faults.UNKNOWN_FUNCTION
    assert problem.replacement == "字数"


def test_functions_have_a_name_in_each_language() -> None:
    wanted = call("string length", fact("申请人.名称"))
    for written in ("字数", "string length", "string_length"):
        assert settled(call(written, name("申请人.名称"))) == wanted
    named = call("开头是", text("示"), name("申请人.名称"), names=("找什么", "文字"))
    assert settled(named) == call("starts with", fact("申请人.名称"), text("示"))
    assert settled(call("最大", num(1), num(2))) == call("max", ast.List(span=S, items=(num(1), num(2))))
    assert settled(call("not", name("要挂招牌"))) == no(fact("要挂招牌"))


def test_a_function_of_a_plug_in_is_typed() -> None:
    near = FunctionType(parameters=(("地址", Type(kind="text")),), result=Type(kind="number"))
    scope = Scope(names=NAMES, functions={"距离": near})
    assert codes(compare(call("距离", name("申请人.名称")), ">", num(1)), scope) == []
    assert codes(call("距离", name("面积")), scope) == ["feel/wrong-type"]
    assert codes(call("距离"), scope) == ["feel/wrong-type"]


@pytest.mark.parametrize(
    ("tree", "kind"),
    [
        (sums(name("申请日期"), ("+", at("P6M"))), "date"),
        (sums(name("申请日期"), ("-", ast.Workdays(span=S, count=3))), "date"),
        (sums(name("申请日期"), ("-", name("租赁合同.到期日"))), "days"),
        (sums(at("P1Y"), ("/", at("P1M"))), "number"),
        (sums(name("申请人.名称"), ("+", name("场所来源"))), "text"),
        (name("申请日期.年"), "number"),
        (call("年月日", num(2026), num(3), num(1)), "date"),
        (call("min", name("招牌.宽")), "number"),
        (call("distinct values", name("招牌.位置")), "list"),
        (ast.Filter(span=S, operand=name("招牌"), condition=num(1)), "record"),
        (ast.Filter(span=S, operand=name("招牌"), condition=compare(name("宽"), ">", num(1))), "list"),
        (when(name("要挂招牌"), ast.Workdays(span=S, count=9), at("P1M")), "any"),
        (compare(name("答复.距离"), ">", num(1)), "yes_no"),
        (name("面积"), "number"),
    ],
)
def test_types_follow(tree: ast.Expr, kind: str) -> None:
    made = settle(tree, SCOPE)
    assert not made.problems
    assert made.type.kind == kind


def test_whole_numbers_stay_whole_where_arithmetic_keeps_them() -> None:
    assert settle(sums(name("从业人数"), ("*", num(2))), SCOPE).type.integer
    assert not settle(sums(name("从业人数"), ("/", num(2))), SCOPE).type.integer


def test_the_place_says_what_it_expects() -> None:
    assert codes(name("面积"), expect=YES_NO) == ["feel/wrong-type"]
    assert codes(name("要挂招牌"), expect=YES_NO) == []


def test_a_cell_settles_against_its_column() -> None:
    cell = ast.Tests(span=S, tests=(name("租赁"), text("自有")))
    made = settle_tests(cell, SOURCE, SCOPE)
    assert made.tests.tests == (text("租赁"), text("自有"))
    above = ast.Endpoint(span=S, operator=">", value=name("申请日期"))
    wrong = settle_tests(ast.Tests(span=S, tests=(above,)), Type(kind="number"), SCOPE)
    assert [problem.kind.code for problem in wrong.problems] == ["feel/wrong-type"]
    assert wrong.facts == {"申请日期"}


def test_a_problem_finds_its_place_and_its_words() -> None:
    written = Text("场所来源 是 租凭")
    tree = ast.Compare(
        span=(0, 9),
        operator="=",
        left=ast.Name(span=(0, 4), name="场所来源"),
        right=ast.Name(span=(7, 9), name="租凭"),
    )
    (problem,) = settle(tree, SCOPE).problems
    fault = to_fault(problem, written)
    assert (fault.source.column, fault.source.end_column) == (8, 10)
    assert fault.says("zh").endswith("您是不是要写「租赁」？")
    assert fault.cure is not None


def test_every_fault_has_words_for_every_occurrence() -> None:
    trees = [*WRONG.values(), *LEFT_OUT.values(), *COSTLY.values(), call("today"), call("什么"), name("什么")]
    for tree in trees:
        for problem in settle(tree, SCOPE).problems:
            assert "{" not in problem.kind.zh.format_map(problem.values)
            assert "{" not in problem.kind.en.format_map(problem.values)


def test_a_sea_of_problems_stays_quick() -> None:
    tree = both(*[name(f"没有{number}") for number in range(1500)])
    assert len(codes(tree)) == 1500


def test_parts_of_parts_and_of_settled_facts() -> None:
    scope = Scope(names={**NAMES, "单": Type(kind="material")})
    assert codes(name("单.号"), scope) == ["rule/unknown-name"]
    assert settle(fact("答复.距离"), SCOPE).type.kind == "any"
    assert settle(fact("R1.答复.距离"), SCOPE).type.kind == "any"
    assert settle(fact("租赁合同.到期日"), SCOPE).type.kind == "date"
    over = ast.Filter(span=S, operand=name("招牌"), condition=num(1))
    path = ast.Path(span=S, operand=over, name="宽")
    assert settled(path) == ast.Path(
        span=S, operand=ast.Filter(span=S, operand=fact("招牌"), condition=num(1)), name="宽"
    )


def test_options_of_two_fields_compare_if_they_share_one() -> None:
    scope = Scope(names={**NAMES, "用途": Type(kind="option", options=("自有", "别的"))})
    assert codes(compare(name("场所来源"), "=", name("用途")), scope) == []
    other = Scope(names={**NAMES, "用途": Type(kind="option", options=("别的",))})
    assert codes(compare(name("场所来源"), "=", name("用途")), other) == ["feel/wrong-type"]


def test_loops_give_lists() -> None:
    numbers = (ast.Iterator(span=S, name="n", source=bounds(num(1), num(3))),)
    made = settle(ast.For(span=S, iterators=numbers, result=sums(name("n"), ("+", num(1)))), SCOPE)
    assert not made.problems
    assert made.type.kind == "list"
    assert codes(among(name("面积"), bounds(num(1), None))) == []
    rest = call("sublist", name("招牌.宽"), num(2))
    assert settle(rest, SCOPE).type.of == NUMBER
    listed = when(name("要挂招牌"), ast.List(span=S, items=(num(1),)), ast.List(span=S, items=(num(2),)))
    assert settle(listed, SCOPE).type.kind == "list"
    inner = ast.Filter(span=S, operand=name("招牌"), condition=yes())
    third = compare(call("count", inner), ">", num(1))
    deep = loop("every", "a", num(1), loop("every", "b", num(1), third, num(2)), num(2))
    assert codes(deep) == ["feel/too-costly"]


def test_kinds_have_words_in_both_languages() -> None:
    assert in_words("days", "zh") == "天数"
    assert in_words("option", "en") == "an option"
