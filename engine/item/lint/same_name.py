"""One name for two things, or a name that the language keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import Text, place
from engine.vocabulary import has

SAME_NAME = FaultKind(
    code="item/same-name",
    zh="「{name}」既是{first}，又是{second}，写在判断里分不清是哪个。请给其中一个换个名字。",
    en="「{name}」 names two things, {first_en} and {second_en}; an expression cannot tell which. Rename one.",
    why_zh="前提和判断靠名字找事实。字段、材料、任选其一的组和对照表不能同名。",
    why_en="Expressions find facts by name, so fields, materials, groups and tables must not share one.",
    wrong="申请表:\n  租赁合同:\n    填: 附件\n申请材料:\n  - 名称: 租赁合同",
    right="申请表:\n  合同编号:\n    填: 文字\n申请材料:\n  - 名称: 租赁合同",
)
RESERVED_NAME = FaultKind(
    code="item/reserved-name",
    zh="「{name}」是系统自带的名字，不能再用。请换个名字。",
    en="「{name}」 is a name the language gives itself. Choose another one.",
    why_zh="申请日期、申请人、序号、答复 由系统给出，自己再起一个同名的，就分不清了。",
    why_en="applied_on, applicant, index and answer are given; a name of your own like that would be ambiguous.",
    wrong="申请表:\n  申请日期:\n    填: 日期",
    right="申请表:\n  计划开业日:\n    填: 日期",
)
_KINDS = {
    "field": ("字段", "a field"),
    "table": ("对照表", "a table"),
    "material": ("材料", "a material"),
    "group": ("任选其一的组", "a group"),
}


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find names used for things of two kinds, and names that are given."""
    first: dict[str, tuple[str, Text]] = {}
    for kind, name in _names(item):
        if has("given", name):
            yield Fault(kind=RESERVED_NAME, source=place(name), values={"name": name})
        known, other = first.setdefault(name, (kind, name))
        if known != kind:
            values = {
                "name": name,
                "first": _KINDS[known][0],
                "first_en": _KINDS[known][1],
                "second": _KINDS[kind][0],
                "second_en": _KINDS[kind][1],
            }
            yield Fault(kind=SAME_NAME, source=place(name), values=values, also=place(other))


def _names(item: Item) -> Iterator[tuple[str, Text]]:
    for field in item.fields:
        yield "field", field.name
    for table in item.tables:
        yield "table", table.name
    for material in item.materials:
        yield "material", material.name
    for material in item.materials:
        if material.any_of is not None:
            yield "group", material.any_of
