"""The sheet of a case with the correction that builds itself beside it, and the acts of the counter.

One form holds everything that is looked at. What the law forbids the road refuses, in words.
"""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from engine.calendar import CalendarMissing
from engine.case.clock.count import due
from engine.case.events.table import VERBS
from engine.case.stages import stage_label, stage_of
from engine.center.office import Done, Outcome, Request
from web.case.opened import Opened, clocks, done
from web.case.staff import act_on, case_of, problems_of
from web.counter.files import at_counter
from web.counter.laid import Laid, address_of_case, laid_again, laid_of
from web.page import page, redirect, refused
from web.route import Visit
from web.said import named
from web.sheet.acts import sent
from web.sheet.cells import Sheet, sheet_of
from web.sheet.flat import NAME
from web.sheet.pane import Pane, pane_of
from web.words import say

__all__ = ["CONFIRMED", "KEYS", "OFFERED", "act", "show", "shown", "side"]

OFFERED: Final = ("receive", "accept", "tell", "promise", "settle")
CONFIRMED: Final = ("receive", "accept", "tell")
KEYS: Final = (
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
    laid = laid_of(visit)
    return refused(visit, 404) if laid is None else shown(visit, laid, confirm=visit.query.get("do", ""))


def shown(visit: Visit, laid: Laid, *, problems: tuple[str, ...] = (), confirm: str = "") -> Response:
    """Show a case as it is laid out, with what stands against an act."""
    opened = laid.opened
    return page(
        visit,
        "counter/case.html",
        status=422 if problems else 200,
        name=named(opened.state.terms, visit.lang),
        applicant=laid.standing.get(NAME, ""),
        supplying=stage_of(opened.state) == "correct",
        looking=bool({"look", "supply"} & opened.can),
        **side(visit, laid, confirm=confirm),
        **at_counter(visit, opened),
        keys=KEYS,
        problems=problems,
    )


def side(visit: Visit, laid: Laid, *, confirm: str = "", sheet: bool = True) -> dict[str, Any]:
    """Give what the pane beside the sheet shows, and the sheet, which costs as much, if it is shown too."""
    opened, lang = laid.opened, visit.lang
    state = opened.state
    answer = opened.office.answer_to(state, laid.submission, lang=lang)
    assert answer is not None, "the edition of an open case is at hand"
    pane = pane_of(laid.rulebook, state, answer, laid.standing, lang)
    looks = sheet_of(laid.rulebook, state, laid.submission, lang) if sheet else None
    ready = {step.verb for step in pane.steps if step.ready}
    return {
        "address": address_of_case(opened.number),
        "number": opened.number,
        "state": state,
        "stage": stage_label(state, stage_of(state), lang),
        "sheet": looks,
        "pane": pane,
        "clocks": clocks(opened, visit.today, lang),
        "confirm": confirm if confirm in ready and confirm in CONFIRMED else "",
        "will": _will(visit, opened, confirm, pane, looks),
    }


def _will(visit: Visit, opened: Opened, verb: str, pane: Pane, sheet: Sheet | None) -> str:
    """Say what an act will do, before it is done."""
    if verb not in CONFIRMED:
        return ""
    said = say(f"counter_will_{verb}", visit.lang, things=pane.things, places=pane.places)
    span = None
    if verb == "accept" and sheet is not None and sheet.limit is not None:
        span = sheet.limit.span
    elif verb == "tell":
        span = opened.state.terms.correct_within
    if span is None:
        return said
    try:
        until = due(visit.today, span, opened.office.calendar)
    except CalendarMissing:
        return said
    return said + say(f"counter_will_{verb}_until", visit.lang, until=until)


def act(verb: str, visit: Visit) -> Response:
    """Do an act of the counter; what stands against it is told all at once, on the same page."""
    found, row = case_of(visit), VERBS[verb]
    if found is None:
        return refused(visit, 404)
    what = sent(row, visit.form)
    outcome = _settled(visit, found, what) if row.verb == "settle" else act_on(visit, found, row.verb, what)
    laid = laid_again(visit, found)
    if laid is None:
        return refused(visit, 404)
    if isinstance(outcome, Done):
        found.office.keep_papers(found.case, visit.now)
        return redirect(address_of_case(laid.opened.number))
    return shown(visit, laid, problems=problems_of(visit, outcome))


def _settled(visit: Visit, opened: Opened, what: dict[str, object]) -> Outcome:
    """Settle by hand what the check left open; the check that the clerk saw is put on record first."""
    check = Request(verb="check", actor=opened.actor, at=visit.now, case=opened.case)
    opened.office.act(check)
    return done(visit, opened, "settle", what)
