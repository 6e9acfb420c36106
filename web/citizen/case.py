"""The applicant's page of a case: where it is, until when, what to put right, what to ask."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from engine.case.events.table import VERBS
from engine.case.road import road
from engine.case.stages import stage_label, stage_of
from engine.case.state import State
from engine.center.office import Done
from web.case.files import filed, handed
from web.case.opened import Opened, clocks, done
from web.case.papers import of_applicant, served
from web.case.staff import problems_of
from web.case.talk import talk
from web.citizen.answer import points_of, supplied, unanswered, with_files
from web.citizen.mine import LONGEST, address_of_case, entered, mine_of, remembers
from web.door.endpoint import address_of
from web.page import page, redirect, refused
from web.rating import GRADES
from web.route import Visit
from web.said import named
from web.sheet.acts import sent

__all__ = ["act", "ask", "enter", "read", "show"]

OFFERED: Final = ("supply", "ask", "withdraw", "rate")


def ask(visit: Visit) -> Response:
    """Ask for number and code."""
    if visit.house.office is None:
        return refused(visit, 404)
    return _asked(visit, visit.query.get("number", "")[:LONGEST])


def _asked(visit: Visit, number: str, wrong: str = "", status: int = 200) -> Response:
    return page(visit, "citizen/find_case.html", status=status, number=number, wrong=wrong)


def enter(visit: Visit) -> Response:
    """Open a case by number and code; this browser keeps the code until it is closed."""
    if visit.house.office is None:
        return refused(visit, 404)
    number, code = (visit.form.one(name).strip()[:LONGEST] for name in ("number", "code"))
    if not visit.house.limits.allows("case-code", address_of(visit)):
        return _asked(visit, number, "progress_wait", 429)
    mine = entered(visit, visit.house.office, number, code)
    if mine is None:
        return _asked(visit, number, "progress_lost", 422)
    answer = redirect(address_of_case(mine.number))
    remembers(visit, answer, mine.state.number, mine.case)
    return answer


def show(visit: Visit) -> Response:
    """Show where a case is; without its code, ask for it."""
    if visit.house.office is None:
        return refused(visit, 404)
    mine = mine_of(visit)
    return _asked(visit, visit.path["number"][:LONGEST]) if mine is None else _shown(visit, mine)


def _shown(visit: Visit, mine: Opened, problems: tuple[str, ...] = (), verb: str = "") -> Response:
    state, lang = mine.state, visit.lang
    stage, points = stage_of(state), points_of(visit, mine)
    return page(
        visit,
        "citizen/case.html",
        status=422 if problems else 200,
        state=state,
        address=address_of_case(mine.number),
        name=named(state.terms, lang),
        stage=stage_label(state, stage, lang),
        steps=_steps(state, visit),
        clocks=clocks(mine, visit.today, lang),
        points=points,
        asked=talk(visit, mine),
        about={point.id: point.says for point in points},
        ask_about=visit.query.get("ask", visit.form.one("data_finding"))[:LONGEST],
        files=filed(visit, mine),
        can=mine.can,
        grades=GRADES,
        papers=of_applicant(state.papers),
        problems=problems,
        verb=verb,
    )


def _steps(state: State, visit: Visit) -> list[tuple[str, str]]:
    """Give the road of the case in words: what lies before the stage it stands at, the stage, what comes."""
    made: list[tuple[str, str]] = []
    standing = "over"
    for step in road(state):
        here = step.name == stage_of(state)
        standing = "now" if here else "next" if standing != "over" else "over"
        made.append((stage_label(state, step.name, visit.lang), standing))
    return made


def act(verb: str, visit: Visit) -> Response:
    """Do what an applicant may do; what stands against it is told all at once, on the same page."""
    mine = mine_of(visit)
    if mine is None or verb not in mine.can:
        return refused(visit, 404)
    what = sent(VERBS[verb], visit.form)
    if verb == "supply":
        visit, refusals = with_files(visit, mine)
        points = points_of(visit, mine)
        missing = refusals + unanswered(visit, points)
        if missing:
            return _shown(visit, mine, missing, verb)
        what = supplied(mine, visit.form, points)
    outcome = done(visit, mine, verb, what)
    if isinstance(outcome, Done):
        mine.office.keep_papers(mine.case, visit.now)
        return redirect(address_of_case(mine.number))
    return _shown(visit, mine, problems_of(visit, outcome), verb)


def read(visit: Visit) -> Response:
    """Give one of the papers that go to the applicant."""
    mine = mine_of(visit)
    if mine is None:
        return refused(visit, 404)
    return served(visit, mine, of_applicant(mine.state.papers))


def open_file(visit: Visit) -> Response:
    """Hand a file back to the applicant whose case this browser has opened."""
    mine = mine_of(visit)
    return refused(visit, 404) if mine is None else handed(visit, mine)
