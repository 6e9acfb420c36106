"""Does the same work on many things, on all cores where that is worth it: things in, results in order.

A forked process shares what was read before it, a grammar for instance. Where forking is not safe, or there
is little to do, everything is done here.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

__all__ = ["on_all_cores", "seldom_collect"]

In = TypeVar("In")
Out = TypeVar("Out")
_MANY: Final = 48
_CHUNK: Final = 16


def on_all_cores(work: Callable[[In], Out], things: Sequence[In]) -> Iterator[Out]:
    """Give what `work` makes of each thing, in their order; `work` and things must be picklable."""
    # A process that runs several threads must not be forked: their locks would stay taken in the copy.
    workers = min(os.cpu_count() or 1, 16)
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if len(things) < _MANY or workers < 2 or not forks:
        yield from map(work, things)
        return
    # The first one is made here, so that what is read once is shared by all workers.
    yield work(things[0])
    with multiprocessing.get_context("fork").Pool(workers, _begin) as pool:
        yield from pool.imap(work, things[1:], chunksize=_CHUNK)


def seldom_collect() -> None:
    """Look for garbage hardly ever: what a process that lives for seconds has read, it keeps to its end."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _begin() -> None:
    """Begin a worker."""
    # Ctrl+C reaches every process of a terminal; the one that began the others ends them and speaks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom_collect()
