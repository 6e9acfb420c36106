"""Counts of calls in fixed windows: the limiter of the `limits` library spells a key anew for each call.

Its store in memory also keeps a thread ticking. Either costs a call as much as the counting itself. Here what
has run out is dropped when somebody new calls, at most once a minute.
"""

from __future__ import annotations

import threading
import time
from typing import Final, TypeAlias

from limits import RateLimitItem
from limits.util import WindowStats

__all__ = ["CallCounts"]

_SWEEP_SECONDS: Final = 60.0
Who: TypeAlias = tuple[str, ...]


class CallCounts:
    """How often each caller called in the window that is open, and until when that is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[Who, int] = {}
        self._until: dict[Who, float] = {}
        self._sweep_at = 0.0

    def __len__(self) -> int:
        """Give how many callers are remembered."""
        return len(self._counts)

    def hit(self, rate: RateLimitItem, *who: str) -> bool:
        """Count a call, the first of which opens a window; false if there were too many in it."""
        now = time.time()
        with self._lock:
            if self._until.get(who, 0.0) > now:
                self._counts[who] += 1
            else:
                self._sweep(now)
                self._counts[who], self._until[who] = 1, now + rate.get_expiry()
            return self._counts[who] <= rate.amount

    def test(self, rate: RateLimitItem, *who: str) -> bool:
        """Tell whether one more call would be allowed; counts none."""
        return self._count(who) < rate.amount

    def get_window_stats(self, rate: RateLimitItem, *who: str) -> WindowStats:
        """Give when the window closes, in seconds since 1970 (now if none is open), and what is left."""
        closes = self._until.get(who, time.time())
        return WindowStats(closes, max(0, rate.amount - self._count(who)))

    def forget(self, *who: str) -> None:
        """Forget the calls of one caller."""
        with self._lock:
            self._counts.pop(who, None)
            self._until.pop(who, None)

    def _count(self, who: Who) -> int:
        with self._lock:
            return self._counts[who] if self._until.get(who, 0.0) > time.time() else 0

    def _sweep(self, now: float) -> None:
        if now < self._sweep_at:
            return
        self._sweep_at = now + _SWEEP_SECONDS
        for who in [who for who, until in self._until.items() if until <= now]:
            del self._until[who], self._counts[who]
