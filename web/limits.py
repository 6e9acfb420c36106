"""How often something may be tried: by address, by name, by what is tried (guarantees, threat model)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

__all__ = ["Limits"]

_RATES: Final[Mapping[str, RateLimitItem]] = {
    "sign-in": parse("5/5minutes"),
    "sign-in-address": parse("30/5minutes"),
    "case-code": parse("20/10minutes"),
    "token": parse("1200/minute"),
    "token-wrong": parse("20/10minutes"),
    "send": parse("240/minute"),
    "queue": parse("60/10minutes"),
    "upload": parse("60/10minutes"),
}


class Limits:
    """Counts attempts in memory; one server process, one count."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, what: str, *who: str) -> bool:
        """Count one attempt; false if there were too many."""
        return self._window.hit(_RATES[what], what, *who)

    def spent(self, what: str, *who: str) -> bool:
        """Tell whether there were too many attempts already; counts none."""
        return not self._window.test(_RATES[what], what, *who)

    def forgives(self, what: str, *who: str) -> None:
        """Forget the attempts, after one that was right."""
        self._window.storage.clear(_RATES[what].key_for(what, *who))
