"""What obeying a correction may change, finding by finding: slots that are open at the second look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.feel.values import Null, Unknown
from engine.rules.model import Rulebook, Slot
from engine.rules.run import OPEN

__all__ = ["Opening", "Openings", "cases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What obeying one finding may change: slots, in runs and as bits, and the parts that look at them.

    The rest are bits of requirements: `told` those that the finding tells by name, `readers` those that read
    something opened, `doubles` those that read it twice, `lost` those of them that have too many cases.
    `perhaps` are slots of which it depends on the submission: number, fixed, does it say that the one before
    is filled.
    """

    runs: tuple[tuple[slice, list[Unknown]], ...]
    mask: int
    touched: int
    paths: frozenset[str]
    told: int
    readers: int
    doubles: int
    lost: int
    perhaps: tuple[tuple[int, bool, bool], ...]


class Openings(dict[int | str, Opening]):
    """The openings of one rulebook: by the requirement of a finding, `~slot` if it is unread, a material.

    `one` holds those of single slots. The others are worked out when they are first asked for.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        functions: Any = rulebook.functions
        self._rulebook = rulebook
        self._touched: Sequence[int] = functions["TOUCHED"]
        self._part: Sequence[int] = functions["PARTS"]
        readers, doubles = (
            {path: bits for path, bits in _readers(rulebook, attribute)}
            for attribute in ("reads", "repeated")
        )
        self._of_slot = [(readers.get(_base(slot), 0), doubles.get(slot.path, 0)) for slot in rulebook.slots]
        self.one = tuple([self._make([n], 0, 0, sure=True) for n in range(len(rulebook.slots))])

    def __missing__(self, what: int | str) -> Opening:
        found = self[what] = self._opening(what)
        return found

    def _opening(self, what: int | str) -> Opening:
        rulebook, slots = self._rulebook, self._rulebook.slots
        values_of: tuple[str, ...] = ()
        brings: tuple[str, ...] = ()
        if isinstance(what, str):
            name = owner = what
        elif what < 0:
            name, owner = slots[~what].path, slots[~what].owner
        else:
            requirement = rulebook.requirements[what]
            name = owner = requirement.id
            if requirement.kind in ("condition", "check"):
                values_of, brings = requirement.replaces, requirement.brings
        every = {n for one in (owner, *brings) for n in rulebook.owned.get(one, ())}
        every |= {n for one in values_of for n in rulebook.owned.get(one, ()) if _is_value(slots[n])}
        told = parts = 0
        for number, one in enumerate(rulebook.requirements):
            if one.id == name:
                told |= 1 << number
                parts |= self._part[number]
        return self._make(every, parts, told)

    def _make(self, every: Iterable[int], touched: int, told: int, sure: bool = False) -> Opening:
        slots, numbers = self._rulebook.slots, sorted(every)
        free = [n for n in numbers if sure or not (slots[n].fixed or slots[n].kind == "filled")]
        readers = doubles = lost = 0
        for n in numbers:
            touched |= self._touched[n]
        for n in free:
            readers |= self._of_slot[n][0]
            doubles |= self._of_slot[n][1]
            lost |= 0 if cases(slots[n]) else self._of_slot[n][1]
        return Opening(
            runs=tuple(_runs(free)),
            mask=sum(1 << n for n in free),
            touched=touched,
            paths=frozenset([slots[n].path for n in free]),
            told=told,
            readers=readers,
            doubles=doubles,
            lost=lost,
            perhaps=tuple([(n, slots[n].fixed, slots[n].kind == "filled") for n in numbers if n not in free]),
        )


def cases(slot: Slot) -> tuple[object, ...]:
    """Give all values that a slot may take, or none if they are too many to go through."""
    if slot.kind in ("present", "sound", "filled"):
        return (True, False)
    if slot.kind == "copies" or not (slot.choose or slot.type == "yes_no"):
        return ()
    values: tuple[object, ...] = slot.choose or (True, False)
    return values if slot.required else (*values, Null("没有填"))


def _readers(rulebook: Rulebook, attribute: str) -> Iterator[tuple[str, int]]:
    """Give for every path the bits of the requirements that read it (`reads`), or read it twice."""
    made: dict[str, int] = {}
    for number, requirement in enumerate(rulebook.requirements):
        for path in getattr(requirement, attribute):
            made[path] = made.get(path, 0) | 1 << number
    yield from made.items()


def _base(slot: Slot) -> str:
    """Give the path by which requirements name a slot: the paper itself for whether it is sound."""
    return slot.path.rstrip("?")


def _is_value(slot: Slot) -> bool:
    """Say whether a slot holds a value that an applicant would change, not the paper that it stands on."""
    if slot.system and slot.kind != "answer":
        return False
    return slot.kind not in ("present", "sound", "copies")


def _runs(numbers: Sequence[int]) -> Iterator[tuple[slice, list[Unknown]]]:
    """Give numbers as slices, each with what opens its slots."""
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield slice(numbers[start], number + 1), [OPEN] * (place + 1 - start)
            start = place + 1
