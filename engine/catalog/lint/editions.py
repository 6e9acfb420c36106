"""Codes that stand in several files: two items under one code, editions that overlap or leave days open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from engine.dataclass import dataclass
from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place

__all__ = ["Period", "find", "period_of"]

CODE_TWICE = FaultKind(
    code="item/code-twice",
    zh="编码「{code}」被两个事项用了：「{name}」和「{other}」。请给其中一个换个编码。",
    en="The code 「{code}」 belongs to two items: 「{name}」 and 「{other}」. Give one of them another code.",
    why_zh="窗口、指南和办件都靠编码找事项，两个事项一个编码就找错了。",
    why_en="Windows, guides and cases find an item by its code; with two of them they find the wrong one.",
    wrong="事项名称: 户外招牌设置\n事项编码: SC-0107        # 食品经营许可也用了",
    right="事项名称: 户外招牌设置\n事项编码: CG-0031",
)
EDITIONS_OVERLAP = FaultKind(
    code="item/editions-overlap",
    zh="「{code}」的两个版本「{edition}」和「{other}」都管 {day}。请改有效期，让每一天只有一个版本。",
    en="Two editions of {code}, 「{edition}」 and 「{other}」, both cover {day}. Let each day have one.",
    why_zh="哪一天申请就按哪一版办；一天有两个版本，谁也说不清按哪一个。",
    why_en="An application goes by the edition of its day; with two of them nobody can say which.",
    wrong="# 旧版\n有效期:\n  自: 2025-01-01\n# 新版\n有效期:\n  自: 2026-03-01",
    right="# 旧版\n有效期:\n  自: 2025-01-01\n  至: 2026-02-28\n# 新版\n有效期:\n  自: 2026-03-01",
)
EDITION_TWICE = FaultKind(
    code="item/edition-twice",
    zh="「{code}」的版本「{edition}」有两个文件。请删掉一个；真是新的一版，就换个版本名和有效期。",
    en="Two files hold the edition 「{edition}」 of {code}. Delete one; if it is new, name and date it anew.",
    why_zh="两个文件说同一个版本，改了一个忘了另一个，窗口和指南就不一样了。",
    why_en="With two files of one edition a change in one is forgotten in the other.",
    wrong="# 甲.yaml\n实施版本: 2026-03-01\n# 乙.yaml\n实施版本: 2026-03-01",
    right="# 甲.yaml\n实施版本: 2026-03-01\n# 乙.yaml\n实施版本: 2026-09-01",
)
DAYS_WITHOUT_EDITION = FaultKind(
    code="item/days-without-edition",
    zh="「{code}」从 {first} 到 {last} 没有版本，这些天办不了。请改有效期，或者确认这些天就是停办。",
    en="From {first} to {last} there is no edition of {code}. Mend the periods, unless it rests then.",
    why_zh="没有版本的那几天来申请，系统不知道按什么办。",
    why_en="On a day without an edition nobody knows by which rules to decide.",
    wrong="# 旧版\n有效期:\n  自: 2025-01-01\n  至: 2025-12-31\n# 新版\n有效期:\n  自: 2026-03-01",
    right="# 旧版\n有效期:\n  自: 2025-01-01\n  至: 2026-02-28\n# 新版\n有效期:\n  自: 2026-03-01",
    level="reminder",
)
IMPLEMENTATION_TWICE = FaultKind(
    code="item/implementation-code-twice",
    zh="实施编码「{code}」也是「{other}」的。请核对哪一个抄错了；同一事项的几种情形写在一个文件里。",
    en="The implementation code {code} is that of 「{other}」 too. Check both; "
    "cases of one item stand in one file.",
    why_zh="别的平台靠实施编码找事项，两个事项一个编码，办件就会报到别人名下。",
    why_en="Other platforms find an item by this code; with two of them a case is reported under the other.",
    wrong="事项编码: SC-0108\n实施编码: 11230199MB0000001G4000131027004     # SC-0107 也是这个",
    right="事项编码: SC-0108\n实施编码: 11230199MB0000001G4000131027005",
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days of an edition, both included; without a last day its end is that of the calendar."""

    first: date
    last: date


def period_of(item: Item) -> Period | None:
    """Give the days that an edition covers; nothing if its dates are no dates, which is told elsewhere."""
    try:
        first = date.fromisoformat(item.valid_from)
        last = date.fromisoformat(item.valid_until) if item.valid_until is not None else date.max
    except ValueError:
        return None
    return Period(first=first, last=last) if first <= last else None


def find(items: Sequence[Item]) -> Iterator[Fault]:
    """Find codes used twice, and days of an item with two editions or with none."""
    editions: dict[str, list[tuple[Period, Item]]] = {}
    for item in items:
        period = period_of(item)
        if item.code and period is not None:
            editions.setdefault(str(item.code), []).append((period, item))
    for group in editions.values():
        group.sort(key=lambda each: (each[0].first, each[1].path))
        yield from _one_item(group)
    yield from _implementation(items)


def _one_item(group: list[tuple[Period, Item]]) -> Iterator[Fault]:
    """Go through the editions by their first days; `reach` is the one that lasts longest so far."""
    reach, longest = group[0]
    for period, item in group[1:]:
        if period.first <= reach.last:
            yield _overlap(period, item, longest)
        elif period.first - reach.last > _DAY:
            values = {
                "code": str(item.code),
                "first": (reach.last + _DAY).isoformat(),
                "last": (period.first - _DAY).isoformat(),
            }
            source, also = place(item.valid_from), place(longest.valid_until or longest.edition)
            yield Fault(kind=DAYS_WITHOUT_EDITION, source=source, values=values, also=also)
        if period.last > reach.last:
            reach, longest = period, item


def _overlap(period: Period, item: Item, other: Item) -> Fault:
    if item.name != other.name:
        values = {"code": str(item.code), "name": str(item.name), "other": str(other.name)}
        return Fault(kind=CODE_TWICE, source=place(item.code), values=values, also=place(other.code))
    values = {
        "code": str(item.code),
        "edition": str(item.edition),
        "other": str(other.edition),
        "day": period.first.isoformat(),
    }
    if item.edition == other.edition:
        source, also = place(item.edition), place(other.edition)
        return Fault(kind=EDITION_TWICE, source=source, values=values, also=also)
    also = place(other.valid_until or other.valid_from)
    return Fault(kind=EDITIONS_OVERLAP, source=place(item.valid_from), values=values, also=also)


def _implementation(items: Sequence[Item]) -> Iterator[Fault]:
    first: dict[str, Item] = {}
    for item in items:
        code = item.implementation_code
        if code is None:
            continue
        other = first.setdefault(str(code), item)
        if other.code != item.code and other.implementation_code is not None:
            values = {"code": str(code), "other": str(other.name)}
            also = place(other.implementation_code)
            yield Fault(kind=IMPLEMENTATION_TWICE, source=place(code), values=values, also=also)
