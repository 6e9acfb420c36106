"""The lints about what belongs together: limits, groups, stages, options, messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.item.lint import (
    LINTS,
    alternatives,
    find_all,
    message,
    no_basis,
    options,
    pause_without_basis,
    promised_over_statutory,
    reads_unneeded_material,
    unknown_list,
    unknown_stage,
    unused_field,
    wording,
)
from engine.item.load import load, load_file
from engine.rules.rulebook import compile_item
from engine.source import Source, Text

Found = Callable[..., list[tuple[str, str]]]
SKETCHES = Path(__file__).parents[2] / "sketches"

CONTRACT = """\
申请材料:
  - 名称: 租赁合同
    登记:
      承租方: 文字
      到期日: 日期
审查要点:
  - 编号: R1
    要求: 租期还没到
    判断: 租赁合同.到期日 ≥ 申请日期
    不符合时: 合同 {hole} 到期。
    怎么改: 请换一份新合同。
"""


def codes(found: list[tuple[str, str]]) -> list[str]:
    return [code for code, _ in found]


@pytest.mark.parametrize(
    ("promised", "statutory", "over"),
    [
        ("20 个工作日", "20 个工作日", False),
        ("21 个工作日", "20 个工作日", True),
        ("21 个工作日", "20 个自然日", True),
        ("30 个自然日", "20 个工作日", False),
        ("2 个月", "1 年", False),
        ("13 个月", "1 年", True),
        ("3 个月", "60 个自然日", True),
        ("2 个月", "60 个自然日", False),
        ("当场办结", "1 个工作日", False),
        ("若 申请日期 = 申请日期 则 30 个工作日 否则 5 个工作日", "20 个工作日", True),
    ],
)
def test_promise_is_compared_with_the_law(found: Found, promised: str, statutory: str, over: bool) -> None:
    more = f"办结时限:\n  承诺: {promised}\n  法定: {statutory}\n"
    assert bool(found(promised_over_statutory.find, more)) is over


def test_pause_of_another_name_has_no_basis() -> None:
    item = load_file(SKETCHES / "food-permit.yaml").item
    assert item is not None and item.limits is not None
    visit = Text("现场核查", Source(path="x", line=3, column=5, end_column=9))
    changed = replace(item, limits=replace(item.limits, pauses=("correct", visit)))
    (fault,) = pause_without_basis.find(changed, {})
    assert (fault.code, fault.source) == ("item/pause-without-basis", visit.source)
    assert "现场核查" in fault.says("zh") and "hearing" in fault.says("en")


def test_only_what_is_done_later_may_pause(found: Found) -> None:
    more = "办结时限:\n  承诺: {}\n  暂停计时: 补正\n"
    assert codes(found(pause_without_basis.find, more.format("当场办结"))) == ["item/immediate-with-pause"]
    assert found(pause_without_basis.find, more.format("5 个工作日")) == []


def test_reminder_needs_no_basis(found: Found) -> None:
    check = "审查要点:\n  - 编号: R1\n    性质: {}\n    要求: 早来\n    判断: 申请日期 = 申请日期\n"
    assert found(no_basis.find, check.format("提醒")) == []
    assert found(no_basis.find, check.format("补正")) == [("item/no-basis", "R1")]


def test_material_takes_the_basis_of_the_item(found: Found) -> None:
    materials = "申请材料:\n  - 名称: 身份证\n"
    assert found(no_basis.find, materials) == []
    head = "事项名称: 甲\n事项编码: A\n实施版本: 一\n有效期:\n  自: 2026-03-01\n进驻部门: 乙\n"
    assert found(no_basis.find, materials, head=head) == [("item/no-basis", "身份证")]


def test_group_of_two_is_no_fault(found: Found) -> None:
    more = "申请材料:\n  - 名称: 甲证\n    任选其一: 证\n  - 名称: 乙证\n    任选其一: 证\n"
    assert found(alternatives.find, more) == []
    assert (
        codes(found(alternatives.find, more, uses={"R1": frozenset({"证.号"})}))
        == ["item/alternative-cannot-record"] * 2
    )


def test_stage_may_follow_a_new_stage(found: Found) -> None:
    more = "办理流程:\n  甲:\n    前一环节: 受理\n  乙:\n    前一环节: 甲\n"
    assert found(unknown_stage.find, more) == []
    assert found(unknown_stage.find, more.replace("受理", "受埋")) == [("item/unknown-stage", "受埋")]


def test_only_a_list_can_be_gone_through(found: Found) -> None:
    more = (
        "申请表:\n  招牌:\n    问: 哪几块？\n    每项:\n      位置: 文字\n"
        "审查要点:\n  - 编号: R1\n    要求: 有\n    逐个: {}\n    判断: 申请日期 = 申请日期\n"
    )
    assert found(unknown_list.find, more.format("招牌")) == []
    assert found(unknown_list.find, more.format("招排")) == [("rule/unknown-list", "招排")]


def test_english_options_go_by_order(found: Found) -> None:
    more = "办理情形:\n  楼层:\n    英文:\n      选: [ground{}]\n    问: 几层？\n    选: [一层, 地下]\n"
    assert found(options.find, more.format(", basement")) == []
    assert found(options.find, more.format("")) == [("item/english-options", "ground")]


def test_options_that_differ_by_width_are_one(found: Found) -> None:
    more = "办理情形:\n  楼层:\n    问: 几层？\n    选: [A 座, Ａ座, B 座]\n"
    assert found(options.find, more) == [("item/option-twice", "Ａ座")]


@pytest.mark.parametrize(
    ("hole", "code"),
    [
        ("{租赁合同.到期日}", None),
        ("{申请日期}", None),
        ("{申请人.名称}", None),
        ("{租赁合同.承租方}", "rule/text-may-be-empty"),
        ("{租赁合同.到期}", "rule/message-not-a-fact"),
        ("{租赁合同.到期日 + 1}", "rule/message-not-a-fact"),
        ("{}", "rule/message-not-a-fact"),
        ("{序号}", "rule/message-not-a-fact"),
        ("{答复.距离}", "rule/message-not-a-fact"),
        ("{租赁合同.到期日", "rule/open-brace"),
        ("租赁合同.到期日}", "rule/open-brace"),
        ("｛租赁合同.到期日｝", "rule/full-width-brace"),
    ],
)
def test_braces_hold_facts_that_the_check_reads(found: Found, hole: str, code: str | None) -> None:
    uses = {"R1": frozenset({"租赁合同", "租赁合同.到期日", "申请日期"})}
    assert codes(found(message.find, CONTRACT.replace("{hole}", hole), uses=uses)) == ([code] if code else [])


def test_message_of_an_unsettled_check_is_not_called_empty(found: Found) -> None:
    assert found(message.find, CONTRACT.replace("{hole}", "{租赁合同.承租方}")) == []


def test_field_read_by_its_own_demand_only_is_unused(found: Found) -> None:
    more = "办理情形:\n  楼层:\n    问: 几层？\n    选: [一层, 地下]\n"
    assert codes(found(unused_field.find, more, uses={"楼层": frozenset({"楼层"})})) == ["item/unused-field"]
    assert found(unused_field.find, more, uses={"R1": frozenset({"楼层"})}) == []


def test_a_list_is_of_use_by_itself(found: Found) -> None:
    more = "申请表:\n  员工:\n    问: 有哪些人？\n    每项:\n      姓名: 文字\n"
    assert found(unused_field.find, more, uses={"员工": frozenset({"员工"})}) == []


GATED = """\
办理情形:
  有孩子:
    问: 有孩子吗？
    填: 是否
  孩子几岁:
    前提: 有孩子
    问: 几岁？
    填: 整数
