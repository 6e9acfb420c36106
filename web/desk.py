"""The desks of those who work on cases: what is due, the whole of one case, and every act that is theirs.

One page serves department, issue window, archive and supervisor alike: which acts it offers, the table of
events says. What the law forbids is refused by the road, in words, with the page kept as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine import vocabulary
from engine.case.act import allowed
from engine.case.clock.say import explain, says
from engine.case.events.table import VERBS
from engine.case.model import Actor, Refusal, Role
from engine.case.stages import holder, stage_label, stage_of
from engine.case.state import State
from engine.case.store import Conflict, Listed, Wanted
from engine.center.office import Done, Office, Outcome, Request
from engine.check.answer import Answer
from web.acts import act_form, sent
from web.apply.talk import talk
from web.page import page, redirect, refused
from web.papers import served
from web.route import Lang, Route, Visit, only
from web.words import say

__all__ = [
    "EVERYWHERE",
    "MARKS",
    "ROUTES",
    "WORKERS",
    "Line",
    "act_on",
    "case_of",
    "line_of",
    "own_case",
    "problems_of",
    "sees",
    "waiting",
]

WORKERS: Final[tuple[Role, ...]] = (
    "clerk",
    "runner",
    "reviewer",
    "decider",
    "issuer",
    "archivist",
    "supervisor",
)
EVERYWHERE: Final[frozenset[Role]] = frozenset({"clerk", "runner", "issuer", "archivist", "supervisor"})
MARKS: Final = frozenset(
    {
        *("told_again", "breach", "paused", "deemed", "deviation"),
        *("to_follow", "difference", "slip_refused", "clock_jumped", "unsent"),
    }
)
"""What a list says of a case that is out of the ordinary."""
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One case in a list, in words."""

    number: str
    item: str
    stage: str
    holder: str
    due: str
    late: bool
    marks: tuple[str, ...]


def start(visit: Visit) -> Response:
    """Show the cases that wait for this role, the earliest due first; with a number, that case."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    number = visit.query.get("number", "").strip()
    if number and office.find(number) is not None:
        return redirect(f"/desk/cases/{quote(number, safe='')}")
    mine = [] if number else waiting(visit, office)
    return page(visit, "desk/start.html", lines=mine, number=number, most=_SHOWN)


def waiting(visit: Visit, office: Office) -> list[Line]:
    """Give the lines of the cases that wait for this role, the earliest due first."""
    actor = visit.actor
    everywhere = actor.role in EVERYWHERE
    wanted = Wanted(
        holder=None if actor.role == "supervisor" else actor.role,
        department=None if everywhere else actor.department,
    )
    found: list[Line] = []
    for listed in office.listed(wanted):
        found.append(line_of(visit, listed))
        if len(found) == _SHOWN:
            break
    return found


def line_of(visit: Visit, listed: Listed) -> Line:
    """Say a line of a list in words."""
    line, lang = listed.line, visit.lang
    book = visit.house.shelf.book(line.item, visit.today)
    name = (getattr(book, "name_en", "") if lang == "en" else getattr(book, "name", "")) or line.item
    return Line(
        number=line.number or listed.case,
        item=str(name),
        stage=vocabulary.in_lang("stage", line.stage, lang),
        holder=vocabulary.in_lang("role", line.holder, lang),
        due=line.due_on.isoformat() if line.due_on is not None else "",
        late=line.due_on is not None and line.due_on < visit.today,
        marks=tuple(say(f"mark_{each}", lang) for each in line.marks if each in MARKS),
    )


def case_of(visit: Visit) -> tuple[Office, str, State] | None:
    """Find the case of the address, if there is one and it is this person's to see."""
    office = visit.house.office
    found = None if office is None else office.find(visit.path["number"])
    state = None if office is None or found is None else office.state(found)
    if office is None or found is None or state is None or not own_case(visit, state):
        return None
    return office, found, state


def own_case(visit: Visit, state: State) -> bool:
    """Whether a case is one that this person may see."""
    return sees(visit.actor, state)


def sees(actor: Actor, state: State) -> bool:
    """Whether somebody may see a case: the centre's own people see all, departments theirs."""
    if actor.role in EVERYWHERE:
        return True
    terms = state.terms
    departments = {terms.department, *(part.department for part in terms.parts)}
    departments |= {each for extra in terms.extras for each in extra.departments}
    return actor.department in departments


def show(visit: Visit) -> Response:
    """Show everything about one case."""
    found = case_of(visit)
    if found is None:
        return refused(visit, 404)
    return _shown(visit, *found, problems=(), verb="")


