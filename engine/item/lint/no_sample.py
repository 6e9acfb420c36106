"""An item that nobody tried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place

NO_SAMPLE = FaultKind(
    code="item/no-sample",
    zh="这个事项还没有样例。请至少写两个：一个材料都对，一个缺点什么。",
    en="This item has no samples. Write two or more: one in order, one with something lacking.",
    why_zh="样例是写给机器的考题：以后谁改了定义，yici test 一跑就知道有没有改坏。",
    why_en="Samples are the item's own tests: `yici test` shows whether a later edit broke something.",
    wrong="（文件里没有 样例）",
    right="样例:\n  - 名称: 材料都对\n    申请日期: 2026-03-02\n    其余: 合格\n    应当: 受理",
    level="reminder",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find an item without samples."""
    if not item.samples:
        yield Fault(kind=NO_SAMPLE, source=place(item.name))
