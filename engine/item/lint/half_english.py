"""An item with an English name whose English guide would still be half Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.english import missing_english
from engine.item.model import Item
from engine.source import place

HALF_ENGLISH = FaultKind(
    code="item/half-english",
    zh="英文还缺 {count} 处：第 {lines} 行。请在旁边的英文里补上。",
    en="{count} texts have no English, in lines {lines_en}. Add it under `english` beside them.",
    why_zh="有英文名的事项会有英文的办事指南；缺一处，外国人就有一处看不懂。",
    why_en="An item with an English name has an English guide; every gap in it stays Chinese.",
    wrong="审查要点:\n  - 编号: R1\n    要求: 身份证还没过期",
    right="审查要点:\n  - 编号: R1\n    要求: 身份证还没过期\n    英文: the identity card has not expired",
    level="reminder",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find items with an English name that lack English elsewhere, all in one reminder."""
    missing = missing_english(item) if item.english.get("name") else ()
    if missing:
        lines = dict.fromkeys(str(place(each.text).line) for each in missing)
        values = {"count": str(len(missing)), "lines": "、".join(lines), "lines_en": ", ".join(lines)}
        yield Fault(kind=HALF_ENGLISH, source=place(missing[0].text), values=values)