申请材料:
  - 名称: 户口簿
    前提: 有孩子
    登记:
      看得出: 是否
      号码: 文字
  - 名称: 出生证明
    前提: 有孩子
    登记:
      号码: 文字
审查要点:
  - 编号: R1
    要求: 对
    判断: {holds}
"""


@pytest.mark.parametrize(
    ("holds", "when", "reminders"),
    [
        ("出生证明.号码 = “1”", "", 1),
        ("出生证明.号码 = “1”", "    前提: 有孩子\n", 0),
        ("出生证明.号码 = “1”", "    前提: 户口簿.看得出\n", 0),
        ("出生证明.号码 = “1”", "    前提: 孩子几岁 < 6\n", 0),
        ("孩子几岁 > 3 或 出生证明.号码 = “1”", "", 0),
        ("出生证明.号码 = 户口簿.号码", "", 1),
    ],
)
def test_what_a_named_question_or_paper_implies_need_not_be_repeated(
    found: Found, holds: str, when: str, reminders: int
) -> None:
    more = GATED.format(holds=holds).replace("    要求: 对\n", f"{when}    要求: 对\n")
    uses = {"出生证明": frozenset({"有孩子", "出生证明"}), "户口簿": frozenset({"有孩子", "户口簿"})}
    assert len(found(reads_unneeded_material.find, more, uses=uses)) == reminders


def test_check_with_the_same_condition_reads_a_needed_material(found: Found) -> None:
    when = "    前提: 申请人.名称 = “甲”\n"
    more = CONTRACT.replace("    登记:\n", when + "    登记:\n")
    assert codes(found(reads_unneeded_material.find, more)) == ["item/reads-unneeded-material"]
    assert found(reads_unneeded_material.find, more.replace("    要求", when + "    要求")) == []


@pytest.mark.parametrize("name", ["food-permit", "food-permit.en", "senior-card", "signboard", "fire-check"])
def test_sketch_has_no_fault(name: str) -> None:
    item = load_file(SKETCHES / f"{name}.yaml").item
    assert item is not None
    faults = find_all(item, compile_item(item, {}).uses)
    assert [fault.says() for fault in faults if fault.kind.level == "fault"] == []


def test_lints_say_nothing_about_what_is_not_there() -> None:
    item = load(b"\xe4\xba\x8b\xe9\xa1\xb9\xe5\x90\x8d\xe7\xa7\xb0: x\n", "x.yaml").item
    assert item is not None
    assert [fault.code for find in LINTS for fault in find(item, {})] == ["item/no-sample"]


GRANTED = """\
申请表:
  店名:
    问: 店名？
    填: 文字
  分店:
    问: 还有哪家店？
    填: 文字
    必要性: 非必要
  楼层:
    前提: 店名 是 “高”
    问: 几层？
    填: 整数
