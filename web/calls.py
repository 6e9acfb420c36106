"""Counts of calls in fixed windows, for the `limits` library: its own store in memory keeps a thread ticking.

That thread costs each call as much as the counting itself. Here what has run out is dropped when somebody new
calls, at most once a minute.
"""

from __future__ import annotations

import threading
import time
from typing import Final

from limits.storage import Storage

__all__ = ["CallCounts"]

_SWEEP_SECONDS: Final = 60.0


class CallCounts(Storage):
    """How often each caller called in the window that is open, and until when that is."""

    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._until: dict[str, float] = {}
        self._sweep_at = 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        """Give what can go wrong with the store: nothing that it would raise itself."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count calls; the first opens a window of `expiry` seconds. Gives how many there are in it."""
        now = time.time()
        with self._lock:
            if self._until.get(key, 0.0) > now:
                self._counts[key] += amount
            else:
                self._sweep(now)
                self._counts[key], self._until[key] = amount, now + expiry
            return self._counts[key]

    def get(self, key: str) -> int:
        """Give how many calls there are in the window that is open."""
        with self._lock:
            return self._counts[key] if self._until.get(key, 0.0) > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """Give when the window closes, in seconds since 1970; now if none is open."""
        return self._until.get(key, time.time())

    def check(self) -> bool:
        """Say that the store is there: it is memory."""
        return True

    def reset(self) -> int:
        """Forget all calls; give of how many callers."""
        with self._lock:
            count = len(self._counts)
            self._counts.clear()
            self._until.clear()
            return count

    def clear(self, key: str) -> None:
        """Forget the calls of one caller."""
        with self._lock:
            self._counts.pop(key, None)
            self._until.pop(key, None)

    def _sweep(self, now: float) -> None:
        if now < self._sweep_at:
            return
        self._sweep_at = now + _SWEEP_SECONDS
        for key in [key for key, until in self._until.items() if until <= now]:
            del self._until[key], self._counts[key]
