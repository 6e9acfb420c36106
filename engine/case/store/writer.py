"""Who writes: on SQLite one thread that commits many acts together, on PostgreSQL each caller for itself.

Works go in from many threads, and each caller gets its answer after COMMIT returned and not before. A full
queue is said at once. What cannot be written because of the disk or the database is `Unavailable`: it was
rolled back as a whole, the connection is made anew, and the next act finds out for itself whether it is over.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from engine.case.store.act import Act
from engine.case.store.answers import Answer, Busy, Unavailable
from engine.case.store.chain import Ledger
from engine.case.store.connect import again, unavailable
from engine.case.store.pulse import Beat, Pulse
from engine.case.store.recent import Recent
from engine.case.store.record import Failed, record

__all__ = ["Job", "ManyWriters", "OneWriter", "Writer"]

T = TypeVar("T")
Job: TypeAlias = Callable[[Connection], T]
"""Any other change: it runs in a savepoint of its own and may raise."""

_QUEUE: Final = 1024
_BATCH: Final = 64
_TIMES: Final = 3
_GATHER_SECONDS: Final = 0.0005


class Writer(Protocol):
    """Writes acts and jobs, each as a whole or not at all."""

    def act(self, act: Act) -> Answer:
        """Record an act."""
        ...

    def run(self, job: Job[T]) -> T:
        """Run a job in a transaction."""
        ...

    def pulse(self) -> Pulse:
        """Say how the writing goes."""
        ...

    def close(self) -> None:
        """Take nothing more and end when what was taken is done."""
        ...


class _Work:
    """A work that waits, and the place where its answer is put."""

    __slots__ = ("_answered", "_outcome", "what")

    def __init__(self, what: Act | Job[Any]) -> None:
        self.what = what
        self._outcome: Any = None
        # A plain lock, taken now and let go with the answer: a Future costs a writer a tenth of its time.
        self._answered = threading.Lock()
        self._answered.acquire()

    def answer(self, outcome: Any) -> None:
        """Hand the answer out."""
        self._outcome = outcome
        self._answered.release()

    def wait(self) -> Any:
        """Wait for the answer."""
        self._answered.acquire()
        if isinstance(self._outcome, Failed):
            raise self._outcome.error
        return self._outcome


def _do(db: Connection, ledger: Ledger, recent: Recent, works: Sequence[Act | Job[Any]]) -> list[Any]:
    """Do works in their order inside one transaction; acts that stand together are recorded together."""
    outcomes: list[Any] = []
    for kind, group in groupby(works, key=lambda work: isinstance(work, Act)):
        if kind:
            outcomes += record(db, ledger, [work for work in group if isinstance(work, Act)], recent)
        else:
            outcomes += [_in_savepoint(db, work) for work in group if not isinstance(work, Act)]
    return outcomes


def _in_savepoint(db: Connection, job: Job[Any]) -> Any:
    try:
        with db.begin_nested():
            return job(db)
    except DBAPIError:
        raise
    except Exception as error:  # a job that raises fails alone; its batch goes on
        return Failed(error=error)


def _alone(db: Connection, ledger: Ledger, recent: Recent, work: Act | Job[Any]) -> Any:
    """Do one work in a transaction of its own, once more where another one was in the way."""
    left = _TIMES
    while True:
        left -= 1
        try:
            with db.begin():
                (outcome,) = _do(db, ledger, recent, [work])
                return outcome
        except DBAPIError as error:
            if not (left and again(error)):
                raise unavailable(error) or error from error


class OneWriter:
    """One thread, one connection: takes what waits, commits it together, answers."""

    def __init__(self, engine: Engine, ledger: Ledger, recent: Recent, size: int = _QUEUE) -> None:
        self._engine, self._ledger, self._recent = engine, ledger, recent
        self._size = size
        self._works: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._db: Connection | None = None
        self._beat = Beat()
        self._closed = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="yici-writer", daemon=True)
        self._open = True
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many works wait."""
        return self._works.qsize()

    def act(self, act: Act) -> Answer:
        answer: Answer = self._put(act)
        return answer

    def run(self, job: Job[T]) -> T:
        made: T = self._put(job)
        return made

    def pulse(self) -> Pulse:
        return self._beat.pulse(self.waiting)

    def close(self) -> None:
        with self._closed:
            if not self._open:
                return
            self._open = False
            self._works.put(None)
        self._thread.join()

    def _put(self, what: Act | Job[Any]) -> Any:
        work = _Work(what)
        with self._closed:
            if not self._open:
                raise Unavailable("closed")
            if self._works.qsize() >= self._size:
                raise Busy()
            self._works.put(work)
        return work.wait()

    def _work(self) -> None:
        for batch in self._batches():
            self._commit(batch)
        if self._db is not None:
            self._db.close()

    def _batches(self) -> Iterator[list[_Work]]:
        """Give what waits, up to a batch, and end after the last work that was taken."""
        crowd = 1
        while (first := self._works.get()) is not None:
            batch = [first]
            self._gather(min(crowd, _BATCH) - 1)
            while len(batch) < _BATCH and not self._works.empty():
                work = self._works.get()
                if work is None:
                    yield batch
                    return
                batch.append(work)
            yield batch
            crowd = len(batch) + self._works.qsize()

    def _gather(self, expected: int) -> None:
        """Give those who were just answered a moment to come back, so that one commit serves all of them."""
        ends = time.monotonic() + _GATHER_SECONDS
        while self._works.qsize() < expected and time.monotonic() < ends:
            time.sleep(0)

    def _commit(self, batch: Sequence[_Work]) -> None:
        self._beat.begin()
        try:
            db = self._connection()
            with db.begin():
                outcomes = _do(db, self._ledger, self._recent, [work.what for work in batch])
        except Exception as error:  # each work is answered, whatever became of its batch
            self._beat.end(failed=unavailable(error) is not None)
            self._after(error, batch)
        else:
            self._beat.end(failed=False)
            for work, outcome in zip(batch, outcomes, strict=True):
                work.answer(outcome)

    def _after(self, error: Exception, batch: Sequence[_Work]) -> None:
        """Settle a batch that failed as a whole: the disk failed for all, a single work fails alone."""
        self._drop()
        for work in batch:
            reason = unavailable(error)
            if reason is not None:
                work.answer(Failed(error=reason))
                continue
            try:
                work.answer(_alone(self._connection(), self._ledger, self._recent, work.what))
            except Exception as alone:  # its caller gets it; this thread serves all the others
                self._drop()
                work.answer(Failed(error=alone))

    def _connection(self) -> Connection:
        if self._db is None:
            self._db = self._engine.connect()
        return self._db

    def _drop(self) -> None:
        """Let go of a connection that failed; whatever it had begun is rolled back with it."""
        if self._db is not None:
            self._db.invalidate()
            self._db.close()
            self._db = None


class ManyWriters:
    """The caller's own thread on a connection of the pool; rows are locked, so nobody overtakes anybody."""

    def __init__(self, engine: Engine, ledger: Ledger, recent: Recent) -> None:
        self._engine, self._ledger, self._recent = engine, ledger, recent
        self._beat = Beat()

    def act(self, act: Act) -> Answer:
        answer: Answer = self._alone(act)
        return answer

    def run(self, job: Job[T]) -> T:
        made: T = self._alone(job)
        return made

    def pulse(self) -> Pulse:
        return self._beat.pulse(0)

    def close(self) -> None:
        self._engine.dispose()

    def _alone(self, work: Act | Job[Any]) -> Any:
        beat = Beat()
        beat.begin()
        try:
            with self._engine.connect() as db:
                outcome = _alone(db, self._ledger, self._recent, work)
        except Exception as error:  # raised again, by the name of a store that cannot answer where it is that
            beat.end(failed=unavailable(error) is not None)
            self._beat = beat
            raise unavailable(error) or error from error
        beat.end(failed=False)
        self._beat = beat
        if isinstance(outcome, Failed):
            raise outcome.error
        return outcome
