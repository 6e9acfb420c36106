"""A demand without 依据: a centre may only ask for what a norm asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import checks_of
from engine.source import Source, place
from engine.vocabulary import in_lang

NO_BASIS = FaultKind(
    code="item/no-basis",
    zh="「{name}」没有写依据。请写上出自哪个文件、第几条。",
    en="「{name}」 has no basis. Name the norm and the article it rests on.",
    why_zh="没有依据就不能要求申请人。审查要点、受理条件和对照表要各写各的，材料、时限和受理期间没写的用事项的依据；"
    "只是提醒的可以不写。",
    why_en="Nothing may be demanded without a norm. Conditions, checks and tables name their own; materials, "
    "limits and the intake window take the item's; a mere reminder needs none.",
    wrong="- 编号: R2\n  要求: 租期至少还剩 6 个月",
    right="- 编号: R2\n  要求: 租期至少还剩 6 个月\n  依据: 本市小餐饮许可办事规程 第八条",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find conditions, checks and tables without a basis, and what takes the item's where it has none."""
    for table in item.tables:
        if not table.basis:
            yield Fault(kind=NO_BASIS, source=place(table.name), values={"name": table.name})
    for check in checks_of(item):
        if check.gravity != "remind" and not check.basis:
            yield Fault(kind=NO_BASIS, source=place(check.id), values={"name": check.id})
    if item.basis:
        return
    for material in item.materials:
        if not material.basis:
            yield Fault(kind=NO_BASIS, source=place(material.name), values={"name": material.name})
    if item.intake_window is not None:
        yield _no_basis(item, "intake_window", item.intake_window.source)
    if item.limits is not None and not item.limits.basis:
        yield _no_basis(item, "limits", item.limits.source)


def _no_basis(item: Item, key: str, source: Source) -> Fault:
    return Fault(kind=NO_BASIS, source=source, values={"name": in_lang("keys", key, item.language)})
