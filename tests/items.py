"""Small items for tests: a head to write below, and how a text becomes an item and its rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.item.load import load
from engine.item.model import Item
from engine.rules.model import Rulebook
from engine.rules.rulebook import Compiled, compile_item
from engine.source import NOWHERE, Text

__all__ = ["HEAD", "compiled", "item_of", "loaded", "made", "rulebook_of", "sound"]

HEAD = """\
事项名称: 示例
事项编码: SL-0001
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 测试局
依据: 测试办法 第一条
"""
NONE: Mapping[str, Item] = {}


def loaded(text: str) -> Item:
    """Load an item that must have no fault."""
    got = load(text.encode(), "example.yaml")
    assert got.item is not None and not got.faults, [fault.says() for fault in got.faults]
    return got.item


def compiled(text: str, parts: Mapping[str, Item] = NONE) -> Compiled:
    """Compile an item that must load; its rules may have faults."""
    return compile_item(loaded(text), parts)


def made(text: str, parts: Mapping[str, Item] = NONE) -> tuple[Item, Rulebook]:
    """Give an item that must be sound, with its rulebook."""
    item = loaded(text)
    return item, sound(item, parts)


def sound(item: Item, parts: Mapping[str, Item] = NONE) -> Rulebook:
    """Give the rulebook of an item whose rules have no faults."""
    got = compile_item(item, parts)
    assert got.rulebook is not None, [fault.says() for fault in got.faults]
    return got.rulebook


def item_of(**parts: Any) -> Item:
    """Give an item that was never written, of these fields, materials, conditions and so on."""
    given: dict[str, Any] = {name: tuple(each) for name, each in parts.items()}
    return Item(
        path="made",
        language="zh",
        name=Text("事项"),
        code=Text("SJ-0001"),
        edition=Text("2026-01-01"),
        valid_from=Text("2026-01-01"),
        valid_until=None,
        department=Text("测试局"),
        basis=Text("测试办法 第一条"),
        source=NOWHERE,
        **given,
    )


def rulebook_of(body: str) -> Rulebook:
    """Compile what stands below the head."""
    return made(HEAD + body)[1]
