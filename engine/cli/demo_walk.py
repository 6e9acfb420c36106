"""Walks the cases of the demonstration through an office of their own, says every step, leaves the papers."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine import vocabulary
from engine.case.events.table import VERBS
from engine.case.model import Actor, Refusal
from engine.case.setting import day_of
from engine.case.store import Place, found_store, open_store
from engine.center.demo_cases import CASES, Step, Walk
from engine.center.office import Done, Office, Request
from engine.center.open import open_office
from engine.center.papers import printer
from engine.cli.case_options import actor, moment
from engine.cli.case_speech import clock_lines, padded, show_lines, standing
from engine.cli.case_store import speaking
from engine.cli.desk import Desk
from engine.documents.write import file_name

__all__ = ["walk_cases"]


def walk_cases(desk: Desk, out: Path) -> None:
    """Walk every case; the office is thrown away afterwards, the papers stay."""
    with tempfile.TemporaryDirectory() as folder, speaking():
        place = Place(data=Path(folder) / "data", keys=Path(folder) / "keys")
        begun = moment(CASES[0].steps[0].at)
        assert begun is not None
        found_store(place, begun)
        with open_store(place) as store:
            for walk in CASES:
                office = open_office(store, desk.catalog, begun, render=printer(out, desk.console.lang))
                _walk(desk, office, walk, out)


def _walk(desk: Desk, office: Office, walk: Walk, out: Path) -> None:
    """Do every step of a case, and show in the end how it stands and how its due dates came about."""
    case: str | None = None
    for step in walk.steps:
        case = _do(desk, office, walk, step, case)
        _leave_papers(desk, office, case, step, out)
    assert case is not None
    state = office.state(case)
    assert state is not None and state.last_at is not None
    console, clocks = desk.console, office.clocks(state, day_of(state.last_at))
    console.show("")
    for text in show_lines(state, clocks, console.lang):
        console.show(text)
    console.show("")
    for text in clock_lines(clocks, office.calendar, console.lang):
        console.show(text)
    console.show("")


def _do(desk: Desk, office: Office, walk: Walk, step: Step, case: str | None) -> str | None:
    """Do one step and say what came of it; give the case."""
    console, at, who = desk.console, moment(step.at), actor(step.who, desk.console.lang)
    assert at is not None
    item = walk.item if case is None else ""
    outcome = office.act(Request(verb=step.verb, actor=who, at=at, case=case, item=item, sent=step.sent))
    if isinstance(outcome, Refusal):
        console.show(_head(desk, step, who) + console.say("没有办成：", "not done:"))
        for zh, en in outcome.lines:
            console.show(f"    ✗ {console.say(zh, en)}")
        return case
    assert isinstance(outcome, Done), outcome
    if case is None:
        terms = outcome.state.terms
        title = f"━━ {console.say(terms.name, terms.name_en)}  {terms.item}  {outcome.state.number}"
        console.show(console.paint(title, "bold"))
        console.show("")
    now = standing(outcome.state, office.clocks(outcome.state, day_of(at)), console.lang)
    console.show((_head(desk, step, who) + now).rstrip())
    return outcome.case


def _leave_papers(desk: Desk, office: Office, case: str | None, step: Step, out: Path) -> None:
    """Make what the case owes, and say where it lies."""
    at, state = moment(step.at), office.state(case) if case is not None else None
    assert at is not None
    if case is None or state is None:
        return
    for owed in office.keep_papers(case, at):
        desk.console.show(f"    → {out / state.number / file_name(owed, desk.console.lang, 'html')}")


def _head(desk: Desk, step: Step, who: Actor) -> str:
    """Give when, what and who of a step."""
    lang = desk.console.lang
    what = vocabulary.in_lang("event", VERBS[step.verb].kind, lang).replace("_", " ")
    role = vocabulary.in_lang("role", who.role, lang)
    return padded(f"{step.at[5:].replace('T', ' ')}  {what}", 28) + padded(f"{role} {who.id}", 18)
