"""Stages that do not exist, or stand nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.near import nearest
from engine.source import Source, Text, place
from engine.vocabulary import has, labels

UNKNOWN_STAGE = FaultKind(
    code="item/unknown-stage",
    zh="没有「{name}」这个环节。可以写：{known}。",
    en="There is no stage 「{name}」. Known stages: {known}.",
    why_zh="办件按标准环节一步一步走；新加的环节也要接在一个有的环节后面。",
    why_en="A case goes from stage to stage; a new one must follow one that exists.",
    wrong="联合核查:\n  前一环节: 材料转交",
    right="联合核查:\n  前一环节: 材料交接",
)
STAGE_NOWHERE = FaultKind(
    code="item/stage-nowhere",
    zh="「{name}」是新环节，没有写前一环节，不知道接在哪里。请加一行，例如「前一环节: 材料交接」。",
    en="「{name}」 is a new stage, but nothing says what it follows. Add a line such as `after: transfer`.",
    why_zh="标准流程里没有的环节，要说清接在哪个环节后面。",
    why_en="A stage off the standard road must say which stage it follows.",
    wrong="办理流程:\n  联合核查:\n    进驻部门: 消防救援大队",
    right="办理流程:\n  联合核查:\n    前一环节: 材料交接\n    进驻部门: 消防救援大队",
)
STAGES_IN_A_CIRCLE = FaultKind(
    code="item/stages-in-a-circle",
    zh="「{name}」绕了一圈又接回自己：{circle}。请让其中一个接在标准环节后面。",
    en="「{name}」 follows itself in a circle: {circle}. Let one of them follow a standard stage.",
    why_zh="绕成圈的环节，办件永远走不到。",
    why_en="No case ever reaches stages that follow each other in a circle.",
    wrong="甲:\n  前一环节: 乙\n乙:\n  前一环节: 甲",
    right="甲:\n  前一环节: 受理\n乙:\n  前一环节: 甲",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find names of stages that do not exist, new stages without a place, and circles."""
    own = [str(stage.name) for stage in item.stages]
    standard = labels("stage", item.language)
    known = (*standard, *(name for name in own if not has("stage", name)))
    for stage in item.stages:
        if stage.after is not None and not _exists(stage.after, own):
            yield _unknown(stage.after, stage.source, [name for name in known if name != stage.name])
        elif stage.after is None and not has("stage", stage.name):
            near = nearest(stage.name, standard, 1)
            yield Fault(
                kind=STAGE_NOWHERE, source=place(stage.name), values={"name": stage.name}, nearest=near
            )
    yield from _circles(item)
    if item.limits is not None and not _starts(item.limits.counts_from):
        starts = (*standard, *labels("start", item.language))
        yield _unknown(item.limits.counts_from, item.limits.source, starts)
    for material in item.materials:
        if material.collect_at is not None and not _exists(material.collect_at, own):
            yield _unknown(material.collect_at, material.source, known)


def _starts(name: str) -> bool:
    return has("stage", name) or has("start", name)


def _exists(name: str, own: list[str]) -> bool:
    return has("stage", name) or name in own


def _unknown(name: str, otherwise: Source, known: tuple[str, ...] | list[str]) -> Fault:
    source = name.source if isinstance(name, Text) else otherwise
    values = {"name": name, "known": "、".join(known)}
    return Fault(kind=UNKNOWN_STAGE, source=source, values=values, nearest=nearest(name, known))


def _circles(item: Item) -> Iterator[Fault]:
    after = {str(stage.name): stage.after for stage in item.stages}
    told: set[str] = set()
    for stage in item.stages:
        way, here = [str(stage.name)], after[str(stage.name)]
        while here is not None and here in after and here not in way:
            way.append(here)
            here = after[here]
        if here == stage.name and told.isdisjoint(way):
            told.update(way)
            values = {"name": stage.name, "circle": " → ".join([*way, str(stage.name)])}
            yield Fault(kind=STAGES_IN_A_CIRCLE, source=place(stage.name), values=values)
