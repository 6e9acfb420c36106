"""One material under several names: people bring it twice, or search for a second one that does not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from engine.catalog.lint.same_thing import is_official, key_of
from engine.fault import Fault, FaultKind
from engine.item.model import Item, Material
from engine.source import place

TWO_NAMES = FaultKind(
    code="item/two-names",
    zh="「{name}」在别的事项里叫「{other}」，是同一样东西。请都用一个叫法。",
    en="「{name}」 is called 「{other}」 in other items, and is the same thing. Use one name for it.",
    why_zh="同一份材料叫两个名字，一件事里就要交两次，办事的人也以为是两样。",
    why_en="Under two names one paper is asked for twice in a package, and people look for a second one.",
    wrong="- 名称: 身份证",
    right="- 名称: 居民身份证",
    level="reminder",
)


def find(items: Sequence[Item]) -> Iterator[Fault]:
    """Find materials that most items of the catalogue, or the official list, call otherwise."""
    uses: dict[str, list[tuple[Item, Material]]] = {}
    for item in items:
        for material in item.materials:
            uses.setdefault(key_of(material.name), []).append((item, material))
    for key, group in uses.items():
        names = Counter(str(material.name) for _, material in group)
        if len(names) > 1 and len({item.code for item, _ in group}) > 1:
            yield from _otherwise(key, names, group)


def _otherwise(key: str, names: Counter[str], group: list[tuple[Item, Material]]) -> Iterator[Fault]:
    """Give a reminder for each use of another name than the official one, or else than the most common."""
    chosen = key if key in names and is_official(key) else names.most_common(1)[0][0]
    first = next(material for _, material in group if material.name == chosen)
    for item, material in group:
        # An item that has both means two things by them, or says so in a fault of its own.
        if material.name != chosen and all(each.name != chosen for each in item.materials):
            values = {"name": str(material.name), "other": chosen}
            source, also = place(material.name), place(first.name)
            yield Fault(kind=TWO_NAMES, source=source, values=values, also=also)
