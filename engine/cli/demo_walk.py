"""Walks the cases of the demonstration through an office of their own, says every step, leaves the papers."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import datetime
from pathlib import Path

from engine import vocabulary
from engine.case.events.table import VERBS
from engine.case.model import Actor, Refusal
from engine.case.setting import day_of
from engine.case.state import Owed
from engine.case.store import Place, found_store, open_store
from engine.center.office import SYSTEM, Done, Office, Rendered, Request
from engine.center.open import open_office
from engine.cli.case_options import actor, moment
from engine.cli.case_speech import clock_lines, padded, show_lines, standing
from engine.cli.case_store import speaking
from engine.cli.demo_cases import CASES, Step, Walk
from engine.cli.desk import Desk
from engine.cli.output import write
from engine.documents.page import to_html

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
                office = open_office(store, desk.catalog, begun, render=_Papers(desk, out))
                _walk(desk, office, walk)


def _walk(desk: Desk, office: Office, walk: Walk) -> None:
    """Do every step of a case, and show in the end how it stands and how its due dates came about."""
    case: str | None = None
    for step in walk.steps:
        case = _do(desk, office, walk, step, case)
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
    office.keep_papers(outcome.case, at)
    return outcome.case


def _head(desk: Desk, step: Step, who: Actor) -> str:
    """Give when, what and who of a step."""
    lang = desk.console.lang
    what = vocabulary.in_lang("event", VERBS[step.verb].kind, lang).replace("_", " ")
    role = vocabulary.in_lang("role", who.role, lang)
    return padded(f"{step.at[5:].replace('T', ' ')}  {what}", 28) + padded(f"{role} {who.id}", 18)


class _Papers:
    """Makes the papers that there are templates for, and leaves them in the folder."""

    def __init__(self, desk: Desk, out: Path) -> None:
        self._desk, self._out = desk, out

    def __call__(self, office: Office, case: str, owed: Owed, at: datetime) -> Rendered | None:
        """Make the correction that was told; other papers stay owed."""
        if owed.paper != "correction":
            return None
        state, lang = office.state(case), self._desk.console.lang
        assert state is not None, "the case that has just been acted on"
        told = next(each for each in state.corrections if each.sequence == owed.sequence)
        answer = office.answer(case, SYSTEM, at, upto=told.submitted, lang=lang)
        assert answer is not None, "its edition has just been used"
        page = to_html(answer, lang, number=owed.number).encode()
        name = vocabulary.in_lang("paper", owed.paper, lang)
        path = self._out / f"{state.number}-{name}.html"
        write(path, page)
        self._desk.console.show(f"    → {path}")
        return Rendered(digest="sha256:" + hashlib.sha256(page).hexdigest(), place=path.name)
