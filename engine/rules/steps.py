"""Steps that a rulebook takes again and again, with what came out before: from a day so far on, times a rate.

Each is a dict that works out what it does not hold yet, because a look-up is quicker than any call. It holds
a bounded number of answers. The generated code asks it only for plain days and whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from engine.feel import numbers, runtime

__all__ = ["MOST_HELD", "days_on", "months_on", "times_rate"]

K = TypeVar("K")

_MOST_STEPS = 256
MOST_HELD = 4096
_EXACT = numbers.CONTEXT.copy()
"""Only read: no trap is set in it, so that the flags it collects change no result."""
_WHOLE = Decimal(1)
_PLAIN = 10**18


class _Steps(dict[K, Any]):
    """What one step makes of each value that it was taken from."""

    def __init__(self, step: Callable[[K], Any]) -> None:
        super().__init__()
        self._step = step

    def __missing__(self, value: K) -> Any:
        made = self._step(value)
        if len(self) >= MOST_HELD:
            self.clear()
        self[value] = made
        return made


@lru_cache(_MOST_STEPS)
def months_on(months: int) -> _Steps[date]:
    """Give the days that are so many months on from a day, as `engine.feel.runtime` does."""
    return _Steps(lambda day: runtime.add_months(day, months))


@lru_cache(_MOST_STEPS)
def days_on(days: int) -> _Steps[date]:
    """Give the days that are so many days on from a day, as `engine.feel.runtime` does."""
    return _Steps(lambda day: runtime.add_days(day, days))


def times_rate(rate: Decimal) -> _Steps[int]:
    """Give whole numbers times a rate, as `engine.feel.runtime` does; ordinary ones take the short way."""

    def product(number: int) -> Any:
        if -_PLAIN < number < _PLAIN:
            made = _EXACT.multiply(number, rate)
            if made and made.is_finite() and not made.same_quantum(_WHOLE):
                return made
        return runtime.times(number, rate)

    return _Steps(product)
