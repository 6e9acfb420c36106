"""Remembers what was worked out for a state a moment ago: within one act the same is asked many times.

A state never changes, so an answer holds as long as the very same state is asked about; it is kept with its
answer, and nothing else can stand at its identity meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

from engine.case.state import State

__all__ = ["remembered"]

T = TypeVar("T")
_MOST: Final = 256


def remembered(work: Callable[[State], T]) -> Callable[[State], T]:
    """Give what works something out of a state, once for each of the last states."""
    known: dict[int, tuple[State, T]] = {}

    @wraps(work)
    def answer(state: State) -> T:
        found = known.get(id(state))
        if found is not None and found[0] is state:
            return found[1]
        made = work(state)
        if len(known) >= _MOST:
            known.clear()
        known[id(state)] = state, made
        return made

    return answer
