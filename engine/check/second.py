"""The second look: what is left undecided once everything is open that obeying a correction may change.

Open are facts asked for, everything of materials that are lacking or replaced, facts that an unmet check
reads (unless fixed, or filled by a system), and what someone would bring because it may turn out to be
needed then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import product
from math import prod
from operator import or_
from typing import Any

from engine.check.answer import Reminder
from engine.check.look import FIRST, Looked
from engine.check.openings import Opening, cases
from engine.check.prepared import Prepared, remember, values_key
from engine.check.words import say_word
from engine.feel.values import Unknown
from engine.rules.spoken import when_words

__all__ = ["Second", "look_again", "numbers"]

MOST_CASES = 32


class Second:
    """A submission with what may change open, and what is left of it.

    Sets are bits: `opened` of slots, `touched` of the parts of the rulebook that look at these, the others of
    requirements. `told` are told by their name, `waiting` lacked facts the first time, `doubles` read twice
    what is open (`lost`: with too many cases to go through), `left` are left undecided and apply; `perhaps`
    may apply. `before` are the slots as they were.
    """

    __slots__ = (
        "_derived",
        "before",
        "doubles",
        "left",
        "lost",
        "opened",
        "paths",
        "perhaps",
        "ready",
        "slots",
        "told",
        "touched",
        "waiting",
    )

    def __init__(self, ready: Prepared, slots: Sequence[Any]) -> None:
        self.ready = ready
        self.before = slots
        self.slots = list(slots)
        self.opened = self.told = self.doubles = self.lost = self.left = self.waiting = 0
        self.touched = ready.always
        self.perhaps: list[tuple[int, object]] = []
        self.paths: list[frozenset[str]] = []
        self._derived: Mapping[str, object] | None = None

    def open(self, openings: Iterable[Opening]) -> list[int]:
        """Make slots unknown, except those that cannot change; give for each the requirements that read."""
        slots, paths, readers = self.slots, self.paths, []
        opened, touched, told, doubles, lost = self.opened, self.touched, self.told, self.doubles, self.lost
        for opening in openings:
            for run, unknowns in opening.runs:
                slots[run] = unknowns
            opened |= opening.mask
            touched |= opening.touched
            told |= opening.told
            doubles |= opening.doubles
            lost |= opening.lost
            paths.append(opening.paths)
            readers.append(opening.readers)
        self.opened, self.touched, self.told, self.doubles, self.lost = opened, touched, told, doubles, lost
        return readers

    def open_perhaps(self, opening: Opening) -> int:
        """Open what depends on the submission: a fixed value that is not known, an answer not given."""
        slots, sure = self.slots, []
        for n, fixed, filled in opening.perhaps:
            if slots[n] is True if filled else slots[n].__class__ is not Unknown:
                continue
            if not (filled and fixed and slots[n - 1].__class__ is not Unknown):
                sure.append(self.ready.openings.one[n])
        return reduce(or_, self.open(sure)) if sure else 0

    def open_waiting(self, unknown: Sequence[tuple[int, object]]) -> None:
        """Open what someone would bring that is asked for, seen or not; what waits for it is touched."""
        ready, waiting, touched = self.ready, 0, self.touched
        for number, _ in unknown:
            waiting |= 1 << number
            touched |= ready.part[number]
        self.waiting, self.touched = waiting, touched
        brought = numbers(waiting & ready.brought)
        if brought:
            told, opened = self.told, [ready.openings[number] for number in brought]
            self.open(opened)
            for opening in opened:
                if opening.perhaps:
                    self.open_perhaps(opening)
            self.told = told

    def decide(self) -> bool:
        """Decide what was touched; say whether something was opened after other things were derived from it.

        What may turn out to be needed is opened on the way.
        """
        ready = self.ready
        _, self.perhaps, self.left, opened = ready.decide(self.touched, self.opened, *self.slots)
        fresh = opened & ~self.opened
        if fresh:
            self.open([ready.openings.one[n] for n in numbers(fresh)])
        return bool(fresh & ready.late)

    def uncounted(self, number: int) -> bool:
        """Say whether it is still open how many copies of a material are needed."""
        demands = self.ready.rulebook.functions[f"copies{number}"](self.slots)
        return any(part.__class__ is Unknown for demand in demands for part in demand)

    def certain(self, number: int) -> bool:
        """Say whether an undecided requirement is met whatever the facts that it reads twice turn out to be.

        Kleene's logic is exact where every unknown occurs once; for the others the cases are gone through,
        if they are few.
        """
        twice = self.ready.twice[number] & self.opened
        values = values_key(self.slots, self.ready.reads[number])
        key = None if values is None else (number, twice, values)
        found = self.ready.certain.get(key)
        if found is None:
            found = self._every_case(number, [n for n in range(twice.bit_length()) if twice >> n & 1])
            if key is not None:
                remember(self.ready.certain, key, found)
        return found

    def _every_case(self, number: int, slots: Sequence[int]) -> bool:
        every = [self._cases(n) for n in slots]
        if prod(len(case) for case in every) > MOST_CASES:
            return False
        trial, part = list(self.slots), self.ready.part[number]
        for chosen in product(*every):
            for n, value in zip(slots, chosen, strict=True):
                trial[n] = value
            unmet, unknown, _, _ = self.ready.decide(part, FIRST, *trial)
            if number in unmet or any(number == one for one, _ in unknown):
                return False
        return True

    def _cases(self, n: int) -> list[object]:
        """Give the values that a slot may take; the one it has first, for it often settles the matter."""
        now, every = self.before[n], cases(self.ready.rulebook.slots[n])
        here = [case for case in every if case.__class__ is now.__class__ and case == now]
        return [*here, *[case for case in every if case not in here]]

    def when(self, number: int, applies: object, lang: str) -> str:
        """Give the remaining condition of a requirement as a phrase."""
        rulebook = self.ready.rulebook
        requirement = rulebook.requirements[number]
        if not requirement.optional and (applies is True or requirement.condition is None):
            return self._when_supplied(number, lang)
        values = values_key(self.slots, self.ready.condition_reads[number])
        key = None if values is None else (number, lang, values)
        found = self.ready.whens.get(key)
        if found is None:
            found = when_words(rulebook, requirement, self._value, lang) or self._when_supplied(number, lang)
            if key is not None:
                remember(self.ready.whens, key, found)
        return found

    def _when_supplied(self, number: int, lang: str) -> str:
        rulebook, requirement = self.ready.rulebook, self.ready.rulebook.requirements[number]
        member = rulebook.member.get(requirement.material or requirement.id)
        if member is None or member.necessity != "deferrable":
            return say_word("when_done", lang)
        return say_word("if_supplied", lang, name=rulebook.called(member.name, lang))

    def _value(self, path: str) -> object:
        if self._derived is None:
            self._derived = self.ready.rulebook.functions["derive"](self.slots)
        return self._derived.get(path, Unknown(frozenset((path,))))


def numbers(bits: int) -> list[int]:
    """Give the numbers of the bits that are set."""
    made = []
    while bits:
        made.append((bits & -bits).bit_length() - 1)
        bits &= bits - 1
    return made


def look_again(seen: Looked, tells: Sequence[int], reminders: Sequence[Reminder]) -> tuple[Second, list[int]]:
    """Open what obeying the correction may change, and decide again what that touches or was not met.

    Gives with it, for each finding, the requirements that read what the finding opens.
    """
    ready = seen.ready
    second, openings = Second(ready, seen.slots), ready.openings
    opened = [openings[number] for number in tells]
    causes = second.open(opened)
    for place, opening in enumerate(opened):
        if opening.perhaps:
            causes[place] |= second.open_perhaps(opening)
    if reminders:
        second.open([openings[reminder.id] for reminder in reminders])
    if seen.unknown:
        second.open_waiting(seen.unknown)
    while second.decide():
        pass
    return second, causes
