"""An or with a question that not everybody is asked: what is lost with it, and what is harmless."""

from __future__ import annotations

from datetime import date

import pytest

from engine.ask.needs import needs
from engine.rules.rulebook import Compiled
from tests.items import HEAD, compiled

ITEM = (
    HEAD
    + """
办理情形:
  临街:
    问: 招牌朝着大街吗？
    填: 是否
  用电:
    问: 招牌要通电吗？
    填: 是否
  会闪:
    前提: 用电
    问: 招牌会闪吗？
    填: 是否
  面积:
    问: 招牌有几平方米？
    填: 数字
  材质:
    前提: 面积 > 10
    问: 招牌是什么做的？
    选: [铁, 布]

对照表:
  图纸:
    取法: 第一行
    表: |
      临街 | 会闪 || 夜间图
      是   | -    || 要
      -    | 是   || 要
      -    | -    || 不要

申请材料:
  - 名称: 夜间效果图
    前提: {when}

审查要点:
  - 编号: R1
    前提: {premise}
    要求: 招牌合适
    判断: {holds}
    不符合时: 招牌不合适。
    怎么改: 请换一块。
    依据: 本市招牌管理办法 第三条
"""
)
TODAY = date(2026, 3, 2)


def made(when: str = "临街", holds: str = "面积 < 50", premise: str = "临街") -> Compiled:
    return compiled(ITEM.format(when=when, holds=holds, premise=premise))


def lost(sign: Compiled) -> list[tuple[str, str]]:
    assert {fault.kind.code for fault in sign.faults} <= {"rule/unasked-half"}
    return [(fault.values["name"], fault.values["other"]) for fault in sign.faults]


@pytest.mark.parametrize(
    ("when", "name", "other"),
    [
        ("临街 或 会闪", "会闪", "临街"),
        ("临街 或 用电 且 会闪", "会闪", "临街"),
        ("面积 > 2 且 (会闪 或 临街)", "会闪", "临街"),
        ("若 用电 则 会闪 否则 临街", "会闪", "临街"),
        ("临街 或 材质 是 铁", "材质", "临街"),
    ],
)
def test_the_other_half_is_lost_where_the_question_is_not_asked(when: str, name: str, other: str) -> None:
    assert lost(made(when)) == [(name, other)]


@pytest.mark.parametrize(
    "when",
    [
        "会闪",
        "临街 且 会闪",
        "用电 且 (临街 或 会闪)",
        "会闪 或 会闪 且 临街",
        "面积 > 10 且 (材质 是 铁 或 临街)",
    ],
)
def test_what_is_asked_anyway_loses_nothing(when: str) -> None:
    assert lost(made(when)) == []


def test_a_premise_of_the_check_says_that_it_is_asked() -> None:
    assert lost(made(holds="临街 或 会闪", premise="用电")) == []
    assert lost(made(holds="临街 或 会闪", premise="临街")) == [("会闪", "临街")]


def test_a_demand_that_holds_wherever_nobody_is_asked_loses_nothing() -> None:
    assert lost(made(holds="面积 ≤ 10 或 材质 是 铁")) == []
    assert lost(made(when="面积 ≤ 10 或 材质 是 铁")) == [("材质", "面积 ≤ 10")]


def test_a_table_says_it_row_by_row() -> None:
    rulebook = made("图纸.夜间图 是 要").rulebook
    assert rulebook is not None
    state = {
        (street, blinking): needs(rulebook, facts, TODAY).materials[0].state
        for street, facts, blinking in [
            (True, {"临街": True, "用电": False}, None),
            (False, {"临街": False, "用电": False}, None),
            (False, {"临街": False, "用电": True, "会闪": True}, True),
        ]
    }
    assert state == {(True, None): "needed", (False, None): "not_needed", (False, True): "needed"}