def _shown(
    visit: Visit, office: Office, case: str, state: State, *, problems: Sequence[str], verb: str
) -> Response:
    lang = visit.lang
    answer = office.answer(case, visit.actor, visit.now, lang=lang)
    stage = stage_of(state)
    first = sorted(allowed(state, visit.actor), key=lambda row: row.completes != stage)
    forms = [act_form(row, state, lang) for row in first]
    return page(
        visit,
        "desk/case.html",
        status=422 if problems else 200,
        state=state,
        number=state.number or case,
        name=state.terms.name_en if lang == "en" and state.terms.name_en else state.terms.name,
        stage=stage_label(state, stage, lang),
        holder=vocabulary.in_lang("role", holder(state), lang),
        clocks=[
            (says(clock, lang), explain(clock, office.calendar, lang), clock.overdue)
            for clock in office.clocks(state, visit.today)
        ],
        answer=answer,
        findings=findings_of(answer),
        asked=talk(visit, office, case, visit.actor),
        about={} if answer is None else {one.id: one.says for one in answer.findings},
        trace=_trace(office, case, visit),
        forms=forms,
        problems=problems,
        verb=verb,
    )


def findings_of(answer: Answer | None) -> list[tuple[str, str, str, str]]:
    """Give the findings of a check for a page: what, what to do, basis, id."""
    if answer is None:
        return []
    return [(one.says, one.remedy, one.basis, one.id) for one in answer.findings]


def _trace(office: Office, case: str, visit: Visit) -> list[tuple[str, str, str]]:
    """Give what has happened, in words: when, what, who."""
    return [
        (
            event.at.astimezone(visit.now.tzinfo).strftime("%Y-%m-%d %H:%M"),
            _happened(event.kind, visit.lang),
            vocabulary.in_lang("role", event.by.role, visit.lang),
        )
        for event in office.store.events(case)
    ]


def _happened(kind: str, lang: Lang) -> str:
    said = vocabulary.in_lang("event", kind, lang)
    return said if lang == "zh" else said.replace("_", " ")


def act(visit: Visit) -> Response:
    """Do an act on a case; what stands against it is told all at once, on the same page."""
    found = case_of(visit)
    row = VERBS.get(visit.path["verb"])
    if found is None or row is None or row.begins or visit.actor.role not in row.roles:
        return refused(visit, 404)
    office, case, state = found
    outcome = act_on(visit, office, case, row.verb, sent(row, visit.form))
    if isinstance(outcome, Done):
        office.keep_papers(case, visit.now)
        return redirect(f"/desk/cases/{quote(outcome.state.number or case, safe='')}")
    again = office.state(case) or state
    return _shown(visit, office, case, again, problems=problems_of(visit, outcome), verb=row.verb)


def act_on(visit: Visit, office: Office, case: str | None, verb: str, what: dict[str, object]) -> Outcome:
    """Ask the office for an act: the version seen and the form's key guard against twos and twice."""
    seen = visit.form.one("_version")
    return office.act(
        Request(
            verb=verb,
            actor=visit.actor,
            at=visit.now,
            case=case,
            item=visit.form.one("item"),
            sent=what,
            key=visit.key,
            expected=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None,
        )
    )


def problems_of(visit: Visit, outcome: Outcome) -> tuple[str, ...]:
    """Say everything that stands against an act."""
    english = visit.lang == "en"
    if isinstance(outcome, Refusal):
        lines = outcome.lines or ((outcome.zh, outcome.en),)
        return tuple(line[english] for line in lines)
    if isinstance(outcome, Conflict):
        return (say("changed_meanwhile", visit.lang),)
    return (say("not_done", visit.lang),)


def read(visit: Visit) -> Response:
    """Give one paper of a case."""
    found = case_of(visit)
    if found is None:
        return refused(visit, 404)
    office, case, state = found
    return served(visit, office, case, state, state.papers, visit.actor)


ROUTES: Final = (
    Route(path="/desk", name="desk", rule=only(*WORKERS), answer=start),
    Route(path="/desk/cases/{number}", name="desk-case", rule=only(*WORKERS), answer=show),
    Route(path="/desk/cases/{number}/papers/{paper}", name="desk-paper", rule=only(*WORKERS), answer=read),
    Route(
        path="/desk/cases/{number}/{verb}",
        name="desk-act",
        rule=only(*WORKERS),
        answer=act,
        method="POST",
        takes="form",
    ),
)
