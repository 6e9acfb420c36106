"""What it costs: the amount of each situation, in wizard, guide and the list that the answers change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.ask.needs import needs
from engine.ask.next_question import next_question
from engine.ask.summary import summary
from engine.check.sample import run_sample
from engine.guide.build import build_guide
from engine.guide.model import Guide
from engine.guide.to_html import checklist
from engine.guide.words import Lang
from engine.item.model import Item
from engine.rules.model import Rulebook
from tests import items
from tests.guide.catalogue import ON
from tests.guide.catalogue import guide as guide_of
from tests.items import HEAD

ITEM = (
    HEAD
    + """
办理情形:
  原因:
    问: 为什么要补？
    选: [丢了, 坏了, 第一次领]
  本数:
    问: 要几本？
    填: 整数
    范围: 1 到 9

对照表:
  价目:
    依据: 本市证照收费标准
    取法: 第一行
    表: |
      原因       || 每本
      第一次领   || 0
      坏了       || 20
      -          || 40.50

申请材料:
  - 名称: 居民身份证
    登记:
      住在本市: 是否

办结时限:
  承诺: 3 个工作日
收费: {fee}
收费依据: 本市证照收费标准

样例:
  - 名称: 丢了两本
    申请日期: 2026-03-02
    申请:
      原因: 丢了
      本数: 2
    其余: 合格
    应当: 受理
    收费: {paid}
"""
)
PACKAGE = (
    HEAD.replace("SL-0001", "YJS-0009")
    + """
包含事项:
  - 事项: SL-0001
    前提: 也要补

办理情形:
  也要补:
    问: 也要补证吗？
    填: 是否

收费: 若 也要补 则 价目.每本 否则 0
收费依据: 本市证照收费标准
"""
)
IN_STEPS = "若 原因 是 第一次领 则 0 否则 若 原因 是 坏了 则 20 否则 40"
BY_TABLE = "价目.每本"
BY_NUMBER = "价目.每本 * 本数"
BY_PAPER = "若 居民身份证.住在本市 则 0 否则 40"


def made(fee: str, paid: str = "81") -> tuple[Item, Rulebook]:
    return items.made(ITEM.format(fee=fee, paid=paid))


def says(fee: str, facts: dict[str, object], lang: Lang = "zh") -> str:
    return fact(built(fee, facts, lang))


def built(fee: str, facts: dict[str, object], lang: Lang = "zh") -> Guide:
    item, rulebook = made(fee)
    return build_guide(item, rulebook, ON, facts=facts, lang=lang)


def fact(guide: Guide) -> str:
    return next(one.says for one in guide.facts if one.key == "fee")


@pytest.mark.parametrize(
    ("fee", "reason", "amount"),
    [
        (IN_STEPS, "第一次领", "不收费"),
        (IN_STEPS, "坏了", "20 元"),
        (IN_STEPS, "丢了", "40 元"),
        (BY_TABLE, "第一次领", "不收费"),
        (BY_TABLE, "坏了", "20 元"),
        (BY_TABLE, "丢了", "40.5 元"),
    ],
)
def test_a_situation_has_its_own_amount(fee: str, reason: str, amount: str) -> None:
    assert says(fee, {"原因": reason}) == amount
    assert f"花多少钱：{amount}。" in summary(needs(made(fee)[1], {"原因": reason}, ON), "zh")


def test_while_it_is_open_the_smallest_and_the_largest_amount_are_said() -> None:
    assert says(BY_TABLE, {}) == "不收费，或者最多 40.5 元"
    assert says(BY_TABLE, {}, "en") == "free, or up to CNY 40.5"
    assert says("若 原因 是 坏了 则 20 否则 40", {}) == "20 元 到 40 元"


def test_an_amount_for_each_copy_is_worked_out_once_the_number_is_known() -> None:
    assert says(BY_NUMBER, {"原因": "坏了", "本数": 3}) == "60 元"
    assert "本数" in says(BY_NUMBER, {"原因": "坏了"})


def test_what_papers_decide_is_not_foreseen() -> None:
    assert says(BY_PAPER, {"原因": "丢了", "本数": 1}).startswith("如果居民身份证")


def test_a_price_below_nothing_is_left_to_the_window() -> None:
    assert says("价目.每本 - 41", {"原因": "丢了", "本数": 2}) == "窗口算给您"


def test_a_question_is_asked_because_it_changes_the_fee() -> None:
    step = next_question(made(IN_STEPS)[1], {}, ON)
    assert step.question is not None and step.question.name == "原因"
    assert next_question(made("40")[1], {}, ON).question is None


def test_the_list_that_answers_change_says_the_fee() -> None:
    situation: dict[str, object] = {"原因": "坏了"}
    assert "20 元" in checklist(built(IN_STEPS, situation))
    assert "花多少钱" not in checklist(built("40", situation))


def test_a_sample_says_what_it_costs() -> None:
    for paid, passed in (("81", True), ("81.00 元", True), ("80", False)):
        item, rulebook = made(BY_NUMBER, paid)
        ran = run_sample(rulebook, item, item.samples[0])
        assert (ran.passed, ran.fee) == (passed, Decimal("81.00"))


def test_another_price_in_the_rules_is_another_price_in_the_guide() -> None:
    situation: dict[str, object] = {"原因": "丢了", "本数": 1}
    for before, after in ((IN_STEPS, IN_STEPS.replace("40", "45")), (BY_TABLE, BY_TABLE + " + 7")):
        old, new = built(before, situation), built(after, situation)
        assert old.edition_hash != new.edition_hash
        assert replace(old, edition_hash="") != replace(new, edition_hash="")
        assert checklist(old) != checklist(new)


def test_an_identity_card_costs_what_its_kind_costs() -> None:
    kinds = {"首次申领": "不收费", "到期换领": "20 元", "信息变更换领": "20 元", "丢失补领": "40 元"}
    assert {kind: fact(guide_of("GA-0201", {"办理类型": kind})) for kind in kinds} == kinds


def test_a_package_may_charge_by_the_table_of_a_part() -> None:
    part, _ = made(BY_TABLE)
    _, rulebook = items.made(PACKAGE, {"SL-0001": part})
    found = needs(rulebook, {"也要补": True, "原因": "坏了"}, ON).fee
    assert found is not None and found.amount == 20
    other = needs(rulebook, {"也要补": False}, ON).fee
    assert other is not None and other.amount == 0
