"""A check that does not say what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import checks_of
from engine.source import place

NO_OTHERWISE = FaultKind(
    code="item/no-otherwise",
    zh="「{name}」没有写不符合时说什么。请加一行 不符合时，用一句话说清哪里不对。",
    en="「{name}」 does not say what is wrong. Add the line `otherwise` with one plain sentence.",
    why_zh="不符合时 的话会原样印在一次性告知书上，没有它，申请人只知道不行，不知道哪里不行。",
    why_en="The text of `otherwise` is printed on the correction; without it people learn nothing more.",
    wrong="- 编号: R1\n  判断: 营业执照.有效期至 ≥ 申请日期",
    right="- 编号: R1\n  判断: 营业执照.有效期至 ≥ 申请日期\n  不符合时: 执照 {营业执照.有效期至} 到期。",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find conditions and checks without 不符合时."""
    for check in checks_of(item):
        if not (check.otherwise or "").strip():
            yield Fault(kind=NO_OTHERWISE, source=place(check.id), values={"name": check.id})
