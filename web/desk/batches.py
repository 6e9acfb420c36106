"""The way of the papers from the window to the departments: handed over in batches, signed for line by line.

Two lists: what is to go to each department, and what has gone and is not signed for yet. What a department
finds otherwise than listed is said on the page of the case, and comes back here to be listed anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from starlette.responses import Response

from engine.case.model import Role
from engine.case.road import sending
from engine.case.state import Owed, State, Transfer
from engine.case.store import Wanted
from engine.center.office import Done, Office, Request
from engine.center.papers import record
from engine.documents.record import Record
from engine.documents.to_html import to_html
from engine.documents.write import batch as written
from web.case.line import SHOWN
from web.case.papers import sent_page
from web.case.staff import case_named, problems_of, sees
from web.page import page, redirect, refused
from web.route import Visit
from web.said import named
from web.words import say

__all__ = ["CARRIERS", "SIGNERS", "hand_over", "printed", "show", "sign"]

CARRIERS: Final[tuple[Role, ...]] = ("clerk", "runner")
SIGNERS: Final[tuple[Role, ...]] = ("reviewer",)
_HERE: Final = "/desk/batches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case in a batch: what it is, what goes with it, what did not agree the last time."""

    case: str
    number: str
    item: str
    materials: tuple[str, ...]
    difference: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What goes to one department together; `name` is empty before it is handed over."""

    name: str
    department: str
    rows: tuple[Row, ...]


def show(visit: Visit) -> Response:
    """Show what is to be handed over and what waits for a signature."""
    return _shown(visit, ())


def _shown(visit: Visit, problems: tuple[str, ...]) -> Response:
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    carries = visit.actor.role in CARRIERS
    found = tuple(_waiting(visit, office))
    return page(
        visit,
        "desk/batches.html",
        status=422 if problems else 200,
        ready=_batches(visit, found, sent=False) if carries else (),
        gone=_batches(visit, found, sent=True),
        carries=carries,
        problems=problems,
    )


def _waiting(visit: Visit, office: Office) -> Iterator[tuple[str, State]]:
    """Give the cases between window and department that this person may see."""
    for number, listed in enumerate(office.listed(Wanted(stage="transfer"))):
        if number == SHOWN:
            return
        state = office.state(listed.case)
        if state is not None and sees(visit.actor, state):
            yield listed.case, state


def _batches(visit: Visit, found: tuple[tuple[str, State], ...], *, sent: bool) -> tuple[Batch, ...]:
    """Put cases together by where they go, or by the batch in which they have gone."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for case, state in found:
        for line in _lines(visit, state, sent=sent):
            rows.setdefault((line.batch if sent else "", line.department), []).append(
                Row(
                    case=case,
                    number=state.number,
                    item=named(state.terms, visit.lang),
                    materials=line.materials,
                    difference=line.difference,
                    version=state.version,
                )
            )
    return tuple(
        Batch(name=name, department=department, rows=tuple(each))
        for (name, department), each in sorted(rows.items())
    )


def _lines(visit: Visit, state: State, *, sent: bool) -> Iterator[Transfer]:
    """Give the lines of a case that are still to go, or that have gone and wait for a signature."""
    known = {each.department: each for each in state.transfers}
    papers = tuple(
        name for name, each in state.ledger.items() if each.handed_in and each.form != "electronic"
    )
    for department in sending(state):
        line = known.get(department)
        if visit.actor.role in SIGNERS and department != visit.actor.department:
            continue
        if line is None or line.difference:
            before = line or Transfer(department=department, batch="", medium="paper")
            if not sent:
                yield replace(before, materials=papers)
        elif sent and line.signed_on is None:
            yield line


def hand_over(visit: Visit) -> Response:
    """Hand the chosen cases over to a department, as one batch."""
    department, problems = visit.form.one("department"), list[str]()
    for number in visit.form.all("number"):
        problems += _done(visit, number, "dispatch", {"department": department})
    return _shown(visit, tuple(problems)) if problems else redirect(_HERE)


def sign(visit: Visit) -> Response:
    """Sign for one line."""
    problems = _done(visit, visit.form.one("number"), "transfer", {})
    return _shown(visit, problems) if problems else redirect(_HERE)


def _done(visit: Visit, number: str, verb: str, what: dict[str, object]) -> tuple[str, ...]:
    """Act on one case of a batch; gives what stands against it, with its number."""
    opened = case_named(visit, number)
    if opened is None:
        return (say("case_lost", visit.lang, number=number[:64]),)
    outcome = opened.office.act(
        Request(
            verb=verb,
            actor=visit.actor,
            at=visit.now,
            case=opened.case,
            sent=what,
            # One form does several acts: each has a key of its own.
            key=f"{visit.key}.{opened.case}.{what.get('department', '')}" if visit.key else "",
        )
    )
    if not isinstance(outcome, Done):
        return tuple(f"{opened.number} {each}" for each in problems_of(visit, outcome))
    opened.office.keep_papers(opened.case, visit.now)
    return ()


def printed(visit: Visit) -> Response:
    """Give the list of a batch, for the lines that are not signed for yet, to be signed on paper."""
    office, wanted = visit.house.office, visit.path["batch"].removesuffix(".html")
    if office is None:
        return refused(visit, 404)
    found = tuple(_waiting(visit, office))
    lines: list[tuple[Record, Owed]] = []
    for each in _batches(visit, found, sent=True):
        for row in each.rows if each.name == wanted else ():
            lines += _record(visit, office, row.case, each.department)
    if not lines:
        return refused(visit, 404)
    made = written(lines, visit.lang)
    lay_out = partial(to_html, made)
    text = visit.house.center.written(lines[0][1].paper, lines[0][0].item.code, lay_out)
    return sent_page(text, f"{wanted}.html")


def _record(visit: Visit, office: Office, case: str, department: str) -> Iterator[tuple[Record, Owed]]:
    """Give what one line of a list is written from: the newest list of the case for this department."""
    state = office.state(case)
    events = office.store.events(case)
    owed = [
        each
        for each in (state.papers if state is not None else ())
        if each.paper == "transfer_list" and events[each.sequence - 1].data.get("department") == department
    ]
    made = record(office, case, owed[-1:], visit.actor, visit.now) if owed else None
    if made is not None:
        yield made, owed[-1]
