"""Groups of alternatives (任选其一) that cannot work: one member only, or a member that lacks an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item, Material
from engine.item.near import nearest
from engine.source import place

LONELY_ALTERNATIVE = FaultKind(
    code="item/lonely-alternative",
    zh="「{group}」这一组只有「{name}」一样，没得选。请补上另一样，或者删掉任选其一。",
    en="The group 「{group}」 has only 「{name}」. Add an alternative, or delete `any_of`.",
    why_zh="同一组里交一样就够。只有一样，多半是组名写错了一个字。",
    why_en="One of a group is enough; a group of one is mostly a misspelled name.",
    wrong="- 名称: 不动产权证书\n  任选其一: 权属证明\n- 名称: 购房合同\n  任选其一: 权属证书",
    right="- 名称: 不动产权证书\n  任选其一: 权属证明\n- 名称: 购房合同\n  任选其一: 权属证明",
)
CANNOT_RECORD = FaultKind(
    code="item/alternative-cannot-record",
    zh="用到了「{path}」，可是「{name}」上没有登记「{entry}」。请给它补上登记。",
    en="「{path}」 is read, but 「{name}」 does not record 「{entry}」. Add it under `record`.",
    why_zh="“组名.字段”是交来的那一样上登记的值，所以组里每一样都要能登记它。",
    why_en="`group.field` is read off whichever member was handed in, so every member must record it.",
    wrong="- 名称: 购房合同\n  任选其一: 权属证明\n# 判断里用到 权属证明.权利人",
    right="- 名称: 购房合同\n  任选其一: 权属证明\n  登记:\n    权利人: 文字",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find groups with one member, and members that lack what is read off their group."""
    groups: dict[str, list[Material]] = {}
    for material in item.materials:
        if material.any_of is not None:
            groups.setdefault(material.any_of, []).append(material)
    read = {path for paths in uses.values() for path in paths}
    for group, members in groups.items():
        if len(members) == 1 and not item.parts:
            near = nearest(group, [other for other in groups if other != group])
            values = {"group": group, "name": members[0].name}
            yield Fault(kind=LONELY_ALTERNATIVE, source=place(group), values=values, nearest=near)
        for member in members:
            yield from _lacking(group, member, read)


def _lacking(group: str, member: Material, read: set[str]) -> Iterator[Fault]:
    """Find entries read off the group, hence off each member, that one member does not record."""
    recorded = {str(entry.name) for entry in member.record} | {"份数"}
    heads = (f"{group}.", f"{member.name}.")
    entries = {path.partition(".")[2] for path in read if path.startswith(heads)}
    for entry in sorted(entries - recorded):
        values = {"path": f"{group}.{entry}", "name": member.name, "entry": entry}
        yield Fault(kind=CANNOT_RECORD, source=place(member.name), values=values)
