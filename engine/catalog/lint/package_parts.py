"""Packages (一件事) that their parts contradict: days without a part, limits, what a material records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from engine.catalog.lint.editions import Period, period_of
from engine.fault import Fault, FaultKind
from engine.item.model import Entry, Item, Part
from engine.item.terms import Span
from engine.source import place
from engine.vocabulary import in_lang

PART_NOT_IN_FORCE = FaultKind(
    code="item/part-not-in-force",
    zh="一件事从 {day} 起还在办，所含的「{part}」那天却没有版本。请补上它的版本，或者改一件事的有效期。",
    en="On {day} the package is in force, but its part 「{part}」 has no edition. "
    "Add one, or change the period.",
    why_zh="一件事按申请那天的版本，把各个事项的材料和要点带进来；少一个就没法审查。",
    why_en="A package brings in its parts as they stand on the day of application; it needs each of them.",
    wrong="# 一件事\n有效期:\n  自: 2026-01-01\n# 所含事项\n有效期:\n  自: 2026-03-01",
    right="# 一件事\n有效期:\n  自: 2026-03-01\n# 所含事项\n有效期:\n  自: 2026-03-01",
)
PART_TAKES_LONGER = FaultKind(
    code="item/part-takes-longer",
    zh="一件事承诺 {promised}，所含的「{part}」自己却要 {longer}。请核对，两处要说得通。",
    en="The package promises {promised}, but its part 「{part}」 takes {longer}. "
    "Check that both can be true.",
    why_zh="一件事要等每一个事项都办完；承诺比其中一个还短，就要先说好那一个怎么提速。",
    why_en="A package waits for each of its parts; promising less than one of them needs an agreement first.",
    wrong="# 一件事\n办结时限:\n  承诺: 5 个工作日\n# 所含事项\n办结时限:\n  承诺: 20 个工作日",
    right="# 一件事\n办结时限:\n  承诺: 20 个工作日\n# 所含事项\n办结时限:\n  承诺: 20 个工作日",
    level="reminder",
)
CONFLICTING_RECORD = FaultKind(
    code="item/conflicting-record",
    zh="「{package}」里，「{name}」的「{entry}」在 {first} 登记的是{kind}，在 {second} 登记的是{other}。"
    "请改成一样。",
    en="In 「{package}」 the entry 「{entry}」 of 「{name}」 is {kind} in {first} and {other} in {second}. "
    "Make them agree.",
    why_zh="一件事里同名的材料只交一次，上面的一项也只读一次，所以种类和选项要一样。",
    why_en="A material of one name is handed in once in a package, and each entry is read once.",
    wrong="# 甲事项\n登记:\n  面积: 数字\n# 乙事项\n登记:\n  面积: 文字",
    right="# 甲事项\n登记:\n  面积: 数字\n# 乙事项\n登记:\n  面积: 数字",
)


def find(items: Sequence[Item]) -> Iterator[Fault]:
    """Find packages whose parts, as far as they are among the items, do not fit."""
    editions: dict[str, list[Item]] = {}
    for item in items:
        editions.setdefault(str(item.code), []).append(item)
    for package in items:
        if package.parts:
            yield from _package(package, editions)


def _package(package: Item, editions: Mapping[str, list[Item]]) -> Iterator[Fault]:
    period = period_of(package)
    chosen = [package]
    for part in package.parts:
        found = editions.get(str(part.code), ())
        if not found or period is None:
            continue
        open_day = _first_open_day(period, [each for item in found if (each := period_of(item)) is not None])
        if open_day is not None:
            yield _not_in_force(part, open_day, found[0])
        item = _on(period.first, found)
        chosen.append(item)
        if part.when is None:
            yield from _longer(package, part, item)
    yield from _records(chosen)


def _first_open_day(whole: Period, parts: list[Period]) -> date | None:
    """Give the first day of a period that none of the others covers."""
    day = whole.first
    for period in sorted(parts, key=lambda each: each.first):
        if period.first > day:
            break
        if period.last >= whole.last:
            return None
        day = max(day, period.last + timedelta(days=1))
    return day


def _not_in_force(part: Part, day: date, item: Item) -> Fault:
    values = {"day": day.isoformat(), "part": str(item.name)}
    also = place(item.valid_until or item.valid_from)
    return Fault(kind=PART_NOT_IN_FORCE, source=place(part.code), values=values, also=also)


def _on(day: date, found: Sequence[Item]) -> Item:
    """Give the edition of a day, or the first one."""
    periods = ((period_of(item), item) for item in found)
    return next((item for each, item in periods if each and each.first <= day <= each.last), found[0])


def _longer(package: Item, part: Part, item: Item) -> Iterator[Fault]:
    mine = package.limits.promised if package.limits is not None else None
    others = item.limits.promised if item.limits is not None else None
    if not isinstance(mine, Span) or not isinstance(others, Span):
        return
    # 当场办结 is no time in any unit.
    if others.count > mine.count and (others.unit == mine.unit or mine.count == 0):
        values = {"part": str(item.name), "promised": _said(mine, package), "longer": _said(others, package)}
        assert item.limits is not None
        yield Fault(kind=PART_TAKES_LONGER, source=place(part.code), values=values, also=item.limits.source)


def _said(span: Span, item: Item) -> str:
    if span.count == 0:
        return in_lang("spot", "on_the_spot", item.language)
    return f"{span.count} {in_lang('unit', span.unit, item.language)}"


def _records(items: list[Item]) -> Iterator[Fault]:
    """Find entries of one name on materials of one name that differ in kind or options."""
    first: dict[tuple[str, str], tuple[Item, Entry]] = {}
    for item in items:
        for material in item.materials:
            for entry in material.record:
                before, same = first.setdefault((str(material.name), str(entry.name)), (item, entry))
                if (same.kind, same.choose) != (entry.kind, entry.choose) and before is not item:
                    values = {
                        "package": str(items[0].name),
                        "name": str(material.name),
                        "entry": str(entry.name),
                        "first": str(before.code),
                        "second": str(item.code),
                        "kind": _kind(same, items[0]),
                        "other": _kind(entry, items[0]),
                    }
                    also = place(same.name)
                    yield Fault(kind=CONFLICTING_RECORD, source=place(entry.name), values=values, also=also)


def _kind(entry: Entry, item: Item) -> str:
    if entry.choose:
        return "、".join(entry.choose)
    return in_lang("kind", entry.kind, item.language)
