"""Items in the rows of table 4: one row an item, one row a material."""

from __future__ import annotations

from collections.abc import Iterable

from engine.item.elements import Profile, elements_of, material_elements
from engine.item.model import Item
from yici_exchange.tables import Row, Table

__all__ = ["item_tables"]


def item_tables(items: Iterable[Item], codes: Profile) -> tuple[Table, ...]:
    """Give the rows of items, and those of their materials with the item's codes beside them."""
    rows: list[Row] = []
    materials: list[Row] = []
    for item in items:
        rows.append(_row(item, codes))
        known = {"事项名称": str(item.name), "实施编码": str(item.implementation_code or "")}
        known["事项编码"] = str(item.code)
        materials += [
            {**known, **{each.name: each.value for each in material_elements(material)}}
            for material in item.materials
        ]
    return (
        Table(number=4, name="事项管理", rows=rows),
        Table(number=4, name="事项管理-材料", rows=materials),
    )


def _row(item: Item, codes: Profile) -> Row:
    """Give the row of an item; a code stands beside its name."""
    row = {"事项编码": str(item.code), "实施版本": str(item.edition)}
    for element in elements_of(item, codes):
        row[element.name] = element.value
        if element.code:
            row[f"{element.name}代码"] = element.code
    return row
