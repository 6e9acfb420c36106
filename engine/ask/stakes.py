"""What is at stake in the open questions: each thing a citizen's list says, by how they may be answered.

A `Stake` holds the outcome of one need, number of copies, condition or limit for every combination of the
fields that it depends on. From it alone follows which fields still matter, and how often.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final, TypeAlias

__all__ = ["FREE", "Stake", "Stakes", "State"]

State: TypeAlias = tuple[int, ...]
"""For every open field the number of the class of its answer, or FREE."""

FREE: Final = -1
Seen: TypeAlias = tuple[Mapping[int, float], Hashable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """One thing that answers may change: `outcomes` by the classes of the fields in `support`.

    `condition`: it is of interest in any case. `decline`: once its outcome is true nobody can apply like
    this, and the list no longer matters. `memory` keeps what was seen for a state.
    """

    support: tuple[int, ...]
    sizes: tuple[int, ...]
    outcomes: Mapping[tuple[int, ...], Any]
    condition: bool = False
    decline: bool = False
    memory: dict[tuple[int, ...], Seen] = field(default_factory=dict)

    def weights(self, state: State) -> Mapping[int, float]:
        """Give the fields that still matter, each with the share of cases in which it does; none: settled."""
        return self._seen(state)[0]

    def outcome(self, state: State) -> Hashable:
        """Give the outcome of a settled stake."""
        return self._seen(state)[1]

    def place(self, state: State) -> tuple[int, ...]:
        """Give what a state says of the fields that this depends on."""
        return tuple([state[number] for number in self.support])

    def _seen(self, state: State) -> Seen:
        key = self.place(state)
        found = self.memory.get(key)
        if found is None:
            found = self.memory[key] = self._look(key)
        return found

    def _look(self, key: tuple[int, ...]) -> Seen:
        open_ = [place for place, value in enumerate(key) if value == FREE]
        spans = [range(size) if v == FREE else (v,) for v, size in zip(key, self.sizes, strict=True)]
        weights: dict[int, float] = {}
        for place in open_:
            lines = list(product(*[(0,) if other == place else span for other, span in enumerate(spans)]))
            changing = sum(self._changes(line, place) for line in lines)
            if changing:
                weights[self.support[place]] = changing / len(lines)
        return weights, self.outcomes[tuple([max(value, 0) for value in key])]

    def _changes(self, line: tuple[int, ...], place: int) -> bool:
        """Say whether the outcome changes along one field, all others held."""
        head, tail, first = line[:place], line[place + 1 :], self.outcomes[line]
        return any(self.outcomes[(*head, value, *tail)] != first for value in range(1, self.sizes[place]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """The open fields, how many classes of answers each has, what is at stake.

    `asks` says by field whether it may be asked; a field that is not in it may be asked at any time.
    """

    fields: tuple[str, ...]
    sizes: tuple[int, ...]
    stakes: tuple[Stake, ...]
    asks: Mapping[int, Stake]

    def may_ask(self, number: int, state: State) -> bool:
        """Say whether a field's own condition is certain to hold."""
        asks = self.asks.get(number)
        return asks is None or (not asks.weights(state) and asks.outcome(state) is True)
