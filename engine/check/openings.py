"""What obeying a correction may change, finding by finding: slots that are open at the second look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

from engine.check.hanging import Hanging
from engine.dataclass import dataclass, replace
from engine.feel.values import Null, Unknown
from engine.rules.model import Rulebook, Slot
from engine.rules.run import OPEN

__all__ = ["Opening", "Openings", "cases"]

_MOST_TOGETHER = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What obeying one finding may change: slots, in runs, as bits and by path; the parts that look at them.

    The rest are bits of requirements: `told` those that the finding tells by name, `readers` those that read
    something opened. A part is `touched` only if something in it is not told anyway. `perhaps` are slots of
    which it depends on the submission: number, fixed, does it say that the one before is filled.

    `sure` are left undecided for certain, as long as none of the slots `unless` is opened: they hang on what
    is opened, and apply where the finding does. Then only the `rest` of the parts needs deciding. `obeyed` is
    all of that side by side (see `Lanes`).
    """

    runs: tuple[tuple[slice, list[Unknown]], ...]
    mask: int
    paths: frozenset[str]
    touched: int
    told: int
    readers: int
    perhaps: tuple[tuple[int, bool, bool], ...]
    sure: int = 0
    unless: int = 0
    rest: int = 0
    obeyed: int = 0


class Lanes:
    """Sets of slots, parts and requirements side by side in one integer, to be joined by one `|`."""

    __slots__ = ("_parts", "_requirements", "_slots", "_sure", "_told", "_touched", "_unless", "_waiting")

    def __init__(self, slots: int, parts: int, requirements: int) -> None:
        self._slots, self._parts, self._requirements = (
            (1 << slots) - 1,
            (1 << parts) - 1,
            (1 << requirements) - 1,
        )
        self._touched = slots
        self._told = slots + parts
        self._sure = self._told + requirements
        self._waiting = self._sure + requirements
        self._unless = self._waiting + requirements

    def together(
        self, opened: int = 0, touched: int = 0, told: int = 0, sure: int = 0, waiting: int = 0, rest: int = 0
    ) -> int:
        """Put sets side by side; `rest` are slots that may not be opened, behind a bit for what depends."""
        made = opened | touched << self._touched | told << self._told | sure << self._sure
        return made | waiting << self._waiting | rest << self._unless

    def apart(self, every: int) -> tuple[int, int, int, int, int, int]:
        """Take apart again what was put together."""
        requirements = self._requirements
        return (
            every & self._slots,
            every >> self._touched & self._parts,
            every >> self._told & requirements,
            every >> self._sure & requirements,
            every >> self._waiting & requirements,
            every >> self._unless,
        )


