"""How the writing of a store goes: commits in, how long they take and whether they fail out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

__all__ = ["Beat", "Pulse"]

_REMEMBERED_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How many works wait, how long the last commit took, or this one has taken so far, whether it failed.

    A commit that ended more than half a minute ago says nothing any more.
    """

    waiting: int
    seconds: float
    failed: bool


class Beat:
    """The commits of a writer, one after another."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._ended, self._took, self._failed = float("-inf"), 0.0, False

    def begin(self) -> None:
        """Note that a commit begins."""
        self._began = time.monotonic()

    def end(self, *, failed: bool) -> None:
        """Note that it has ended; one fails if the disk or the database does, not if its act is refused."""
        began, self._began = self._began, None
        self._ended = time.monotonic()
        self._took, self._failed = 0.0 if began is None else self._ended - began, failed

    def pulse(self, waiting: int) -> Pulse:
        """Say how it goes."""
        now, began = time.monotonic(), self._began
        fresh = now - self._ended < _REMEMBERED_SECONDS
        taking = 0.0 if began is None else now - began
        took = self._took if fresh else 0.0
        return Pulse(waiting=waiting, seconds=max(taking, took), failed=fresh and self._failed)
