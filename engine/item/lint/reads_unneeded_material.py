"""A check that reads a paper which some applicants need not bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Check, Field, Item, Material
from engine.item.spoken import checks_of
from engine.source import place

READS_UNNEEDED = FaultKind(
    code="item/reads-unneeded-material",
    zh="「{check}」要看「{material}」，可是有的人不用交它。请给这条也写上「前提: {when}」。",
    en="「{check}」 reads 「{material}」, which some need not bring. Give the check `when: {when}` too.",
    why_zh="不用交这份材料的人，这一条就不看了。前提写清楚，读的人才知道这一条管谁。",
    why_en="Who need not bring the paper is not held to the check. Say so in its condition.",
    wrong="- 名称: 租赁合同\n  前提: 场所来源 是 租赁\n- 编号: R2\n  判断: 租赁合同.到期日 ≥ 申请日期",
    right="- 编号: R2\n  前提: 场所来源 是 租赁\n  判断: 租赁合同.到期日 ≥ 申请日期",
    level="reminder",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find checks that read a material with a 前提 and have none that speaks of the same facts.

    Who names a question or a paper says with it when that is asked or needed; of several papers that a check
    reads, the first one's condition is enough for those with the same.
    """
    conditional = [material for material in item.materials if material.when is not None]
    for check in checks_of(item):
        paths = uses.get(check.id, frozenset())
        read = [material for material in conditional if _reads(check, material, paths)]
        asked = (str(field.name) for field in item.fields if field.name in check.holds)
        said = _implied(item, f"{check.when or ''} {check.holds}", " ".join((check.when or "", *asked)))
        for material in sorted(read, key=lambda each: check.holds.find(str(each.name))):
            if not _guarded(said, material, uses):
                values = {"check": check.id, "material": material.name, "when": material.when or ""}
                yield Fault(kind=READS_UNNEEDED, source=place(check.holds), values=values)
            said = _implied(item, f"{said} {material.when}", str(material.when))


def _reads(check: Check, material: Material, paths: frozenset[str]) -> bool:
    """Tell whether a check reads the material itself, not whichever member of its group was handed in."""
    if f"{material.name}." in check.holds:
        return True
    return material.any_of is None and any(path.startswith(f"{material.name}.") for path in paths)


def _implied(item: Item, said: str, condition: str) -> str:
    """Add to what is said the conditions of the questions and papers that a condition names, theirs too."""
    named: tuple[Field | Material, ...] = (*item.fields, *item.materials)
    whens = {str(each.name): str(each.when) for each in named if each.when is not None}
    todo, done = [condition], set[str]()
    while todo:
        text = todo.pop()
        for name in [name for name in whens if name in text and name not in done]:
            done.add(name)
            todo.append(whens[name])
    return " ".join([said, *(whens[name] for name in whens if name in done)])


def _guarded(said: str, material: Material, uses: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether what is said speaks of a fact that the material depends on; only proof could tell more."""
    if material.when is not None and "".join(material.when.split()) in "".join(said.split()):
        return True
    asked = {path for path in uses.get(material.name, frozenset()) if not path.startswith(material.name)}
    return any(path in said for path in asked)
