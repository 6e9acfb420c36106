"""The lints about the elements of GB/T 39046: codes, handling, visits, windows, what is said in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.item.lint import (
    border_word,
    codes,
    half_english,
    handling,
    intake_window,
    jargon,
    message,
    missing_element,
    no_basis,
    no_faq,
    no_fee_basis,
    pause_without_basis,
    promised_over_statutory,
    same_telephone,
    special_procedure,
    visits,
)
from tests.item.lint.conftest import HEAD

Found = Callable[..., list[tuple[str, str]]]
AUTHORITY = "11230199MB0000001G"


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        (f"{AUTHORITY}4000131027004", []),
        (f"{AUTHORITY}400013102700401", []),
        ("230199000131027004", []),
        (f"{AUTHORITY}400013102700", [("item/code-shape", f"{AUTHORITY}400013102700")]),
        ("11230199MB0000001A4000131027004", [("item/code-check-character", "11230199MB0000001A")]),
        ("1123019SMB0000001G4000131027004", [("item/code-check-character", "1123019SMB0000001G")]),
    ],
)
def test_implementation_code_is_taken_at_its_word(
    found: Found, code: str, marked: list[tuple[str, str]]
) -> None:
    assert found(codes.find, f"实施编码: {code}\n") == marked


@pytest.mark.parametrize(
    ("base", "fine"),
    [
        ("000131027004", True),
        ("00013102700Y", True),
        ("00013102700401", True),
        ("0001310270", True),
        ("00013102700", False),
        ("000131027-04", False),
        ("0001310270042", False),
    ],
)
def test_base_code_has_twelve_signs_or_an_old_ten(found: Found, base: str, fine: bool) -> None:
    assert (found(codes.find, f"基本编码: {base}\n") == []) is fine


@pytest.mark.parametrize(
    ("base", "inside", "agree"),
    [
        ("000131027004", "000131027004", True),
        ("00013102700401", "000131027004", True),
        ("000131027004", "00013102700401", True),
        ("00013102700402", "00013102700401", False),
        ("000131027005", "000131027004", False),
        ("0001310270", "000131027004", True),
    ],
)
def test_base_code_stands_in_the_other(found: Found, base: str, inside: str, agree: bool) -> None:
    marked = found(codes.find, f"基本编码: {base}\n实施编码: {AUTHORITY}4{inside}\n")
    assert marked == ([] if agree else [("item/code-base", inside)])


def test_level_is_the_nineteenth_sign(found: Found) -> None:
    text = f"实施编码: {AUTHORITY}3000131027004\n行使层级: {{}}\n"
    assert found(codes.find, text.format("市")) == []
    assert found(codes.find, text.format("县")) == [("item/code-level", "3")]


@pytest.mark.parametrize(
    ("kind", "limits", "expected"),
    [
        ("即办件", "承诺: 当场办结", []),
        ("即办件", "承诺: 1 个工作日", ["item/immediate-with-limit"]),
        ("即办件", "承诺: 若 申请日期 = 申请日期 则 1 个工作日 否则 2 个工作日", []),
        ("承诺件", "承诺: 5 个工作日\n  暂停计时: 补正", []),
        ("承诺件", "承诺: 1 个工作日", ["item/short-limit"]),
        ("承诺件", "承诺: 1 个自然日", []),
        ("承诺件", "承诺: 当场办结", ["item/committed-at-once"]),
    ],
)
def test_handling_and_limit_say_the_same(found: Found, kind: str, limits: str, expected: list[str]) -> None:
    marked = found(handling.find, f"办件类型: {kind}\n办结时限:\n  {limits}\n")
    assert [code for code, _ in marked] == expected


def test_immediate_item_has_no_clock_to_stop(found: Found) -> None:
    text = "办件类型: 即办件\n办结时限:\n  承诺: 1 个工作日\n"
    assert found(pause_without_basis.find, text) == []
    assert found(pause_without_basis.find, text + "  暂停计时: 补正\n") == [
        ("item/immediate-with-pause", "补正")
    ]
    stage = "办理流程:\n  抽检:\n    前一环节: 受理\n    特别程序: 检测\n"
    assert found(pause_without_basis.find, text + stage) == [("item/immediate-with-pause", "检测")]


def test_limit_without_handling_is_left_in_peace(found: Found) -> None:
    assert found(handling.find, "办结时限:\n  承诺: 1 个工作日\n") == []
    assert found(handling.find, "办件类型: 即办件\n") == []


@pytest.mark.parametrize(
    ("channels", "times", "fine"),
    [
        ("窗口", 1, True),
        ("窗口", 0, False),
        ("[窗口, 邮寄]", 0, True),
        ("自助终端", 0, False),
        ("网上", 0, True),
    ],
)
def test_no_visit_needs_a_way_without(found: Found, channels: str, times: int, fine: bool) -> None:
    assert (found(visits.find, f"办理渠道: {channels}\n到现场次数: {times}\n") == []) is fine


def test_what_the_list_wants_is_told_at_once_to_who_takes_part(found: Found) -> None:
    assert found(missing_element.find, "办理地点: 一楼\n") == []
    assert found(missing_element.find, "事项类型: 公共服务\n") == [("item/missing-element", "公共服务")]


def test_a_package_gets_its_outputs_from_its_parts(found: Found) -> None:
    rest = "事项类型: 公共服务\n行使层级: 县\n实施主体性质: 法定机关\n服务对象: 自然人\n办件类型: 即办件\n"
    rest += "办理渠道: 窗口\n到现场次数: 1\n办理地点: 一楼\n办理时间: 上午\n咨询电话: 甲\n监督电话: 乙\n"
    rest += "办结时限:\n  承诺: 当场办结\n"
    assert found(missing_element.find, rest) == [("item/missing-element", "公共服务")]
    assert found(missing_element.find, rest + "包含事项:\n  - 事项: SL-0002\n") == []


def test_only_a_licence_must_have_questions(found: Found) -> None:
    assert found(no_faq.find, "事项类型: 行政许可\n") == [("item/no-faq", "行政许可")]
    assert found(no_faq.find, "事项类型: 公共服务\n") == []
    assert found(no_faq.find, "事项类型: 行政许可\n常见问题:\n  - 问: 收钱吗？\n    答: 不收。\n") == []


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("0451-1234", "0451 1234", True), ("0451-1234", "0451-1235", False), ("窗口问", "局里问", False)],
)
def test_telephones_are_compared_by_their_digits(found: Found, first: str, second: str, same: bool) -> None:
    marked = found(same_telephone.find, f"咨询电话: {first}\n监督电话: {second}\n")
    assert marked == ([("item/same-telephone", second)] if same else [])


@pytest.mark.parametrize(
    ("fee", "fine"),
    [
        ("20", False),
        ("按标准", False),
        ("0", True),
        ("不收费", True),
        ("20\n收费依据: 某文件", True),
        ("按标准\n收费依据: 某文件", True),
    ],
)
def test_what_costs_has_a_basis(found: Found, fee: str, fine: bool) -> None:
    assert (found(no_fee_basis.find, f"收费: {fee}\n") == []) is fine


def test_a_basis_alone_does_not_say_what_it_costs(found: Found) -> None:
    marked = found(no_fee_basis.find, "收费依据: 某文件\n")
    assert marked == [("item/no-fee", "某文件")]
    assert found(no_fee_basis.find, "收费: 不收费\n收费依据: 某文件\n") == []


def test_procedure_needs_its_pause(found: Found) -> None:
    stage = "办理流程:\n  评审会:\n    前一环节: 审批\n    特别程序: 专家评审\n"
    assert found(special_procedure.find, stage) == [("item/procedure-without-pause", "专家评审")]
    listed = "办结时限:\n  承诺: 5 个工作日\n  暂停计时: [补正, 专家评审]\n"
    assert found(special_procedure.find, stage + listed) == []
    assert found(special_procedure.find, "办理流程:\n  现场核查:\n    前一环节: 审批\n") == []


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-05-11", "2026-05-11", None),
        ("2026-05-12", "2026-05-11", "item/empty-window"),
        ("2026-01-01", "2026-03-01", None),
        ("2026-01-01", "2026-02-28", "item/window-outside-edition"),
    ],
)
def test_window_has_a_day_of_its_edition(found: Found, first: str, last: str, code: str | None) -> None:
    marked = found(intake_window.find, f"受理期间:\n  自: {first}\n  至: {last}\n")
    assert [each for each, _ in marked] == ([] if code is None else [code])


def test_window_may_begin_after_its_edition_ends(found: Found) -> None:
    head = HEAD.replace("  自: 2026-03-01\n", "  自: 2026-03-01\n  至: 2026-06-30\n")
    window = "受理期间:\n  自: 2026-07-01\n  至: 2026-07-31\n"
    marked = found(intake_window.find, window, head=head)
    assert marked == [("item/window-outside-edition", "2026-07-01")]


def test_clock_that_waits_for_a_window_needs_one(found: Found) -> None:
    limits = "办结时限:\n  承诺: 5 个工作日\n  起算: 受理期间届满\n"
    assert found(intake_window.find, limits) == [("item/no-intake-window", "受理期间届满")]
    window = "受理期间:\n  自: 2026-05-11\n  至: 2026-05-22\n"
    assert found(intake_window.find, window + limits) == []


CHECK = "审查要点:\n  - 编号: R1\n    要求: {}\n    判断: {}\n"


@pytest.mark.parametrize(
    ("requirement", "holds", "marked"),
    [
        ("面积 20 平方米以上", "面积 > 20", "20 平方米以上"),
        ("面积 20 平方米以上", "面积 ≥ 20", None),
        ("面积至少 20 平方米", "面积 > 20", "至少 20"),
        ("人数不超过 10 人", "人数 < 10", "不超过 10"),
        ("人数不超过 10 人", "人数 <= 10", None),
        ("离学校超过 200 米", "距离 >= 200", "超过 200"),
        ("不满 16 周岁", "年龄 ≤ 16", "不满 16"),
        ("已满 18 周岁", "年龄 > 18", "满 18"),
        ("3 个月以内", "月数 < 3", "3 个月以内"),
        # Not certain: another direction, another number, turned round, two numbers, arithmetic.
        ("面积 20 平方米以上", "面积 < 20", None),
        ("面积 20 平方米以上", "面积 > 21", None),
        ("面积 20 平方米以上", "非 (面积 > 20)", None),
        ("面积 20 平方米以上", "面积 > 20 或 面积 = 20", None),
        ("面积 20 平方米以上、50 平方米以下", "面积 > 20 且 面积 < 50", None),
        ("面积 20 平方米以上", "面积 > 20 - 1", None),
        ("面积够用", "面积 > 20", None),
    ],
)
def test_border_words_are_compared_where_it_is_certain(
    found: Found, requirement: str, holds: str, marked: str | None
) -> None:
    said = found(border_word.find, CHECK.format(requirement, holds))
    assert said == ([] if marked is None else [("item/border-word", marked)])


def test_days_that_are_compared_are_not_promised(found: Found) -> None:
    promised = "若 租期 ≥ 30 个工作日 则 5 个工作日 否则 6 个工作日"
    text = f"办结时限:\n  承诺: {promised}\n  法定: 20 个工作日\n"
    assert found(promised_over_statutory.find, text) == []


def test_months_are_more_than_any_twenty_workdays(found: Found) -> None:
    text = "办结时限:\n  承诺: {}\n  法定: 20 个工作日\n"
    assert found(promised_over_statutory.find, text.format("3 个月")) != []
    assert found(promised_over_statutory.find, text.format("54 个自然日")) == []


def test_half_english_counts_all_gaps(found: Found) -> None:
    assert found(half_english.find, "一句话说明: 来一次就行。\n") == []
    marked = found(half_english.find, "英文: Eateries\n一句话说明: 来一次就行。\n")
    assert marked == [("item/half-english", "市场监督管理局")]


def test_window_rests_on_the_basis_of_its_item(found: Found) -> None:
    window = "受理期间:\n  自: 2026-05-11\n  至: 2026-05-22\n"
    assert found(no_basis.find, window) == []
    without = HEAD.replace("依据: 本市小餐饮办法 第二条\n", "")
    assert [code for code, _ in found(no_basis.find, window, head=without)] == ["item/no-basis"]


def test_questions_are_read_aloud_too(found: Found) -> None:
    faq = "常见问题:\n  - 问: 应当何时来？\n    答: 请看 {时间}。\n"
    assert found(jargon.find, faq) == [("item/jargon", "应当")]
    assert found(message.find, faq) == [("rule/brace-out-of-place", "{时间}")]