class Openings(dict[int | str, Opening]):
    """The openings of one rulebook: by the requirement of a finding, `~slot` if it is unread, a material.

    `one` holds those of single slots. The others are worked out when they are first asked for.
    """

    def __init__(self, rulebook: Rulebook, counted: int, lanes: Lanes) -> None:
        functions: Any = rulebook.functions
        self._rulebook = rulebook
        self._lanes = lanes
        self._apply: int = functions["APPLY"]
        self._counted = counted
        self._hanging = Hanging(rulebook)
        self._part: Sequence[int] = functions["PARTS"]
        self._lookers: Sequence[int] = functions["TOUCHED"]
        self._looks: Sequence[Sequence[int]] = functions["READS"]
        readers = _readers(rulebook)
        self._of_slot = [readers.get(_base(slot), 0) for slot in rulebook.slots]
        self.one = tuple([self._make([n], 0, [n]) for n in range(len(rulebook.slots))])
        self._together: dict[int, Opening] = {}

    def __missing__(self, what: int | str) -> Opening:
        made = self._opening(what)
        found = self[what] = made if isinstance(what, str) else self._with_sure(what, made)
        return found

    def together(self, bits: int) -> Opening:
        """Give what several requirements open, as one; nothing is told by it."""
        found = self._together.get(bits)
        if found is None:
            if len(self._together) >= _MOST_TOGETHER:
                self._together.clear()
            some = [self[number] for number in range(bits.bit_length()) if bits >> number & 1]
            found = self._together[bits] = Opening(
                runs=tuple([run for one in some for run in one.runs]),
                mask=reduce(or_, [one.mask for one in some], 0),
                paths=frozenset().union(*[one.paths for one in some]),
                touched=reduce(or_, [one.touched for one in some], 0),
                told=0,
                readers=reduce(or_, [one.readers for one in some], 0),
                perhaps=tuple([each for one in some for each in one.perhaps]),
            )
        return found

    def _with_sure(self, what: int, opening: Opening) -> Opening:
        """Say of an opening what it leaves undecided for certain, and what must be decided all the same."""
        opened = [n for n in range(len(self.one)) if opening.mask >> n & 1]
        affected = self._affected(opened, opening.told)
        sure, unless = self._hanging.sure(what, opening.mask, affected)
        rest = [number for number in affected if not sure >> number & 1]
        parts = self._parts(rest)
        beside = unless << 1 | bool(opening.perhaps)
        obeyed = self._lanes.together(opening.mask, parts, opening.told, sure, rest=beside)
        return replace(opening, sure=sure, unless=unless, rest=parts, obeyed=obeyed)

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
        told = sum(1 << number for number, one in enumerate(rulebook.requirements) if one.id == name)
        asked = {n for n in every if slots[n].kind == "filled" and not slots[n].fixed}
        own = {n for n in asked if self._own(n) == what}
        return self._make(every - {n for n in asked - own if self._goes_with_its_own(n, what)}, told, own)

    def _own(self, n: int) -> int | None:
        """Give the requirement that a question is answered, by a slot that says so."""
        return self._rulebook.position.get((self._rulebook.slots[n].owner, "fact"))

    def _goes_with_its_own(self, n: int, what: int | str) -> bool:
        """Say whether a question that was not answered is a finding, or asked for, whatever else there is.

        Then it need not be opened by others. A list with an entry that cannot be read was answered.
        """
        own = self._own(n)
        return own is not None and bool(self._apply >> own & 1) and isinstance(what, int) and what >= 0

    def _make(self, every: Iterable[int], told: int, surely: Iterable[int]) -> Opening:
        slots, numbers = self._rulebook.slots, sorted(every)
        free = [n for n in numbers if n in surely or not (slots[n].fixed or slots[n].kind == "filled")]
        readers = touched = 0
        for n in free:
            readers |= self._of_slot[n]
            touched |= self._lookers[n]
        if told & self._counted:
            touched = self._parts(self._affected(free, told))
        return Opening(
            runs=tuple(_runs(free)),
            mask=sum(1 << n for n in free),
            paths=frozenset([slots[n].path for n in free]),
            touched=touched,
            told=told,
            readers=readers,
            perhaps=tuple([(n, slots[n].fixed, slots[n].kind == "filled") for n in numbers if n not in free]),
            rest=touched,
        )

    def _affected(self, opened: Iterable[int], told: int) -> list[int]:
        """Give the requirements that look at a slot, without those that are told anyway.

        How many copies are needed is not told with them, if that can be open.
        """
        every, known = frozenset(opened), told & self._counted
        return [
            number
            for number, looks in enumerate(self._looks)
            if not known >> number & 1 and not every.isdisjoint(looks)
        ]

    def _parts(self, requirements: Iterable[int]) -> int:
        parts = 0
        for number in requirements:
            parts |= self._part[number]
        return parts


def cases(slot: Slot) -> tuple[object, ...]:
    """Give all values that a slot may take, or none if they are too many to go through."""
    if slot.kind in ("present", "sound", "filled"):
        return (True, False)
    if slot.kind == "copies" or not (slot.choose or slot.type == "yes_no"):
        return ()
    values: tuple[object, ...] = slot.choose or (True, False)
    return values if slot.required else (*values, Null("没有填"))


def _readers(rulebook: Rulebook) -> dict[str, int]:
    """Give for every path the bits of the requirements that read it."""
    made: dict[str, int] = {}
    for number, requirement in enumerate(rulebook.requirements):
        for path in requirement.reads:
            made[path] = made.get(path, 0) | 1 << number
    return made


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
