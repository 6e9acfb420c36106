"""How often something may be tried: by address, by name, by what is tried (guarantees, threat model)."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from web.calls import CallCounts

__all__ = ["Limits"]

_RATES: Final[Mapping[str, RateLimitItem]] = {
    "sign-in": parse("5/5minutes"),
    "sign-in-address": parse("30/5minutes"),
    "second-step": parse("5/5minutes"),
    "second-step-day": parse("50/day"),
    "case-code": parse("20/10minutes"),
    "open-call": parse("1200/minute"),
    "token": parse("1200/minute"),
    "token-wrong": parse("20/10minutes"),
    "send": parse("240/minute"),
    "queue": parse("60/10minutes"),
    "upload": parse("60/10minutes"),
}
_CALLS: Final = frozenset({"open-call", "token"})


class Limits:
    """Counts attempts in memory; one server process, one count. `rates` says otherwise of some of them."""

    def __init__(self, rates: Mapping[str, str] | None = None) -> None:
        # Calls are many, and one number a minute is enough; who guesses gains nothing by a new minute.
        self._calls = CallCounts()
        self._attempts = MovingWindowRateLimiter(MemoryStorage())
        self._rates = {**_RATES, **{what: parse(said) for what, said in (rates or {}).items()}}
        self.refused: Counter[str] = Counter()

    def allows(self, what: str, *who: str) -> bool:
        """Count one attempt; false if there were too many."""
        return self._noted(what, self._window(what).hit(self._rates[what], what, *who))

    def spent(self, what: str, *who: str) -> bool:
        """Tell whether there were too many attempts already; counts none."""
        return not self._noted(what, self._window(what).test(self._rates[what], what, *who))

    def wait(self, what: str, *who: str) -> int:
        """Give in how many seconds the next attempt may be made, at least one."""
        free_at, _ = self._window(what).get_window_stats(self._rates[what], what, *who)
        return max(1, math.ceil(free_at - time.time()))

    def forgives(self, what: str, *who: str) -> None:
        """Forget the attempts, after one that was right."""
        if what in _CALLS:
            self._calls.forget(what, *who)
        else:
            self._attempts.storage.clear(self._rates[what].key_for(what, *who))

    def _noted(self, what: str, fine: bool) -> bool:
        """Count what is refused by what was tried, never by who tried."""
        if not fine:
            self.refused[what] += 1
        return fine

    def _window(self, what: str) -> CallCounts | MovingWindowRateLimiter:
        return self._calls if what in _CALLS else self._attempts
