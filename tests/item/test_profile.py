"""Code lists and the rows of GB/T 39046: the national profile, one of a place, an item laid out by either."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.item.codes import check_character, is_base_code, is_old_code
from engine.item.elements import (
    Element,
    ProfileUnreadable,
    elements_of,
    material_elements,
    national_profile,
    read_profile,
    special_procedures,
    split_implementation,
)
from engine.item.elements.profile import LISTS
from engine.item.load import load_file
from engine.item.model import Fee, Item, Limits, Material
from engine.item.terms import Span
from engine.source import NOWHERE, Text
from engine.vocabulary import words

SKETCHES = Path(__file__).parents[1] / "sketches"
PLACE = "名称: 某省\n行使层级:\n  县: 04 区县级\n事项类型:\n  公共服务: 21\n"


@pytest.fixture(scope="module")
def item() -> Item:
    found = load_file(SKETCHES / "teacher-certificate.yaml").item
    assert found is not None
    return found


def value_of(elements: tuple[Element, ...], name: str) -> tuple[str, str]:
    found = next((each for each in elements if each.name == name), None)
    return (found.value, found.code) if found is not None else ("", "")


@pytest.mark.parametrize("key", sorted(LISTS.keys() - {"life_events"}))
def test_national_profile_has_a_code_for_every_word(key: str) -> None:
    known = {word.en for word in words(LISTS[key])} - {"correct"}
    assert national_profile().lists[key].keys() == known


@pytest.mark.parametrize(
    ("key", "word", "code"),
    [
        ("item_type", "licence", "01"),
        ("item_type", "public_service", "20"),
        ("level", "county", "4"),
        ("authority_kind", "entrusted_body", "3"),
        ("audiences", "social_organisation", "4"),
        ("channels", "post", "4"),
        ("handling", "committed", "2"),
        ("special_procedure", "hearing", "2"),
    ],
)
def test_codes_are_those_of_annex_a(key: str, word: str, code: str) -> None:
    found = national_profile().code(key, word)
    assert found is not None
    assert found.code == code
    assert national_profile().code(key, "no-such-word") is None


def test_code_leads_back_to_its_word() -> None:
    assert national_profile().word("level", "4") == "county"
    assert national_profile().word("level", "7") is None


def test_place_may_have_codes_of_its_own(item: Item) -> None:
    place = read_profile(PLACE.encode(), "place.yaml")
    assert place.name == "某省"
    assert value_of(elements_of(item, place), "行使层级") == ("区县级", "04")
    assert value_of(elements_of(item, place), "实施主体性质") == ("法定机关", "")
    code = place.code("item_type", "public_service")
    assert code is not None
    assert code.label == "公共服务"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("名称: 某省\n行使层次:\n  县: 4 县级\n", 2),
        ("名称: 某省\n收费:\n  县: 4 县级\n", 2),
        ("名称: 某省\n行使层级:\n  乡: 5 乡级\n", 3),
        ("名称: 某省\n行使层级: 县\n", 2),
        ("名称:\n  - 某省\n", 2),
        ("名称：某省\n", 1),
        ("行使层级:\n  县:\n    - 4\n", 3),
    ],
)
def test_profile_with_a_mistake_names_the_line(text: str, line: int) -> None:
    with pytest.raises(ProfileUnreadable, match=f"place.yaml:{line}:"):
        read_profile(text.encode(), "place.yaml")


def test_profile_of_nothing_is_refused() -> None:
    with pytest.raises(ProfileUnreadable):
        read_profile(b"", "place.yaml")


def test_elements_stand_in_the_order_of_the_standard(item: Item) -> None:
    names = [each.name for each in elements_of(item)]
    assert names[:6] == ["事项名称", "基本编码", "实施编码", "事项类型", "设定依据", "行使层级"]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("事项类型", "行政许可", "01"),
        ("行使层级", "县级", "4"),
        ("实施主体代码", "11230199MB0000001G", ""),
        ("法定办结时限", "30", ""),
        ("法定办结时限单位", "自然日", ""),
        ("承诺办结时限", "20", ""),
        ("承诺办结时限单位", "工作日", ""),
        ("受理条件", "在 2026-05-11 到 2026-05-22 之间申请", ""),
        ("办理流程", "收件 → 受理 → 审批 → 专家评审会 → 决定 → 出件", ""),
        ("是否收费", "1", ""),
        ("服务对象", "自然人", "1"),
        ("办理形式", "窗口办理，电脑端网上办理", "1,2"),
        ("特别程序", "专家评审", "2"),
        ("是否网办", "1", ""),
        ("常见问题", "问：外地户口能办吗？\n答：有居住证就能办。", ""),
        ("办件类型", "承诺件", "2"),
        ("咨询电话", "0000-1234567", ""),
    ],
)
def test_element_is_what_the_item_says(item: Item, name: str, value: str, code: str) -> None:
    assert value_of(elements_of(item), name) == (value, code)


def limits(promised: Span | Text, pauses: tuple[str, ...] = ()) -> Limits:
    return Limits(promised=promised, pauses=pauses, source=NOWHERE)


def test_what_is_done_at_once_says_so(item: Item) -> None:
    once = elements_of(replace(item, limits=limits(Span(count=0, unit="workdays"))))
    assert value_of(once, "承诺办结时限说明") == ("当场办结", "")
    depends = elements_of(replace(item, limits=limits(Text("时限.天数"))))
    assert value_of(depends, "承诺办结时限") == ("", "")
    assert value_of(depends, "承诺办结时限说明") == ("时限.天数", "")


def test_pauses_and_stages_tell_the_special_procedures(item: Item) -> None:
    paused = replace(item, limits=limits(Span(count=5, unit="workdays"), ("correct", "testing")))
    assert special_procedures(paused) == ("testing", "expert_review")
    assert special_procedures(replace(paused, stages=(), limits=None)) == ()


def test_item_of_few_words_has_few_elements(item: Item) -> None:
    bare = replace(item, base_code=None, item_type=None, channels=(), fee=None, fee_basis=None, faq=())
    names = {each.name for each in elements_of(bare)}
    assert names.isdisjoint({"基本编码", "事项类型", "办理形式", "是否网办", "收费依据", "常见问题"})
    assert "是否收费" not in names


@pytest.mark.parametrize(
    ("fee", "code"), [(Decimal(0), "0"), (Decimal("0.00"), "0"), (Decimal(1), "1"), ("by_tariff", "1")]
)
def test_a_fee_by_tariff_is_a_fee(item: Item, fee: Fee, code: str) -> None:
    assert value_of(elements_of(replace(item, fee=fee)), "是否收费") == (code, "")


def material(**changes: Any) -> Material:
    return replace(Material(name=Text("照片"), source=NOWHERE), **changes)


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({}, "是否必备材料", "1"),
        ({"necessity": "optional"}, "是否必备材料", "0"),
        ({"when": Text("身份 是 个人")}, "是否必备材料", "0"),
        ({"any_of": Text("证明")}, "是否必备材料", "0"),
        ({"medium": ("original",)}, "原件份数", "1"),
        ({"medium": ("copy",), "copies": Text("2")}, "复印件份数", "2"),
        ({"medium": ("copy",), "copies": Text("人数")}, "复印件份数", ""),
        ({"medium": ("original", "copy")}, "原件份数", ""),
        ({"issuer": Text("医院")}, "出具机构", "医院"),
        ({"note": Text("白底")}, "材料使用说明", "白底"),
    ],
)
def test_material_is_laid_out(changes: dict[str, object], name: str, value: str) -> None:
    assert value_of(material_elements(material(**changes)), name) == (value, "")


@pytest.mark.parametrize(
    ("authority", "sign"),
    [("11230199MB0000001G", "G"), ("91350100M000100Y43", "3"), ("1123019OMB0000001", None), ("112301", None)],
)
def test_check_character_follows_from_the_others(authority: str, sign: str | None) -> None:
    assert check_character(authority) == sign


def test_implementation_code_comes_apart() -> None:
    parts = split_implementation("11230199MB0000001G4000131027004" + "01")
    assert parts is not None
    assert (parts.authority, parts.level, parts.base, parts.handling_item) == (
        "11230199MB0000001G",
        "4",
        "000131027004",
        "01",
    )
    assert split_implementation("11230199MB0000001G400013102700") is None


@pytest.mark.parametrize(
    ("code", "fits"),
    [("00013112700Y", True), ("00013112700401", True), ("0001311270", False), ("a" * 12, False)],
)
def test_base_code_has_its_shape(code: str, fits: bool) -> None:
    assert is_base_code(code) is fits


def test_old_codes_are_told_by_their_length() -> None:
    assert is_old_code("0001311270", 10)
    assert not is_old_code("00013112700", 10)
    assert not is_old_code("0001-31127", 10)
