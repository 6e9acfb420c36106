"""How a requirement that is not met is told: what is wrong, what to do, and the basis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from engine.check import words
from engine.check.look import Looked
from engine.check.shown import BY_PATH, INDEX, Template, copies_of, count_of, notes_of
from engine.check.words import Wording
from engine.rules.model import Requirement
from engine.rules.spoken import value_words

__all__ = ["Said", "said"]

Said: TypeAlias = tuple[str, str, str, "int | None", "int | None", tuple[int, ...]]
"""How a requirement is told: what is wrong, what to do, the basis; copies needed and present, bad entries."""

Entry: TypeAlias = tuple[int, Mapping[str, object]]
"""An entry of a list: which one it is, from 1, and its values."""

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
    if seen.rulebook.requirements[number].each is not None:
        return _each_said(seen, number, lang)
    says, remedy, basis = seen.ready.shown[lang].templates(number)
    says, remedy = _filled(seen, number, says, lang), _filled(seen, number, remedy, lang)
    return says, remedy, basis, None, None, ()


def _filled(seen: Looked, number: int, template: Template, lang: str, entry: Entry | None = None) -> str:
    """Fill a text with the values of a submission, and of the entry of a list that it is about."""
    if isinstance(template, str):
        return template
    made, values = template
    for slot, path, after in values:
        value: Any = seen.slots[slot] if slot >= 0 else _by_path(seen, number, slot, path, entry)
        if lang == "en" and slot != INDEX:
            value = _in_english(seen, seen.rulebook.requirements[number], path, value)
        kind = value.__class__
        said = value if kind is str else value.isoformat() if kind is date else words.spell(value, lang)
        made += said + after
    return made


def _by_path(seen: Looked, number: int, slot: int, path: str, entry: Entry | None) -> object:
    """Give a value that no slot holds as it is; that of an entry is none if there is no entry."""
    requirement = seen.rulebook.requirements[number]
    if entry is None or requirement.each is None or slot == BY_PATH:
        return _scoped(seen, requirement, path)
    return entry[0] if slot == INDEX else entry[1].get(path[len(requirement.each) + 1 :])


def _in_english(seen: Looked, requirement: Requirement, path: str, value: object) -> object:
    """Give an option in English, that of a part's own table too."""
    own = f"{requirement.part}/{path}"
    return value_words(seen.rulebook, own if own in seen.rulebook.english else path, value, "en")


def _each_said(seen: Looked, number: int, lang: str) -> Said:
    """Say of every entry that is not in order what is wrong with it."""
    failing: Sequence[Entry] = seen.rulebook.functions[f"each{number}"](seen.slots)
    says, remedy, basis = seen.ready.shown[lang].templates(number)
    text = "".join([_filled(seen, number, says, lang, entry) for entry in failing])
    first = failing[0] if failing else None
    bad = tuple([index for index, _ in failing])
    return text, _filled(seen, number, remedy, lang, first), basis, None, None, bad


def _scoped(seen: Looked, requirement: Requirement, path: str) -> object:
    """Give a value as the check's own text names it: its tables and answers without their prefix."""
    if path.startswith("答复"):
        return seen.value(f"{requirement.id}.{path}")
    own = f"{requirement.part}/{path}"
    if requirement.part is not None and own in seen.derived:
        return seen.derived[own]
    return seen.value(path)


_SAYS: Mapping[str, Callable[[Looked, int, str], Said]] = {
    "condition": _check_said,
    "check": _check_said,
    "material": _material_said,
    "copies": _copies_said,
    "flaw": _flaw_said,
    "fact": _fact_said,
}
