"""The elements of GB/T 39046 in an item: read into the noun, turned into the other language and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.check.check import check
from engine.item.english import missing_english
from engine.item.format import format_text
from engine.item.intake import WINDOW_ID, conditions_of
from engine.item.lint import find_all
from engine.item.load import load
from engine.item.model import Item
from engine.rules.rulebook import compile_item, edition_hash

SKETCH = Path(__file__).parents[1] / "sketches" / "teacher-certificate.yaml"
TEXT = SKETCH.read_text(encoding="utf-8")


def item_of(text: str) -> Item:
    loaded = load(text.encode(), "x.yaml")
    assert loaded.faults == ()
    assert loaded.item is not None
    return loaded.item


@pytest.fixture(scope="module")
def item() -> Item:
    return item_of(TEXT)


def test_elements_are_read(item: Item) -> None:
    assert (item.item_type, item.level, item.authority_kind) == ("licence", "county", "statutory_body")
    assert (item.base_code, item.implementation_code) == ("000105002000", "11230199MB0000001G4000105002000")
    assert (item.audiences, item.handling) == (("natural_person",), "committed")
    assert item.life_events == ("work", "schooling")
    assert item.fee_basis == "物价局文件"
    assert item.materials[0].issuer == "县级以上医院"
    assert [(each.ask, each.reply) for each in item.faq] == [("外地户口能办吗？", "有居住证就能办。")]
    assert item.stages[0].special_procedure == "expert_review"
    assert item.stages[0].english == {"name": "review by experts"}
    assert item.limits is not None
    assert item.limits.counts_from == "window_end"


def test_elements_stay_what_they_are_in_the_other_language(item: Item) -> None:
    english = format_text(TEXT, "en")
    turned = item_of(english)
    assert turned.language == "en"
    for name in ("item_type", "level", "authority_kind", "audiences", "handling", "life_events", "fee_basis"):
        assert getattr(turned, name) == getattr(item, name)
    assert turned.limits is not None
    assert turned.limits.counts_from == "window_end"
    assert turned.stages[0].special_procedure == "expert_review"
    assert format_text(english, "zh") == TEXT


def test_window_is_a_condition_before_all_others(item: Item) -> None:
    first = conditions_of(item)[0]
    assert (first.id, first.gravity, first.basis) == (WINDOW_ID, "decline", item.basis)
    assert conditions_of(replace(item, intake_window=None)) == item.conditions


@pytest.mark.parametrize(
    ("day", "outside"),
    [("2026-05-10", True), ("2026-05-11", False), ("2026-05-22", False), ("2026-05-23", True)],
)
def test_both_days_of_the_window_are_inside(item: Item, day: str, outside: bool) -> None:
    rulebook = compile_item(item).rulebook
    assert rulebook is not None
    submission = {
        "facts": {"申请科目": "语文"},
        "materials": {m.name: {"state": "sound", "copies": 1} for m in item.materials},
    }
    answer = check(rulebook, submission, date.fromisoformat(day))
    assert answer.outcome == ("decline" if outside else "accept")
    assert [finding.id for finding in answer.findings] == ([WINDOW_ID] if outside else [])


def test_check_may_not_take_the_name_of_the_window() -> None:
    loaded = load(TEXT.replace("编号: R1", f"编号: {WINDOW_ID}").encode(), "x.yaml")
    assert [fault.code for fault in loaded.faults] == ["item/same-id"]


def test_sketch_is_clean(item: Item) -> None:
    compiled = compile_item(item)
    assert [fault for fault in find_all(item, compiled.uses) if fault.kind.level == "fault"] == []


@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        ("  名称: Teacher certification\n", ("name", "教师资格认定")),
        (
            "  一句话说明: Apply in the spring, get the certificate in summer.\n",
            ("summary", "春天报名，夏天拿证。"),
        ),
        ("  办理时间: weekdays, 9 to 17\n", ("hours", "工作日 9 点到 17 点")),
        ("      答: Yes, with a residence permit.\n", ("reply", "有居住证就能办。")),
        ("      名称: subject\n", ("name", "申请科目")),
        ("      问: What will you teach?\n", ("ask", "您教什么？")),
        ("      选: [languages, sciences]\n", ("choose", "语文")),
        ("      出具机构: a county hospital\n", ("issuer", "县级以上医院")),
        ("      要求: the subject is languages\n", ("requirement", "科目是语文")),
        ("      不符合时: Only languages this year.\n", ("otherwise", "今年只收语文。")),
        ("      怎么改: Come back next year.\n", ("remedy", "请明年再来。")),
        ("    英文: review by experts\n", ("name", "专家评审会")),
        ("    英文: teacher's certificate\n", ("name", "教师资格证书")),
    ],
)
def test_what_has_no_english_is_named(gone: str, missing: tuple[str, str]) -> None:
    assert gone in TEXT
    found = missing_english(item_of(TEXT.replace(gone, "", 1)))
    assert missing in [(each.key, str(each.text)) for each in found]
    assert all(each.text.source.line > 0 for each in found)


def test_whole_english_lacks_nothing(item: Item) -> None:
    assert [(each.key, str(each.text)) for each in missing_english(item)] == [("source", "学历系统")]


def test_option_of_an_entry_and_its_column_are_named() -> None:
    text = TEXT.replace(
        "    选: [语文, 数学]\n", "    每项:\n      名字: 文字\n      年级:\n        选: [高, 低]\n", 1
    ).replace("      选: [languages, sciences]\n", "      每项:\n        名字: name\n", 1)
    loaded = load(text.encode(), "x.yaml")
    assert loaded.item is not None
    found = [(each.key, each.owner, str(each.text)) for each in missing_english(loaded.item)]
    assert ("name", "申请科目.年级", "年级") in found
    assert ("choose", "申请科目.年级", "高") in found
    assert ("name", "申请科目.名字", "名字") not in found


def test_english_says_only_what_stands_beside_it() -> None:
    text = TEXT.replace("      名称: health certificate\n", "      要求: health certificate\n", 1)
    assert [fault.code for fault in load(text.encode(), "x.yaml").faults] == ["item/unknown-key"]


def test_one_phrase_is_the_first_thing_said() -> None:
    text = TEXT.replace(
        "    英文:\n      要求: the subject is languages\n", "    英文: the subject is languages\n", 1
    )
    text = text.replace(
        "      不符合时: Only languages this year.\n      怎么改: Come back next year.\n", "", 1
    )
    assert item_of(text).checks[0].english == {"requirement": "the subject is languages"}


def test_new_keys_do_not_change_what_an_older_edition_is() -> None:
    text = "事项名称: 甲\n事项编码: A-1\n实施版本: 一\n有效期:\n  自: 2026-01-01\n进驻部门: 乙\n"
    hashed = edition_hash(item_of(text), {})
    assert hashed == "sha256:eaef7fb1cd61b8bdb66f94ba6b8085d5089cd569d0604648b2ec4e8533bd7e14"


def test_a_table_lacks_the_english_of_its_own_words() -> None:
    table = "对照表:\n  学段:\n    英文:\n      学段: stages\n      年级: grade\n    表: |\n"
    table += "      申请科目 || 年级 | 课时\n      语文     || 高   | 3\n      -        || low  | 2\n"
    found = missing_english(item_of(TEXT.replace("申请材料:\n", f"{table}申请材料:\n", 1)))
    assert [str(each.text) for each in found if each.owner == "学段"] == ["课时", "高"]


def test_what_only_clerks_read_off_needs_no_english() -> None:
    record = "    登记:\n      结论:\n        选: [合格, 不合格]\n"
    written = TEXT.replace("    出具机构: 县级以上医院\n", f"    出具机构: 县级以上医院\n{record}", 1)
    assert [each.owner for each in missing_english(item_of(written)) if "结论" in each.owner] == []
    name = item_of(TEXT).materials[0].name
    spoken = written.replace("办理结果:\n", f"办理结果:\n  - 名称: 证\n    前提: {name}.结论 是 合格\n", 1)
    lacking = [(e.key, str(e.text)) for e in missing_english(item_of(spoken)) if "结论" in e.owner]
    assert lacking == [("name", "结论"), ("choose", "合格"), ("choose", "不合格")]
