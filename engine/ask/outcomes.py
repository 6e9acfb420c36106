"""The outcomes of a rulebook by the answers still open: rulebook and answers in, `Stakes` out.

Every outcome comes from the compiled rulebook, run on one value of each class of answers. Materials count
as not yet seen, as in `engine.ask.needs`; a field that the applicant does not know stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from engine.ask.classes import OPEN, classes_of
from engine.ask.copies import largest
from engine.ask.merge import merged
from engine.ask.stakes import FREE, Stake, Stakes, State
from engine.ask.words import amount_of
from engine.feel.values import Null, Unknown
from engine.rules.model import Fee, Member, Promise, Rulebook
from engine.rules.run import NOT_ASKED

__all__ = ["Outcomes", "stakes_of"]

MOST_OUTCOMES: Final = 4096
_WORTH_A_LOOK: Final = 6
Slots: TypeAlias = list[Any]
Run: TypeAlias = Callable[[Slots], Any]


def stakes_of(
    rulebook: Rulebook, facts: Mapping[str, object], on: date, skipped: Collection[str] = ()
) -> Stakes:
    """Give what is at stake after some answers; `skipped` fields are not known and will not be asked."""
    return merged(Outcomes(rulebook, facts, on, skipped).stakes())


class Outcome(NamedTuple):
    """What comes out, and whether it does so whatever is still unknown."""

    value: Any
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """One outcome: the paths it reads, and how it comes out for some slots."""

    reads: frozenset[str]
    read: Callable[[Slots], Outcome]
    condition: bool = False
    decline: bool = False


class Outcomes:
    """The outcomes of one rulebook after some answers."""

    def __init__(
        self, rulebook: Rulebook, facts: Mapping[str, object], on: date, skipped: Collection[str] = ()
    ) -> None:
        self.rulebook = rulebook
        self.functions = rulebook.functions
        self.places = {member.name: place for place, member in enumerate(rulebook.materials)}
        self.base: Slots = self.functions["read"]({"facts": facts}, on, False, [])
        self.derived: Mapping[str, object] = self.functions["derive"](self.base)
        classes = {n: classes_of(rulebook, n, on) for n in rulebook.questions if self._is_open(n, skipped)}
        classes = {name: values for name, values in classes.items() if len(values) > 1}
        self.names = tuple(classes)
        self.filled = self._filled(classes, facts, on)

    def _is_open(self, name: str, skipped: Collection[str]) -> bool:
        unanswered = isinstance(self.base[self.rulebook.index[name]], Unknown)
        return unanswered and name not in skipped and self.derived[name] is not NOT_ASKED

    def _filled(
        self, classes: Mapping[str, tuple[Any, ...]], facts: Mapping[str, object], on: date
    ) -> list[list[tuple[Any, Any]]]:
        """Give, by field and class, what its two slots hold: the value, and whether it was answered."""
        filled: dict[str, list[tuple[Any, Any]]] = {name: [] for name in classes}
        for place in range(max(map(len, classes.values()), default=0)):
            here = {name: values[place] for name, values in classes.items() if place < len(values)}
            given = {name: value for name, value in here.items() if value is not OPEN}
            slots = self.functions["read"]({"facts": {**facts, **given}}, on, False, [])
            for name, value in here.items():
                number = self.rulebook.index[name]
                filled[name].append((slots[number], True if value is OPEN else slots[number + 1]))
        return list(filled.values())

    def need(self, member: Member) -> bool | None:
        """Say whether a material is needed or not whatever the open answers are; None if they decide."""
        stakes = self._run(self._needed(member))
        found = {need for stake in stakes for need, _ in stake.outcomes}
        return found.pop() if len(found) == 1 else None

    def limit(self, promise: Promise) -> object:
        """Give the promised limit if it is the same whatever the open answers are, else None."""
        wanted = _Wanted(reads=promise.reads, read=self._limit)
        values = self._run([wanted])[0].outcomes
        return values[0] if all(value == values[0] for value in values) else None

    def fees(self, fee: Fee) -> tuple[Decimal, ...]:
        """Give the amounts that the open answers may lead to; none where they do not decide alone."""
        outcomes = self._run([_Wanted(reads=fee.reads, read=self._fee)])[0].outcomes
        amounts = {each for each in outcomes if isinstance(each, Decimal)}
        return tuple(sorted(amounts)) if len(set(outcomes)) == len(amounts) else ()

    def stakes(self) -> Stakes:
        """Give what is at stake, each thing once."""
        wanted = list(self._wanted())
        asks = self._asks(frozenset().union(*(one.reads for one in wanted)))
        start: State = (FREE,) * len(self.names)
        unique = {
            (one.support, one.outcomes, one.condition, one.decline): one
            for one in self._run(wanted)
            if one.weights(start) or (one.decline and one.outcome(start) is True)
        }
        shares = tuple((1,) * len(filled) for filled in self.filled)
        return Stakes(fields=self.names, shares=shares, stakes=tuple(unique.values()), asks=asks)

    def _asks(self, reads: frozenset[str]) -> dict[int, Stake]:
        """Give by field when it may be asked; one that never may be stays unknown, as if it were skipped."""
        index = self.rulebook.index
        gated = [
            number
            for number, name in enumerate(self.names)
            if name in reads and self.derived[name] is not self.base[index[name]]
        ]
        while True:
            asks = {number: self._run([self._asked(self.names[number])])[0] for number in gated}
            dead = [number for number, stake in asks.items() if True not in stake.outcomes]
            gated = [number for number in gated if number not in dead]
            for number in dead:
                slot = index[self.names[number]]
                self.filled[number] = [(self.base[slot], self.base[slot + 1])]
            if not dead:
                return asks

    def _run(self, wanted: Iterable[_Wanted]) -> list[Stake]:
        """Give the outcomes of everything wanted; what reads the same fields is decided together."""
        groups: dict[tuple[int, ...], list[_Wanted]] = {}
        for one in wanted:
            groups.setdefault(self._support(one.reads), []).append(one)
        return [stake for support, group in groups.items() for stake in self._stakes(support, group)]

    def _support(self, reads: frozenset[str]) -> tuple[int, ...]:
        return tuple(n for n, name in enumerate(self.names) if name in reads and len(self.filled[n]) > 1)

    def _stakes(self, support: tuple[int, ...], group: Sequence[_Wanted]) -> Iterator[Stake]:
        """Give the outcomes for every combination of answers to some fields.

        Beyond 4,096 combinations the last fields are left for later, and every outcome counts as a different
        one: the earlier fields are asked, and what then is left is exact.
        """
        whole = support
        while prod(len(self.filled[number]) for number in support) > MOST_OUTCOMES:
            support = support[:-1]
        sizes = tuple(len(self.filled[number]) for number in support)
        rows: list[tuple[Outcome, ...]] = []
        self._fill(support, group, list(self.base), rows)
        for place, one in enumerate(group):
            found = [row[place].value for row in rows]
            outcomes = tuple(found if support == whole else enumerate(found))
            yield Stake(
                support=support, sizes=sizes, outcomes=outcomes, condition=one.condition, decline=one.decline
            )

    def _fill(
        self,
        support: tuple[int, ...],
        group: Sequence[_Wanted],
        slots: Slots,
        rows: list[tuple[Outcome, ...]],
    ) -> None:
        """Run the rulebook on the combinations, the last field fastest; what is certain early is run once."""
        left = prod(len(self.filled[number]) for number in support)
        if not support or left >= _WORTH_A_LOOK:
            row = tuple([one.read(slots) for one in group])
            if not support or all(outcome.certain for outcome in row):
                rows.extend([row] * left)
                return
        place = self.rulebook.index[self.names[support[0]]]
        before = slots[place], slots[place + 1]
        for value in self.filled[support[0]]:
            slots[place], slots[place + 1] = value
            self._fill(support[1:], group, slots, rows)
        slots[place], slots[place + 1] = before

    def _wanted(self) -> Iterator[_Wanted]:
        """Give everything a citizen's list says that is not certain yet."""
        for number, requirement in enumerate(self.rulebook.requirements):
            if requirement.kind == "condition":
                yield _Wanted(
                    reads=requirement.reads,
                    read=partial(_broken, self.functions[f"verdict{number}"]),
                    condition=True,
                    decline=requirement.gravity == "decline",
                )
        for member in self.rulebook.materials:
            yield from self._needed(member)
        promise = self.rulebook.promise
        if promise is not None and promise.tree is not None:
            yield _Wanted(reads=promise.reads, read=self._limit)
        fee = self.rulebook.fee
        if fee is not None and fee.tree is not None:
            yield _Wanted(reads=fee.reads, read=self._fee)

    def _needed(self, member: Member) -> Iterator[_Wanted]:
        number = self.rulebook.position[member.name, "flaw"]
        need = self.functions.get(f"need{self.places[member.name]}", _always)
        counted = any(demand.copies is not None for demand in member.demands)
        copies = self.rulebook.position.get((member.name, "copies"))
        count = self.functions[f"copies{copies}"] if counted and copies is not None else None
        if count is not None or not isinstance(self.derived[f"needed {member.name}"], bool):
            yield _Wanted(
                reads=self.rulebook.requirements[number].reads, read=partial(_demanded, need, count)
            )

    def _limit(self, slots: Slots) -> Outcome:
        value = self.functions["promised"](slots)
        return Outcome(None if isinstance(value, Unknown | Null) else value, not isinstance(value, Unknown))

    def _fee(self, slots: Slots) -> Outcome:
        value = self.functions["fee"](slots)
        return Outcome(amount_of(value), not isinstance(value, Unknown))

    def _asked(self, name: str) -> _Wanted:
        asks = self.functions[f"asks{self.rulebook.index[name]}"]
        return _Wanted(reads=self.rulebook.questions[name].reads, read=partial(_asked, asks))


def _always(_: Slots) -> bool:
    return True


def _asked(asks: Run, slots: Slots) -> Outcome:
    asked = asks(slots)
    certain = isinstance(asked, bool)
    return Outcome(asked if certain else None, certain)


def _broken(verdict: Run, slots: Slots) -> Outcome:
    found = verdict(slots)
    return Outcome(found is False, isinstance(found, bool))


def _demanded(need: Run, count: Run | None, slots: Slots) -> Outcome:
    """Give whether a material is needed and in how many copies, where that is not always one."""
    needed = need(slots)
    certain = isinstance(needed, bool)
    if count is None or needed is False:
        return Outcome((needed if certain else None, None), certain)
    copies = largest(count(slots))
    return Outcome((needed if certain else None, copies), certain and copies is not None)
