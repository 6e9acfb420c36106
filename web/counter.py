"""The clerk's counter: a case is opened, every material looked at once, the correction builds itself.

One form holds everything that is looked at. Sent whole it works without a script; with one, every change is
sent by itself and the correction beside it is exchanged. What the law forbids the road refuses, in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.responses import Response

from engine.calendar import CalendarMissing
from engine.case.act import allowed
from engine.case.clock.count import due
from engine.case.clock.say import explain, says
from engine.case.events.table import VERBS
from engine.case.fold import fold
from engine.case.stages import stage_label, stage_of
from engine.case.state import State
from engine.case.store import Conflict
from engine.center.office import Done, Office, Outcome, Request
from engine.guide.code import Carried, answers_for, carried
from engine.rules.model import Rulebook
from web.acts import sent
from web.apply.counter import at_counter, from_net
from web.desk import act_on, case_of, problems_of, waiting
from web.hall import queue_of
from web.look import APPLICANT, changed, flat, posted, taken
from web.page import page, redirect, refused
from web.pane import Pane, pane_of
from web.route import Route, Visit, only
from web.sheet import Sheet, cells_of, sheet_of
from web.shelf import Missing, Shelved
from web.words import say

__all__ = ["ROUTES"]

_TRIES: Final = 4
_OFFERED: Final = ("receive", "accept", "tell", "promise", "settle")
_CONFIRMED: Final = ("receive", "accept", "tell")
_ATTESTS: Final = (("see_original", "original"), ("match_copies", "copy"))
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
_NOT_ANSWERS: Final = frozenset({"edition", "lang", "q"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One case on the counter, as it stands: what was handed in, and what the fields of its sheet hold."""

    office: Office
    case: str
    state: State
    rulebook: Rulebook
    submission: Mapping[str, Any]
    standing: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/counter/cases/{quote(self.state.number or self.case, safe='')}"


def start(visit: Visit) -> Response:
    """Find an item by words, by the code of a guide, or go to a case by its number; show what waits."""
    office, words = visit.house.office, visit.query.get("q", "").strip()
    if office is None:
        return refused(visit, 404)
    if words and office.find(words) is not None:
        return redirect(f"/counter/cases/{quote(words, safe='')}")
    code = carried(words) if words else None
    if code is not None:
        return redirect(f"/counter/items/{quote(code.item, safe='')}?{urlencode(dict(code.answers))}")
    found = visit.house.shelf.search(words, visit.today) if words else None
    queue = [] if words else queue_of(office, visit.today)
    sent_in = [] if words else from_net(visit, office)
    named = {each.case_number for each in queue} | {each.number for each in sent_in}
    lines = [] if words else [line for line in waiting(visit, office) if line.number not in named]
    shown: dict[str, Any] = {"lines": lines, "queue": queue, "sent_in": sent_in}
    return page(visit, "counter/start.html", q=words, found=found, **shown)


def ask(visit: Visit) -> Response:
    """Ask who applies and in which situation; the answers of a guide's code are filled in."""
    item = visit.house.shelf.item(visit.path["code"], visit.today)
    if visit.house.office is None or isinstance(item, Missing):
        return refused(visit, 404)
    answers = {name: value for name, value in visit.query.items() if name not in _NOT_ANSWERS}
    code = Carried(item=visit.path["code"], edition="", answers=answers)
    return _asked(visit, item, answers_for(item.rulebook, code), ())


def _asked(visit: Visit, item: Shelved, facts: Mapping[str, object], problems: tuple[str, ...]) -> Response:
    book = item.rulebook
    return page(
        visit,
        "counter/ask.html",
        status=422 if problems else 200,
        code=book.item,
        name=book.name_en if visit.lang == "en" and book.name_en else book.name,
        cells=cells_of(book, facts, visit.today, visit.lang),
        applicant=visit.form.one("applicant"),
        telephone=visit.form.one("telephone"),
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
    facts = taken(book, typed, flat(book, {"facts": {}, "materials": {}}, {})).get("facts", {})
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
                "facts": {APPLICANT: {"名称": name}, **facts},
            },
            key=visit.key,
        )
    )
    if isinstance(outcome, Done):
        return redirect(f"/counter/cases/{quote(outcome.state.number, safe='')}")
    return _asked(visit, item, facts, problems_of(visit, outcome))


def show(visit: Visit) -> Response:
    """Show the sheet of a case with its live correction; with an act asked for, what it will do."""
    opened = _opened(visit)
    if opened is None:
        return refused(visit, 404)
    return _shown(visit, opened, confirm=visit.query.get("do", ""))


def _opened(visit: Visit) -> Open | None:
    found = case_of(visit)
    return None if found is None else _read(visit, found[0], found[1])


def _read(visit: Visit, office: Office, case: str) -> Open | None:
    state = office.state(case)
    edition = None if state is None else office.edition(state.terms.edition_hash)
    if state is None or edition is None:
        return None
    submission = office.submission(case, visit.actor, visit.now, "look")
    return Open(
        office=office,
        case=case,
        state=state,
        rulebook=edition.rulebook,
        submission=submission,
        standing=flat(edition.rulebook, submission, state.ledger),
    )


def _shown(visit: Visit, opened: Open, *, problems: tuple[str, ...] = (), confirm: str = "") -> Response:
    terms, lang = opened.state.terms, visit.lang
    return page(
        visit,
        "counter/case.html",
        status=422 if problems else 200,
        name=terms.name_en if lang == "en" and terms.name_en else terms.name,
        applicant=opened.standing.get(f"fact:{APPLICANT}.名称", ""),
        supplying=stage_of(opened.state) == "correct",
        looking=bool({"look", "supply"} & {row.verb for row in allowed(opened.state, visit.actor)}),
        **_side(visit, opened, confirm=confirm),
        **at_counter(visit, opened.office, opened.case, opened.state),
        keys=_KEYS,
        problems=problems,
    )


