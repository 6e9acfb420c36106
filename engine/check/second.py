"""The second look: what is left undecided once everything is open that obeying a correction may change.

Open are facts asked for, everything of materials that are lacking or replaced, facts that an unmet check
reads (unless fixed, or filled by a system), and what someone would bring because it may turn out to be
needed then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import product
from math import prod
from operator import attrgetter, or_
from typing import Any

from engine.check.answer import Paths, Reminder
from engine.check.look import Looked
from engine.check.openings import Opening, cases
from engine.check.prepared import remember
from engine.check.tells import Tells
from engine.check.words import say_word
from engine.feel.values import Unknown
from engine.rules.spoken import when_words

__all__ = ["Second", "look_again", "numbers"]

MOST_CASES = 32
TRIED = -1
"""Instead of a mask of what is opened: nothing is brought."""
_OBEYED = attrgetter("obeyed")
_READERS = attrgetter("readers")


class Second:
    """A submission with what may change open, and what is left of it.

    Sets are bits: `opened` of slots, `touched` of the parts of the rulebook that look at these, the others of
    requirements. `told` are told by their name, `waiting` lacked facts the first time, `left` are left
    undecided; of these, `perhaps` may not apply, a set for each reason, and `sure` need no deciding unless
    a slot of `unless` is opened.
    """

    __slots__ = (
        "_derived",
        "_openings",
        "_readers",
        "_slots",
        "left",
        "opened",
        "perhaps",
        "ready",
        "seen",
        "sure",
        "told",
        "touched",
        "unless",
        "waiting",
    )

    def __init__(self, seen: Looked, tells: Tells, reminders: Sequence[Reminder]) -> None:
        ready = self.ready = seen.ready
        self.seen = seen
        openings = [*map(ready.openings.__getitem__, tells.numbers)]
        every = reduce(or_, map(_OBEYED, openings), ready.always | tells.waits)
        lanes = ready.lanes
        self.opened, self.touched, self.told, self.sure, self.waiting, rest = lanes.apart(every)
        self.unless, depends = rest >> 1, rest & 1
        self.left = 0
        self.perhaps: Sequence[int] = ()
        self._openings: list[Opening] = openings
        self._readers: Sequence[int] = [*map(_READERS, openings)]
        self._slots: list[Any] | None = None
        self._derived: Mapping[str, object] | None = None
        if depends:
            self._readers = [one.readers | self._open_perhaps(one) for one in tuple(openings)]
        if reminders:
            self._open_reminded(reminders)
        if self.waiting:
            self._open_waiting()

    def musts(self, left: int) -> tuple[list[int], int]:
        """Share out what is left, each to the first finding that opens what it reads; give the rest too.

        Where all of it is shared out, the findings after that get nothing.
        """
        made = []
        for readers in self._readers:
            mine = left & readers
            made.append(mine)
            if mine:
                left ^= mine
                if not left:
                    break
        return made, left

    def _open_perhaps(self, opening: Opening) -> int:
        """Open what depends on the submission: a fixed value that is not known, an answer not given.

        Gives the requirements that read it.
        """
        slots, readers = self.seen.slots, 0
        for n, fixed, filled in opening.perhaps:
            if slots[n] is True if filled else slots[n].__class__ is not Unknown:
                continue
            if not (filled and fixed and slots[n - 1].__class__ is not Unknown):
                one = self.ready.openings.one[n]
                self._openings.append(one)
                self.opened |= one.mask
                self.touched |= one.touched
                readers |= one.readers
        return readers

    def open(self, openings: Iterable[Opening]) -> None:
        """Open what something else than a finding opens: nothing is told with it."""
        for opening in openings:
            self._openings.append(opening)
            self.opened |= opening.mask
            self.touched |= opening.touched
            if opening.perhaps:
                self._open_perhaps(opening)
        self._slots = None

    def _open_reminded(self, reminders: Sequence[Reminder]) -> None:
        """Open what may follow later: it is told as well."""
        reminded = [self.ready.openings[reminder.id] for reminder in reminders]
        self.open(reminded)
        for opening in reminded:
            self.told |= opening.told

    def _open_waiting(self) -> None:
        """Open what someone would bring that is asked for, seen or not."""
        ready = self.ready
        # What always applies stays undecided, whatever else is opened.
        self.sure |= self.waiting & ready.settled
        if self.waiting & ready.brought:
            self.open((ready.openings.together(self.waiting & ready.brought),))

    @property
    def paths(self) -> Paths:
        """The paths of the opened slots."""
        return Paths(self._openings)

    @property
    def slots(self) -> list[Any]:
        """The slots with all that is opened unknown."""
        return self._slots or self._open_slots()

    def _open_slots(self) -> list[Any]:
        slots = self._slots = list(self.seen.slots)
        for opening in self._openings:
            for run, unknowns in opening.runs:
                slots[run] = unknowns
        return slots

    def unsettle(self) -> None:
        """Have everything decided: nothing is sure any more."""
        self.sure, self.unless, self.touched = 0, 0, -1

    def decide(self) -> bool:
        """Decide what was touched; say whether something was opened after other things were derived from it.

        What may turn out to be needed is opened on the way.
        """
        ready = self.ready
        slots = self._slots or self._open_slots()
        self.left, self.perhaps, opened = ready.again(self.touched, self.opened, *slots)
        if opened == self.opened:
            return False
        fresh = opened & ~self.opened
        self.open([ready.openings.one[n] for n in numbers(fresh)])
        if opened & self.unless:
            self.unsettle()
            return True
        return bool(fresh & ready.late)

    def uncounted(self, number: int) -> bool:
        """Say whether it is still open how many copies of a material are needed."""
        for when, count in self.ready.copies[number](self.slots):
            if when.__class__ is Unknown or count.__class__ is Unknown:
                return True
        return False

    def certain(self, number: int) -> bool:
        """Say whether an undecided requirement is met whatever the facts that it reads twice turn out to be.

        Kleene's logic is exact where every unknown occurs once; for the others the cases are gone through,
        if they are few.
        """
        twice, memory = self.ready.twice[number] & self.opened, self.ready.certain
        key = (number, twice, self.ready.read_values[number](self.slots))
        try:
            found = memory.get(key)
        except TypeError:  # A list is no key.
            return self._every_case(number, numbers(twice))
        if found is None:
            found = self._every_case(number, numbers(twice))
            remember(memory, key, found)
        return found

    def _every_case(self, number: int, slots: Sequence[int]) -> bool:
        every = [self._cases(n) for n in slots]
        if prod(len(case) for case in every) > MOST_CASES:
            return False
        trial, part = list(self.slots), self.ready.part[number]
        for chosen in product(*every):
            for n, value in zip(slots, chosen, strict=True):
                trial[n] = value
            left, _, _ = self.ready.again(part, TRIED, *trial)
            if left >> number & 1:
                return False
        return True

    def _cases(self, n: int) -> list[object]:
        """Give the values that a slot may take; the one it has first, for it often settles the matter."""
        now, every = self.seen.slots[n], cases(self.ready.rulebook.slots[n])
        here = [case for case in every if case.__class__ is now.__class__ and case == now]
        return [*here, *[case for case in every if case not in here]]

    def when(self, number: int, applies: bool, lang: str) -> str:
        """Give the remaining condition of a requirement as a phrase; `applies`: it applies for certain."""
        requirement = self.ready.rulebook.requirements[number]
        if not requirement.optional and (applies or requirement.condition is None):
            return self._when_supplied(number, lang)
        key = (number, lang, self.ready.condition_values[number](self.slots))
        try:
            found = self.ready.whens.get(key)
        except TypeError:  # A list is no key.
            return self._when_not_all(number, lang)
        if found is None:
            found = self._when_not_all(number, lang)
            remember(self.ready.whens, key, found)
        return found

    def _when_not_all(self, number: int, lang: str) -> str:
        rulebook = self.ready.rulebook
        said = when_words(rulebook, rulebook.requirements[number], self._value, lang)
        return said or self._when_supplied(number, lang)

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


@lru_cache(maxsize=4096)
def numbers(bits: int) -> tuple[int, ...]:
    """Give the numbers of the bits that are set."""
    made = []
    while bits:
        made.append((bits & -bits).bit_length() - 1)
        bits &= bits - 1
    return tuple(made)


def look_again(seen: Looked, tells: Tells, reminders: Sequence[Reminder]) -> Second:
    """Open what obeying the correction may change, and decide again what that touches or was not met."""
    ready = seen.ready
    second = Second(seen, tells, reminders)
    # What is sure follows from findings that are unmet, not from those that a person must settle.
    if second.unless and (second.unless & second.opened or tells.unsettled):
        second.unsettle()
    # Where nothing is touched, nobody brings anything of which more would be asked.
    if second.touched or ready.may_turn_up:
        while second.decide():
            pass
    second.left |= second.sure
    return second
