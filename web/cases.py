"""The applicant's page of a case: where it is, until when, what to put right, all opened by number and code.

The code stands on the receipt. A number that is none and a code that is wrong get the same answer, and
nobody may try often (guarantees, threat model).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from engine.case.store.upload_kinds import name_wrong
from engine.center.office import Done, Office, Request
from engine.rules.model import Rulebook
from web.acts import sent
from web.apply.kept import filed, keep
from web.apply.talk import talk
from web.desk import problems_of
from web.doors import address_of
from web.look import flat, posted, taken
from web.page import page, redirect, refused
from web.papers import of_applicant, served
from web.route import ANYBODY, Form, Route, Visit
from web.sheet import Cell, cells_of
from web.words import say

__all__ = ["ROUTES", "Mine", "mine_of", "remembers"]

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
    """One line of a correction as the applicant answers it: bring `material` anew, or fill the `cells`.

    `brought` and `kept` (hash and name of a file) are what a page that was not taken held already.
    """

    id: str
    says: str
    remedy: str
    basis: str
    must: tuple[str, ...]
    material: str
    cells: tuple[Cell, ...]
    brought: bool = False
    kept: tuple[tuple[str, str], ...] = ()


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
    remembers(visit, answer, mine.state.number, mine.case)
    return answer


def remembers(visit: Visit, answer: Response, number: str, case: str) -> None:
    """Have the browser keep number and code of a case until it is closed."""
    answer.set_cookie(
        _COOKIE,
        f"{number} {code_of(case)}",
        path="/cases",
        secure=visit.request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _opened(visit: Visit, office: Office, number: str, code: str) -> Mine | None:
    case = office.find(number) if number else None
    # A number that is none costs the same comparison as a code that is wrong.
    right = is_code_of(case or "", code)
    state = office.state(case) if case is not None and right else None
    if case is None or state is None or state.number != number:
        return None
    actor = Actor(id=state.owner or visit.session.visitor, role="applicant")
    return Mine(office=office, case=case, state=state, actor=actor)


def mine_of(visit: Visit) -> Mine | None:
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
    mine = mine_of(visit)
    return _asked(visit, visit.path["number"][:_LONGEST]) if mine is None else _shown(visit, mine)


def _shown(visit: Visit, mine: Mine, problems: tuple[str, ...] = (), verb: str = "") -> Response:
    state, lang = mine.state, visit.lang
    stage, points = stage_of(state), _points(visit, mine)
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
        points=points,
        asked=talk(visit, mine.office, mine.case, mine.actor),
        about={point.id: point.says for point in points},
        ask_about=visit.query.get("ask", visit.form.one("data_finding"))[:_LONGEST],
        files=filed(visit, mine.office, mine.case, state, mine.actor),
        can=can,
        grades=_GRADES,
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
    kept = _kept(visit, mine)
    return tuple(
        Point(
            id=each.id,
            says=each.says,
            remedy=each.remedy,
            basis=each.basis,
            must=tuple(must.says for must in each.must),
            material=each.material or "",
            cells=() if each.material else tuple(_fields(visit.form, each.facts, cells)),
            brought=visit.form.one(f"bring:{each.material or ''}") == "1",
            kept=tuple(kept.get(each.material or "", {}).items()),
        )
        for each in told
        if each.id in correction.findings and each.gravity != "remind"
    )


def _fields(form: Form, facts: tuple[str, ...], cells: dict[str, Cell]) -> list[Cell]:
    """Give the fields that a line asks for, as they were typed just now or as they stand."""
    found = [cells[name] for path in facts if (name := f"fact:{path}") in cells]
    return [replace(cell, value=form.one(cell.name, cell.value)) for cell in found]


def _kept(visit: Visit, mine: Mine) -> dict[str, dict[str, str]]:
    """Give the files that earlier tries of this page have brought already: by material, names by hash."""
    made: dict[str, dict[str, str]] = {}
    for field, lines in visit.form.texts.items():
        material = field.removeprefix("kept:")
        for line in lines if material != field else ():
            hash, _, name = line.partition(" ")
            if name_wrong(name) is None and mine.office.store.upload(mine.case, hash) is not None:
                made.setdefault(material, {})[hash] = name
    return made


def act(visit: Visit) -> Response:
    """Do what an applicant may do; what stands against it is told all at once, on the same page."""
    mine, verb = mine_of(visit), visit.path["verb"]
    rows = {} if mine is None else {row.verb: row for row in allowed(mine.state, mine.actor)}
    if mine is None or verb not in _OFFERED or verb not in rows:
        return refused(visit, 404)
    what = sent(rows[verb], visit.form)
    if verb == "supply":
        visit, refusals = _with_files(visit, mine)
        points = _points(visit, mine)
        missing = refusals + _unanswered(visit, points)
        if missing:
            return _shown(visit, mine, missing, verb)
        what = _supply(mine, visit.form, points)
    outcome = mine.office.act(
        Request(verb=verb, actor=mine.actor, at=visit.now, case=mine.case, sent=what, key=visit.key)
    )
    if isinstance(outcome, Done):
        mine.office.keep_papers(mine.case, visit.now)
        return redirect(mine.address)
    return _shown(visit, mine, problems_of(visit, outcome), verb)


def _with_files(visit: Visit, mine: Mine) -> tuple[Visit, tuple[str, ...]]:
    """Keep the files that a page sent, and go on as if their hashes had been sent; gives what was refused."""
    texts, refused_ = dict(visit.form.texts), tuple[str, ...]()
    for field, files in visit.form.files.items():
        names, refusals = keep(visit, mine.office, mine.case, files)
        refused_ += refusals
        material = field.removeprefix("file:")
        lines = tuple(f"{hash} {name}" for hash, name in names.items())
        if lines and material != field:
            texts[f"kept:{material}"] = (*texts.get(f"kept:{material}", ()), *lines)
    return replace(visit, form=Form(texts=texts)), refused_


def _unanswered(visit: Visit, points: tuple[Point, ...]) -> tuple[str, ...]:
    """Name every line that is not answered yet: a correction is answered once, too."""
    return tuple(
        say("progress_unanswered", visit.lang, says=point.says)
        for point in points
        if not (
            (point.brought or bool(point.kept))
            if point.material or not point.cells
            else any(visit.form.one(cell.name).strip() for cell in point.cells)
        )
    )


def _supply(mine: Mine, form: Form, points: tuple[Point, ...]) -> dict[str, object]:
    """Give what is handed in: materials to be looked at anew, with their files, and answers of the form."""
    edition = mine.office.edition(mine.state.terms.edition_hash)
    assert edition is not None, "the lines of the correction came from it"
    book: Rulebook = edition.rulebook
    brought = {
        name: None for name, value in form.below("bring:").items() if value == "1" and name in book.member
    }
    files = {point.material: dict(point.kept) for point in points if point.material and point.kept}
    typed = {n: value for n, value in posted(book, form).items() if value and n.startswith("fact:")}
    facts = taken(book, typed, flat(book, {"facts": {}, "materials": {}}, {})).get("facts")
    looks = {name: _look(files.get(name, {})) for name in brought | dict.fromkeys(files)}
    names = {hash: name for some in files.values() for hash, name in some.items()}
    made = {"materials": looks, "facts": facts, "names": names}
    return {name: value for name, value in made.items() if value}


def _look(files: dict[str, str]) -> dict[str, object]:
    """Give a material that came: as files, or on paper; nobody has looked at it yet."""
    return {"state": "unseen", "form": "electronic", "files": [*files]} if files else {"state": "unseen"}


def read(visit: Visit) -> Response:
    """Give one of the papers that go to the applicant."""
    mine = mine_of(visit)
    if mine is None:
        return refused(visit, 404)
    papers = of_applicant(mine.state.papers)
    return served(visit, mine.office, mine.case, mine.state, papers, mine.actor)


_CASE: Final = "/cases/{number}"
ROUTES: Final = (
    Route(path="/cases", name="cases", rule=ANYBODY, answer=ask),
    Route(path="/cases", name="case-enter", rule=ANYBODY, answer=enter, method="POST", takes="form"),
    Route(path=_CASE, name="case", rule=ANYBODY, answer=show),
    Route(path=f"{_CASE}/papers/{{paper}}", name="case-paper", rule=ANYBODY, answer=read),
    Route(path=f"{_CASE}/{{verb}}", name="case-act", rule=ANYBODY, answer=act, method="POST", takes="upload"),
)
