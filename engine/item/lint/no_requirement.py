"""A check whose demand is written for the machine only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import checks_of
from engine.source import place

NO_REQUIREMENT = FaultKind(
    code="item/no-requirement",
    zh="「{name}」没有写要求。请加一行 要求，用大白话说这一条查什么。",
    en="「{name}」 has no requirement. Add the line `requirement` and say in plain words what is demanded.",
    why_zh="办事指南和补正告知书念的是 要求，判断 是给机器看的，申请人看不懂。",
    why_en="Guide and correction read `requirement` aloud; `holds` is for the machine.",
    wrong="- 编号: R1\n  判断: 营业执照.有效期至 ≥ 申请日期",
    right="- 编号: R1\n  要求: 执照还在有效期内\n  判断: 营业执照.有效期至 ≥ 申请日期",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find conditions and checks without 要求."""
    for check in checks_of(item):
        if not check.requirement.strip():
            yield Fault(kind=NO_REQUIREMENT, source=place(check.id), values={"name": check.id})
