"""The desks of those who work on cases: what is due, the whole of one case, and every act that is theirs.

One page serves department, issue window, archive and supervisor alike: which acts it offers, the table of
events says. What the law forbids is refused by the road, in words, with the page kept as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine import vocabulary
from engine.case.act import allowed
from engine.case.events.kind import EventKind
from engine.case.stages import holder, stage_label, stage_of
from engine.center.office import Done
from engine.check.answer import Answer
from engine.vocabulary import Lang
from web.case.applied import PURPOSES, applied_of
from web.case.files import handed, keep
from web.case.line import SHOWN, waiting
from web.case.opened import Opened, again, clocks
from web.case.papers import served
from web.case.staff import act_on, case_of, problems_of
from web.case.talk import talk
from web.desk.idle import idle
from web.page import page, redirect, refused
from web.route import Visit
from web.said import moment, named, term
from web.sheet.acts import act_form, plain, sent, takes_files
from web.words import say

__all__ = ["act", "findings_of", "open_file", "read", "show", "start", "unmask"]

_BEFORE_ALL: Final = frozenset({"collect"})
"""What must be done before a stage can be completed, where there is any of it."""
_TRACE: Final = 8
"""How many of the newest steps are shown unfolded."""


def start(visit: Visit) -> Response:
    """Show the cases that wait for this role, the earliest due first; with a number, that case."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    number = visit.query.get("number", "").strip()
    if number and office.find(number) is not None:
        return redirect(f"/desk/cases/{quote(number, safe='')}")
    mine = [] if number else waiting(visit, office)
    return page(visit, "desk/start.html", lines=mine, number=number, most=SHOWN)


def show(visit: Visit) -> Response:
    """Show everything about one case."""
    found = case_of(visit)
    if found is None:
        return refused(visit, 404)
    return _shown(visit, found)


def unmask(visit: Visit) -> Response:
    """Show a case with its personal values whole, to who says what for; that is on record."""
    found = case_of(visit)
    if found is None:
        return refused(visit, 404)
    why = visit.form.one("why")
    if why not in PURPOSES:
        return _shown(visit, found, problems=(say("unmask_why_first", visit.lang),), verb="unmask")
    return _shown(visit, found, purpose=why)


def _shown(
    visit: Visit, opened: Opened, *, problems: Sequence[str] = (), verb: str = "", purpose: str = "show"
) -> Response:
    lang, state = visit.lang, opened.state
    answer = opened.office.answer(opened.case, visit.actor, visit.now, lang=lang)
    stage = stage_of(state)
    late = any(each[-1] for each in clocks(opened, visit.today, lang))
    can = [row for row in allowed(state, visit.actor) if not idle(row.verb, state, late=late)]
    rows = [row for row in can if plain(row)]
    first = [row for row in rows if row.completes == stage or row.verb in _BEFORE_ALL]
    return page(
        visit,
        "desk/case.html",
        status=422 if problems else 200,
        state=state,
        number=opened.number,
        name=named(state.terms, lang),
        stage=stage_label(state, stage, lang),
        holder=vocabulary.in_lang("role", holder(state), lang),
        clocks=clocks(opened, visit.today, lang),
        answer=answer,
        findings=findings_of(answer),
        asked=talk(visit, opened),
        about={} if answer is None else {one.id: one.says for one in answer.findings},
        trace=_trace(visit, opened),
        sheet=visit.actor.role == "clerk" and len(rows) < len(can),
        shown=_TRACE,
        forms=[act_form(row, state, lang) for row in sorted(first, key=lambda row: row.completes == stage)],
        more=[act_form(row, state, lang) for row in rows if row not in first],
        applied=applied_of(visit, opened, answer, purpose),
        whole=purpose in PURPOSES,
        purposes=PURPOSES,
        problems=problems,
        verb=verb,
    )


def findings_of(answer: Answer | None) -> list[tuple[str, str, str, str]]:
    """Give the findings of a check for a page: what, what to do, basis, id."""
    if answer is None:
        return []
    return [(one.says, one.remedy, one.basis, one.id) for one in answer.findings]


def _trace(visit: Visit, opened: Opened) -> list[tuple[str, str, str, int]]:
    """Give what has happened, in words: when, what, who, how many times in a row."""
    lines = (
        (
            moment(visit, event.at),
            _happened(event.kind, visit.lang),
            vocabulary.in_lang("role", event.by.role, visit.lang),
        )
        for event in opened.office.store.events(opened.case)
    )
    return [(*line, len(list(same))) for line, same in groupby(lines)]


def _happened(kind: str, lang: Lang) -> str:
    return term("event", kind, lang)


def act(row: EventKind, visit: Visit) -> Response:
    """Do an act on a case; what stands against it is told all at once, on the same page."""
    found = case_of(visit)
    if found is None or visit.actor.role not in row.roles:
        return refused(visit, 404)
    made = sent(row, visit.form)
    if takes_files(row) and row.verb in found.can:
        # What is not taken stops the act: it would be done without what belongs to it.
        names, refusals = keep(
            visit, found, tuple(file for all_ in visit.form.files.values() for file in all_)
        )
        if refusals:
            return _shown(visit, again(found), problems=refusals, verb=row.verb)
        made |= {"files": [*names], "names": names} if names else {}
    outcome = act_on(visit, found, row.verb, made)
    if isinstance(outcome, Done):
        found.office.keep_papers(found.case, visit.now)
        return redirect(f"/desk/cases/{quote(outcome.state.number or found.case, safe='')}")
    return _shown(visit, again(found), problems=problems_of(visit, outcome), verb=row.verb)


def read(visit: Visit) -> Response:
    """Give one paper of a case."""
    found = case_of(visit)
    return refused(visit, 404) if found is None else served(visit, found, found.state.papers)


def open_file(visit: Visit) -> Response:
    """Hand a file to somebody who works on the case."""
    found = case_of(visit)
    return refused(visit, 404) if found is None else handed(visit, found)
