"""Which question comes next: `Stakes` in, the best field to ask out, with what is still to be expected.

A question that every way of finishing needs is asked at once, in the order of the item. Where there is a
choice, each candidate is weighed by the questions that would follow: the expected number, every option and
every class of numbers equally likely, then the largest. The weighing looks further and further ahead until
it is exact or its steps are used up; beyond, the share of cases in which a field matters is its cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, NamedTuple, TypeAlias

from engine.ask.stakes import FREE, Stake, Stakes, State

__all__ = ["Choice", "choose"]

MOST_STEPS: Final = 200
_DIGITS: Final = 9


class Cost(NamedTuple):
    """How many questions follow: expected, and at most."""

    expected: float
    most: float

    def plus(self, other: Cost) -> Cost:
        return Cost(self.expected + other.expected, self.most + other.most)

    def rank(self) -> tuple[float, float]:
        """Give what to compare by; sums of shares differ in their last digits by the order they came in."""
        return round(self.expected, _DIGITS), round(self.most, _DIGITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The field to ask next, None if no answer can change anything; `at_most` counts it and what follows."""

    field: int | None
    at_most: int
    expected: float


Live: TypeAlias = Sequence[tuple[Stake, Mapping[int, float]]]
_NOTHING: Final = Cost(0.0, 0.0)


class _Tired(Exception):
    """The steps of a search are used up."""


def choose(stakes: Stakes, steps: int = MOST_STEPS) -> Choice:
    """Choose the next question where no open field is answered yet."""
    state: State = (FREE,) * len(stakes.fields)
    search = _Search(stakes, 0, steps)
    chosen = search.first(state)
    bound = len({number for _, weights in search.live(stakes.stakes, state) for number in weights})
    cost = Cost(float(bound), float(bound))
    for ahead in count(1):
        if chosen is None:
            break
        search = _Search(stakes, ahead, steps)
        try:
            chosen, cost = search.first(state), search.value(stakes.stakes, state, ahead)
        except _Tired:
            break
        if search.exact:
            return Choice(field=chosen, at_most=round(cost.most), expected=cost.expected)
    return Choice(field=chosen, at_most=bound if chosen is not None else 0, expected=cost.expected)


class _Search:
    """One weighing that looks a fixed number of choices ahead; `exact` until it had to estimate."""

    def __init__(self, stakes: Stakes, ahead: int, steps: int) -> None:
        self.all = stakes
        self.ahead = ahead
        self.steps = steps
        self.exact = True
        self.memory: dict[object, Cost] = {}

    def first(self, state: State) -> int | None:
        """Give the best question, from the first group of questions that hang together."""
        groups = self.groups(self.live(self.all.stakes, state), state)
        if not groups:
            return None
        live, candidates = groups[0]
        return candidates[0] if len(candidates) == 1 else self.best(live, candidates, state, self.ahead)[0]

    def value(self, stakes: Sequence[Stake], state: State, ahead: int) -> Cost:
        """Give what is still to be asked for some stakes; what does not hang together adds up."""
        live = self.live(stakes, state)
        key = (ahead, *[(id(stake), stake.place(state)) for stake, _ in live])
        total = self.memory.get(key)
        if total is None:
            total = _NOTHING
            for group, candidates in self.groups(live, state):
                total = total.plus(self.best(group, candidates, state, ahead)[1])
            self.memory[key] = total
        return total

    def live(self, stakes: Iterable[Stake], state: State) -> Live:
        """Give what is not settled and still of interest: only conditions, once one is broken for good."""
        broken = False
        found = []
        for stake in stakes:
            weights = stake.weights(state)
            if weights:
                found.append((stake, weights))
            elif stake.decline and stake.outcome(state) is True:
                broken = True
        return [one for one in found if one[0].condition] if broken else found

    def groups(self, live: Live, state: State) -> list[tuple[Live, tuple[int, ...]]]:
        """Give what hangs together with the questions worth asking for it, in the order of the item.

        While a condition may still be broken for good, only questions about conditions come up, and all else
        hangs on them: a broken one makes it void.
        """
        conditions = [one for one in live if one[0].condition]
        if any(stake.decline for stake, _ in conditions):
            found = self.apart(conditions, state)
            if found:
                return [(live, found[0][1])]
        return self.apart(live, state)

    def apart(self, live: Live, state: State) -> list[tuple[Live, tuple[int, ...]]]:
        """Split what shares no field that still matters, and leave out what no question can reach."""
        blocks: list[tuple[set[int], list[tuple[Stake, Mapping[int, float]]]]] = []
        for one in live:
            touched = [block for block in blocks if not block[0].isdisjoint(one[1])]
            blocks = [block for block in blocks if block[0].isdisjoint(one[1])]
            numbers = set(one[1]).union(*(block[0] for block in touched))
            blocks.append((numbers, [*(each for block in touched for each in block[1]), one]))
        found = [(block, self.worth_asking(block, state)) for _, block in blocks]
        return sorted((one for one in found if one[1]), key=lambda one: one[1])

    def worth_asking(self, live: Live, state: State) -> tuple[int, ...]:
        """Give the questions that may be asked now; only the first of them that nothing gets round."""
        every: set[int] = set()
        sure: set[int] = set()
        for _, weights in live:
            askable = [number for number in weights if self.all.may_ask(number, state)]
            every.update(askable)
            if len(askable) == 1:
                sure.update(askable)
        return (min(sure),) if sure else tuple(sorted(every))

    def best(self, live: Live, candidates: tuple[int, ...], state: State, ahead: int) -> tuple[int, Cost]:
        """Give the best of several questions and what it costs, itself included."""
        stakes = [stake for stake, _ in live]
        if len(candidates) == 1:
            return candidates[0], self.asked(stakes, candidates[0], state, ahead)
        if ahead == 0:
            self.exact = False
            return self.guessed(live, candidates)
        costs = {number: self.asked(stakes, number, state, ahead - 1) for number in candidates}
        chosen = min(candidates, key=lambda number: (costs[number].rank(), number))
        return chosen, costs[chosen]

    def asked(self, stakes: Sequence[Stake], number: int, state: State, ahead: int) -> Cost:
        """Give the cost of one question and of all that follows it."""
        self.steps -= 1
        if self.steps < 0:
            raise _Tired
        shares = self.all.shares[number]
        states = [(*state[:number], value, *state[number + 1 :]) for value in range(len(shares))]
        after = [self.value(stakes, each, ahead) for each in states]
        expected = sum(cost.expected * share for cost, share in zip(after, shares, strict=True)) / sum(shares)
        return Cost(1 + expected, 1 + max(cost.most for cost in after))

    def guessed(self, live: Live, candidates: tuple[int, ...]) -> tuple[int, Cost]:
        """Guess from the share of cases in which a field matters, which is how often it must be asked."""
        shares: dict[int, float] = {}
        for _, weights in live:
            for number, share in weights.items():
                shares[number] = max(share, shares.get(number, 0.0))
        chosen = max(candidates, key=lambda number: (round(shares[number], _DIGITS), -number))
        return chosen, Cost(sum(shares.values()), float(len(shares)))
