"""The findings of a check: each requirement that is not met, each answer that could not be read."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from engine.check import words
from engine.check.answer import Finding, Must
from engine.check.correction import musts_of
from engine.check.look import Looked
from engine.check.outside import Silent
from engine.check.prepared import MOST_OF_ONE, remember
from engine.check.said import said
from engine.check.shown import Shows, unkept
from engine.check.tells import lacks_answer
from engine.dataclass import quickly
from engine.feel.values import Null
from engine.rules.spoken import path_words, value_words

__all__ = ["findings_of", "with_silent"]

_OF_MATERIALS: Final = ("material", "copies", "flaw")
_PLAIN: Final = frozenset({int, bool, str, date, Decimal})
_HEAD = ("id", "kind", "verdict", "gravity", "material", "facts", "part")
_finding = quickly(Finding, _HEAD)


def findings_of(
    seen: Looked, tells: Sequence[int], open_: Mapping[int, object], musts: Sequence[int], lang: str
) -> tuple[Finding, ...]:
    """Put what is to be told into words; `open_` are the verdicts to be settled.

    `musts` are what the replacement of each must satisfy, as bits of requirements; for the last ones it may
    be left out that it is nothing. A finding is remembered by these and by the value that its words show,
    unless a person wrote that.
    """
    ready, slots = seen.ready, seen.slots
    kept = ready.kept[lang]
    shown: Mapping[int, Shows] = ready.shown[lang]
    if open_:
        shown = {number: unkept if number in open_ else shown[number] for number in tells}
    made = []
    for number, bits in zip_longest(tells, musts, fillvalue=0):
        shows, memory = shown[number], kept[number]
        if shows is None:
            key: Hashable = bits
        elif isinstance(shows, int):
            value = slots[shows]
            key = (bits, value) if value.__class__ in _PLAIN else None
        else:
            key = shows(seen, number, bits)
        found = memory.get(key)
        if found is None:
            found = _told(seen, number, bits, open_, lang)
            if key is not None:
                remember(memory, key, found, MOST_OF_ONE)
        made.append(found)
    return tuple(made)


def _told(seen: Looked, number: int, bits: int, open_: Mapping[int, object], lang: str) -> Finding:
    must = musts_of(seen.ready, bits, lang) if bits else ()
    if number < 0:
        return _unread(seen, ~number, must, lang)
    if number in open_:
        return _unsettled(seen, number, open_[number], must, lang)
    says, remedy, basis, needed, present, elements = said(seen, number, lang)
    return _finding(seen.ready.heads[number], says, remedy, basis, must, needed, present, elements)


def with_silent(seen: Looked, findings: tuple[Finding, ...], lang: str) -> tuple[Finding, ...]:
    """Give the findings with one for every plug-in that gave no answer about a material, in its place."""
    made = list(findings)
    for each in seen.silent:
        last = max(seen.rulebook.position.get((each.material, kind), -1) for kind in _OF_MATERIALS)
        places = (seen.rulebook.position.get((finding.id, finding.kind), -1) for finding in made)
        at = next((n for n, place in enumerate(places) if place > last), len(made))
        made.insert(at, _no_answer(seen, each, lang))
    return tuple(made)


def _no_answer(seen: Looked, silent: Silent, lang: str) -> Finding:
    member = seen.rulebook.member[silent.material]
    name = member.label_en if lang == "en" else member.name
    return Finding(
        id=f"{silent.material}:{silent.plugin}",
        kind="plugin",
        verdict="unknown",
        gravity="correct",
        material=silent.material,
        facts=(),
        says=words.say_word("no_answer", lang, requirement=name, plugin=silent.plugin),
        remedy=words.say_word("plug_in", lang, plugin=silent.plugin),
        basis=member.basis,
    )


def _unread(seen: Looked, number: int, must: tuple[Must, ...], lang: str) -> Finding:
    slot = seen.rulebook.slots[number]
    label = path_words(seen.rulebook, slot.path, lang)
    options = tuple([str(value_words(seen.rulebook, slot.path, option, lang)) for option in slot.choose])
    return Finding(
        id=slot.path,
        kind="fact",
        verdict="unmet",
        gravity="correct",
        material=slot.owner if slot.kind in ("record", "copies") else None,
        facts=(slot.path,),
        says=f"「{label}」看不懂。" if lang != "en" else f"「{label}」 cannot be read.",
        remedy=words.bad_words(seen.bad[number][0], options, slot.range, lang),
        basis="",
        must=must,
    )


def _unsettled(seen: Looked, number: int, verdict: object, must: tuple[Must, ...], lang: str) -> Finding:
    """Give the finding for a verdict that a person must settle."""
    requirement = seen.rulebook.requirements[number]
    said = words.words_of(requirement, lang)
    kind: Any = requirement.kind
    if lacks_answer(seen, number, verdict):
        kind, plugin = "plugin", requirement.plugin
        says = words.say_word("no_answer", lang, requirement=said.requirement, plugin=plugin)
        remedy = words.say_word("plug_in", lang, plugin=plugin)
    else:
        reason = verdict.reason if isinstance(verdict, Null) else ""
        reason = reason or words.WORDS["none"][lang == "en"]
        says = words.say_word("unsettled", lang, requirement=said.requirement, reason=reason)
        remedy = words.say_word("by_hand", lang)
    return Finding(
        id=requirement.id,
        kind=kind,
        verdict="unknown",
        gravity=requirement.gravity,
        material=requirement.material,
        facts=requirement.names,
        says=says,
        remedy=remedy,
        basis=said.basis,
        must=must,
        part=requirement.part,
    )
