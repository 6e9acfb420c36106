"""Formatting: a file in order comes back byte for byte, a disordered one in order, and no comment is lost."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from engine.item.columns import width
from engine.item.format import format_text
from engine.item.load import load
from engine.item.template import new_item
from engine.item.translate import expression_edits, template_edits, translated
from engine.vocabulary import Lang

ROOT = Path(__file__).parents[2]
SKETCHES = ROOT / "tests" / "sketches"
NAMES = ["food-permit.yaml", "food-permit.en.yaml", "open-restaurant.yaml", "senior-card.yaml"]


def sketch(name: str) -> str:
    return (SKETCHES / name).read_text(encoding="utf-8")


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"(?:^|\s)(#.*)$", text, re.MULTILINE))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_in_order_comes_back_byte_for_byte(name: str) -> None:
    assert format_text(sketch(name)) == sketch(name)


@pytest.mark.parametrize("name", NAMES)
def test_there_and_back_is_the_same_file(name: str) -> None:
    here: Lang = "en" if ".en." in name else "zh"
    there: Lang = "zh" if here == "en" else "en"
    other = format_text(sketch(name), there)
    assert other != sketch(name)
    assert load(other.encode(), name).faults == ()
    assert format_text(other, here) == sketch(name)


def test_chinese_becomes_the_english_sketch() -> None:
    assert format_text(sketch("food-permit.yaml"), "en") == sketch("food-permit.en.yaml")


def test_a_new_item_is_in_order() -> None:
    text = new_item("老年人优待证申领", "MZ-0012")
    assert format_text(text) == text


@pytest.mark.parametrize("seed", range(8))
def test_shuffled_sections_come_back_in_order(seed: int) -> None:
    text = sketch("food-permit.yaml")
    head, *sections = re.split(r"(?m)^(?=\S)(?!#)", text)
    random.Random(seed).shuffle(sections)
    formatted = format_text(head + "".join(sections))
    assert [line for line in formatted.split("\n") if line] == [line for line in text.split("\n") if line]
    assert format_text(formatted) == formatted


def test_keys_of_an_entry_come_in_order_with_their_comments() -> None:
    text = (
        "事项名称: 甲\n申请材料:\n"
        "  # 这一样最常忘\n  - 形式: 原件   # 当场还\n    # 名字要写全\n    名称: 身份证\n"
        "  - 名称: 照片\n"
    )
    assert format_text(text) == (
        "事项名称: 甲\n申请材料:\n"
        "  # 这一样最常忘\n    # 名字要写全\n  - 名称: 身份证\n    形式: 原件                      # 当场还\n"
        "  - 名称: 照片\n"
    )


def test_indentation_becomes_two_spaces() -> None:
    text = (
        "事项名称: 甲\n有效期:\n    自: 2026-03-01\n"
        "申请材料:\n- 名称: 身份证\n  登记:\n      出生日期: 日期\n"
    )
    assert format_text(text) == (
        "事项名称: 甲\n有效期:\n  自: 2026-03-01\n"
        "申请材料:\n  - 名称: 身份证\n    登记:\n      出生日期: 日期\n"
    )


def test_block_texts_keep_their_lines() -> None:
    text = (
        "事项名称: 甲\n申请材料:\n"
        "- 说明: |\n      第一行\n        缩进的\n\n      # 不是备注\n  名称: 身份证\n"
    )
    formatted = format_text(text)
    before, after = (load(each.encode(), "x.yaml").item for each in (text, formatted))
    assert before is not None
    assert after is not None
    assert after.materials[0].note == before.materials[0].note == "第一行\n  缩进的\n\n# 不是备注"
    assert formatted.index("名称: 身份证") < formatted.index("说明")


def test_syntax_becomes_half_width_and_text_full_width() -> None:
    text = "事项名称：甲\n申请材料:\n  －名称: 身份证\n    说明: 原件,看完还您.\n    形式: [原件，电子]\n"
    assert format_text(text) == (
        "事项名称: 甲\n申请材料:\n  - 名称: 身份证\n    形式: [原件, 电子]\n    说明: 原件，看完还您。\n"
    )


def test_numbers_addresses_and_english_keep_their_signs() -> None:
    text = "事项名称: 甲\n英文: Card, free.\n一句话说明: 打 12345,转 8 号线 A.B。见 www.example.cn\n"
    assert format_text(text) == text


def test_tables_are_aligned_by_display_width() -> None:
    text = (
        "对照表:\n  甲:\n    表: |\n"
        "      面积|楼层||类别\n      > 300 |-|| 重点\n      100 到 300|二层以上, 地下||一般\n"
    )
    assert format_text(text) == (
        "对照表:\n  甲:\n    表: |\n"
        "      面积       | 楼层           || 类别\n"
        "      > 300      | -              || 重点\n"
        "      100 到 300 | 二层以上, 地下 || 一般\n"
    )
    assert width("二层a") == 5


def test_a_text_that_cannot_be_read_keeps_its_lines() -> None:
    text = "一句话说明: 好\n事项名称: [没关\n"
    assert format_text(text) == text


def test_windows_lines_become_ours() -> None:
    assert format_text("事项名称: 甲\r\n") == "事项名称: 甲\n"


@pytest.mark.parametrize("name", NAMES)
def test_no_comment_is_lost(name: str) -> None:
    there: Lang = "zh" if ".en." in name else "en"
    found = comments(format_text(sketch(name), there))
    assert [each for each in found if "schema" not in each] == [
        each for each in comments(sketch(name)) if "schema" not in each
    ]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("场所来源 是 租赁", "场所来源 is 租赁"),
        ("租赁合同.到期日 ≥ 申请日期 + 6 个月", "租赁合同.到期日 >= applied_on + 6 months"),
        ("若 甲 是 乙 则 9 个工作日 否则 5 个工作日", "if 甲 is 乙 then 9 workdays else 5 workdays"),
        ("面积 在 1 到 5 之间 且 楼层 不是 地下", "面积 between 1 and 5 and 楼层 is not 地下"),
        ("(面积 在 1 到 5 之间) 或 用明火 是 否", "(面积 between 1 and 5) or 用明火 is no"),
        ("楼层 属于 (1 到 5)", "楼层 in (1 to 5)"),
        ("申请人.名称 = 租赁合同.承租方", "applicant.name = 租赁合同.承租方"),
        ("健康证.份数 > 序号", "健康证.copies > index"),
        ("招牌.效果图 已提交", "招牌.效果图 submitted"),
        ("答复.距离 ≥ 10", "answer.距离 >= 10"),
        ("有 人 属于 名单 满足 人.年龄 > 18", "some 人 in 名单 satisfies 人.年龄 > 18"),
        ('说明 = "是 且 或"', '说明 = "是 且 或"'),
    ],
)
def test_expressions_are_translated_both_ways(zh: str, en: str) -> None:
    assert translated(zh, expression_edits(zh, "en")) == en
    assert translated(en, expression_edits(en, "zh")) == zh


def test_names_of_the_author_are_never_translated() -> None:
    assert translated("序号 = 1", expression_edits("序号 = 1", "en", {"序号"})) == "序号 = 1"


def test_only_braces_of_a_template_are_translated() -> None:
    text = "申请日期是 {申请日期}，第 {序号} 块。"
    assert translated(text, template_edits(text, "en")) == "申请日期是 {applied_on}，第 {index} 块。"


def test_names_of_a_case_are_translated_both_ways() -> None:
    text, english = "{办件号}，{受理日期}，{申请人.名称}", "{case_number}，{accepted_on}，{applicant.name}"
    assert translated(text, template_edits(text, "en")) == english
    assert translated(english, template_edits(english, "zh")) == text


def test_an_expression_that_cannot_be_read_stays() -> None:
    assert expression_edits("面积 > “没关", "en") == []
