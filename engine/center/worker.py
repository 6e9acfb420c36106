"""The worker: what falls due is done, what was recorded is anchored, what is old is forgotten, day and night.

An office goes in; a thread of its own, or the one that calls `work`, does its chores until it is stopped. Any
number of workers may share a store: each timer is claimed by one of them. What fails is logged by kind and
place, never with what it was about, and tried again; nothing that fails stops the others. What the law brings
about comes first; messages, which hang on plug-ins, come last and for some seconds only, then the rest again.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from engine.case.store import Unavailable
from engine.center.office import Done, Office, Outcome

__all__ = ["CHORES", "Chore", "Worker"]

Now: TypeAlias = Callable[[], datetime]
_LOG: Final = logging.getLogger("yici.worker")
# Workers that were started together do not come together: each wait is a little longer or shorter.
_JITTER: Final = 0.2
# No message is begun later in a turn: a plug-in that hangs holds up the law by this and one call of its own.
_MESSAGES_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something to do again and again, about every so many seconds."""

    name: str
    seconds: float
    do: Callable[[Office, datetime], object]


def _due(office: Office, now: datetime) -> None:
    _tell(office.run_due(now))


def _messages(office: Office, now: datetime) -> None:
    _tell(office.send_messages(now, _MESSAGES_SECONDS))


def _tell(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Done):
            kinds = " ".join(event.kind for event in outcome.events)
            _LOG.info("%s %s", outcome.state.number, kinds)


def _anchor(office: Office, now: datetime) -> None:
    office.store.anchor(now)


def _tidy(office: Office, now: datetime) -> None:
    office.store.tidy(now)


CHORES: Final = (
    Chore(name="due", seconds=20, do=_due),
    Chore(name="anchor", seconds=10, do=_anchor),
    Chore(name="tidy", seconds=6 * 3600, do=_tidy),
    Chore(name="messages", seconds=20, do=_messages),
)


class Worker:
    """Does the chores of an office; `now` gives the moment that is recorded."""

    def __init__(self, office: Office, now: Now, chores: Sequence[Chore] = CHORES) -> None:
        self._office, self._now = office, now
        self._stopping = threading.Event()
        begin = time.monotonic()
        self._next = {chore: begin for chore in chores}
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to work in a thread of one's own."""
        self._thread = threading.Thread(target=self.work, name="yici-worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done just now; nothing is left half done."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def work(self) -> None:
        """Do the chores, each at its time, until somebody calls `stop`."""
        while not self._stopping.is_set():
            for chore in self._turn():
                self._do(chore)
            self._stopping.wait(max(0.0, min(self._next.values()) - time.monotonic()))

    def _turn(self) -> Iterator[Chore]:
        """Give the chores whose time has come, and set when they come next."""
        for chore, at in self._next.items():
            if self._stopping.is_set():
                return
            if at <= time.monotonic():
                yield chore
                wait = chore.seconds * random.uniform(1 - _JITTER, 1 + _JITTER)
                self._next[chore] = time.monotonic() + wait

    def _do(self, chore: Chore) -> None:
        try:
            chore.do(self._office, self._now())
        except Unavailable as error:
            _LOG.warning("%s: the store is %s", chore.name, error.reason)
        except ExceptionGroup as several:  # logged one by one; the worker lives
            for each in several.exceptions:
                _LOG.error("%s: %s", chore.name, _where(each))
        except Exception as error:  # logged; the worker lives, and the chore comes again
            _LOG.error("%s: %s", chore.name, _where(error))


def _where(error: Exception) -> str:
    """Name an error by its kind and its place; its words may hold anything."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = "?" if last is None else f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}"
    return f"{type(error).__name__} ({place})"
