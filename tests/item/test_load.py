"""Loading an item: what an author wrote arrives in the nouns; structural faults are reported all at once."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from engine.fault import Fault, FaultKind
from engine.item import structure_faults
from engine.item.load import load, load_file
from engine.item.model import Item
from engine.item.terms import Span

SKETCHES = Path(__file__).parents[1] / "sketches"
HEAD = """\
事项名称: 老年人优待证申领
事项编码: MZ-0012
实施版本: 2026-03-01
有效期:
  自: 2026-03-01
进驻部门: 民政局
"""


def item_of(text: str) -> Item:
    found = load(text.encode(), "x.yaml").item
    assert found is not None
    return found


def faults(body: str) -> list[tuple[str, int, int]]:
    """Give code, line (counted in the body) and column of every fault of a body below a sound head."""
    lines = HEAD.count("\n")
    found = load((HEAD + body).encode(), "x.yaml").faults
    return [(fault.code, fault.source.line - lines, fault.source.column) for fault in found]


def only(body: str) -> Fault:
    (fault,) = load((HEAD + body).encode(), "x.yaml").faults
    return fault


def test_a_sketch_arrives_whole() -> None:
    loaded = load_file(SKETCHES / "food-permit.yaml")
    assert loaded.faults == ()
    item = loaded.item
    assert item is not None
    assert (item.language, item.name, item.code) == ("zh", "食品经营许可（小餐饮）", "SC-0107")
    assert (item.channels, item.visits, item.fee) == (("window", "online"), 1, Decimal(0))
    assert [field.kind for field in item.fields] == ["option", "option", "integer"]
    assert item.fields[2].range == (Decimal(1), Decimal(200))
    assert item.fields[1].option_notes["租赁"] == "租来的"
    assert item.fields[1].english["choose"] == ("owned", "rented", "lent free of charge")
    lease = item.materials[5]
    assert (lease.name, lease.medium, lease.necessity) == ("租赁合同", ("copy",), "required")
    assert [(entry.name, entry.kind) for entry in lease.record] == [("承租方", "text"), ("到期日", "date")]
    assert item.materials[0].provider == "市场主体登记系统"
    assert item.materials[8].supply_within == Span(count=3, unit="workdays")
    assert [check.id for check in item.checks] == ["R1", "R2", "R3"]
    assert item.checks[1].gravity == "correct"
    assert item.limits is not None
    assert item.limits.promised == Span(count=5, unit="workdays")
    assert item.limits.pauses == ("correct",)
    assert item.outputs[0].medium == ("electronic", "paper")
    assert (item.samples[2].expect, item.samples[2].because) == ("correct", ("R2", "健康证"))
    assert item.samples[1].submission["租赁合同"] == "没带"


def test_both_languages_give_the_same_item() -> None:
    zh = load_file(SKETCHES / "food-permit.yaml").item
    en = load_file(SKETCHES / "food-permit.en.yaml").item
    assert zh is not None
    assert en is not None
    assert en.language == "en"
    for one, other in zip(zh.materials, en.materials, strict=True):
        assert (one.name, one.necessity, one.medium, one.note) == (
            other.name,
            other.necessity,
            other.medium,
            other.note,
        )
    assert [sample.expect for sample in zh.samples] == [sample.expect for sample in en.samples]
    assert zh.fields[1].english == en.fields[1].english


def test_a_package_arrives_whole() -> None:
    item = load_file(SKETCHES / "open-restaurant.yaml").item
    assert item is not None
    assert [part.code for part in item.parts] == ["SC-0107", "CG-0031", "XF-0019"]
    assert item.conditions[0].gravity == "decline"
    assert item.checks[2].gravity == "remind"
    assert item.checks[1].inputs == (("地址", "营业执照.住所"),)
    assert [(stage.name, stage.after, stage.parallel) for stage in item.stages] == [
        ("联合核查", "transfer", False),
        ("review", None, True),
    ]
    assert item.tables[0].rows.startswith("面积")
    signs = item.samples[0].submission["招牌"]
    assert isinstance(signs, tuple)
    assert signs[1] == {"位置": "侧墙", "效果图": "已提交"}
    assert item.samples[0].promised == "5 workdays"
    assert item.limits is not None
    assert item.limits.promised == "若 消防要求.核查方式 是 上门核查 则 9 个工作日 否则 5 个工作日"


def test_the_texts_a_guide_shows_arrive() -> None:
    body = (
        "便民说法: [老年证, 优待卡]\n办理地点: 一楼\n办理时间: 上班时间\n咨询电话: 12345\n监督电话: 12388\n"
    )
    item = item_of(HEAD + body)
    assert item.everyday_phrases == ("老年证", "优待卡")
    assert item.notes == {"place": "一楼", "hours": "上班时间", "consultation": "12345", "complaint": "12388"}


def test_what_cannot_change_is_said_in_fields_and_entries() -> None:
    body = (
        "申请表:\n  生日:\n    填: 日期\n    必要性: 非必要\n    不变: 是\n"
        "申请材料:\n  - 名称: 身份证\n    依据: 办法 第三条\n"
        "    登记:\n      性别:\n        选: [男, 女]\n        不变: 是\n"
    )
    assert faults(body) == []
    item = item_of(HEAD + body)
    assert (item.fields[0].fixed, item.fields[0].required) == (True, False)
    entry = item.materials[0].record[0]
    assert (entry.kind, entry.choose, entry.fixed) == ("option", ("男", "女"), True)
    assert item.materials[0].basis == "办法 第三条"


def test_scalars_stay_as_typed() -> None:
    item = item_of(HEAD.replace("MZ-0012", "0123").replace("实施版本: 2026-03-01", "实施版本: 1.10"))
    assert (item.code, item.edition) == ("0123", "1.10")


@pytest.mark.parametrize(
    ("text", "fee"), [("收费: 120", "120"), ("收费: 12.50 元", "12.50"), ("收费: ０", "0")]
)
def test_a_fee_is_an_amount(text: str, fee: str) -> None:
    assert item_of(HEAD + text + "\n").fee == Decimal(fee)


def test_a_fee_may_be_by_tariff_or_left_unsaid() -> None:
    item = item_of(HEAD + "收费: 按标准\n收费标准: 按面积算\n收费依据: 某条例\n")
    assert (item.fee, item.fee_standard) == ("by_tariff", "按面积算")
    assert item_of(HEAD).fee is None


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        ("申请材枓:\n  - 名称: 甲\n", "unknown-key", 1, 1),
        ("申请材料:\n  - 名称: 甲\n    份量: 2\n", "unknown-key", 3, 5),
        ("审查要点:\n  - 编号: R1\n    判断: 甲 = 乙\n", "missing-key", 2, 5),
        ("对照表:\n  消防:\n    取法: 唯一\n", "missing-key", 3, 5),
        ("summary: 好\n", "mixed-languages", 1, 1),
        ("收费: free\n", "mixed-languages", 1, 5),
        ("到现场次数: 一次\n", "wrong-kind", 1, 8),
        ("办理渠道: [窗口, 窗囗]\n", "wrong-kind", 1, 12),
        ("收费: 免费\n", "wrong-kind", 1, 5),
        ("申请材料: 身份证\n", "wrong-kind", 1, 7),
        ("依据:\n  - 甲\n", "wrong-kind", 1, 1),
        ("申请材料:\n  - 名称: 甲\n    补交期限: 很快\n", "wrong-kind", 3, 11),
        ("办理情形:\n  面积:\n    填: 数字\n    范围: 9 到 1\n", "wrong-kind", 4, 9),
        ("依据:\n", "empty", 1, 1),
        ("办理情形:\n  楼层:\n    选: [甲, 乙]\n    填: 整数\n", "either-or", 4, 5),
        ("申请材料:\n  - 名称: 甲\n  - 名称: 甲\n", "same-id", 3, 9),
        ("办理情形:\n  甲:\n    填: 整数\n申请材料:\n  - 名称: 甲\n", "same-id", 5, 9),
        ("申请材料:\n  - 名称: 甲\n    任选其一: 甲\n", "same-id", 3, 11),
        ("办理情形:\n  甲:\n    问: 谁？\n", "missing-key", 3, 5),
    ],
)
def test_a_structural_fault_is_told_with_its_place(body: str, code: str, line: int, column: int) -> None:
    assert faults(body) == [(f"item/{code}", line, column)]


def test_everything_missing_is_told_at_once() -> None:
    found = load("一句话说明: 好\n".encode(), "x.yaml")
    assert [fault.code for fault in found.faults] == ["item/missing-key"] * 5
    assert found.item is not None
    assert found.item.summary == "好"


def test_a_misspelled_key_has_a_cure_when_it_is_certain() -> None:
    fault = only("申请材枓:\n  - 名称: 甲\n")
    assert fault.nearest == ("申请材料",)
    assert fault.cure is not None
    assert fault.cure.text == "申请材料"


def test_a_misspelled_word_names_the_nearest() -> None:
    fault = only("申请材料:\n  - 名称: 甲\n    必要性: 容缺后朴\n")
    assert fault.nearest == ("容缺后补",)
    assert "「必要」" in fault.says()


def test_a_name_used_twice_shows_both_places() -> None:
    fault = only("样例:\n" + "  - 名称: 甲\n    申请日期: 2026-03-02\n    应当: 受理\n" * 2)
    assert fault.code == "item/same-id"
    assert fault.also is not None
    assert fault.source.line - fault.also.line == 3


def test_mixed_languages_are_read_all_the_same() -> None:
    found = load((HEAD + "basis: 办法\nsamples:\n  - name: 甲\n").encode(), "x.yaml")
    codes = [fault.code for fault in found.faults]
    assert codes.count("item/mixed-languages") == 3
    assert found.item is not None
    assert found.item.basis == "办法"


def test_one_faulty_spot_hides_no_other() -> None:
    body = (
        "到现场次数: 一\n申请材料:\n  - 名称：甲\n    形试: 原件\n  - 形式: 石头\n"
        "审查要点:\n  - 编号: R1\n    要求: 好\n收费: 很多\n"
    )
    assert [code for code, _, _ in faults(body)] == [
        "item/wrong-kind",
        "source/full-width-sign",
        "item/unknown-key",
        "item/missing-key",
        "item/wrong-kind",
        "item/missing-key",
        "item/wrong-kind",
    ]


def test_an_impossible_date_is_a_fault_and_the_item_stands() -> None:
    text = HEAD.replace("自: 2026-03-01", "自: 2026-02-30")
    found = load(text.encode(), "x.yaml")
    assert [fault.code for fault in found.faults] == ["item/wrong-kind"]
    assert found.item is not None
    assert found.item.valid_from == "0001-01-01"


def test_loading_needs_no_parser_and_no_schema() -> None:
    heavy = ["ruamel.yaml", "lark", "jsonschema"]
    code = f"import sys, engine.item.load; print([name for name in {heavy!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_names_are_read_in_one_normal_form() -> None:
    item = item_of(HEAD + "咨询电话: \uf9d8师\n")
    assert item.notes["consultation"] == "\u5f8b师"


def test_faults_stand_in_the_order_of_the_file() -> None:
    body = "收费: 很多\n依据: 地点: 一楼\n到现场次数: 一\n"
    lines = [line for _, line, _ in faults(body)]
    assert lines == sorted(lines)


def test_every_kind_is_listed_once_and_speaks_in_both_languages() -> None:
    declared = {kind.code for kind in vars(structure_faults).values() if isinstance(kind, FaultKind)}
    assert declared == {kind.code for kind in structure_faults.ALL}
    fault = only("到现场次数: 一次\n")
    assert fault.says("zh") == "「到现场次数」要写一个整数，「一次」不是。"
    assert fault.says("en") == "「到现场次数」 wants a whole number; 「一次」 is not."
