"""One Chinese name with several English ones: readers of the English pages take one bureau for two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place

TWO_ENGLISH_NAMES = FaultKind(
    code="item/two-english-names",
    zh="「{name}」在这里英文叫「{english}」，在别的事项里叫「{other}」。请都用一个叫法。",
    en="「{name}」 is 「{english}」 in English here and 「{other}」 in other items. Use one name for it.",
    why_zh="看英文的人会以为是两个部门、两样材料；按部门找事项时，也会分成两处。",
    why_en="Who reads English takes them for two bureaus, or two papers; lists by department fall apart.",
    wrong="英文:\n  进驻部门: Housing fund centre",
    right="英文:\n  进驻部门: Housing Fund Centre",
    level="reminder",
)


def find(items: Sequence[Item]) -> Iterator[Fault]:
    """Find departments and materials that most items of the catalogue call otherwise in English."""
    uses: dict[str, list[str]] = {}
    for item in items:
        for name, english in _named(item):
            uses.setdefault(name, []).append(english)
    for name, said in uses.items():
        names = Counter(said)
        if len(names) > 1:
            yield from _otherwise(name, said, names.most_common(1)[0][0])


def _named(item: Item) -> Iterator[tuple[str, str]]:
    """Give the Chinese and English names of what several items share."""
    said = item.english.get("department")
    if isinstance(said, str):
        yield item.department, said
    for material in item.materials:
        said = material.english.get("name")
        if isinstance(said, str):
            yield material.name, said


def _otherwise(name: str, said: Sequence[str], chosen: str) -> Iterator[Fault]:
    first = next(each for each in said if each == chosen)
    for english in said:
        if english != chosen:
            values = {"name": str(name), "english": str(english), "other": str(chosen)}
            yield Fault(kind=TWO_ENGLISH_NAMES, source=place(english), values=values, also=place(first))
