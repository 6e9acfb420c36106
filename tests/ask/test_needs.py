"""What the answers so far say an applicant must bring: certain, announced, or broken for good."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest

from engine.ask.model import Need, Needs
from engine.ask.needs import needs
from engine.check.check import check
from engine.item.terms import Span
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item
from tests.ask.catalogue import book
from tests.check.random_items import Shape, random_item, random_submission

TODAY = date(2026, 3, 2)


@pytest.fixture
def food() -> Rulebook:
    return book("SC-0201")


@pytest.fixture
def package() -> Rulebook:
    return book("YJS-0101")


def material(found: Needs, name: str) -> Need:
    return next(need for need in found.materials if need.name == name)


def test_without_answers_what_is_always_needed_is_certain_and_the_rest_is_announced(food: Rulebook) -> None:
    found = needs(food, {}, TODAY)
    assert material(found, "食品经营许可申请书").state == "needed"
    authority = material(found, "授权委托书")
    assert (authority.state, authority.when, authority.waits_for) == (
        "depends",
        "委托他人办理",
        ("委托他人办理",),
    )
    assert [need.name for need in found.materials] == [member.name for member in food.materials]


def test_an_answer_settles_what_depends_on_it(food: Rulebook) -> None:
    yes = needs(food, {"委托他人办理": True, "用自动设备": "是", "主体类型": "企业"}, TODAY)
    states = {need.name: need.state for need in yes.materials}
    assert states["授权委托书"] == "needed"
    assert states["许可证展示方案"] == "deferrable"
    assert states["营业执照"] == "exempt"
    assert states["事业单位法人证书"] == "not_needed"


def test_members_of_a_group_are_one_thing_to_bring(food: Rulebook) -> None:
    found = needs(food, {"主体类型": "社会组织"}, TODAY)
    together = [[need.name for need in members] for members in found.to_bring() if len(members) > 1]
    assert together == [["社会团体法人登记证书", "民办非企业单位登记证书"]]


def test_a_broken_condition_is_told_with_its_words_and_remedy(food: Rulebook) -> None:
    found = needs(food, {"主体业态": "食品销售经营者", "销售范围": "仅预包装食品"}, TODAY)
    assert found.hopeless
    assert [(one.id, one.says, one.remedy) for one in found.broken] == [
        ("T1", "只卖预包装食品的不办许可，办备案就行。", "请到本窗口办食品经营备案。")
    ]


def test_a_column_of_a_table_is_said_with_the_fields_it_waits_for(food: Rulebook) -> None:
    found = needs(food, {"主体业态": "食品销售经营者"}, TODAY)
    assert found.limit is not None
    assert found.limit.span is None
    assert found.limit.says == "如果核查方式（看经营面积）是现场核查，就是 8 个工作日，否则是 5 个工作日"
    assert found.limit.waits_for == ("经营面积",)


def test_the_promised_limit_is_certain_once_its_table_is(food: Rulebook) -> None:
    found = needs(food, {"主体业态": "食品销售经营者", "经营面积": 200}, TODAY)
    assert found.limit is not None
    assert (found.limit.span, found.limit.says) == (Span(count=5, unit="workdays"), "5 个工作日")


def test_fields_are_open_answered_not_asked_or_depend(food: Rulebook) -> None:
    found = needs(food, {"主体业态": "食品销售经营者"}, TODAY)
    states = {field.name: field.state for field in found.fields}
    assert states["主体业态"] == "answered"
    assert states["销售范围"] == "open"
    assert states["制售冷食生食"] == "not_asked"
    assert states["网址"] == "depends"


def test_an_answer_that_cannot_be_read_is_told_and_counts_as_not_given(food: Rulebook) -> None:
    answers = {"用自动设备": "也许", "经营面积": 0, "面积": 3, "主体类型": "公司"}
    found = needs(food, answers, TODAY)
    assert [(one.fact, one.code) for one in found.misread] == [
        ("主体类型", "check/not-an-option"),
        ("经营面积", "check/out-of-range"),
        ("用自动设备", "check/not-yes-or-no"),
        ("面积", "check/unknown-key"),
    ]
    assert found.misread[3].says == "这个事项不问「面积」。您是不是要写「经营面积」？"
    assert {field.state for field in found.fields if field.name in answers} == {"open"}


def test_english_says_options_and_fields_in_english(food: Rulebook) -> None:
    found = needs(food, {}, TODAY, lang="en")
    assert material(found, "事业单位法人证书").when == "legal form is “public institution”"
    assert material(found, "授权委托书").when == "through an agent is yes"
    asked = next(field for field in found.fields if field.name == "主体类型")
    assert (asked.ask, asked.options[0].value, asked.options[0].label) == (
        "What are you registered as?",
        "企业",
        "company",
    )


def test_a_package_asks_and_lists_what_its_parts_share_once(package: Rulebook) -> None:
    found = needs(package, {"执照情况": "还没有执照", "主体业态": "餐饮服务经营者"}, TODAY)
    names = [need.name for need in found.materials]
    assert len(names) == len(set(names))
    assert len({field.name for field in found.fields}) == len(found.fields)
    part = {demand.id: demand.part for demand in found.demands}
    assert part["SC-0201/T1"] == "SC-0201"
    assert part["T1"] is None
    assert material(found, "个体工商户登记申请书").state == "needed"


def test_needs_are_plain_json(package: Rulebook) -> None:
    found = needs(package, {"执照情况": "还没有执照"}, TODAY).to_json()
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found


@pytest.mark.parametrize("seed", range(60))
def test_what_is_certain_agrees_with_the_check(seed: int) -> None:
    """A material said to be needed is a finding when it is absent; one said not to be needed never is."""
    generator = random.Random(seed)
    rulebook = compile_item(random_item(generator.choice, Shape(5, 5, 4))).rulebook
    assert rulebook is not None
    facts: dict[str, Any] = random_submission(generator.choice, rulebook)["facts"]
    found = needs(rulebook, facts, TODAY)
    absent = {name: {"state": "absent"} for name in rulebook.member}
    answer = check(rulebook, {"facts": facts, "materials": absent}, TODAY)
    lacking = {finding.id for finding in answer.findings if finding.kind == "material"}
    for need in found.materials:
        if need.group is None and need.state in ("needed", "not_needed"):
            assert (need.name in lacking) is (need.state == "needed"), (need, lacking)
    broken = {finding.id for finding in answer.findings if finding.kind in ("condition", "check")}
    assert {one.id for one in found.broken} <= broken


@pytest.mark.parametrize("seed", range(60))
def test_an_open_condition_names_what_it_waits_for(seed: int) -> None:
    generator = random.Random(1000 + seed)
    rulebook = compile_item(random_item(generator.choice, Shape(5, 5, 4))).rulebook
    assert rulebook is not None
    facts: dict[str, Any] = random_submission(generator.choice, rulebook)["facts"]
    for need in needs(rulebook, facts, TODAY).materials:
        assert (need.when != "") is (need.state == "depends")
        if need.state != "depends":
            assert need.waits_for == ()
