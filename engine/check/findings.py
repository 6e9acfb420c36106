"""The findings of a check in words: each unmet requirement, each answer that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any, Final, TypeAlias

from engine.check import words
from engine.check.answer import Finding, Must
from engine.check.correction import musts_of
from engine.check.look import Looked
from engine.check.outside import Silent
from engine.check.prepared import Split, Template, remember
from engine.check.quickly import quickly
from engine.check.tells import lacks_answer
from engine.check.words import Wording
from engine.feel.values import Null
from engine.rules.model import Requirement, Rulebook
from engine.rules.spoken import path_words, value_words

__all__ = ["findings_of", "with_silent"]

_OF_MATERIALS: Final = ("material", "copies", "flaw")

Said: TypeAlias = tuple[str, str, str, "int | None", "int | None", tuple[int, ...]]
"""How a requirement is told: what is wrong, what to do, the basis; copies needed and present, bad entries."""

_MIDDLE: Final = "\0"
_NOTHING: tuple[None, None, tuple[int, ...]] = (None, None, ())
_HEAD = ("id", "kind", "verdict", "gravity", "material", "facts", "part")
_finding = quickly(Finding, _HEAD)


def findings_of(
    seen: Looked, tells: Sequence[int], open_: Mapping[int, object], musts: Mapping[int, int], lang: str
) -> tuple[Finding, ...]:
    """Put what is to be told into words; `open_` are the verdicts to be settled.

    `musts` are what a replacement must satisfy, as bits of requirements, by the place of the finding.
    """
    ready = seen.ready
    kept, heads, kinds = ready.kept[lang], ready.heads, ready.kinds
    made = []
    for place, number in enumerate(tells):
        bits = musts.get(place, 0)
        if number < 0:
            made.append(_unread(seen, ~number, musts_of(ready, bits, lang), lang))
        elif number in open_:
            made.append(_unsettled(seen, number, open_[number], musts_of(ready, bits, lang), lang))
        elif (same := kept.get(number)) is not None:
            made.append(same.get(bits) or _again(seen, same, number, bits, lang))
        else:
            says, remedy, basis, needed, present, elements = _SAYS[kinds[number]](seen, number, lang)
            must = musts_of(ready, bits, lang) if bits else ()
            made.append(_finding(heads[number], says, remedy, basis, must, needed, present, elements))
    return tuple(made)


def _again(seen: Looked, same: dict[int, Finding], number: int, bits: int, lang: str) -> Finding:
    """Give a finding that says the same of every submission with what else a replacement must satisfy."""
    said = _SAYS[seen.ready.kinds[number]](seen, number, lang)
    says, remedy, basis, needed, present, elements = said
    must = musts_of(seen.ready, bits, lang)
    made = _finding(seen.ready.heads[number], says, remedy, basis, must, needed, present, elements)
    remember(same, bits, made)
    return made


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


def _fact_said(seen: Looked, number: int, lang: str) -> Said:
    requirement = seen.rulebook.requirements[number]
    english = lang == "en"
    label = seen.rulebook.called(requirement.id, lang)
    if label == "申请人.名称":
        label = "name" if english else "申请人名称"
    own = (requirement.zh.requirement, requirement.en.requirement)
    ask = seen.rulebook.asks.get(requirement.id, own)[english]
    said = (*words.fact_words(label, ask, requirement.zh.basis, lang), *_NOTHING)
    seen.ready.kept[lang].setdefault(number, {})
    return said


def _material_said(seen: Looked, number: int, lang: str) -> Said:
    rulebook, memory = seen.rulebook, seen.ready.said
    requirement = rulebook.requirements[number]
    if requirement.id in rulebook.groups:
        return (*_group_said(seen, requirement, lang), *_NOTHING)
    if seen.ready.one_copy[number]:
        said = (*words.material_words(rulebook.member[requirement.id], 1, lang), *_NOTHING)
        seen.ready.kept[lang].setdefault(number, {})
        return said
    copies = rulebook.position.get((requirement.id, "copies"))
    count = None if copies is None else _copies(seen, copies, requirement.id)[0]
    key = (number, lang, count)
    wording = memory.get(key)
    if wording is None:
        wording = words.material_words(rulebook.member[requirement.id], count, lang)
        remember(memory, key, wording)
    return (*wording, *_NOTHING)


def _group_said(seen: Looked, requirement: Requirement, lang: str) -> Wording:
    rulebook, name = seen.rulebook, requirement.id
    needed = [each for each in rulebook.groups[name] if seen.derived.get(f"needed {each}") is not False]
    members = [rulebook.member[each] for each in needed]
    return words.group_words(rulebook.called(name, lang), members, requirement.zh.basis, lang)


def _copies_said(seen: Looked, number: int, lang: str) -> Said:
    name = seen.ready.ids[number]
    needed, present = _copies(seen, number, name)
    memory, key = seen.ready.said, (number, lang, needed - present)
    wording = memory.get(key)
    if wording is None:
        wording = words.copies_words(seen.rulebook.member[name], needed - present, lang)
        remember(memory, key, wording)
    says, remedy, basis = wording
    return says, remedy, basis, needed, present, ()


def _copies(seen: Looked, number: int, name: str) -> tuple[int, int]:
    """Give how many copies are needed, the largest demand that applies, and how many were handed in.

    Nobody hands in half a copy: whoever needs two and a half needs three.
    """
    needed, demanded = 1, seen.ready.demanded[number]
    if demanded is not None:
        counts = [
            ceil(count)
            for when, count in demanded(seen.slots)
            if when is True and count.__class__ in (int, Decimal)
        ]
        needed = max(counts, default=1)
    present = seen.slots[seen.rulebook.index[f"{name}.份数"]]
    return needed, present if isinstance(present, int) else 0


def _flaw_said(seen: Looked, number: int, lang: str) -> Said:
    name, memory = seen.ready.ids[number], seen.ready.flawed[lang]
    given = (seen.submission.get("materials") or {}).get(name) or {}
    notes = words.flaw_notes(given.get("flaws"), lang)
    if not notes:
        return (*words.flaw_words(seen.rulebook.member[name], "", lang), *_NOTHING)
    found = memory.get(number)
    if found is None:
        # What a clerk noted stands in the middle; all around it is the same every time.
        says, remedy, basis = words.flaw_words(seen.rulebook.member[name], _MIDDLE, lang)
        before, _, after = says.partition(_MIDDLE)
        found = memory[number] = (before, after, remedy, basis)
    before, after, remedy, basis = found
    return before + notes + after, remedy, basis, None, None, ()


def _check_said(seen: Looked, number: int, lang: str) -> Said:
    found = seen.ready.templates[lang].get(number)
    if found is None:
        requirement = seen.rulebook.requirements[number]
        if requirement.each is not None:
            return _each_said(seen, number, requirement, lang)
        found = _templates(seen, number, requirement, lang)
    says, remedy, basis = found
    if not isinstance(says, str):
        says = _filled(seen, number, says, lang)
    if not isinstance(remedy, str):
        remedy = _filled(seen, number, remedy, lang)
    return says, remedy, basis, None, None, ()


def _templates(
    seen: Looked, number: int, requirement: Requirement, lang: str
) -> tuple[Template, Template, str]:
    """Split the texts of a check once; one without values says the same of every submission."""
    own = words.words_of(requirement, lang)
    says, remedy = [_template(seen.rulebook, requirement, text) for text in (own.otherwise, own.remedy)]
    if isinstance(says, str) and isinstance(remedy, str):
        seen.ready.kept[lang].setdefault(number, {})
    found = seen.ready.templates[lang][number] = (says, remedy, own.basis)
    return found


def _template(rulebook: Rulebook, requirement: Requirement, text: str) -> Template:
    """Split a text at its values; what a slot holds as it is needs no looking for later."""
    pieces = words.parts(text)
    values = []
    for (_, path), (after, _) in zip(pieces, (*pieces[1:], ("", "")), strict=True):
        slot = rulebook.index.get(path, -1)
        plain = slot >= 0 and requirement.part is None and not rulebook.slots[slot].when
        if path:
            values.append((slot if plain and not path.startswith("答复") else -1, path, after))
    return (pieces[0][0], tuple(values)) if values else text


def _filled(seen: Looked, number: int, template: Split, lang: str) -> str:
    made, values = template
    for slot, path, after in values:
        requirement = seen.rulebook.requirements[number]
        value: Any = seen.slots[slot] if slot >= 0 else _scoped(seen, requirement)(path)
        if lang == "en":
            value = _in_english(seen, requirement, path, value)
        kind = value.__class__
        said = value if kind is str else value.isoformat() if kind is date else words.spell(value, lang)
        made += said + after
    return made


def _in_english(seen: Looked, requirement: Requirement, path: str, value: object) -> object:
    """Give an option in English, that of a part's own table too."""
    own = f"{requirement.part}/{path}"
    return value_words(seen.rulebook, own if own in seen.rulebook.english else path, value, "en")


