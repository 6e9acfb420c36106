"""A check that goes through a list which is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.near import nearest
from engine.item.spoken import checks_of
from engine.source import place

UNKNOWN_LIST = FaultKind(
    code="rule/unknown-list",
    zh="没有「{name}」这张清单，不能逐个查。清单是写了“每项”的字段。",
    en="There is no list 「{name}」 to go through. A list is a field with `entry`.",
    why_zh="逐个后面写清单的名字，判断就对清单里的每一项各查一遍。",
    why_en="`each` names a list, and the demand is checked for every entry of it.",
    wrong="逐个: 招排",
    right="逐个: 招牌",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find checks with 逐个 whose list the item does not declare; a package may take it from a part."""
    lists = [str(field.name) for field in item.fields if field.entry]
    for check in checks_of(item):
        if check.each is not None and check.each not in lists and not item.parts:
            near = nearest(check.each, lists)
            yield Fault(
                kind=UNKNOWN_LIST, source=place(check.each), values={"name": check.each}, nearest=near
            )
