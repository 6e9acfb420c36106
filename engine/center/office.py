"""The office: every act on a case goes through it, from the command line, the web or the worker.

It puts catalogue, store, calendar and plug-ins together and decides nothing: it makes ready what an act needs
(`engine.case.prepare`), asks the store to ask the road (`engine.case.act`), and shows what came of it.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from engine.calendar import Calendar
from engine.case.act import Wish, decider
from engine.case.clock.clocks import Clock, clocks
from engine.case.due import line, timers
from engine.case.events.table import VERBS
from engine.case.fold import fold
from engine.case.model import Actor, Event, Json, Line, Reference, Refusal, Timer
from engine.case.moved import moved_dates
from engine.case.prepare import Known, needed, prepare
from engine.case.refusals import reason, refusal
from engine.case.setting import Practice, Setting, day_of
from engine.case.state import Owed, State
from engine.case.store import (
    Claimed,
    Key,
    Listed,
    Moot,
    Recorded,
    Store,
    Unavailable,
    Wanted,
)
from engine.case.submission import references_of, submission_of
from engine.catalog.catalog import Catalog, open_catalog, read_rulebook
from engine.center.editions import Edition, Unusable, edition_in, edition_of
from engine.center.in_force import put_in_force
from engine.center.request import SYSTEM, Done, Outcome, Rendered, Request
from engine.check.answer import Answer
from engine.check.check import check
from engine.check.look import Ask, Submission
from engine.rules.model import Rulebook

if TYPE_CHECKING:
    from engine.center.delivery import Delivery
    from engine.center.scanning import Scanning

__all__ = ["SYSTEM", "Asker", "Done", "Inform", "Office", "Outcome", "Render", "Rendered", "Request"]

_TRIES: Final = 5
_EDITIONS: Final = 256
_CHANGED: Final = "case/changed-meanwhile"
_MESSAGE: Final = "message"


Render: TypeAlias = "Callable[[Office, str, Owed, datetime], Rendered | None]"
"""Makes one paper that a case owes, or None if it cannot be made now; it then stays owed."""
Asker: TypeAlias = Callable[[Rulebook], "Ask | None"]
"""Gives whom to ask about a submission, None if nothing of this rulebook concerns any plug-in."""
Inform: TypeAlias = Callable[[Done], None]
"""Is told of every act after it is on disk, each once."""


class Office:
    """A centre at work on its cases; safe to be used by several threads."""

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        calendar: Calendar,
        *,
        practice: Practice | None = None,
        asker: Asker | None = None,
        render: Render | None = None,
        inform: Inform | None = None,
        delivery: Delivery | None = None,
        scanning: Scanning | None = None,
    ) -> None:
        self.store, self.catalog, self.calendar = store, catalog, calendar
        self.practice = practice or Practice()
        self.waiting: Calendar | None = None
        self._asker, self._render, self._inform = asker, render, inform
        self._delivery, self.scanning = delivery, scanning
        # One lock, because the index of the catalogue has one connection.
        self._index = threading.Lock()
        self._books: dict[str, Rulebook] = {}
        self._read: dict[str, Edition] = {}
        self._editions: dict[str, Edition] = {}

    # What people do.

    def act(self, request: Request) -> Outcome:
        """Do an act, or say everything that stands against it."""
        row = VERBS.get(request.verb)
        if row is None:
            return refusal([reason("case/unknown-act", name=request.verb)])
        for _ in range(_TRIES):
            setting = self._prepared(request)
            if isinstance(setting, Refusal):
                return setting
            answer = self._append(request, setting)
            if not (isinstance(answer, Refusal) and answer.code == _CHANGED):
                break
        return answer

    def _append(self, request: Request, setting: Setting) -> Outcome:
        answer = self.store.append(
            request.case,
            decider(self.wish(request), setting),
            request.actor,
            request.at,
            key=self._key(request),
            expected=request.expected,
        )
        return self._done(answer) if isinstance(answer, Recorded) else answer

    def _key(self, request: Request) -> Key | None:
        """Give the idempotency key of a request: the same words from the same person do nothing new."""
        if not request.key:
            return None
        route = f"case/{request.verb}/{request.case or request.item}"
        said = json.dumps(request.sent, ensure_ascii=False, sort_keys=True, default=str)
        # What was sent may be a name and a number: a plain hash of it could be undone by trying.
        return Key(route=route, key=request.key, body_hash=self.store.digest("request", said.encode()))

    def wish(self, request: Request) -> Wish:
        """Give a request as the road takes it."""
        return Wish(
            verb=request.verb,
            case=request.case or "",
            actor=request.actor,
            at=request.at,
            sent=request.sent,
        )

    def _done(self, answer: Recorded) -> Done:
        """Give what is on disk now, and let those know who want to."""
        state = fold(self.store.events(answer.case))
        done = Done(case=answer.case, state=state, events=answer.events, repeated=answer.repeated)
        if self._inform is not None and not answer.repeated:
            self._inform(done)
        return done

    def _ask(self, rulebook: Rulebook) -> Ask | None:
        return self._asker(rulebook) if self._asker is not None else None

    def _prepared(self, request: Request) -> Setting | Refusal:
        """Give the setting of an act: what it needs from catalogue, vault and plug-ins."""
        row, setting = VERBS[request.verb], self.setting()
        if row.begins or request.verb == "pin":
            return self._pinned(request, setting)
        if row.carries and self._delivery is not None:
            return self._delivery.carried(self, request, setting)
        if request.case is None or not (row.checks or row.compares):
            return setting
        events = self.store.events(request.case)
        if not events:
            return setting
        rulebook = self.rulebook(fold(events).terms.edition_hash)
        if rulebook is None:
            return refusal([reason("case/lost-edition", hash=fold(events).terms.edition_hash)])
        # What the program reckons with is shown to nobody: no access is noted (docs/decisions/0012).
        values = self.store.opened(request.case, needed(row, events))
        known = Known(events=events, values=values, rulebook=rulebook, ask=self._ask(rulebook))
        return prepare(row, known, request.sent, setting)

    def _pinned(self, request: Request, setting: Setting) -> Setting | Refusal:
        """Choose the edition in force on the day of application, and keep its text with the cases."""
        given = request.sent.get("applied_on")
        try:
            day = date.fromisoformat(given) if isinstance(given, str) else day_of(request.at)
        except ValueError:
            return setting
        item = request.item or fold(self.store.events(request.case or "")).terms.item
        with self._index:
            edition = edition_in(self.catalog, item, day, self._read)
        if isinstance(edition, Refusal):
            return edition
        if edition.hash not in self._books:
            self.store.keep_edition(edition.hash, edition.files, request.actor, request.at)
            self._books[edition.hash] = edition.rulebook
        return replace(setting, terms=edition.terms)

    def keep_papers(self, case: str, at: datetime) -> tuple[Owed, ...]:
        """Make every paper that a case owes and put it into the file; give those that could be made."""
        made: list[Owed] = []
        state = self.state(case)
        for owed in state.papers if state is not None and self._render is not None else ():
            rendered = None if owed.kept or self._render is None else self._render(self, case, owed, at)
            if rendered is None:
                continue
            sent = {
                "paper": owed.paper,
                "number": owed.number,
                "digest": rendered.digest,
                "place": rendered.place,
            }
            done = self.act(Request(verb="keep", actor=SYSTEM, at=at, case=case, sent=sent))
            made.extend([owed] if isinstance(done, Done) else [])
        return tuple(made)

    def look_again(self) -> None:
        """See what has changed in the folder of the catalogue since it was looked at."""
        with self._index:
            self.catalog = open_catalog(self.catalog.folder, store=self.catalog.store)

    def setting(self) -> Setting:
        """Give what every act is told: the calendar in force and the centre's practice."""
        sends = self._delivery is not None and self._delivery.sends
        return Setting(calendar=self.calendar, practice=self.practice, sends=sends)

    # What the law and the clock do.

    def run_due(self, now: datetime) -> tuple[Outcome, ...]:
        """Do everything that has fallen due: acceptance and withdrawal by silence, reminders.

        Messages are apart (`send_messages`): nobody's plug-in stands between the law and its day.
        """
        return self._run(lambda: self.store.claim(now, but=_MESSAGE), now)

    def send_messages(self, now: datetime, seconds: float) -> tuple[Outcome, ...]:
        """Send messages that wait, one after the other; after so many seconds none is begun any more."""
        ends = time.monotonic() + seconds
        return self._run(
            lambda: self.store.claim(now, 1, only=_MESSAGE) if time.monotonic() < ends else (), now
        )

    def _run(self, claim: Callable[[], Sequence[Claimed]], now: datetime) -> tuple[Outcome, ...]:
        """Do what is claimed until nothing is.

        What raises waits for its next turn while the others go on, and is raised together at the end.
        """
        made: list[Outcome] = []
        raised: list[Exception] = []
        while claimed := claim():
            for each in claimed:
                try:
                    made.append(self._fire(each, now))
                except Exception as error:  # kept, and raised when all the others had their turn
                    self.store.postpone(each, now)
                    if isinstance(error, Unavailable):
                        raise
                    raised.append(error)
        if raised:
            raise ExceptionGroup("what fell due and could not be done", raised)
        return tuple(made)

    def _fire(self, claimed: Claimed, now: datetime) -> Outcome:
        """Do what a timer leads to, and make the papers that it owes; a message is sent before that."""
        sent = dict(claimed.timer.data)
        if claimed.timer.kind == _MESSAGE:
            outcome = None if self._delivery is None else self._delivery.message(self, claimed, now)
            if outcome is None:
                self.store.postpone(claimed, now)
                return Moot(case=claimed.case)
            sent |= outcome
        wish = Wish(verb=claimed.timer.kind, case=claimed.case, actor=SYSTEM, at=now, sent=sent)
        answer = self.store.fire(claimed, decider(wish, self.setting()), SYSTEM, now)
        if not isinstance(answer, Recorded):
            return answer
        done = self._done(answer)
        if done.owed:
            self.keep_papers(done.case, now)
        return done

    def change_calendar(
        self, calendar: Calendar, why: str, actor: Actor, at: datetime
    ) -> tuple[Outcome, ...]:
        """Put another calendar in force, and record for every open case which due dates moved, and why."""
        old, self.calendar, self.waiting = self.calendar, calendar, None
        put_in_force(self.store, calendar, why, at)
        sent = {"why": why, "old": old.digest, "new": calendar.digest}
        made = [
            self._move(Request(verb="move_dates", actor=actor, at=at, case=listed.case, sent=sent), old)
            for listed in self.listed(Wanted(open=True))
        ]
        return tuple(each for each in made if each is not None)

    def _move(self, request: Request, old: Calendar) -> Outcome | None:
        """Record what a new calendar moves in one case; None if nothing."""
        while True:
            state = fold(self.store.events(request.case or ""))
            moved = moved_dates(state, old, self.calendar, day_of(request.at))
            if not moved:
                return None
            answer = self._append(request, replace(self.setting(), moved=moved, seen=state.version))
            if not (isinstance(answer, Refusal) and answer.code == _CHANGED):
                return answer

    # What is asked.

    def state(self, case: str) -> State | None:
        """Give a case as it stands; None if there is none."""
        events = self.store.events(case)
        return fold(events) if events else None

    def clocks(self, state: State, today: date) -> tuple[Clock, ...]:
        """Give every clock of a case as it stands on a day."""
        return clocks(state, self.calendar, today)

    def answer(
        self, case: str, actor: Actor, at: datetime, *, upto: int | None = None, lang: str = "zh"
    ) -> Answer | None:
        """Check a case in words, as it stands or as it stood after an event: what a correction is made of."""
        events = self.store.events(case)
        state = fold(events)
        if self.rulebook(state.terms.edition_hash) is None or state.applied_on is None:
            return None
        values = self._revealed(case, references_of(events), actor, "answer", at)
        return self.answer_to(state, submission_of(events, values, upto), lang=lang)

    def answer_to(self, state: State, submission: Submission, *, lang: str = "zh") -> Answer | None:
        """Check in words what was read already of a case."""
        rulebook = self.rulebook(state.terms.edition_hash)
        if rulebook is None or state.applied_on is None:
            return None
        return check(rulebook, submission, state.applied_on, ask=self._ask(rulebook), lang=lang)

    def rulebook(self, hash: str) -> Rulebook | None:
        """Give the rulebook of an edition: the one at hand, from the index, or of the text that was kept."""
        found = self._books.get(hash)
        if found is None:
            with self._index:
                blob = self.catalog.store.book(f"edition {hash}")
            found = None if blob is None else read_rulebook(blob)
        if found is None:
            edition = self.edition(hash)
            if edition is None:
                return None
            found = edition.rulebook
            with self._index:
                self.catalog.store.keep_book(f"edition {hash}", hash, found.to_bytes())
        self._books[hash] = found
        return found

    def submission(
        self, case: str, actor: Actor, at: datetime, purpose: str, known: Mapping[str, Json] | None = None
    ) -> dict[str, Any]:
        """Give what was handed in as it stands, for who looks at it; `known` was opened just now."""
        events = self.store.events(case)
        return submission_of(events, self._revealed(case, references_of(events), actor, purpose, at, known))

    def edition(self, hash: str) -> Edition | None:
        """Give an edition by its hash, of the text that the store has kept; None if there is none."""
        if hash not in self._editions:
            files = self.store.edition(hash)
            try:
                made = None if files is None else edition_of(files, self._books.get(hash))
            except Unusable:
                made = None
            if made is None:
                return None
            if len(self._editions) >= _EDITIONS:
                self._editions.clear()
            self._editions[hash] = made
        return self._editions[hash]

    def find(self, number: str) -> str | None:
        """Give the case that people call by a number; its own name is taken too."""
        page = self.store.lines(Wanted(number=number, open=None), limit=1)
        if page.rows:
            return page.rows[0].case
        return number if self.store.version(number) else None

    def listed(self, wanted: Wanted) -> Iterator[Listed]:
        """Give every line that is wanted, the earliest due first."""
        cursor: str | None = None
        while True:
            page = self.store.lines(wanted, cursor, limit=500)
            yield from page.rows
            if page.cursor is None:
                return
            cursor = page.cursor

    def folded(self, today: date, events: Iterable[Event]) -> tuple[Line | None, tuple[Timer, ...]]:
        """Make the line and the timers of a case anew from its events."""
        state, setting = fold(events), self.setting()
        return line(state, setting, today), timers(state, setting, today)

    def _revealed(
        self,
        case: str,
        references: tuple[Reference, ...],
        actor: Actor,
        purpose: str,
        at: datetime,
        known: Mapping[str, Json] | None = None,
    ) -> Mapping[str, Json]:
        return self.store.reveal(case, references, actor, purpose, at, known).values if references else {}
