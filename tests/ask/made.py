"""Items made for one test: fields, materials and conditions, compiled."""

from __future__ import annotations

from collections.abc import Sequence

from engine.item.model import Check, Field, Item, Material
from engine.rules.model import Rulebook
from engine.rules.rulebook import compile_item
from engine.source import NOWHERE, Text

__all__ = ["compiled", "item_of"]


def item_of(fields: Sequence[Field], materials: Sequence[Material], conditions: Sequence[Check] = ()) -> Item:
    """Give an item of these parts."""
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
        fields=tuple(fields),
        materials=tuple(materials),
        conditions=tuple(conditions),
        source=NOWHERE,
    )


def compiled(item: Item) -> Rulebook:
    """Give the rulebook of an item that has no faults."""
    made = compile_item(item)
    assert made.rulebook is not None, [fault.says() for fault in made.faults]
    return made.rulebook
