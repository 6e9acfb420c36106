"""A case is opened at the counter: who applies, in which situation; the answers of a guide come along."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from engine.center.office import Done, Request
from web.case.staff import problems_of
from web.counter.laid import address_of_case
from web.page import page, redirect, refused
from web.route import Visit
from web.said import named
from web.sheet.carried import carried
from web.sheet.cells import cells_of
from web.sheet.flat import APPLICANT, blank, posted, taken
from web.shelf import Missing, Shelved
from web.words import say

__all__ = ["ask", "begin"]


def ask(visit: Visit) -> Response:
    """Ask who applies and in which situation; the answers of a guide's code are filled in."""
    item = visit.house.shelf.item(visit.path["code"], visit.today)
    if visit.house.office is None or isinstance(item, Missing):
        return refused(visit, 404)
    return _asked(visit, item, carried(visit, item.rulebook), ())


def _asked(visit: Visit, item: Shelved, facts: Mapping[str, object], problems: tuple[str, ...]) -> Response:
    book = item.rulebook
    return page(
        visit,
        "counter/ask.html",
        status=422 if problems else 200,
        code=book.item,
        name=named(book, visit.lang),
        cells=cells_of(book, facts, visit.today, visit.lang),
        applicant=visit.form.one("applicant"),
        telephone=visit.form.one("telephone"),
        email=visit.form.one("email"),
        language=visit.form.one("language", "zh"),
        carried=bool(facts) and visit.request.method == "GET",
        problems=problems,
    )


def begin(visit: Visit) -> Response:
    """Open a case."""
    office, item = visit.house.office, visit.house.shelf.item(visit.path["code"], visit.today)
    if office is None or isinstance(item, Missing):
        return refused(visit, 404)
    book = item.rulebook
    typed = {name: value for name, value in posted(book, visit.form).items() if value}
    facts = taken(book, typed, blank(book)).get("facts", {})
    assert isinstance(facts, dict)
    name, telephone = visit.form.one("applicant").strip(), visit.form.one("telephone").strip()
    if not name:
        return _asked(visit, item, facts, (say("counter_who", visit.lang),))
    outcome = office.act(
        Request(
            verb="open",
            actor=visit.actor,
            at=visit.now,
            item=book.item,
            sent={
                "channel": "window",
                "applicant": {"名称": name},
                "telephone": telephone,
                "email": visit.form.one("email").strip(),
                "language": visit.form.one("language"),
                "facts": {APPLICANT: {"名称": name}, **facts},
            },
            key=visit.key,
        )
    )
    if isinstance(outcome, Done):
        return redirect(address_of_case(outcome.state.number))
    return _asked(visit, item, facts, problems_of(visit, outcome))
