"""Classes of answers that nothing at stake tells apart become one, with their number as its share.

Of the twenty cuts of a number in a table often only two change what a citizen must bring; options of a
question often fall into two or three kinds. The fewer the classes, the further a search can look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod
from typing import Any

from engine.ask.stakes import Stake, Stakes

__all__ = ["merged"]


def merged(stakes: Stakes) -> Stakes:
    """Give the same stakes over as few classes as there are differences."""
    every = [*stakes.stakes, *stakes.asks.values()]
    kept, shares = [], []
    for number, share in enumerate(stakes.shares):
        kinds: dict[object, list[int]] = {}
        for value in range(len(share)):
            kinds.setdefault(tuple(_slices(every, number, value)), []).append(value)
        kept.append([values[0] for values in kinds.values()])
        shares.append(tuple(sum(share[value] for value in values) for values in kinds.values()))
    return Stakes(
        fields=stakes.fields,
        shares=tuple(shares),
        stakes=tuple(_reduced(stake, kept) for stake in stakes.stakes),
        asks={number: _reduced(stake, kept) for number, stake in stakes.asks.items()},
    )


def _slices(stakes: Sequence[Stake], number: int, value: int) -> Iterator[tuple[Any, ...]]:
    """Give all outcomes that an answer to a field leaves possible, for each stake that depends on it."""
    for stake in stakes:
        if number in stake.support:
            yield _slice(stake, stake.support.index(number), (value,))


def _slice(stake: Stake, place: int, values: Sequence[int]) -> tuple[Any, ...]:
    step = prod(stake.sizes[place + 1 :])
    blocks = range(0, len(stake.outcomes), step * stake.sizes[place])
    starts = (block + step * value for block in blocks for value in values)
    return tuple(outcome for start in starts for outcome in stake.outcomes[start : start + step])


def _reduced(stake: Stake, kept: Sequence[Sequence[int]]) -> Stake:
    """Leave out the classes for which another stands."""
    for place, number in enumerate(stake.support):
        if len(kept[number]) < stake.sizes[place]:
            outcomes = _slice(stake, place, kept[number])
            sizes = (*stake.sizes[:place], len(kept[number]), *stake.sizes[place + 1 :])
            stake = replace(stake, outcomes=outcomes, sizes=sizes, memory={})
    return stake
