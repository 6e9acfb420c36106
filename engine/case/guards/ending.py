"""What must be so at the end: sent back only when nothing came, filed only when complete, rated once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine import vocabulary
from engine.case.clock.clocks import clocks
from engine.case.papers import PAPERS
from engine.case.refusals import Reason, among, reason
from engine.case.road import part_codes, parts_of
from engine.case.setting import Act, Setting
from engine.case.state import State

__all__ = [
    "applicant_asked",
    "counts_as_withdrawn",
    "five_grades",
    "is_overdue",
    "message_is_owed",
    "originals_returned",
    "paper_is_owed",
    "papers_complete",
    "part_undecided",
    "rated_once",
    "stayed_unanswered",
]

_GRADES = ("grade", "attitude", "quality", "efficiency", "environment")


def _last_day(state: State, setting: Setting, today: date, kind: str) -> date | None:
    """Give the last day of what the applicant was to hand in, if it is still open."""
    found = [
        each.due_on
        for each in clocks(state, setting.calendar, today)
        if each.kind == kind and each.standing != "over" and each.due_on is not None
    ]
    return max(found, default=None)


def stayed_unanswered(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A person may send a case back when the time for putting right, or for what was promised, is over."""
    kind = "correct" if state.correction is not None else "supply_later"
    overdue = state.terms.on_overdue
    until = _last_day(state, setting, act.on, kind)
    if until is None:
        yield reason("case/no-period")
    elif act.on <= until:
        yield reason("case/not-yet-due", until=until)
    elif kind == "correct" and overdue == "deemed_withdrawn":
        zh = vocabulary.in_lang("on_overdue", overdue, "zh")
        yield reason("case/not-offered", word_zh=zh, word_en="counts as withdrawn")


def is_overdue(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only what the centre owes and is late is explained, and by a day that is still to come."""
    running = clocks(state, setting.calendar, act.on)
    if not any(each.overdue and each.standing == "running" and each.owner != "applicant" for each in running):
        yield reason("case/not-overdue")
    expected_on = act.data.get("expected_on")
    if isinstance(expected_on, str) and date.fromisoformat(expected_on) < act.on:
        yield reason("case/expected-in-the-past", day=expected_on)


def originals_returned(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Originals go back with the case."""
    paper = state.received is not None and state.received.medium != "electronic"
    if paper and act.data["originals_returned"] is not True:
        yield reason("case/originals-first")


def counts_as_withdrawn(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """An unanswered correction counts as a withdrawal only where the item says so, and after its time."""
    until = _last_day(state, setting, act.on, "correct")
    if state.terms.on_overdue != "deemed_withdrawn":
        overdue = state.terms.on_overdue
        zh = vocabulary.in_lang("on_overdue", overdue, "zh")
        yield reason("case/not-offered", word_zh=zh, word_en="does not count as a withdrawal")
    elif until is None or act.on <= until:
        yield reason("case/not-yet-due", until=until or act.on)


def applicant_asked(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """At the window a clerk records a withdrawal that the applicant has signed."""
    if act.actor.role == "clerk" and act.data.get("signed") is not True:
        yield reason("case/not-signed")


def part_undecided(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A part is withdrawn while nobody has decided it."""
    part = act.data.get("part")
    known = [each.code for each in parts_of(state)] if state.accepted is not None else []
    if part is not None and part not in known:
        yield reason("case/unknown-part", name=part, **among(known))
    decided = {each.part for each in state.decisions}
    if part in decided:
        yield reason("case/already-decided", name=part)
    elif part is None and decided:
        yield reason("case/already-decided", name="、".join(sorted(decided & {*part_codes(state)})))


def paper_is_owed(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only papers that an event owes go into the file, each once."""
    wanted = (act.data["paper"], act.data.get("number", ""))
    if all((each.paper, each.number) != wanted or each.kept for each in state.papers):
        yield reason("case/no-such-paper", name=act.data["paper"])


def papers_complete(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The file is closed only with its obligatory papers (DB23 7.7.1)."""
    missing = [each.paper for each in state.papers if PAPERS[each.paper].obligatory and not each.kept]
    if missing:
        words = [vocabulary.in_lang("paper", each, "zh") for each in missing]
        yield reason("case/papers-missing", names_zh="、".join(words), names_en=", ".join(missing))


def five_grades(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """There are five grades, for the whole and for each of the four sides (DB23 8.1)."""
    if any(not 1 <= act.data[name] <= 5 for name in _GRADES if name in act.data):
        yield reason("case/grade")


def rated_once(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """One rating for one thing; it may be changed until midnight of its day."""
    of = act.data.get("of", "case")
    before = next((each for each in state.ratings if each.of == of), None)
    if before is not None and act.on != before.first_on:
        yield reason("case/rated-before")


def message_is_owed(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """What came of a message is recorded once, for an event that owes one."""
    about = act.data["about"]
    if all(each.sequence != about or each.given_up for each in state.unsent):
        yield reason("case/message-not-owed", about=about)
