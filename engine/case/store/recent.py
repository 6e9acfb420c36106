"""The events of cases somebody acted on a moment ago, kept in memory so that the next act need not read them.

What is kept is taken only if the case still has the head it had then: a head is the hash of all that came
before, so whatever another process has written, or a transaction has taken back, is seen by that.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

from engine.case.model import Event
from engine.case.store.chain import Head

__all__ = ["Recent"]

_MOST: Final = 2000


class Recent:
    """Cases by their id; the one longest unused is forgotten first. Any thread may ask."""

    def __init__(self, most: int = _MOST) -> None:
        self._most, self._turn = most, threading.Lock()
        self._cases: OrderedDict[str, tuple[Head, tuple[Event, ...]]] = OrderedDict()

    def find(self, case: str, head: Head) -> tuple[Event, ...] | None:
        """Give the events of a case, if they are those up to this head."""
        with self._turn:
            found = self._cases.get(case)
            if found is None or found[0] != head:
                return None
            self._cases.move_to_end(case)
            return found[1]

    def keep(self, case: str, head: Head, events: tuple[Event, ...]) -> None:
        """Keep the events of a case as they are at this head."""
        with self._turn:
            self._cases[case] = head, events
            self._cases.move_to_end(case)
            if len(self._cases) > self._most:
                self._cases.popitem(last=False)
