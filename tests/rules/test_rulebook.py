"""What compiling gives: faults with their place, packages laid together, tables with every hit policy."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.check.check import check, look
from engine.feel.values import Null, Unknown
from engine.item.load import load
from engine.item.model import Item
from engine.rules.rulebook import Compiled, compile_item
from engine.rules.run import hits, table
from tests.check.random_items import TODAY
from tests.items import HEAD, rulebook_of

U = Unknown(frozenset({"楼层"}))
FIELDS = """\
办理情形:
  面积:
    问: 多大？
    填: 数字
    范围: 1 到 900
  楼层:
    问: 几层？
    选: [一层, 地下]
"""


def item_of(body: str, code: str = "SL-0001") -> Item:
    loaded = load((HEAD + body).replace("SL-0001", code).encode(), f"{code}.yaml")
    assert loaded.item is not None and not loaded.faults, [fault.says() for fault in loaded.faults]
    return loaded.item


def codes(compiled: Compiled) -> list[str]:
    return [fault.code for fault in compiled.faults]


def test_all_wrong_expressions_are_reported_at_once_with_their_places() -> None:
    body = (
        FIELDS
        + "申请材料:\n  - 名称: 甲\n    前提: 楼层 是 二层\n"
        + "  - 名称: 乙\n    前提: 面机 > 3\n    份数: 楼层\n"
    )
    compiled = compile_item(item_of(body))
    assert codes(compiled) == ["rule/unknown-option", "rule/unknown-name", "feel/wrong-type"]
    assert [(f.source.line, f.source.column) for f in compiled.faults] == [(18, 14), (20, 9), (21, 9)]
    assert compiled.rulebook is None


def test_conditions_that_wait_for_one_another_are_a_fault() -> None:
    body = "申请材料:\n  - 名称: 甲\n    前提: 乙.数 > 1\n    登记:\n      数: 整数\n"
    body += "  - 名称: 乙\n    前提: 甲.数 > 1\n    登记:\n      数: 整数\n"
    assert codes(compile_item(item_of(body))) == ["rule/circular"]


def test_only_an_answer_can_be_filled_in() -> None:
    table = "对照表:\n  类:\n    表: |\n      楼层 || 结果\n      地下 || 禁止\n"
    read = "申请材料:\n  - 名称: 甲\n    登记:\n      数: 整数\n"
    checks = "审查要点:\n" + "".join(
        f"  - 编号: R{number}\n    要求: 有\n    判断: {asked}\n"
        for number, asked in enumerate(("甲.数 已填", "类.结果 未填", "申请人.名称 已填", "面积 已填"))
    )
    assert codes(compile_item(item_of(FIELDS + table + read + checks))) == ["feel/wrong-type"] * 3


def test_a_table_is_no_value_of_its_own() -> None:
    body = FIELDS + "对照表:\n  类:\n    表: |\n      楼层 || 结果\n      地下 || 禁止\n"
    body += "审查要点:\n  - 编号: R1\n    要求: 通过\n    插件: 住建/核查\n"
    body += "    传入:\n      类: 类\n    判断: 答复.好 = 是\n"
    assert codes(compile_item(item_of(body))) == ["rule/not-a-value"]


def test_parts_of_a_package_are_asked_once_and_count_the_larger_number() -> None:
    part = "申请材料:\n  - 名称: 身份证\n    份数: 2\n  - 名称: 表甲\n"
    whole = "包含事项:\n  - 事项: SL-0002\n申请材料:\n  - 名称: 身份证\n    份数: 1\n"
    compiled = compile_item(item_of(whole), {"SL-0002": item_of(part, "SL-0002")})
    assert compiled.rulebook is not None
    materials = {"身份证": {"state": "sound", "copies": 1}, "表甲": {"state": "sound"}}
    answer = check(compiled.rulebook, {"materials": materials}, TODAY)
    assert [(f.id, f.kind, f.needed, f.present) for f in answer.findings] == [("身份证", "copies", 2, 1)]


def test_copies_that_a_conditional_answer_counts_are_told_when_they_fall_short() -> None:
    body = "办理情形:\n  食堂:\n    问: 有食堂吗？\n    填: 是否\n"
    body += "  人数:\n    前提: 食堂\n    问: 几个人？\n    填: 整数\n"
    body += "申请材料:\n  - 名称: 健康证\n    前提: 食堂\n    份数: 人数\n"
    compiled = compile_item(item_of(body))
    assert compiled.rulebook is not None
    held = {"健康证": {"state": "sound", "copies": 1}}
    submission = {"facts": {"食堂": True, "人数": 3}, "materials": held}
    answer = check(compiled.rulebook, submission, TODAY)
    assert [(f.id, f.verdict, f.needed, f.present) for f in answer.findings] == [("健康证", "unmet", 3, 1)]


def test_a_part_that_does_not_apply_asks_for_nothing() -> None:
    part = "申请材料:\n  - 名称: 招牌照片\n"
    whole = "包含事项:\n  - 事项: SL-0002\n    前提: 要招牌\n"
    whole += "办理情形:\n  要招牌:\n    问: 要招牌吗？\n    填: 是否\n"
    compiled = compile_item(item_of(whole), {"SL-0002": item_of(part, "SL-0002")})
    assert compiled.rulebook is not None
    found = [check(compiled.rulebook, {"facts": {"要招牌": x}}, TODAY, closed=True) for x in (True, False)]
    assert [[finding.id for finding in answer.findings] for answer in found] == [["招牌照片"], []]


def test_a_question_of_two_parts_is_asked_where_either_of_them_applies() -> None:
    part = "办理情形:\n  户数:\n    问: 几户？\n    填: 整数\n"
    whole = "包含事项:\n  - 事项: SL-0002\n    前提: 要水\n  - 事项: SL-0003\n    前提: 要电\n办理情形:\n"
    whole += "".join(f"  {name}:\n    问: {name}吗？\n    填: 是否\n" for name in ("要水", "要电"))
    parts = {code: item_of(part, code) for code in ("SL-0002", "SL-0003")}
    rulebook = compile_item(item_of(whole), parts).rulebook
    assert rulebook is not None
    wanted = ((True, False), (False, True), (False, False))
    found = [
        check(rulebook, {"facts": {"要水": water, "要电": power}}, TODAY, closed=True)
        for water, power in wanted
    ]
    assert [[one.id for one in answer.findings] for answer in found] == [["户数"], ["户数"], []]


def test_what_two_parts_demand_in_the_same_words_is_told_once() -> None:
    part = "申请材料:\n  - 名称: 身份证\n    登记:\n      有效期至: 日期\n审查要点:\n  - 编号: R1\n"
    part += "    要求: 没过期\n    判断: 身份证.有效期至 ≥ 申请日期\n"
    part += "    不符合时: 过期了。\n    怎么改: 换证。\n"
    whole = "包含事项:\n  - 事项: SL-0002\n    前提: 要水\n  - 事项: SL-0003\n    前提: 要电\n办理情形:\n"
    whole += "".join(f"  {name}:\n    问: {name}吗？\n    填: 是否\n" for name in ("要水", "要电"))
    parts = {code: item_of(part, code) for code in ("SL-0002", "SL-0003")}
    rulebook = compile_item(item_of(whole), parts).rulebook
    assert rulebook is not None
    old = {"身份证": {"state": "sound", "record": {"有效期至": "2020-01-01"}}}
    wanted = ((True, True), (False, True), (False, False))
    found = [
        check(rulebook, {"facts": {"要水": water, "要电": power}, "materials": old}, TODAY)
        for water, power in wanted
    ]
    assert [[one.id for one in answer.findings] for answer in found] == [["SL-0002/R1"], ["SL-0002/R1"], []]


LATER = "申请材料:\n  - 名称: 旧证\n    收取环节: 出件\n    登记:\n      号码: 文字\n"
LATER += "审查要点:\n  - 编号: R1\n    要求: 号码对\n    判断: 旧证.号码 = “1”\n"
LATER += "    不符合时: 不对。\n    怎么改: 换。\n"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"旧证": {"state": "absent"}}, []),
        ({"旧证": {"state": "unseen"}}, []),
        ({"旧证": {"state": "flawed"}}, ["旧证"]),
        ({"旧证": {"state": "sound", "record": {"号码": "2"}}}, ["R1"]),
    ],
)
@pytest.mark.parametrize("closed", [True, False])
def test_what_is_collected_later_is_looked_at_only_if_it_is_here(
    given: dict[str, object], expected: list[str], closed: bool
) -> None:
    rulebook = compile_item(item_of(LATER)).rulebook
    assert rulebook is not None
    answer = check(rulebook, {"materials": given}, TODAY, closed=closed)
    assert ([one.id for one in answer.findings], answer.unknown) == (
        expected,
        answer.unknown if expected else (),
    )
    assert rulebook.member["旧证"].collect_at == "issue"


def test_what_one_part_wants_at_once_is_not_collected_later() -> None:
    part = "申请材料:\n  - 名称: 旧证\n"
    whole = "包含事项:\n  - 事项: SL-0002\n" + LATER.partition("    登记")[0]
    rulebook = compile_item(item_of(whole), {"SL-0002": item_of(part, "SL-0002")}).rulebook
    assert rulebook is not None
    assert rulebook.member["旧证"].collect_at is None
    assert [one.id for one in check(rulebook, {}, TODAY, closed=True).findings] == ["旧证"]


def test_of_alternatives_one_is_demanded_unless_all_are_collected_later() -> None:
    one = "  - 名称: {name}\n    任选其一: 凭证\n{later}"
    for other, expected in (("", ["凭证"]), ("    收取环节: 出件\n", [])):
        text = "申请材料:\n" + one.format(name="旧证", later="    收取环节: 出件\n")
        rulebook = compile_item(item_of(text + one.format(name="声明", later=other))).rulebook
        assert rulebook is not None
        assert [found.id for found in check(rulebook, {}, TODAY, closed=True).findings] == expected


def test_a_part_may_apply_by_what_the_whole_has_looked_up() -> None:
    looked_up = "申请材料:\n  - 名称: 账户\n    必要性: 免提交\n    来源: 查询系统\n"
    looked_up += "    登记:\n      余额:\n        选: [有, 没有]\n"
    whole = "包含事项:\n  - 事项: SL-0002\n    前提: 账户.余额 是 有\n" + looked_up
    parts = {"SL-0002": item_of(looked_up + "  - 名称: 银行卡\n", "SL-0002")}
    rulebook = compile_item(item_of(whole), parts).rulebook
    assert rulebook is not None
    looked = [{"账户": {"state": "sound", "record": {"余额": balance}}} for balance in ("有", "没有")]
    found = [check(rulebook, {"materials": materials}, TODAY, closed=True) for materials in looked]
    assert [[one.id for one in answer.findings] for answer in found] == [["银行卡"], []]


def test_an_unknown_part_and_a_field_that_disagrees_are_faults() -> None:
    whole = (
        "包含事项:\n  - 事项: SL-0002\n  - 事项: SL-0009\n办理情形:\n  面积:\n    问: 多大？\n    填: 整数\n"
    )
    compiled = compile_item(item_of(whole), {"SL-0002": item_of(FIELDS, "SL-0002")})
    assert sorted(codes(compiled)) == ["item/conflicting-field", "item/unknown-item"]


@pytest.mark.parametrize(
    ("policy", "conditions", "expected"),
    [
        ("first", (False, True, True), "乙"),
        ("first", (U, True, False), "unknown"),
        ("first", (False, False, False), "null"),
        ("unique", (False, True, False), "乙"),
        ("unique", (True, True, False), "null"),
        ("unique", (True, U, False), "unknown"),
        ("any", (True, False, True), "甲"),
        ("any", (True, True, False), "null"),
        ("collect", (True, False, True), ("甲", "甲")),
        ("collect", (False, False, False), ()),
    ],
)
def test_hit_policies(policy: str, conditions: Sequence[object], expected: object) -> None:
    (got,) = table(policy, conditions, (("甲",), ("乙",), ("甲",)), 1)
    kind = "unknown" if isinstance(got, Unknown) else "null" if isinstance(got, Null) else got
    assert kind == expected


def test_a_row_that_may_hit_but_changes_nothing_leaves_the_answer_known() -> None:
    assert table("first", (U, True), (("甲",), ("甲",)), 1) == ("甲",)
    assert hits("first", (U, True)) == ()
    assert hits("first", (False, True, True)) == (1,)


def test_the_hash_of_an_edition_counts_meaning_and_not_layout_or_samples() -> None:
    one = rulebook_of("# 说明\n申请材料:\n  - 名称: 甲\n")
    two = rulebook_of("申请材料:\n\n  - 名称: 甲      # 别的\n")
    other = rulebook_of("申请材料:\n  - 名称: 乙\n")
    assert one.edition_hash == two.edition_hash != other.edition_hash


def test_an_answer_that_cannot_be_read_is_told_and_not_guessed() -> None:
    rulebook = rulebook_of(FIELDS)
    answer = check(rulebook, {"facts": {"面积": "很大", "楼层": "一楼"}}, TODAY, closed=True)
    assert [(f.id, f.kind) for f in answer.findings] == [("面积", "fact"), ("楼层", "fact")]
    assert "一层、地下" in answer.findings[1].remedy
    assert look(rulebook, {"facts": {"面积": 1000}}, TODAY).bad[3] == ("out-of-range", 1000)
