"""What the names in an item's expressions may be, and of which type: the scope of the item.

Fields, materials with their recorded values and copies, groups of alternatives, tables with their
columns, and the given names 申请日期 and 申请人.名称 (ux 10).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.feel.types import Scope, Type
from engine.item.model import Entry, Field, Item, Material
from engine.item.terms import Kind
from engine.rules.tables import TextTable

__all__ = ["field_type", "item_names", "scope_of"]

_ANY = Type(kind="any")
_PLAIN: Mapping[str, Type] = {
    "text": Type(kind="text"),
    "integer": Type(kind="number", integer=True),
    "number": Type(kind="number"),
    "amount": Type(kind="number"),
    "date": Type(kind="date"),
    "yes_no": Type(kind="yes_no"),
    "attachment": Type(kind="attachment"),
}
_COPIES = Type(kind="number", integer=True)


def _plain(kind: Kind, choose: Iterable[str]) -> Type:
    options = tuple(str(option) for option in choose)
    return Type(kind="option", options=options) if options else _PLAIN.get(kind, _ANY)


def _entries(entries: Iterable[Entry]) -> dict[str, Type]:
    return {str(entry.name): _plain(entry.kind, entry.choose) for entry in entries}


def field_type(field: Field) -> Type:
    """Give the type of a field's answer."""
    if field.entry:
        return Type(kind="list", of=Type(kind="record", fields=_entries(field.entry)))
    return _plain(field.kind, field.choose)


def _groups(materials: Iterable[Material]) -> dict[str, Type]:
    members: dict[str, list[Material]] = {}
    for material in materials:
        if material.any_of is not None:
            members.setdefault(str(material.any_of), []).append(material)
    return {
        name: Type(kind="record", fields={k: v for m in group for k, v in _entries(m.record).items()})
        for name, group in members.items()
    }


def item_names(item: Item, tables: Mapping[str, TextTable]) -> dict[str, Type]:
    """Give the names that an item declares, with their types."""
    names: dict[str, Type] = _groups(item.materials)
    for table in tables.values():
        names[table.name] = Type(kind="record", fields=dict(table.types))
    for material in item.materials:
        record = {**_entries(material.record), "份数": _COPIES}
        names[str(material.name)] = Type(kind="material", fields=record)
    for field in item.fields:
        names[str(field.name)] = field_type(field)
    return names


def scope_of(names: Mapping[str, Type], *, element: str | None = None, answer: bool = False) -> Scope:
    """Give the scope of one expression; `element` in a check with 逐个, `answer` in one with 插件."""
    given = {"申请日期": _PLAIN["date"], "申请人": Type(kind="record", fields={"名称": _PLAIN["text"]})}
    if element is not None:
        given["序号"] = _COPIES
    if answer:
        given["答复"] = Type(kind="record", fields={}, of=_ANY)
    return Scope(names={**names, **given}, element=element)
