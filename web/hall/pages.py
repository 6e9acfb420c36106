"""The hall: people take a number, a screen shows who goes where. Numbers only, never names."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.model import Actor
from engine.center.office import Done, Request
from web.case.staff import problems_of
from web.door.endpoint import address_of
from web.hall.queue import ON_SCREEN, called_of, queue_of
from web.page import page, redirect, refused
from web.route import Visit
from web.shelf import Missing

__all__ = ["ask", "screen", "take", "waits"]

_LONGEST: Final = 16


def ask(visit: Visit) -> Response:
    """Ask what somebody comes for, to give them a number."""
    if visit.house.office is None:
        return refused(visit, 404)
    words = visit.query.get("q", "").strip()[:100]
    found = visit.house.shelf.search(words, visit.today) if words else None
    hits = () if found is None else (found.hits or found.near)[:ON_SCREEN]
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
    window = next((each.window for each in called_of(office, visit.today) if each.number == number), "")
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
    return page(visit, template, called=called_of(office, visit.today), waiting=waiting)
