"""Expressions read aloud, in Chinese and in English."""

from __future__ import annotations

import pytest
from hypothesis import given as drawn
from hypothesis import settings

from engine.feel import ast
from engine.feel.item_functions import TABLE
from engine.feel.say import say
from tests.feel.item_trees import (
    CONDITIONS,
    S,
    among,
    at,
    both,
    bounds,
    call,
    compare,
    either,
    fact,
    given,
    loop,
    name,
    no,
    num,
    sums,
    text,
    when,
    yes,
)

AREA, SOURCE, APPLIED, SIGNS = fact("面积"), fact("场所来源"), fact("申请日期"), fact("招牌")
LEASE = fact("租赁合同.到期日")
WIDE = compare(ast.Path(span=S, operand=name("item"), name="宽"), ">", num(3))


@pytest.mark.parametrize(
    ("tree", "zh", "en"),
    [
        (
            compare(LEASE, ">=", sums(APPLIED, ("+", at("P6M")))),
            "申请日期到租赁合同的到期日满 6 个月",
            "租赁合同.到期日 is at least 6 months after the date of application",
        ),
        (
            both(compare(SOURCE, "=", text("租赁")), compare(AREA, ">", num("300.0"))),
            "场所来源是租赁，并且面积大于 300",
            "场所来源 is 租赁 and 面积 is more than 300",
        ),
        (compare(num(3), "<", AREA), "面积大于 3", "面积 is more than 3"),
        (
            either(fact("要挂招牌"), both(fact("用明火"), no(fact("要挂招牌")))),
            "要挂招牌，或者（用明火，并且要挂招牌为否）",
            "要挂招牌 is yes or (用明火 is yes and 要挂招牌 is no)",
        ),
        (compare(fact("用明火"), "=", yes(False)), "用明火为否", "用明火 is no"),
        (compare(AREA, "=", ast.Null(span=S)), "没有面积", "there is no 面积"),
        (
            compare(fact("租赁合同.承租方"), "=", fact("申请人.名称")),
            "租赁合同的承租方和申请人的名称相同",
            "租赁合同.承租方 is the same as the name of the applicant",
        ),
        (
            ast.Between(span=S, operand=AREA, low=num(100), high=num(300)),
            "面积在 100 到 300 之间",
            "面积 is between 100 and 300",
        ),
        (among(SOURCE, text("自有"), text("租赁")), "场所来源是自有或租赁", "场所来源 is 自有 or 租赁"),
        (
            among(SOURCE, text("自有"), text("租赁"), negated=True),
            "场所来源不是自有、租赁中的任何一个",
            "场所来源 is none of 自有, 租赁",
        ),
        (
            among(AREA, bounds(num(1), num(5), "[)"), ast.Endpoint(span=S, operator=">", value=num(9))),
            "面积不少于 1 并且小于 5，或者面积大于 9",
            "面积 is at least 1 and is less than 5 or 面积 is more than 9",
        ),
        (
            among(AREA, bounds(num(1), num(5)), fact("号"), negated=True),
            "并非（面积在 1 到 5 之间，或者面积在号里面）",
            "it is not so that (面积 is between 1 and 5 or 面积 is among 号)",
        ),
        (given(fact("招牌.效果图"), "submitted"), "招牌的效果图已提交", "you hand in 招牌.效果图"),
        (no(given(fact("合同"), "submitted")), "合同没有提交", "you do not hand in 合同"),
        (no(given(AREA, "filled")), "没填面积", "you do not fill in 面积"),
        (no(compare(LEASE, "<", APPLIED)), "租赁合同的到期日不早于申请日期", None),
        (no(no(fact("用明火"))), "用明火", None),
        (no(among(SOURCE, text("自有"))), "场所来源不是自有", "场所来源 is not 自有"),
        (
            no(ast.Between(span=S, operand=AREA, low=num(1), high=num(2))),
            "面积不在 1 到 2 之间",
            "面积 is not between 1 and 2",
        ),
        (
            no(both(fact("用明火"), fact("要挂招牌"))),
            "并非（用明火，并且要挂招牌）",
            "it is not so that (用明火 is yes and 要挂招牌 is yes)",
        ),
        (
            when(fact("用明火"), ast.Workdays(span=S, count=9), ast.Workdays(span=S, count=1)),
            "如果用明火，就是 9 个工作日，否则是 1 个工作日",
            "if 用明火 is yes, 9 workdays, otherwise 1 workday",
        ),
        (
            loop("every", "x", SIGNS, given(name("x.效果图"), "submitted")),
            "招牌里每个 x 都满足：x 的效果图已提交",
            "for every x in 招牌: you hand in 效果图 of x",
        ),
        (
            loop("some", "n", num(1), compare(name("n"), "=", AREA), num(3)),
            "从 1 到 3 有某个 n 满足：n 是面积",
            "for some n from 1 to 3: n is 面积",
        ),
        (
            call("count", ast.Filter(span=S, operand=SIGNS, condition=WIDE)),
            "招牌中符合“它的宽大于 3”的各行的个数",
            "the number of the rows of 招牌 where its 宽 is more than 3",
        ),
        (ast.Filter(span=S, operand=SIGNS, condition=num(2)), "招牌的第 2 行", "row 2 of 招牌"),
        (
            sums(num(2), ("*", sums(AREA, ("-", ast.Negate(span=S, operand=num(3)))))),
            "2 乘（面积减 -3）",
            "2 times (面积 minus -3)",
        ),
        (ast.Negate(span=S, operand=AREA), "负面积", "minus 面积"),
        (
            ast.For(span=S, iterators=(ast.Iterator(span=S, name="x", source=SIGNS),), result=name("x.宽")),
            "招牌里每个 x 的 x 的宽",
            "宽 of x for every x in 招牌",
        ),
        (
            compare(call("day of week", APPLIED), "=", text("Monday")),
            "申请日期的星期是星期一",
            "the weekday of the date of application is Monday",
        ),
        (
            either(among(SOURCE, text("自有"), text("租赁")), fact("用明火")),
            "场所来源是自有或租赁，或者用明火",
            "(场所来源 is 自有 or 租赁) or 用明火 is yes",
        ),
        (at("2026-03-01"), "2026 年 3 月 1 日", "1 March 2026"),
        (at("P1Y6M"), "1 年 6 个月", "1 year and 6 months"),
        (at("P15D"), "15 天", "15 days"),
        (at("P0M"), "0 个月", "0 months"),
        (at("PT5H"), "PT5H", "PT5H"),
        (call("contains", fact("申请人.名称"), text("店")), "申请人的名称里有“店”", None),
        (call("近不近", AREA, num(1)), "近不近（面积、1）", "近不近 (面积, 1)"),
        (call("四舍五入", AREA, num(1)), "四舍五入（面积、1）", "round half up (面积, 1)"),
        (
            ast.Path(span=S, operand=APPLIED, name="year"),
            "申请日期的年份",
            "the year of the date of application",
        ),
        (fact("健康证.份数"), "健康证的份数", "the number of copies of 健康证"),
        (ast.List(span=S, items=(num(1), num(2))), "1、2", "1, 2"),
        (text("a b"), "“a b”", "“a b”"),
        (yes(), "是", "yes"),
        (ast.Null(span=S), "没有值", "nothing"),
    ],
)
def test_it_reads_as_people_say_it(tree: ast.Expr, zh: str, en: str | None) -> None:
    assert say(tree, "zh") == zh
    if en is not None:
        assert say(tree, "en") == en


def test_labels_take_the_place_of_paths() -> None:
    tree = compare(LEASE, "<", APPLIED)
    assert say(tree, "en", {"租赁合同.到期日": "the end of the lease", "申请日期": "today"}.__getitem__) == (
        "the end of the lease is before today"
    )


def test_what_the_item_profile_leaves_out_has_words_all_the_same() -> None:
    kind = ast.TypeName(span=S, name="number")
    for tree in (
        ast.InstanceOf(span=S, operand=AREA, type=kind),
        ast.Context(span=S, entries=(("a", num(1)),)),
        ast.Function(span=S, parameters=(), body=num(1)),
        bounds(None, None),
        bounds(num(1), None),
    ):
        assert say(tree, "zh")
        assert say(tree, "en")


def test_every_function_has_words() -> None:
    for row in TABLE:
        tree = call(row.en, *[AREA for _ in row.parameters])
        assert "面积" in say(tree, "zh")
        assert "面积" in say(tree, "en")


@drawn(CONDITIONS)
@settings(max_examples=100, deadline=None)
def test_every_tree_has_words(tree: ast.Expr) -> None:
    assert say(tree, "zh")
    assert say(tree, "en")
