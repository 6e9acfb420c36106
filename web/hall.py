"""The hall: people take a number, clerks call it, a screen shows who goes where. Numbers only, never names.

A queue number is an event of a case that has no applicant yet; calling it is an act like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.fold import fold
from engine.case.model import Actor
from engine.case.store import Wanted
from engine.center.office import Done, Office, Request
from web.desk import problems_of
from web.doors import address_of
from web.page import page, redirect, refused
from web.route import ANYBODY, Route, Visit, only
from web.shelf import Missing

__all__ = ["ROUTES", "Ticket", "queue_of"]

_ON_SCREEN: Final = 8
_READ: Final = 200
_LONGEST: Final = 16
_VERBS: Final = ("call", "pass_over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A queue number of today: its case, the item, since when it waits, the window that called it."""

    number: str
    case: str
    case_number: str
    item: str
    item_en: str
    since: datetime
    window: str = ""
    passed: int = 0


def queue_of(office: Office, today: date) -> list[Ticket]:
    """Give who waits today, in the order in which they are called; who was passed over comes last."""
    found = [each for each in _tickets(office, today, "queue") if not each.window]
    return sorted(found, key=lambda each: (each.passed, each.since, each.number))


def _called(office: Office, today: date) -> list[Ticket]:
    """Give who was called today and is not done at the window yet, the newest first."""
    found = [each for each in _tickets(office, today, "receive") if each.window]
    return sorted(found, key=lambda each: each.since, reverse=True)[:_ON_SCREEN]


def _tickets(office: Office, today: date, stage: str) -> Iterator[Ticket]:
    page = office.store.lines(Wanted(stage=stage), limit=_READ)
    for each in page.rows:
        events = office.store.events(each.case)
        state = fold(events)
        if not state.queue_number or state.opened_on != today:
            continue
        called = next((event for event in reversed(events) if event.kind == "called"), None)
        yield Ticket(
            number=state.queue_number,
            case=each.case,
            case_number=state.number,
            item=state.terms.name,
            item_en=state.terms.name_en,
            since=(called or events[0]).at,
            window="" if called is None else str(called.data.get("window") or called.by.window or "–"),
            passed=sum(event.kind == "passed_over" for event in events),
        )


def ask(visit: Visit) -> Response:
    """Ask what somebody comes for, to give them a number."""
    if visit.house.office is None:
        return refused(visit, 404)
    words = visit.query.get("q", "").strip()[:100]
    found = visit.house.shelf.search(words, visit.today) if words else None
    hits = () if found is None else (found.hits or found.near)[:_ON_SCREEN]
    return page(visit, "hall/ask.html", q=words, hits=hits, problems=())


def take(visit: Visit) -> Response:
    """Give a number for an item; the same form sent twice gives the same one."""
    office, code = visit.house.office, visit.form.one("item")[:_LONGEST]
    if office is None or isinstance(visit.house.shelf.book(code, visit.today), Missing):
        return refused(visit, 404)
    if not visit.house.limits.allows("queue", address_of(visit)):
        return refused(visit, 429)
    actor = Actor(id=visit.session.visitor, role="applicant")
    outcome = office.act(Request(verb="queue", actor=actor, at=visit.now, item=code, key=visit.key))
    if not isinstance(outcome, Done):
        return page(visit, "hall/ask.html", status=422, q="", hits=(), problems=problems_of(visit, outcome))
    return redirect(f"/queue/{quote(outcome.state.queue_number, safe='')}")


def waits(visit: Visit) -> Response:
    """Show how many are before a number, and where it is called."""
    office, number = visit.house.office, visit.path["number"][:_LONGEST]
    if office is None:
        return refused(visit, 404)
    waiting = queue_of(office, visit.today)
    place = next((at for at, each in enumerate(waiting) if each.number == number), None)
    window = next((each.window for each in _called(office, visit.today) if each.number == number), "")
    if place is None and not window:
        return page(visit, "hall/number.html", status=404, number="", before=0, window="")
    return page(visit, "hall/number.html", number=number, before=place or 0, window=window)


def screen(visit: Visit) -> Response:
    """Show who goes where, for everybody in the hall."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    template = "hall/calls.html" if visit.fragment else "hall/screen.html"
    waiting = queue_of(office, visit.today)
    return page(visit, template, called=_called(office, visit.today), waiting=waiting)


def serve(visit: Visit) -> Response:
    """Call a number to this window, or pass over one to which nobody came.

    The form names the number, so that a double click calls nobody else; one that somebody else has called
    meanwhile is left to them, and the counter shows who is next now.
    """
    office, what = visit.house.office, visit.path["what"].replace("-", "_")
    case = None if office is None else office.find(visit.path["number"])
    if office is None or case is None or what not in _VERBS:
        return refused(visit, 404)
    window = {"window": visit.actor.window} if what == "call" and visit.actor.window else {}
    outcome = office.act(
        Request(verb=what, actor=visit.actor, at=visit.now, case=case, sent=window, key=visit.key)
    )
    if what == "call" and isinstance(outcome, Done):
        return redirect(f"/counter/cases/{quote(outcome.state.number, safe='')}")
    return redirect("/counter")


ROUTES: Final = (
    Route(path="/queue", name="queue", rule=ANYBODY, answer=ask),
    Route(path="/queue", name="queue-take", rule=ANYBODY, answer=take, method="POST", takes="form"),
    Route(path="/queue/{number}", name="queue-number", rule=ANYBODY, answer=waits),
    Route(path="/screen", name="screen", rule=ANYBODY, answer=screen),
    Route(
        path="/counter/queue/{number}/{what}",
        name="counter-queue",
        rule=only("clerk"),
        answer=serve,
        method="POST",
        takes="form",
    ),
)