申请材料:
  - 名称: 租赁合同
    登记:
      到期日: 日期
      承租方: 文字
  - 名称: 委托书
    必要性: 非必要
    登记:
      受托人: 文字
办理结果:
  - 名称: 登记证{when}
    文书正文: 准予 {hole} 登记。
"""


@pytest.mark.parametrize(
    ("hole", "code"),
    [
        ("{店名}", None),
        ("{租赁合同.到期日}", None),
        ("{申请人.名称}", None),
        ("{办件号}", None),
        ("{decision_number}", None),
        ("{分店}", "rule/wording-may-be-empty"),
        ("{楼层}", "rule/wording-may-be-empty"),
        ("{租赁合同.承租方}", "rule/wording-may-be-empty"),
        ("{委托书.受托人}", "rule/wording-may-be-empty"),
        ("{店号}", "rule/message-not-a-fact"),
        ("{序号}", "rule/message-not-a-fact"),
        ("{}", "rule/message-not-a-fact"),
        ("{店名", "rule/open-brace"),
        ("｛店名｝", "rule/full-width-brace"),
    ],
)
def test_braces_of_a_wording_hold_facts_that_are_there_by_then(
    found: Found, hole: str, code: str | None
) -> None:
    more = GRANTED.replace("{hole}", hole).replace("{when}", "")
    uses = {"R1": frozenset({"租赁合同.到期日", "委托书.受托人"})}
    assert codes(found(wording.find, more, uses=uses)) == ([code] if code else [])


def test_what_is_asked_under_the_condition_of_the_output_is_there(found: Found) -> None:
    more = GRANTED.replace("{hole}", "{楼层}").replace("{when}", "\n    前提: 店名 是 “高”")
    assert found(wording.find, more) == []


def test_a_field_that_only_a_wording_says_is_used(found: Found) -> None:
    more = GRANTED.replace("{hole}", "{分店}").replace("{when}", "")
    assert ("item/unused-field", "分店") not in found(unused_field.find, more)
