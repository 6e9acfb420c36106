"""Every tree prints as standard FEEL and comes back the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from engine.feel import ast
from engine.feel.parse import parse, parse_tests
from engine.feel.to_feel import to_feel
from tests.feel.kit import texts
from tests.feel.plain_trees import NAMES, cells, plain, trees

_SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@_SLOW
@given(trees)
def test_a_printed_tree_comes_back_the_same(tree: ast.Expr) -> None:
    text = to_feel(tree)
    again = parse(text, profile="standard", names=NAMES)
    assert again.problems == (), text
    assert plain(again.tree) == plain(tree), text


@_SLOW
@given(cells)
def test_a_printed_cell_comes_back_the_same(cell: ast.Tests) -> None:
    text = to_feel(cell)
    again = parse_tests(text, profile="standard", names=NAMES)
    assert again.problems == (), text
    assert plain(again.tree) == plain(cell), text


def test_every_text_of_the_conformance_kit_prints_and_comes_back_the_same() -> None:
    for text, names in texts():
        tree = parse(text, profile="standard", names=names).tree
        assert tree is not None, text
        printed = to_feel(tree)
        assert plain(parse(printed, profile="standard", names=names).tree) == plain(tree), (text, printed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("租赁合同.到期日 ≥ 申请日期 + 6 个月", '租赁合同.到期日 >= 申请日期 + @"P6M"'),
        ("身份证.出生日期 + 60 周岁 ≤ 申请日期", '身份证.出生日期 + @"P60Y" <= 申请日期'),
        ("计划开业日 ≥ 申请日期 + 9 个工作日", "计划开业日 >= add workdays(申请日期, 9)"),
        ("a - 5 workdays + 1 day", 'add workdays(a, -5) + @"P1D"'),
        ("非 用明火 且 （面积 > 1 或 要挂招牌）", "not(用明火) and (面积 > 1 or 要挂招牌)"),
        ("场所来源 不属于 (自有, 租赁)", "not(场所来源 in (自有, 租赁))"),
        ("面积 在 100 到 300 之间", "面积 between 100 and 300"),
        ("招牌.效果图 已提交", "招牌.效果图 != null"),
        ("招牌.效果图 未提交", "not(招牌.效果图 != null)"),
        ("面积 未填", "面积 = null"),
        ("若 用明火 则 9 个工作日 否则 5 个工作日", "if 用明火 then workdays(9) else workdays(5)"),
        ("每个 x 属于 招牌 都满足 x.位置 = “门头”", 'every x in 招牌 satisfies x.位置 = "门头"'),
    ],
)
def test_what_an_item_says_prints_as_standard_feel(typed: str, printed: str) -> None:
    tree = parse(typed, profile="item").tree
    assert tree is not None
    assert to_feel(tree) == printed
    assert parse(printed, profile="standard", names=("add workdays",)).tree is not None
