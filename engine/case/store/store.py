"""The store: everything that may be asked of it, each in one call that reads or writes as a whole.

Reads come from one moment, on connections that cannot write. Writes go through the writer and are on disk
when the call returns. Whatever the database cannot do just now is raised as `Unavailable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from engine.case.model import Actor, Decide, Draft, Event, Json, Reference
from engine.case.store import access, anchors, counts, editions, lists, timers, touched, uploads, verify
from engine.case.store.act import Act, Claimed
from engine.case.store.answers import Answer, Key, NoCase
from engine.case.store.broken import Report
from engine.case.store.canonical import micros
from engine.case.store.chain import JOURNAL, Ledger, access_chain
from engine.case.store.connect import scrub, unavailable
from engine.case.store.evidence import Evidence, evidence
from engine.case.store.journal import OPERATOR, note
from engine.case.store.lock import Lock
from engine.case.store.place import Place
from engine.case.store.pulse import Pulse
from engine.case.store.recent import Recent
from engine.case.store.sheet import read_case
from engine.case.store.tables import chains, requests
from engine.case.store.upload_words import UploadRefused
from engine.case.store.vault import Revealed, keyed_digest
from engine.case.store.writer import Writer

__all__ = ["Store"]

_REQUESTS_KEPT: Final = timedelta(days=7)
_UPLOAD_READ: Final = "upload_read"
_SOME: Final = 200
# So many heads are folded and written in a fifth of a second; whoever writes waits no longer than that.
_HEADS: Final = 5000


class Store:
    """An open store; `open_store` gives one. Every method may be called from any thread."""

    def __init__(
        self,
        place: Place,
        ledger: Ledger,
        writer: Writer,
        readers: Engine,
        recent: Recent,
        lock: Lock | None,
    ) -> None:
        self.place = place
        self.ledger = ledger
        self._writer, self._readers, self._lock, self._recent = writer, readers, lock, recent

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Finish what was taken and let everything go."""
        # The last connection to close tidies the journal of SQLite away, and must be one that may write.
        self._readers.dispose()
        self._writer.close()
        if self._lock is not None:
            self._lock.release()

    def pulse(self) -> Pulse:
        """Say how the writing goes."""
        return self._writer.pulse()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that reads everything as of one moment."""
        try:
            with self._readers.connect() as db, db.begin():
                yield db
        except SQLAlchemyError as error:
            raise unavailable(error) or error from error

    # What happens to a case.

    def append(
        self,
        case: str | None,
        decide: Decide,
        actor: Actor,
        at: datetime,
        *,
        key: Key | None = None,
        expected: int | None = None,
    ) -> Answer:
        """Ask the road about an act and record what it decides; `case` is None for a new one."""
        return self._writer.act(Act(case=case, decide=decide, actor=actor, at=at, key=key, expected=expected))

    def events(self, case: str) -> tuple[Event, ...]:
        """Give the events of a case in order; none if there is no such case."""
        with self.reading() as db:
            return read_case(db, case, self._recent)

    def accesses(self, case: str) -> tuple[Event, ...]:
        """Give who read personal values and uploads of a case, and what was erased."""
        return self.events(access_chain(case))

    def version(self, case: str) -> int | None:
        """Give the version of a case, the number of its events; None if there is no such case."""
        with self.reading() as db:
            return db.execute(sa.select(chains.c.sequence).where(chains.c.id == case)).scalar()

    # Lists and timers, which are made from events.

    def lines(self, wanted: lists.Wanted, cursor: str | None = None, limit: int = 50) -> lists.Page:
        """Give a page of a list, the earliest due first."""
        with self.reading() as db:
            return lists.read_page(db, wanted, cursor, limit)

    def counts(self, today: date, soon: date) -> tuple[counts.Count, ...]:
        """Count the open cases by department, holder and time that is left."""
        with self.reading() as db:
            return counts.read_counts(db, today, soon)

    def grown(self, spot: touched.Spot, limit: int) -> tuple[touched.Touched, ...]:
        """Give the cases that grew after a spot in the log of anchors."""
        with self.reading() as db:
            return touched.cases_after(db, spot, limit)

    def accessed(self, spot: touched.Spot | None, limit: int) -> tuple[touched.Touched, ...]:
        """Give who came to personal values, the newest first, as far as anchors have named it."""
        with self.reading() as db:
            return touched.accessed_before(db, spot, limit)

    def rebuild(self, fold: lists.Fold) -> None:
        """Make all lines and timers anew from events, some cases at a time, while others work."""
        after: str | None = ""
        while after is not None:
            after = self._writer.run(partial(lists.rebuild_some, fold=fold, after=after, most=_SOME))

    def claim(
        self, now: datetime, limit: int = 20, *, only: str | None = None, but: str | None = None
    ) -> tuple[Claimed, ...]:
        """Take timers that are due; each is this worker's until its claim runs out.

        Those of one kind alone with `only`, all but those of one kind with `but`.
        """
        return self._writer.run(partial(timers.claim, now=now, limit=limit, only=only, but=but))

    def fire(self, claimed: Claimed, decide: Decide, actor: Actor, at: datetime) -> Answer:
        """Do what a claimed timer leads to, once with effect; a refusal settles it too."""
        return self._writer.act(Act(case=claimed.case, decide=decide, actor=actor, at=at, fires=claimed))

    def settle(self, claimed: Claimed) -> bool:
        """Take a claimed timer away without an act; False if it changed hands."""
        return self._writer.run(partial(timers.settle, claimed=claimed))

    def postpone(self, claimed: Claimed, now: datetime) -> bool:
        """Give a claimed timer back because it could not be done; False if it changed hands."""
        return self._writer.run(partial(timers.postpone, claimed=claimed, now=now))

    # Personal values.

    def opened(self, case: str, references: Sequence[Reference]) -> Mapping[str, Json]:
        """Give personal values to the program, for a check that shows them to nobody: nothing is noted."""
        with self.reading() as db:
            values, _ = access.opened_values(db, self.ledger.keys, case, references)
        return {id: each.value for id, each in values.items()}

    def reveal(
        self,
        case: str,
        references: Sequence[Reference],
        actor: Actor,
        purpose: str,
        at: datetime,
        known: Mapping[str, Json] | None = None,
    ) -> Revealed:
        """Give personal values, after noting who reads them and what for; `known` were `opened` just now."""
        return self._writer.run(
            lambda db: access.reveal(db, self.ledger, case, references, actor, purpose, at, known or {})
        )

    def digest(self, use: str, said: bytes) -> str:
        """Give a digest that nobody without the key file can undo by trying."""
        return keyed_digest(self.ledger.keys, use, said).hex()

    def erase(self, case: str, person: str, actor: Actor, reason: str, at: datetime) -> NoCase | None:
        """Make all that is kept about a person of a case unreadable for ever; events and chains stay.

        Whether a duty to keep it still runs is for the caller to decide.
        """
        files = self._writer.run(lambda db: access.erase(db, self.ledger, case, person, actor, reason, at))
        if files is None:
            return NoCase(case=case)
        for file in files:
            (self.place.uploads / file).unlink(missing_ok=True)
        scrub(self.place)
        return None

    def find(self, find_by: str, value: Json) -> tuple[access.Found, ...]:
        """Find the cases and persons that were recorded with this value, written the same way."""
        with self.reading() as db:
            return access.find_people(db, self.ledger.keys, find_by, value)

    # Editions and uploads.

    def keep_edition(self, hash: str, files: Mapping[str, str], actor: Actor, at: datetime) -> bool:
        """Keep the files of an edition under its hash; False if it is there already."""
        return self._writer.run(lambda db: editions.keep_edition(db, self.ledger, hash, files, actor, at))

    def edition(self, hash: str) -> dict[str, str] | None:
        """Give the files of an edition by name."""
        with self.reading() as db:
            return editions.read_edition(db, hash)

    def keep_upload(
        self,
        case: str,
        some: Iterable[bytes],
        *,
        name: str,
        declared: str,
        at: datetime,
        person: str = "applicant",
        scan: uploads.ScanMark = "",
    ) -> uploads.Upload | UploadRefused | NoCase:
        """Take a file piece by piece, look into it, and keep it sealed; `scan` is what a scanner said."""
        asked = uploads.Asked(case=case, person=person, name=name, declared=declared, at=at, scan=scan)
        return uploads.keep_upload(self._writer, self.ledger.keys, self.place.uploads, asked, some)

    def read_upload(
        self, case: str, hash: str, actor: Actor, purpose: str, at: datetime, person: str = "applicant"
    ) -> Iterator[bytes] | None:
        """Give a file piece by piece, after noting who reads it; None if it is not there or was erased."""
        with self.reading() as db:
            found = uploads.find_upload(db, self.ledger.keys, case, person, hash)
        if found is None:
            return None
        draft = Draft(kind=_UPLOAD_READ, data={"hash": hash, "person": person, "purpose": purpose})
        self._writer.run(lambda db: note(db, self.ledger, access_chain(case), draft, actor, at))
        return uploads.pieces(self.place.uploads, found)

    def upload(self, case: str, hash: str, person: str = "applicant") -> uploads.Upload | None:
        """Give what is known of a kept file; None if it is not there or was erased."""
        with self.reading() as db:
            return uploads.kept_upload(db, case, person, hash)

    def mark_upload(self, case: str, hash: str, scan: uploads.ScanMark, person: str = "applicant") -> None:
        """Keep what a scanner said of a file that is here already."""
        self._writer.run(lambda db: uploads.mark_upload(db, case, person, hash, scan))

    def upload_pieces(self, case: str, hash: str, person: str = "applicant") -> Iterator[bytes] | None:
        """Give a file piece by piece to the program, which shows it to nobody: nothing is noted."""
        with self.reading() as db:
            found = uploads.find_upload(db, self.ledger.keys, case, person, hash)
        return None if found is None else uploads.pieces(self.place.uploads, found)

    # What shows that nothing was changed.

    def evidence(self, case: str, actor: Actor, purpose: str, at: datetime) -> Evidence | None:
        """Give a whole case with all that proves it, after noting who reads it; None if there is none."""
        return self._writer.run(lambda db: evidence(db, self.ledger, case, actor, purpose, at))

    def note(self, draft: Draft, at: datetime) -> None:
        """Record in the journal what happened to the store itself."""
        self._writer.run(lambda db: note(db, self.ledger, JOURNAL, draft, OPERATOR, at))

    def anchor(self, at: datetime) -> anchors.Anchor | None:
        """Fold what grew since the last anchor into a new one; None if nothing did.

        What is much goes into several, of which the last is given: people have their turn between them.
        """
        last, more = None, True
        while more:
            made, more = self._writer.run(lambda db: anchors.make_anchor(db, self.ledger, at, _HEADS))
            last = made or last
        return last

    def export_anchors(self, after: int = 0) -> Iterator[str]:
        """Give the anchors after a number as lines of JSON, to be kept on another machine."""
        with self.reading() as db:
            yield from anchors.export_anchors(db, self.ledger.keys, after)

    def verify(self, case: str | None = None, witnesses: Sequence[anchors.Witness] = ()) -> Report:
        """Look for what was changed: in one case, or in everything."""
        with self.reading() as db:
            if case is not None:
                return verify.verify_case(db, self.ledger.keys, case)
            return verify.verify_all(db, self.ledger.keys, witnesses)

    def tidy(self, now: datetime) -> None:
        """Forget idempotency keys older than a week, and files that nothing points to."""
        old = sa.delete(requests).where(requests.c.at < micros(now - _REQUESTS_KEPT))
        self._writer.run(lambda db: db.execute(old).rowcount)
        with self.reading() as db:
            known = uploads.known_files(db)
        uploads.sweep(self.place.uploads, known, now)
