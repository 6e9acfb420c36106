"""The paths of an item's facts: fields, recorded values, copies, results of tables."""

from __future__ import annotations

from typing import Final

from engine.item.model import Entry, Field, Item

__all__ = ["canonical", "columns", "valued"]

_GIVEN: Final = {
    "applied_on": "申请日期",
    "applicant": "申请人",
    "applicant.name": "申请人.名称",
    "index": "序号",
    "answer": "答复",
}


def canonical(name: str) -> str:
    """Give the Chinese spelling of a path with given names."""
    if name in _GIVEN:
        return _GIVEN[name]
    head, dot, rest = name.partition(".")
    if rest == "copies":
        rest = "份数"
    return f"{_GIVEN[head] if head == 'answer' else head}{dot}{rest}"


def valued(item: Item) -> dict[str, Entry | Field | None]:
    """Give every path that is handed in, with what was declared of it (None: a number of copies)."""
    found: dict[str, Entry | Field | None] = {str(field.name): field for field in item.fields}
    for material in item.materials:
        found[f"{material.name}.份数"] = None
        for head in (material.name, material.any_of):
            if head is not None:
                found.update((f"{head}.{entry.name}", entry) for entry in material.record)
    return found


def columns(item: Item) -> set[str]:
    """Give the paths of the results of the item's tables."""
    found: set[str] = set()
    for table in item.tables:
        head = next((line for line in table.rows.split("\n") if line.strip()), "")
        names = (name.strip() for name in head.partition("||")[2].split("|"))
        found |= {f"{table.name}.{name}" for name in names if name}
    return found
