"""A case that somebody has opened: read once, with who acts on it; the same for pages and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.case.act import allowed
from engine.case.clock.say import explain, says
from engine.case.code import is_code_of
from engine.case.model import Actor
from engine.case.state import State
from engine.center.office import Office, Outcome, Request
from engine.check.answer import Finding
from engine.vocabulary import Lang
from web.route import Visit

__all__ = ["Opened", "again", "by_code", "clocks", "done", "to_answer", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case as it stands, and who acts on it."""

    office: Office
    case: str
    state: State
    actor: Actor

    @property
    def number(self) -> str:
        """What people call the case."""
        return self.state.number or self.case

    @property
    def can(self) -> frozenset[str]:
        """What may be done with it now, by verb."""
        return frozenset(row.verb for row in allowed(self.state, self.actor))


def by_code(office: Office, number: str, code: str) -> tuple[str, State] | None:
    """Find the case that a number and its code open; nothing tells a wrong number from a wrong code."""
    case = office.find(number) if number else None
    # A number that is none costs the same comparison as a code that is wrong.
    right = is_code_of(case or "", code)
    state = office.state(case) if case is not None and right else None
    return None if case is None or state is None or state.number != number else (case, state)


def again(opened: Opened) -> Opened:
    """Read a case anew, after something was done."""
    return replace(opened, state=opened.office.state(opened.case) or opened.state)


def done(
    visit: Visit, opened: Opened, verb: str, what: Mapping[str, object], seen: int | None = None
) -> Outcome:
    """Ask the office for an act: the key of the form guards against twice, the version seen against two."""
    return opened.office.act(
        Request(
            verb=verb,
            actor=opened.actor,
            at=visit.now,
            case=opened.case,
            sent=what,
            key=visit.key,
            expected=seen,
        )
    )


def told(opened: Opened, at: datetime, lang: Lang) -> tuple[Finding, ...]:
    """Give the lines of the correction that waits for an answer, as they were told."""
    correction = opened.state.correction
    if correction is None:
        return ()
    upto = correction.submitted
    answer = opened.office.answer(opened.case, opened.actor, at, upto=upto, lang=lang)
    return () if answer is None else tuple(each for each in answer.findings if each.id in correction.findings)


def to_answer(lines: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Give the lines of a correction that ask for an answer; what only reminds does not."""
    return tuple(each for each in lines if each.gravity != "remind")


def clocks(opened: Opened, on: date, lang: Lang) -> list[tuple[str, str, bool]]:
    """Say each clock of a case, why it stands so, and whether it has run out."""
    calendar = opened.office.calendar
    return [
        (says(each, lang), explain(each, calendar, lang), each.overdue)
        for each in opened.office.clocks(opened.state, on)
    ]
