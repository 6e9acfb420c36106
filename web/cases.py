"""The applicant's page of a case: where it is, until when, what to put right, all opened by number and code.

The code stands on the receipt. A number that is none and a code that is wrong get the same answer, and
nobody may try often (guarantees, threat model).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.act import allowed
from engine.case.clock.say import explain, says
from engine.case.code import code_of, is_code_of
from engine.case.model import Actor
from engine.case.road import road
from engine.case.stages import stage_label, stage_of
from engine.case.state import State
from engine.center.office import Done, Office, Request
from engine.rules.model import Rulebook
from web.acts import sent
from web.desk import problems_of
from web.doors import address_of
from web.look import flat, posted, taken
from web.page import page, redirect, refused
from web.route import ANYBODY, Form, Route, Visit
from web.sheet import Cell, cells_of
from web.words import say

__all__ = ["ROUTES"]

_COOKIE: Final = "yici_case"
_LONGEST: Final = 64
_OFFERED: Final = ("supply", "ask", "withdraw", "rate")
_GRADES: Final = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A case that its number and code have opened, and the applicant as who acts on it."""

    office: Office
    case: str
    state: State
    actor: Actor

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/cases/{quote(self.state.number, safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line of a correction as the applicant answers it: bring `material` anew, or fill the `cells`."""

    id: str
    says: str
    remedy: str
    basis: str
    must: tuple[str, ...]
    material: str
    cells: tuple[Cell, ...]


def ask(visit: Visit) -> Response:
    """Ask for number and code."""
    if visit.house.office is None:
        return refused(visit, 404)
    return _asked(visit, visit.query.get("number", "")[:_LONGEST])


def _asked(visit: Visit, number: str, wrong: str = "", status: int = 200) -> Response:
    return page(visit, "citizen/find_case.html", status=status, number=number, wrong=wrong)


def enter(visit: Visit) -> Response:
    """Open a case by number and code; this browser keeps the code until it is closed."""
    if visit.house.office is None:
        return refused(visit, 404)
    number, code = (visit.form.one(name).strip()[:_LONGEST] for name in ("number", "code"))
    if not visit.house.limits.allows("case-code", address_of(visit)):
        return _asked(visit, number, "progress_wait", 429)
    mine = _opened(visit, visit.house.office, number, code)
    if mine is None:
        return _asked(visit, number, "progress_lost", 422)
    answer = redirect(mine.address)
    answer.set_cookie(
        _COOKIE,
        f"{mine.state.number} {code_of(mine.case)}",
        path="/cases",
        secure=visit.request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return answer


def _opened(visit: Visit, office: Office, number: str, code: str) -> Mine | None:
    case = office.find(number) if number else None
    # A number that is none costs the same comparison as a code that is wrong.
    right = is_code_of(case or "", code)
    state = office.state(case) if case is not None and right else None
    if case is None or state is None or state.number != number:
        return None
    actor = Actor(id=state.owner or visit.session.visitor, role="applicant")
    return Mine(office=office, case=case, state=state, actor=actor)


def _mine(visit: Visit) -> Mine | None:
    """Give the case of the address, if this browser has brought its code; wrong ones count as attempts."""
    kept_number, _, code = visit.request.cookies.get(_COOKIE, "").partition(" ")
    number, office, limits = visit.path["number"], visit.house.office, visit.house.limits
    if office is None or kept_number != number or limits.spent("case-code", address_of(visit)):
        return None
    mine = _opened(visit, office, number, code)
    if mine is None:
        limits.allows("case-code", address_of(visit))
    return mine


def show(visit: Visit) -> Response:
    """Show where a case is; without its code, ask for it."""
    if visit.house.office is None:
        return refused(visit, 404)
    mine = _mine(visit)
    return _asked(visit, visit.path["number"][:_LONGEST]) if mine is None else _shown(visit, mine)


def _shown(visit: Visit, mine: Mine, problems: tuple[str, ...] = (), verb: str = "") -> Response:
    state, lang = mine.state, visit.lang
    stage = stage_of(state)
    can = {row.verb for row in allowed(state, mine.actor)}
    return page(
        visit,
        "citizen/case.html",
        status=422 if problems else 200,
        state=state,
        address=mine.address,
        name=state.terms.name_en if lang == "en" and state.terms.name_en else state.terms.name,
        stage=stage_label(state, stage, lang),
        steps=_steps(state, visit),
        clocks=[
            (says(clock, lang), explain(clock, mine.office.calendar, lang), clock.overdue)
            for clock in mine.office.clocks(state, visit.today)
        ],
        points=_points(visit, mine),
        can=can,
        grades=_GRADES,
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


def _points(visit: Visit, mine: Mine) -> tuple[Point, ...]:
    """Give the lines of the correction that waits for an answer, as they were told."""
    correction, applied_on = mine.state.correction, mine.state.applied_on
    edition = mine.office.edition(mine.state.terms.edition_hash)
    if correction is None or applied_on is None or edition is None:
        return ()
    office, book = mine.office, edition.rulebook
    answer = office.answer(mine.case, mine.actor, visit.now, upto=correction.submitted, lang=visit.lang)
    told = () if answer is None else answer.findings
    facts = office.submission(mine.case, mine.actor, visit.now, "supply")["facts"]
    cells = {cell.name: cell for cell in cells_of(book, facts, applied_on, visit.lang, scenario=False)}
    return tuple(
        Point(
            id=each.id,
            says=each.says,
            remedy=each.remedy,
            basis=each.basis,
            must=tuple(must.says for must in each.must),
            material=each.material or "",
            cells=() if each.material else tuple(_fields(each.facts, cells)),
        )
        for each in told
        if each.id in correction.findings and each.gravity != "remind"
    )


def _fields(facts: tuple[str, ...], cells: dict[str, Cell]) -> list[Cell]:
    return [cells[name] for path in facts if (name := f"fact:{path}") in cells]


def act(visit: Visit) -> Response:
    """Do what an applicant may do; what stands against it is told all at once, on the same page."""
    mine, verb = _mine(visit), visit.path["verb"]
    rows = {} if mine is None else {row.verb: row for row in allowed(mine.state, mine.actor)}
    if mine is None or verb not in _OFFERED or verb not in rows:
        return refused(visit, 404)
    what = sent(rows[verb], visit.form)
    if verb == "supply":
        missing = _unanswered(visit, _points(visit, mine))
        if missing:
            return _shown(visit, mine, missing, verb)
        what = _supply(mine, visit.form)
    outcome = mine.office.act(
        Request(verb=verb, actor=mine.actor, at=visit.now, case=mine.case, sent=what, key=visit.key)
    )
    if isinstance(outcome, Done):
        mine.office.keep_papers(mine.case, visit.now)
        return redirect(mine.address)
    return _shown(visit, mine, problems_of(visit, outcome), verb)


def _unanswered(visit: Visit, points: tuple[Point, ...]) -> tuple[str, ...]:
    """Name every line that is not answered yet: a correction is answered once, too."""
    return tuple(
        say("progress_unanswered", visit.lang, says=point.says)
        for point in points
        if not (
            visit.form.one(f"bring:{point.material}") == "1"
            if point.material or not point.cells
            else any(visit.form.one(cell.name).strip() for cell in point.cells)
        )
    )


def _supply(mine: Mine, form: Form) -> dict[str, object]:
    """Give what is handed in: materials to be looked at anew, and answers of the form."""
    edition = mine.office.edition(mine.state.terms.edition_hash)
    assert edition is not None, "the lines of the correction came from it"
    book: Rulebook = edition.rulebook
    brought = [name for name, value in form.below("bring:").items() if value == "1" and name in book.member]
    typed = {n: value for n, value in posted(book, form).items() if value and n.startswith("fact:")}
    facts = taken(book, typed, flat(book, {"facts": {}, "materials": {}}, {})).get("facts")
    made: dict[str, object] = {"materials": {name: {"state": "unseen"} for name in brought}}
    return {**made, "facts": facts} if facts else made


_CASE: Final = "/cases/{number}"
ROUTES: Final = (
    Route(path="/cases", name="cases", rule=ANYBODY, answer=ask),
    Route(path="/cases", name="case-enter", rule=ANYBODY, answer=enter, method="POST", takes="form"),
    Route(path=_CASE, name="case", rule=ANYBODY, answer=show),
    Route(path=f"{_CASE}/{{verb}}", name="case-act", rule=ANYBODY, answer=act, method="POST", takes="form"),
)
