"""Masks show the ends of a value and never the whole of it."""

from __future__ import annotations

import pytest

from engine.documents.mask import mask_name, mask_number, mask_value


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张*"), ("欧阳小明", "欧***"), ("王", "王*"), ("示例餐饮管理有限公司", "示***"), ("", "*")],
)
def test_a_name_shows_its_first_character(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("230103199001011234", "230103********1234"),
        ("13800001234", "138****1234"),
        ("92230100MA00000001", "922301********0001"),
        ("E1234567", "********"),
        ("1234567890", "123***7890"),
        ("", ""),
    ],
)
def test_a_number_shows_its_ends_if_enough_is_left_hidden(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    ("label", "value", "masked"),
    [
        ("证件号码", "230103199001011234", "230103********1234"),
        ("电话", "13800001234", "138****1234"),
        ("住所", "哈尔滨市南岗区西大直街 1 号", "哈尔滨市南岗区***"),
        ("经营地址", "某市某街 1 号", "某市***"),
        ("地址", "无门牌", "***"),
        ("邮箱", "zhang@example.org", "z***@example.org"),
        ("名称", "南岗区示例小吃店", "南***"),
        ("说明", "unknown", "u***"),
    ],
)
def test_a_value_is_masked_by_what_it_looks_like(label: str, value: str, masked: str) -> None:
    assert mask_value(label, value) == masked
