"""A sample that expects a finding the item cannot give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.intake import conditions_of
from engine.item.model import Item
from engine.item.near import nearest
from engine.source import place

UNKNOWN_FINDING = FaultKind(
    code="item/unknown-finding",
    zh="样例里的「{name}」不是这个事项的编号、材料或字段。请照上面的写法写。",
    en="「{name}」 in a sample is no id, material or field of this item. Write it as above.",
    why_zh="因为 里写的是查出来的问题：审查要点的编号、材料或组的名称、没填的字段。",
    why_en="`because` lists the findings: ids of checks, names of materials, groups or fields.",
    wrong="因为: [R9]",
    right="因为: [R1]",
)
UNEXPLAINED_SAMPLE = FaultKind(
    code="item/unexplained-sample",
    zh="样例「{name}」要补正或不予受理，却没有写因为什么。请加一行因为，把问题都列上。",
    en="The sample 「{name}」 expects findings, but does not list them. Add `because` with all of them.",
    why_zh="只写结果不写原因，错的原因也能算通过。",
    why_en="A right outcome for a wrong reason would pass.",
    wrong="应当: 补正",
    right="应当: 补正\n因为: [租赁合同]",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find findings in samples that the item does not know, and samples without reasons."""
    known = [str(check.id) for check in (*conditions_of(item), *item.checks)]
    known += [str(material.any_of or material.name) for material in item.materials]
    known += [str(material.name) for material in item.materials if material.any_of is not None]
    known += [str(field.name) for field in item.fields]
    for sample in item.samples:
        for name in sample.because:
            if name not in known and not item.parts:
                near = nearest(name, dict.fromkeys(known))
                yield Fault(kind=UNKNOWN_FINDING, source=place(name), values={"name": name}, nearest=near)
        if sample.expect in ("correct", "decline") and not sample.because:
            yield Fault(kind=UNEXPLAINED_SAMPLE, source=place(sample.name), values={"name": sample.name})
