"""The sheet of a case with the correction that builds itself beside it, and the acts of the counter.

One form holds everything that is looked at. What the law forbids the road refuses, in words.
"""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from engine.calendar import CalendarMissing
from engine.case.act import allowed
from engine.case.clock.count import due
from engine.case.clock.say import explain, says
from engine.case.events.table import VERBS
from engine.case.stages import stage_label, stage_of
from engine.center.office import Done, Office, Outcome, Request
from web.case.staff import act_on, case_of, problems_of
from web.counter.files import at_counter
from web.counter.opened import Open, opened_of, read_again
from web.page import page, redirect, refused
from web.route import Visit
from web.said import named
from web.sheet.acts import sent
from web.sheet.cells import Sheet, sheet_of
from web.sheet.flat import APPLICANT
from web.sheet.pane import Pane, pane_of
from web.words import say

__all__ = ["act", "show", "shown", "side"]

OFFERED: Final = ("receive", "accept", "tell", "promise", "settle")
_CONFIRMED: Final = ("receive", "accept", "tell")
_KEYS: Final = (
    (("↑", "↓"), "counter_key_move"),
    (("1", "2", "3", "0"), "counter_key_marks"),
    (("Tab", "Enter"), "counter_key_fields"),
    (("Esc",), "counter_key_out"),
    (("F8",), "counter_key_forward"),
    (("F9",), "counter_key_tell"),
    (("F1",), "counter_key_why"),
    (("Ctrl", "Z"), "counter_key_undo"),
    (("/",), "counter_key_find"),
    (("?",), "counter_key_help"),
)


def show(visit: Visit) -> Response:
    """Show the sheet of a case with its live correction; with an act asked for, what it will do."""
    opened = opened_of(visit)
    if opened is None:
        return refused(visit, 404)
    return shown(visit, opened, confirm=visit.query.get("do", ""))


def shown(visit: Visit, opened: Open, *, problems: tuple[str, ...] = (), confirm: str = "") -> Response:
    terms, lang = opened.state.terms, visit.lang
    return page(
        visit,
        "counter/case.html",
        status=422 if problems else 200,
        name=named(terms, lang),
        applicant=opened.standing.get(f"fact:{APPLICANT}.名称", ""),
        supplying=stage_of(opened.state) == "correct",
        looking=bool({"look", "supply"} & {row.verb for row in allowed(opened.state, visit.actor)}),
        **side(visit, opened, confirm=confirm),
        **at_counter(visit, opened.office, opened.case, opened.state),
        keys=_KEYS,
        problems=problems,
    )


def side(visit: Visit, opened: Open, *, confirm: str = "") -> dict[str, Any]:
    """Give what the pane beside the sheet shows, and the sheet."""
    office, state, lang = opened.office, opened.state, visit.lang
    answer = office.answer(opened.case, visit.actor, visit.now, lang=lang)
    assert answer is not None, "the edition of an open case is at hand"
    pane = pane_of(opened.rulebook, state, answer, opened.standing, lang)
    sheet = sheet_of(opened.rulebook, state, opened.submission, lang)
    ready = {step.verb for step in pane.steps if step.ready}
    return {
        "address": opened.address,
        "number": state.number or opened.case,
        "state": state,
        "stage": stage_label(state, stage_of(state), lang),
        "sheet": sheet,
        "pane": pane,
        "clocks": [
            (says(clock, lang), explain(clock, office.calendar, lang), clock.overdue)
            for clock in office.clocks(state, visit.today)
        ],
        "confirm": confirm if confirm in ready and confirm in _CONFIRMED else "",
        "will": _will(visit, opened, confirm, pane, sheet),
    }


def _will(visit: Visit, opened: Open, verb: str, pane: Pane, sheet: Sheet) -> str:
    """Say what an act will do, before it is done."""
    span = None
    if verb == "accept" and sheet.limit is not None:
        span = sheet.limit.span
    elif verb == "tell":
        span = opened.state.terms.correct_within
    until = None
    try:
        until = due(visit.today, span, opened.office.calendar) if span is not None else None
    except CalendarMissing:
        until = None
    key = f"counter_will_{verb}"
    if verb not in _CONFIRMED:
        return ""
    said = say(key, visit.lang, things=pane.things, places=pane.places)
    return said + (say(f"{key}_until", visit.lang, until=until) if until is not None else "")


def act(verb: str, visit: Visit) -> Response:
    """Do an act of the counter; what stands against it is told all at once, on the same page."""
    found, row = case_of(visit), VERBS[verb]
    if found is None:
        return refused(visit, 404)
    office, case, _ = found
    what = sent(row, visit.form)
    if row.verb == "settle":
        outcome = _settled(visit, office, case, what)
    else:
        outcome = act_on(visit, office, case, row.verb, what)
    opened = read_again(visit, office, case)
    if opened is None:
        return refused(visit, 404)
    if isinstance(outcome, Done):
        office.keep_papers(case, visit.now)
        return redirect(opened.address)
    return shown(visit, opened, problems=problems_of(visit, outcome))


def _settled(visit: Visit, office: Office, case: str, what: dict[str, object]) -> Outcome:
    """Settle by hand what the check left open; the check that the clerk saw is put on record first."""
    office.act(Request(verb="check", actor=visit.actor, at=visit.now, case=case))
    return office.act(
        Request(verb="settle", actor=visit.actor, at=visit.now, case=case, sent=what, key=visit.key)
    )
