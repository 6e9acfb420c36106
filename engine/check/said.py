"""How a requirement that is not met is told: what is wrong, what to do, and the basis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from engine.check import words
from engine.check.look import Looked
from engine.check.shown import Split, copies_of, count_of, notes_of
from engine.check.words import Wording
from engine.rules.model import Requirement
from engine.rules.spoken import value_words

__all__ = ["Said", "said"]

Said: TypeAlias = tuple[str, str, str, "int | None", "int | None", tuple[int, ...]]
"""How a requirement is told: what is wrong, what to do, the basis; copies needed and present, bad entries."""

_MIDDLE: Final = "\0"
_NOTHING: tuple[None, None, tuple[int, ...]] = (None, None, ())


def said(seen: Looked, number: int, lang: str) -> Said:
    """Give the words for a requirement that is not met."""
    return _SAYS[seen.ready.kinds[number]](seen, number, lang)


def _fact_said(seen: Looked, number: int, lang: str) -> Said:
    requirement = seen.rulebook.requirements[number]
    english = lang == "en"
    label = seen.rulebook.called(requirement.id, lang)
    if label == "申请人.名称":
        label = "name" if english else "申请人名称"
    own = (requirement.zh.requirement, requirement.en.requirement)
    ask = seen.rulebook.asks.get(requirement.id, own)[english]
    return (*words.fact_words(label, ask, requirement.zh.basis, lang), *_NOTHING)


def _material_said(seen: Looked, number: int, lang: str) -> Said:
    requirement = seen.rulebook.requirements[number]
    if requirement.id in seen.rulebook.groups:
        return (*_group_said(seen, requirement, lang), *_NOTHING)
    count = 1 if seen.ready.one_copy[number] else count_of(seen, number)
    return (*words.material_words(seen.rulebook.member[requirement.id], count, lang), *_NOTHING)


def _group_said(seen: Looked, requirement: Requirement, lang: str) -> Wording:
    rulebook, name = seen.rulebook, requirement.id
    needed = [each for each in rulebook.groups[name] if seen.derived.get(f"needed {each}") is not False]
    members = [rulebook.member[each] for each in needed]
    return words.group_words(rulebook.called(name, lang), members, requirement.zh.basis, lang)


def _copies_said(seen: Looked, number: int, lang: str) -> Said:
    needed, present = copies_of(seen, number)
    member = seen.rulebook.member[seen.ready.ids[number]]
    return (*words.copies_words(member, needed - present, lang), needed, present, ())


def _flaw_said(seen: Looked, number: int, lang: str) -> Said:
    name, memory = seen.ready.ids[number], seen.ready.flawed[lang]
    notes = notes_of(seen, number, lang)
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
    requirement = seen.rulebook.requirements[number]
    if requirement.each is not None:
        return _each_said(seen, number, requirement, lang)
    says, remedy, basis = seen.ready.shown[lang].templates(number)
    if not isinstance(says, str):
        says = _filled(seen, number, says, lang)
    if not isinstance(remedy, str):
        remedy = _filled(seen, number, remedy, lang)
    return says, remedy, basis, None, None, ()


def _filled(seen: Looked, number: int, template: Split, lang: str) -> str:
    made, values = template
    for slot, path, after in values:
        value: Any = (
            seen.slots[slot] if slot >= 0 else _scoped(seen, seen.rulebook.requirements[number])(path)
        )
        if lang == "en":
            value = _in_english(seen, seen.rulebook.requirements[number], path, value)
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


_SAYS: Mapping[str, Callable[[Looked, int, str], Said]] = {
    "condition": _check_said,
    "check": _check_said,
    "material": _material_said,
    "copies": _copies_said,
    "flaw": _flaw_said,
    "fact": _fact_said,
}
