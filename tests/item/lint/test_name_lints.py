"""Names that conditions cannot say, and faults that bring no others with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.catalog.diagnose import diagnose
from engine.item.fix import apply, cures_of

ITEM = """\
事项名称: 读者证
事项编码: TS-0001
实施版本: 2026-03-01
有效期:
  自: 2026-03-01
进驻部门: 图书馆
依据: 公共图书馆法 第三十四条
办理情形:
  读者:
    问: 您是哪一种读者？
    选: [成人, 儿童]
  本市居民:
    问: 您住在本市吗？
    填: 是否
  家人:
    前提: 读者 是 儿童 且 本市居民
    问: 一起办证的家人有谁？
    每项:
      姓名: 文字
申请材料:
  - 名称: 身份证
    任选其一: 身份证明
    形式: 原件
    登记:
      有效期至: 日期
  - 名称: 护照
    任选其一: 身份证明
    形式: 原件
    登记:
      有效期至: 日期
  - 名称: 监护人同意书
    前提: 读者 是 儿童
    份数: 2
    形式: 原件
审查要点:
  - 编号: R1
    前提: 读者 是 儿童 且 本市居民
    要求: 家人都写了姓名
    逐个: 家人
    判断: 家人.姓名 已填
    不符合时: 第 {序号} 个家人没有写姓名（{家人.姓名}）。
    怎么改: 请写上姓名。
    依据: 公共图书馆法 第三十四条
样例:
  - 名称: 成人
    申请日期: 2026-03-02
    申请:
      读者: 成人
      身份证.有效期至: 2027-03-02
    其余: 合格
    应当: 受理
"""
Codes = Callable[[str, str], list[str]]


@pytest.fixture
def codes() -> Codes:
    """Give the codes of the faults of the item with one text in the place of another."""

    def found(old: str, new: str) -> list[str]:
        assert old in ITEM
        text = ITEM.replace(old, new, 1)
        return [fault.code for fault in diagnose(text.encode(), "f.yaml", lambda code, item: None).faults]

    return found


def test_item_itself_is_fine(codes: Codes) -> None:
    assert codes("读者证", "读者证") == []


@pytest.mark.parametrize("name", ["证.件", "证/件", "证{件}"])
def test_material_bears_no_sign_of_the_language(codes: Codes, name: str) -> None:
    assert codes("名称: 监护人同意书", f"名称: {name}") == ["item/unusable-name"]


@pytest.mark.parametrize("name", ["监护人 同意书", "𠮷林证明", "证明😀", "身份证（正反面）"])
def test_material_is_named_as_on_paper(codes: Codes, name: str) -> None:
    assert codes("名称: 监护人同意书", f"名称: {name}") == []


@pytest.mark.parametrize("name", ["姓.名", "姓 名", "1号", "且"])
def test_entry_is_named_as_conditions_can_say_it(codes: Codes, name: str) -> None:
    assert "item/unusable-name" in codes("  姓名: 文字", f"  {name}: 文字")


@pytest.mark.parametrize("code", ["TS/0001", "TS 0001", "../TS"])
def test_code_has_nothing_that_parts_names(codes: Codes, code: str) -> None:
    assert codes("TS-0001", code) == ["item/unusable-name"]


def test_copies_are_given(codes: Codes) -> None:
    assert codes("有效期至: 日期", "有效期至: 日期\n      份数: 整数") == ["item/reserved-name"]


def test_check_bears_no_name_of_a_material(codes: Codes) -> None:
    assert codes("编号: R1", "编号: 护照") == ["item/same-id"]


def test_nobody_hands_in_less_than_one(codes: Codes) -> None:
    assert codes("份数: 2", "份数: -1") == ["item/wrong-kind"]


@pytest.mark.parametrize("written", ["成人、儿童", "【成人，儿童】", "成人，儿童"])
def test_joined_options_are_one_fault_and_cured(written: str) -> None:
    text = ITEM.replace("[成人, 儿童]", written)
    faults = diagnose(text.encode(), "f.yaml", lambda code, item: None).faults
    assert [fault.code for fault in faults] == ["item/wrong-kind"]
    assert apply(text, cures_of(faults, "f.yaml")).text == ITEM


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("选: [成人, 儿童]", "选:\n      成人: 儿童", "item/wrong-kind"),
        ("填: 是否", "填: 是不是", "item/wrong-kind"),
        ("逐个: 家人", "逐个: 家属", "rule/unknown-list"),
        ("形式: 原件\n审查", "前题: 本市居民\n审查", "item/unknown-key"),
    ],
)
def test_one_mistake_is_one_fault(codes: Codes, old: str, new: str, code: str) -> None:
    assert codes(old, new) == [code]


def test_sample_hands_in_a_material_not_a_group(codes: Codes) -> None:
    assert codes("身份证.有效期至: 2027", "身份证明.有效期至: 2027") == ["item/unknown-path"]
