"""A licence without a single common question (常见问题)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place

NO_FAQ = FaultKind(
    code="item/no-faq",
    zh="行政许可至少写一个常见问题。把窗口最常被问到的那一句写上。",
    en="A licence wants at least one common question. Write what the window is asked most.",
    why_zh="常见问题写清楚了，来电话问的人就少了；目录检查也要求许可事项至少有一个。",
    why_en="A question answered here is a call less; the list demands one of every licence.",
    wrong="事项类型: 行政许可",
    right="事项类型: 行政许可\n常见问题:\n  - 问: 可以请别人代办吗？\n    答: 可以，带上委托书和双方身份证。",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find licences without common questions."""
    if item.item_type == "licence" and not item.faq:
        yield Fault(kind=NO_FAQ, source=place(item.item_type))