def _each_said(seen: Looked, number: int, requirement: Requirement, lang: str) -> Said:
    """Say of every entry that is not in order what is wrong with it."""
    own = words.words_of(requirement, lang)
    failing = seen.rulebook.functions[f"each{number}"](seen.slots)
    values = [_element(seen, requirement, index, element, lang) for index, element in failing]
    texts = [words.fill(own.otherwise, value, lang) for value in values]
    remedy = words.fill(own.remedy, values[0] if values else _scoped(seen, requirement), lang)
    return "".join(texts), remedy, own.basis, None, None, tuple([index for index, _ in failing])


_SAYS: Mapping[str, Callable[[Looked, int, str], Said]] = {
    "condition": _check_said,
    "check": _check_said,
    "material": _material_said,
    "copies": _copies_said,
    "flaw": _flaw_said,
    "fact": _fact_said,
}


def _scoped(seen: Looked, requirement: Requirement) -> Callable[[str], object]:
    """Give the values as the check's own text names them: its tables and answers without their prefix."""
    prefix = f"{requirement.part}/" if requirement.part is not None else ""

    def value(path: str) -> object:
        if path.startswith("答复"):
            return seen.value(f"{requirement.id}.{path}")
        if prefix and f"{prefix}{path}" in seen.derived:
            return seen.derived[f"{prefix}{path}"]
        return seen.value(path)

    return value


def _element(
    seen: Looked, requirement: Requirement, index: int, element: Mapping[str, object], lang: str
) -> Callable[[str], object]:
    outer = _scoped(seen, requirement)
    start = f"{requirement.each}."

    def value(path: str) -> object:
        if path == "序号":
            return index
        found = element.get(path[len(start) :]) if path.startswith(start) else outer(path)
        return _in_english(seen, requirement, path, found) if lang == "en" else found

    return value
