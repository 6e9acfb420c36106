"""Guide ≡ rules: whatever changes in an item changes guide, checklist, check and correction alike.

Each material, condition, limit and check of every catalogue item is changed in turn. A guide that keeps its
words while the check asks for something else, or the other way round, fails here by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from engine.check.check import check
from engine.check.sample import submission_of
from engine.documents.correction import to_text
from engine.guide.build import build_guide
from engine.guide.model import Guide
from engine.guide.to_html import checklist
from engine.item.model import Check, Fee, Item, Material, Sample
from engine.item.terms import Span
from engine.rules.model import Rulebook
from engine.source import Text
from tests.guide.catalogue import CODES, ON, compiled, items, parts_of, rulebook


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """An item with one thing changed: what, and where the change must be seen."""

    name: str
    item: Item
    probe: Material | None = None
    checked: bool = True


def changed(item: Item) -> Iterator[Mutant]:
    for number, material in enumerate(item.materials):
        other = replace(material, **changed_material(material))
        materials = put(item.materials, number, other)
        name = f"material {material.name}"
        yield Mutant(name=name, item=replace(item, materials=materials), probe=material)
    for key in ("conditions", "checks"):
        for number, one in enumerate(getattr(item, key)):
            others = put(getattr(item, key), number, opposite(one))
            yield Mutant(name=f"{key} {one.id}", item=replace(item, **{key: others}))
    if item.limits is not None:
        promised = replace(item.limits, promised=Span(count=77, unit="workdays"))
        yield Mutant(name="promised limit", item=replace(item, limits=promised), checked=False)
    yield Mutant(name="fee", item=replace(item, fee=dearer(item.fee)), checked=False)


def shortened(item: Item) -> Iterator[Mutant]:
    for key in ("conditions", "checks"):
        whole = getattr(item, key)
        for number, one in enumerate(whole):
            without = whole[:number] + whole[number + 1 :]
            yield Mutant(name=f"no {key} {one.id}", item=replace(item, **{key: without}))


def put(whole: tuple[Any, ...], number: int, part: object) -> tuple[Any, ...]:
    return (*whole[:number], part, *whole[number + 1 :])


def changed_material(material: Material) -> dict[str, Any]:
    """Ask for seven copies; of what the centre looks up itself, ask that it be brought."""
    if material.necessity == "exempt":
        return {"necessity": "required", "provider": None}
    return {"copies": Text("7")}


def dearer(fee: Fee | None) -> Fee:
    """Let everybody pay seven yuan more than they do, or seven where nobody knows."""
    if isinstance(fee, Text):
        return Text(f"({fee}) + 7", fee.source)
    return (fee if isinstance(fee, Decimal) else Decimal(0)) + 7


def opposite(check: Check) -> Check:
    return replace(check, holds=Text(f"非 ({check.holds})", check.holds.source))


def guide_of(item: Item, rulebook: Rulebook) -> Guide:
    built = build_guide(item, rulebook, ON, parts=parts_of(item))
    return replace(built, edition_hash="")


def checked(rulebook: Rulebook, sample: Sample, probe: Material | None) -> tuple[object, str]:
    """Check a sample with one material handed in once, or not found by the system: answer and notice."""
    submission, _ = submission_of(rulebook, sample)
    if probe is not None:
        state = {"state": "absent"} if probe.necessity == "exempt" else {"state": "sound", "copies": 1}
        submission["materials"][str(probe.name)] = state
    lenient, closed = sample.others == "sound", sample.others == "absent"
    on = date.fromisoformat(str(sample.applied_on))
    answer = check(rulebook, submission, on, lenient=lenient, closed=closed)
    return {**answer.to_json(), "edition_hash": ""}, to_text(answer)


@cache
def shown(code: str) -> tuple[Guide, str]:
    guide = guide_of(items()[code], rulebook(code))
    return guide, checklist(guide)


def unchanged(code: str, mutant: Mutant) -> Iterator[str]:
    """Name what does not show the change."""
    before, after = rulebook(code), compiled(mutant.item)
    (old, old_list), new = shown(code), guide_of(mutant.item, after)
    if old == new:
        yield "guide"
    if not mutant.checked:
        return
    if old_list == checklist(new):
        yield "checklist"
    pairs = ((checked(before, s, mutant.probe), checked(after, s, mutant.probe)) for s in mutant.item.samples)
    kept = "check"
    for one, other in pairs:
        if one[1] != other[1]:
            return
        if one[0] != other[0]:
            kept = "correction"
    yield kept


@pytest.mark.parametrize("code", CODES)
def test_a_change_of_the_rules_is_a_change_of_everything_people_see(code: str) -> None:
    kept = [f"{m.name}: {part}" for m in changed(items()[code]) for part in unchanged(code, m)]
    assert kept == []


@pytest.mark.long
@pytest.mark.parametrize("code", CODES)
def test_what_is_taken_out_of_the_rules_is_gone_everywhere(code: str) -> None:
    kept = [f"{m.name}: {part}" for m in shortened(items()[code]) for part in unchanged(code, m)]
    assert kept == []


def test_what_changes_only_in_the_guide_would_be_found() -> None:
    item = items()["WJ-0101"]
    mutant = Mutant(name="words only", item=replace(item, summary=Text("别的话")))
    assert [*unchanged("WJ-0101", mutant)] == ["checklist", "check"]
