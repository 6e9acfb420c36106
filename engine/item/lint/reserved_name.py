"""A name that the language keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.paths import canonical
from engine.source import Text, place
from engine.vocabulary import has

RESERVED_NAME = FaultKind(
    code="item/reserved-name",
    zh="「{name}」是系统自带的名字，不能再用。请换个名字。",
    en="「{name}」 is a name the language gives itself. Choose another one.",
    why_zh="申请日期、申请人、序号、答复 由系统给出，自己再起一个同名的，就分不清了。",
    why_en="applied_on, applicant, index and answer are given; a second thing of that name is ambiguous.",
    wrong="申请表:\n  申请日期:\n    填: 日期",
    right="申请表:\n  计划开业日:\n    填: 日期",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find fields, tables, materials, groups and recorded values named like something given."""
    for name in _names(item):
        if has("given", name):
            yield Fault(kind=RESERVED_NAME, source=place(name), values={"name": name})
    for material in item.materials:
        for entry in material.record:
            if canonical(f"甲.{entry.name}") == "甲.份数":
                yield Fault(kind=RESERVED_NAME, source=place(entry.name), values={"name": entry.name})


def _names(item: Item) -> Iterator[Text]:
    yield from chain(
        (field.name for field in item.fields),
        (table.name for table in item.tables),
        (material.name for material in item.materials),
        (material.any_of for material in item.materials if material.any_of is not None),
    )