def _side(visit: Visit, opened: Open, *, confirm: str = "") -> dict[str, Any]:
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


def look(visit: Visit) -> Response:
    """Take what a clerk found; only what was changed is recorded, and the correction is made anew."""
    found = case_of(visit)
    if found is None:
        return refused(visit, 404)
    office, case, _ = found
    before = _read(visit, office, case)
    if before is None:
        return refused(visit, 404)
    problems = _recorded(visit, before) or _attested(visit, office, case)
    opened = _read(visit, office, case) or before
    if visit.fragment:
        moved = _answers(before) != _answers(opened)
        return page(visit, "counter/part.html", **_side(visit, opened), problems=problems, moved=moved)
    if problems:
        return _shown(visit, opened, problems=problems)
    if visit.form.one("do") == "supply":
        office.keep_papers(case, visit.now)
    return redirect(opened.address)


def _answers(opened: Open) -> dict[str, str]:
    return {name: value for name, value in opened.standing.items() if name.startswith("fact:")}


def _recorded(visit: Visit, opened: Open) -> tuple[str, ...]:
    """Record what the clerk changed; gives what stands against it."""
    form = posted(opened.rulebook, visit.form)
    verb = "look"
    if stage_of(opened.state) == "correct":
        if visit.form.one("do") != "supply":
            return ()
        verb = "supply"
    for _ in range(_TRIES):
        shown, others = _as_shown(visit, opened)
        changes = changed(form, shown, opened.standing)
        if not changes:
            return ()
        if others and any(opened.standing[name] != shown[name] for name in changes):
            return (say("changed_meanwhile", visit.lang),)
        outcome = opened.office.act(
            Request(
                verb=verb,
                actor=visit.actor,
                at=visit.now,
                case=opened.case,
                sent=taken(opened.rulebook, changes, opened.standing),
                expected=opened.state.version,
            )
        )
        if isinstance(outcome, Done):
            return ()
        again = _read(visit, opened.office, opened.case)
        if not isinstance(outcome, Conflict) or again is None:
            return problems_of(visit, outcome)
        opened = again
    return (say("changed_meanwhile", visit.lang),)


def _as_shown(visit: Visit, opened: Open) -> tuple[Mapping[str, str], bool]:
    """Give the fields as the page showed them, and whether anybody else has acted on the case since."""
    typed = visit.form.one("_version")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    if version >= opened.state.version or version < 1:
        return opened.standing, False
    events = opened.office.store.events(opened.case)
    others = any(event.by.id != visit.actor.id for event in events[version:])
    then = opened.office.submission(opened.case, visit.actor, visit.now, "look", upto=version)
    return flat(opened.rulebook, then, fold(events[:version]).ledger), others


def _attested(visit: Visit, office: Office, case: str) -> tuple[str, ...]:
    """Record which originals were seen and which copies compared, where that was not said before."""
    for verb, form in _ATTESTS:
        state = office.state(case)
        assert state is not None
        ticked = [name for name, value in visit.form.below(f"{form}:").items() if value == "1"]
        new = []
        for name in ticked:
            kept = state.ledger.get(name)
            done = kept is not None and (kept.original_seen if form == "original" else kept.copies_match)
            if kept is not None and kept.handed_in and not done:
                new.append(name)
        if not new or verb not in {row.verb for row in allowed(state, visit.actor)}:
            continue
        outcome = office.act(
            Request(verb=verb, actor=visit.actor, at=visit.now, case=case, sent={"materials": new})
        )
        if not isinstance(outcome, Done):
            return problems_of(visit, outcome)
    return ()


def act(visit: Visit) -> Response:
    """Do an act of the counter; what stands against it is told all at once, on the same page."""
    found, row = case_of(visit), VERBS.get(visit.path["verb"])
    if found is None or row is None or row.verb not in _OFFERED:
        return refused(visit, 404)
    office, case, _ = found
    what = sent(row, visit.form)
    if row.verb == "settle":
        outcome = _settled(visit, office, case, what)
    else:
        outcome = act_on(visit, office, case, row.verb, what)
    opened = _read(visit, office, case)
    if opened is None:
        return refused(visit, 404)
    if isinstance(outcome, Done):
        office.keep_papers(case, visit.now)
        return redirect(opened.address)
    return _shown(visit, opened, problems=problems_of(visit, outcome))


def _settled(visit: Visit, office: Office, case: str, what: dict[str, object]) -> Outcome:
    """Settle by hand what the check left open; the check that the clerk saw is put on record first."""
    office.act(Request(verb="check", actor=visit.actor, at=visit.now, case=case))
    return office.act(
        Request(verb="settle", actor=visit.actor, at=visit.now, case=case, sent=what, key=visit.key)
    )


_CLERK: Final = only("clerk")
_CASE: Final = "/counter/cases/{number}"
ROUTES: Final = (
    Route(path="/counter", name="counter", rule=_CLERK, answer=start),
    Route(path="/counter/items/{code}", name="counter-ask", rule=_CLERK, answer=ask),
    Route(
        path="/counter/items/{code}",
        name="counter-begin",
        rule=_CLERK,
        answer=begin,
        method="POST",
        takes="form",
    ),
    Route(path=_CASE, name="counter-case", rule=_CLERK, answer=show),
    Route(path=_CASE, name="counter-look", rule=_CLERK, answer=look, method="POST", takes="form"),
    Route(path=f"{_CASE}/{{verb}}", name="counter-act", rule=_CLERK, answer=act, method="POST", takes="form"),
)
