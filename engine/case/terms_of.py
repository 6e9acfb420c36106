"""Takes the terms of a case from the item it is for: Item and its parts in, `Terms` out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from engine import vocabulary
from engine.case.terms import Extra, Part, Terms, Wanted
from engine.item.model import FIVE_WORKDAYS, Item, Stage
from engine.item.terms import Span
from engine.rules.model import Rulebook

__all__ = ["terms_of"]

_STRENGTH: Final = ("optional", "exempt", "deferrable", "required")


def terms_of(item: Item, rulebook: Rulebook, parts: Mapping[str, Item] | None = None) -> Terms:
    """Give what the road needs to know of an edition; `parts` are the items of a package by code."""
    limits = item.limits
    known = parts or {}
    within = {str(part.code): known[part.code] for part in item.parts if part.code in known}
    promised = limits.promised if limits is not None else None
    window = item.intake_window
    return Terms(
        item=rulebook.item,
        name=rulebook.name,
        name_en=rulebook.name_en,
        edition=rulebook.edition,
        edition_hash=rulebook.edition_hash,
        department=rulebook.department,
        tell_within=limits.tell_within if limits is not None else FIVE_WORKDAYS,
        correct_within=limits.correct_within if limits is not None else None,
        on_overdue=limits.on_overdue if limits is not None else "offer_return",
        counts_from=limits.counts_from if limits is not None else "accept",
        window_ends_on=date.fromisoformat(window.last) if window is not None else None,
        promised=promised if isinstance(promised, Span) else None,
        statutory=limits.statutory if limits is not None else None,
        pauses=tuple(str(each) for each in limits.pauses) if limits is not None else (),
        materials=tuple(_materials([item, *within.values()])),
        extras=tuple(_extra(stage) for stage in item.stages),
        parts=tuple(_parts(item, within)),
        outputs=tuple(str(output.name) for output in item.outputs),
    )


def _materials(items: Iterable[Item]) -> Iterable[Wanted]:
    """Give every material once, with the strongest demand that any part makes of it."""
    made: dict[str, Wanted] = {}
    for item in items:
        for one in item.materials:
            before = made.get(str(one.name))
            medium = tuple(str(each) for each in one.medium)
            made[str(one.name)] = Wanted(
                name=str(one.name),
                necessity=max(one.necessity, before.necessity if before else "optional", key=_STRENGTH.index),
                medium=tuple(dict.fromkeys((*(before.medium if before else ()), *medium))),
                collect_at=str(one.collect_at or (before.collect_at if before else "")),
            )
    return made.values()


def _extra(stage: Stage) -> Extra:
    english = stage.english.get("name") or stage.english.get("item_name")
    return Extra(
        name=vocabulary.english("stage", stage.name) or str(stage.name),
        after=(vocabulary.english("stage", stage.after) or str(stage.after)) if stage.after else "",
        departments=tuple(str(each) for each in stage.departments),
        parallel=stage.parallel,
        special=str(stage.special_procedure or ""),
        conditional=stage.when is not None,
        name_en=english if isinstance(english, str) else "",
    )


def _parts(package: Item, within: Mapping[str, Item]) -> Iterable[Part]:
    """Give the parts; one waits for an earlier one whose result it is given as a material (domain 5)."""
    before: dict[str, tuple[str, ...]] = {}
    for part in (each for each in package.parts if each.code in within):
        item = within[part.code]
        given = tuple(str(each.name) for each in item.materials if each.necessity == "exempt")
        outputs = tuple(str(each.name) for each in item.outputs)
        yield Part(
            code=str(part.code),
            name=str(item.name),
            department=str(item.department),
            outputs=outputs,
            waits_for=tuple(
                code for code, made in before.items() if any(name.endswith(given) for name in made)
            ),
            conditional=part.when is not None,
        )
        before[str(part.code)] = outputs
