"""What is at stake in the open questions: each thing a citizen's list says, by how they may be answered.

A `Stake` holds the outcome of one need, number of copies, condition or limit for every combination of the
fields that it depends on. From it alone follows which fields still matter, and how often.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

__all__ = ["FREE", "Stake", "Stakes", "State"]

State: TypeAlias = tuple[int, ...]
"""For every open field the number of the class of its answer, or FREE."""

FREE: Final = -1
Seen: TypeAlias = tuple[Mapping[int, float], Hashable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """One thing that answers may change, with its outcome for every combination of the classes in `support`.

    The combinations are in order, the last field counting fastest. `condition`: it is of interest in any
    case. `decline`: once its outcome is true nobody can apply like this, and the list no longer matters.
    `memory` keeps what was seen for a state.
    """

    support: tuple[int, ...]
    sizes: tuple[int, ...]
    outcomes: tuple[Any, ...]
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
        """Go through the combinations that a state leaves; their numbers count the last field fastest."""
        steps: dict[int, int] = {}
        start, step = 0, 1
        for place in range(len(key) - 1, -1, -1):
            if key[place] == FREE:
                steps[place] = step
            else:
                start += step * key[place]
            step *= self.sizes[place]
        weights: dict[int, float] = {}
        for place, step in sorted(steps.items()):
            lines = [start]
            for other, width in steps.items():
                if other != place:
                    lines = [line + width * n for line in lines for n in range(self.sizes[other])]
            changing = self._changing(lines, step, self.sizes[place])
            if changing:
                weights[self.support[place]] = changing / len(lines)
        return weights, self.outcomes[start]

    def _changing(self, lines: list[int], step: int, size: int) -> int:
        """Count the lines along one field on which the outcome is not the same throughout."""
        outcomes = self.outcomes
        if size == 2:
            return sum([outcomes[line] != outcomes[line + step] for line in lines])
        return sum([len(set(outcomes[line : line + step * size : step])) > 1 for line in lines])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """The open fields, the shares of their classes of answers, what is at stake.

    `asks` says by field whether it may be asked; a field that is not in it may be asked at any time.
    """

    fields: tuple[str, ...]
    shares: tuple[tuple[int, ...], ...]
    stakes: tuple[Stake, ...]
    asks: Mapping[int, Stake]

    def may_ask(self, number: int, state: State) -> bool:
        """Say whether a field's own condition is certain to hold."""
        asks = self.asks.get(number)
        return asks is None or (not asks.weights(state) and asks.outcome(state) is True)
