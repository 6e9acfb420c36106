"""What a requirement's words show of a submission: nothing, one of its values, or more than that.

A finding that shows no more than a value, or what a clerk noted, can be remembered by it; what applicants
wrote in words of their own is never remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.check import words
from engine.rules.model import Requirement, Rulebook

if TYPE_CHECKING:
    from engine.check.look import Looked

__all__ = [
    "BY_PATH",
    "FIELD",
    "INDEX",
    "Shown",
    "Shows",
    "Split",
    "Template",
    "copies_of",
    "count_of",
    "notes_of",
    "unkept",
]

Split: TypeAlias = tuple[str, tuple[tuple[int, str, str], ...]]
"""A text at its values: its first words, then of each value its slot or where else it is, path, rest."""

BY_PATH: Final = -1
"""Instead of a slot: a value asked for by its path."""
INDEX: Final = -2
"""Instead of a slot: which entry of a list it is."""
FIELD: Final = -3
"""Instead of a slot: a value of the entry."""

Template: TypeAlias = str | Split

Shows: TypeAlias = "int | Callable[[Looked, int, int], Hashable] | None"
"""What words show: a slot, or what gives the key by which to remember them; None is nothing."""


class Shown(dict[int, Shows]):
    """What the words of each requirement of a rulebook show in one language, worked out when first asked."""

    def __init__(self, rulebook: Rulebook, lang: str) -> None:
        self._rulebook = rulebook
        self._lang = lang
        self._templates: dict[int, tuple[Template, Template, str]] = {}

    def __missing__(self, number: int) -> Shows:
        found = self[number] = self._shows(number) if number >= 0 else _unread_key
        return found

    def _shows(self, number: int) -> Shows:
        rulebook, requirement = self._rulebook, self._rulebook.requirements[number]
        match requirement.kind:
            case "fact":
                return None
            case "copies":
                return _copies_key
            case "material" if requirement.id in rulebook.groups:
                return None if _is_one_need(rulebook, requirement.id) else unkept
            case "material":
                demands = rulebook.member[requirement.id].demands
                return _count_key if any(demand.copies is not None for demand in demands) else None
            case "flaw":
                return _notes_key_en if self._lang == "en" else _notes_key
            case "condition" | "check" if requirement.each is None:
                return self._slot(number)
        return unkept

    def _slot(self, number: int) -> Shows:
        """Give the one slot that the texts of a check show, if it is no more than that."""
        texts = [text for text in self.templates(number)[:2] if not isinstance(text, str)]
        slots = {slot for _, values in texts for slot, _, _ in values}
        if not slots:
            return None
        slot = min(slots)
        if len(slots) > 1 or slot < 0:
            return unkept
        return slot if self._rulebook.slots[slot].choose or self._is_short(slot) else unkept

    def _is_short(self, slot: int) -> bool:
        return self._rulebook.slots[slot].type in ("integer", "number", "amount", "date", "yes_no")

    def templates(self, number: int) -> tuple[Template, Template, str]:
        """Split the texts of a check at their values, once: what is wrong, what to do, the basis."""
        found = self._templates.get(number)
        if found is None:
            requirement = self._rulebook.requirements[number]
            own = words.words_of(requirement, self._lang)
            said, remedy = [_template(self._rulebook, requirement, t) for t in (own.otherwise, own.remedy)]
            found = self._templates[number] = (said, remedy, own.basis)
        return found


def unkept(seen: Looked, number: int, bits: int) -> Hashable:
    """Say that a finding is not remembered: it shows what somebody wrote, or several things."""
    return None


def _unread_key(seen: Looked, number: int, bits: int) -> Hashable:
    return (bits, seen.bad[~number][0])


def _notes_key(seen: Looked, number: int, bits: int) -> Hashable:
    return (bits, notes_of(seen, number, "zh"))


def _notes_key_en(seen: Looked, number: int, bits: int) -> Hashable:
    return (bits, notes_of(seen, number, "en"))


def notes_of(seen: Looked, number: int, lang: str) -> str:
    """Give what was noted about a material that is not in order."""
    materials = seen.submission["materials"]
    return words.flaw_notes(materials[seen.ready.ids[number]].get("flaws"), lang)


def _copies_key(seen: Looked, number: int, bits: int) -> Hashable:
    return (bits, *copies_of(seen, number))


def _count_key(seen: Looked, number: int, bits: int) -> Hashable:
    return (bits, count_of(seen, number))


def _is_one_need(rulebook: Rulebook, group: str) -> bool:
    """Say whether the alternatives of a group are needed all at once or not at all."""
    whens = [[demand.when for demand in rulebook.member[each].demands] for each in rulebook.groups[group]]
    return all(when == whens[0] for when in whens) or all(None in when for when in whens)


def _template(rulebook: Rulebook, requirement: Requirement, text: str) -> Template:
    """Split a text at its values; what a slot holds as it is needs no looking for later."""
    pieces = words.parts(text)
    values = []
    for (_, path), (after, _) in zip(pieces, (*pieces[1:], ("", "")), strict=True):
        if path:
            values.append((_place(rulebook, requirement, path), path, after))
    return (pieces[0][0], tuple(values)) if values else text


def _place(rulebook: Rulebook, requirement: Requirement, path: str) -> int:
    """Give the slot of a value, or where else it is to be found."""
    if requirement.each is not None:
        if path == "序号":
            return INDEX
        if path.startswith(f"{requirement.each}."):
            return FIELD
    slot = rulebook.index.get(path, BY_PATH)
    plain = slot >= 0 and requirement.part is None and not rulebook.slots[slot].when
    return slot if plain and not path.startswith("答复") else BY_PATH


def count_of(seen: Looked, number: int) -> int | None:
    """Give how many copies of a material that is lacking are needed."""
    copies = seen.ready.counted[number]
    return None if copies is None else copies_of(seen, copies)[0]


def copies_of(seen: Looked, number: int) -> tuple[int, int]:
    """Give how many copies are needed, the largest demand that applies, and how many were handed in.

    Nobody hands in half a copy: whoever needs two and a half needs three.
    """
    needed, demanded = 1, seen.ready.demanded[number]
    if demanded is not None:
        counts = [
            count if count.__class__ is int else ceil(count)
            for when, count in demanded(seen.slots)
            if when is True and (count.__class__ is int or count.__class__ is Decimal)
        ]
        needed = max(counts) if counts else 1
    present = seen.slots[seen.ready.handed_in[number]]
    return needed, present if isinstance(present, int) else 0
