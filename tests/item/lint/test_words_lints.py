"""The lints about words: what they mark, and the everyday words they leave alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.item.lint import (
    catch_all,
    half_width_punctuation,
    hidden_condition,
    jargon,
    long_sentence,
    two_materials_in_one,
    vague_word,
)

Note = Callable[..., list[str]]
Found = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("应在三天内交。", ["应在"]),
        ("必须盖章。", ["必须"]),
        ("须盖章。", ["须"]),
        ("应予以更换。", ["应予"]),
        ("给予补交。", ["给予"]),
        ("自签字之日起算。", ["之"]),
        ("盖章后方可提交。", ["方可"]),
        ("无需复印。", ["无需"]),
    ],
)
def test_office_words_are_marked(note: Note, text: str, words: list[str]) -> None:
    assert note(jargon.find, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "供应商、反应、适应、相应、对应、应用、应急、响应、应收款都可以写。",
        "三天之内交，之前交过的不用再交，百分之十，其中之一。",
        "看办事须知，胡须要刮干净。",
        "已于昨天到期，以及及时换证。",
        "人均面积、平均面积都写上。",
    ],
)
def test_everyday_words_are_left_alone(note: Note, text: str) -> None:
    assert note(jargon.find, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("带上其他有关材料。", ["其他有关材料"]),
        ("法律法规规定的其他材料。", ["法律法规规定的其他材料"]),
        ("身份证等材料。", ["等材料"]),
        ("等相关材料都要带。", ["等相关材料"]),
        ("相关证明也要带。", ["相关证明"]),
    ],
)
def test_catch_all_words_are_marked(note: Note, text: str, words: list[str]) -> None:
    assert note(catch_all.find, text) == words


def test_naming_each_thing_is_no_catch_all(note: Note) -> None:
    assert note(catch_all.find, "同等材料、初等证明、其他人不用来，三个等级都行。") == []


@pytest.mark.parametrize(
    "text", ["本人办理可免提交。", "仅限企业。", "如有变更，交变更通知。", "外地户口除外。"]
)
def test_condition_in_a_note_is_marked(note: Note, text: str) -> None:
    assert len(note(hidden_condition.find, text)) == 1


@pytest.mark.parametrize(
    "text", ["看完当场还您。", "没带的，大厅免费拍照。", "接触食品的人每人 1 份，都要在有效期内。"]
)
def test_plain_note_is_no_condition(note: Note, text: str) -> None:
    assert note(hidden_condition.find, text) == []


def test_half_width_sign_between_chinese_is_marked(note: Note) -> None:
    assert note(half_width_punctuation.find, "要签字,盖章;不用复印.") == [",", ";", "."]


def test_half_width_sign_in_numbers_and_names_is_left_alone(note: Note) -> None:
    assert note(half_width_punctuation.find, "上午 9:30 到 11:30，不超过 3.5 MB，格式 PDF,JPG 都行。") == []


def test_name_of_a_fact_is_no_text(found: Found) -> None:
    more = (
        "审查要点:\n  - 编号: R1\n    要求: 没到期\n    判断: 应急预案.到期日 ≥ 申请日期\n"
        "    不符合时: 预案 {应急预案.到期日,应之}到期。\n"
    )
    assert found(half_width_punctuation.find, more) == []
    assert found(jargon.find, more) == []


def test_forty_characters_are_no_long_sentence(note: Note) -> None:
    assert note(long_sentence.find, "字" * 40 + "。" + "字" * 40 + "。") == []


def test_forty_one_characters_are_a_long_sentence(note: Note) -> None:
    assert note(long_sentence.find, "短句。" + "字" * 41 + "。") == ["字" * 41]


def test_english_text_is_no_long_chinese_sentence(note: Note) -> None:
    assert note(long_sentence.find, "Bring the original, please, and a copy of every page of it.") == []


@pytest.mark.parametrize(
    "name", ["身份证和户口簿", "身份证、营业执照", "结婚证或离婚证", "授权委托书及身份证明"]
)
def test_two_documents_in_one_name_are_marked(found: Found, name: str) -> None:
    codes = found(two_materials_in_one.find, f"申请材料:\n  - 名称: {name}\n")
    assert codes == [("item/two-materials-in-one", name)]


@pytest.mark.parametrize(
    "name", ["不动产权证书", "法人和其他组织登记证", "申请表（企业、个体户）", "身份证复印件", "和平区居住证"]
)
def test_one_document_with_a_joining_word_is_left_alone(found: Found, name: str) -> None:
    assert found(two_materials_in_one.find, f"申请材料:\n  - 名称: {name}\n") == []


@pytest.mark.parametrize(
    ("demand", "words"),
    [
        ("面积适当", ["适当"]),
        ("有身份证等", ["等"]),
        ("及时换证", ["及时"]),
        ("等级不低于三等，同等面积", []),
        ("普通话二级甲等以上", []),
    ],
)
def test_vague_demands_are_marked(found: Found, demand: str, words: list[str]) -> None:
    more = f"审查要点:\n  - 编号: R1\n    要求: {demand}\n    判断: 申请日期 = 申请日期\n"
    assert [marked for _, marked in found(vague_word.find, more)] == words
