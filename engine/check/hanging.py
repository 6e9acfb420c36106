"""What a demand hangs on whatever else is known: facts without which it is not met for certain.

Where obeying a finding opens such a fact, and the demand applies wherever the finding does, it is left
undecided: nobody has to decide it again to know that. Too few may be found here, never too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.feel.hanging import hangs_on
from engine.feel.simplify import simplified
from engine.feel.walk import facts, values_read
from engine.rules.model import Requirement, Rulebook

__all__ = ["Hanging"]


class Hanging:
    """What the requirements of one rulebook hang on, worked out when it is first asked for."""

    def __init__(self, rulebook: Rulebook) -> None:
        functions: Any = rulebook.functions
        self._rulebook = rulebook
        self._apply: int = functions["APPLY"]
        self._whens: Sequence[Sequence[int]] = functions["WHENS"]
        self._hangs: dict[int, int] = {}
        self._conditions: dict[int, object] = {}

    def sure(self, what: int, opened: int, among: Iterable[int]) -> tuple[int, int]:
        """Give those among requirements that a finding leaves undecided for certain, as bits.

        `what` is the finding's requirement, or `~slot`; `opened` what it opens. The second is the slots, as
        bits, that may not be opened beside: when the finding applies is read off them.
        """
        here = self._here(what)
        own = sum(1 << n for n in self._whens[what]) if what >= 0 else 0
        sure = unless = 0
        for number in among:
            one = self._rulebook.requirements[number]
            if not self._hangs_on(number) & opened or not self._is_here(one, here, opened):
                continue
            if self._apply >> number & 1:
                sure |= 1 << number
            elif one.each is None and own and not own & opened and self._same(number, what):
                sure |= 1 << number
                unless = own
        return sure, unless

    def _same(self, number: int, what: int) -> bool:
        return self._condition(number) == self._condition(what)

    def _condition(self, number: int) -> object:
        """Give what is the same for requirements that apply under the same condition."""
        found = self._conditions.get(number)
        if found is None:
            one = self._rulebook.requirements[number]
            tree = None if one.condition is None else simplified(one.condition)
            found = self._conditions[number] = (tree, one.optional)
        return found

    def _hangs_on(self, number: int) -> int:
        """Give the slots, as bits, without which a requirement is not met for certain."""
        found = self._hangs.get(number)
        if found is None:
            one, index = self._rulebook.requirements[number], self._rulebook.index
            paths = [path for path in self._paths(one) if path in index]
            found = self._hangs[number] = sum(1 << index[path] for path in paths)
        return found

    def _paths(self, one: Requirement) -> Iterable[str]:
        if one.kind == "copies":
            return one.names if self._is_one_count(one) else ()
        if one.kind not in ("condition", "check") or one.plugin is not None:
            return ()
        return hangs_on(one.holds) if one.each is None else (one.each,)

    def _is_one_count(self, one: Requirement) -> bool:
        """Say whether one number of copies is needed, by answers that everybody has to give."""
        rulebook, demands = self._rulebook, self._rulebook.member[one.id].demands
        tree = demands[0].copies
        if tree is None or len(demands) > 1:
            return False
        slots = [rulebook.slots[rulebook.index[f.path]] for f in facts(tree) if f.path in rulebook.index]
        every = len(slots) == len(list(facts(tree)))
        return every and all(slot.kind == "field" and slot.required and not slot.when for slot in slots)

    def _here(self, what: int) -> frozenset[str]:
        """Give the materials that are here for certain where there is this finding."""
        if what < 0:
            return frozenset((self._rulebook.slots[~what].owner,))
        one = self._rulebook.requirements[what]
        if one.kind in ("copies", "flaw"):
            return frozenset((one.id,))
        if one.kind not in ("condition", "check") or one.holds is None:
            return frozenset()
        return frozenset([fact.path.partition(".")[0] for fact in values_read(one.holds)])

    def _is_here(self, one: Requirement, here: frozenset[str], opened: int) -> bool:
        """Say whether no material that a requirement reads can be found lacking."""
        index, member = self._rulebook.index, self._rulebook.member
        return all(path in here or opened >> index[path] & 1 for path in one.reads if path in member)
