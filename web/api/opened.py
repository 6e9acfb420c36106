"""A case that a call may see: opened by number and code for its applicant, by token for who works on it.

What is not the caller's does not exist: a foreign case, a wrong code and no such number read the same.
"""

from __future__ import annotations

import hashlib

from engine.case.act import allowed
from engine.case.clock.say import says
from engine.case.fold import fold
from engine.case.model import Actor, Refusal
from engine.case.stages import holder, is_open, stage_label, stage_of
from engine.case.state import State
from engine.case.store import Conflict, OtherBody
from engine.center.office import Done, Office, Outcome
from engine.exchange.strict_json import Problem
from web.api.operation import Call, Denied
from web.case.opened import Opened, by_code, told
from web.case.staff import sees
from web.said import named

__all__ = ["done_or_denied", "office_of", "opened", "shown", "tag"]


def office_of(call: Call) -> Office:
    """Give the office; where only guides are shown there are no cases."""
    if call.house.office is None:
        raise Denied("unknown-case")
    return call.house.office


def opened(call: Call) -> Opened:
    """Give the case of the address, or deny the call."""
    office, number = office_of(call), call.path["number"]
    limits, address = call.house.limits, call.came_from
    if call.code and limits.spent("case-code", address):
        raise Denied("too-often", wait=limits.wait("case-code", address))
    if call.code:
        found = by_code(office, number, call.code)
        if found is None:
            limits.allows("case-code", address)
    else:
        found = _by_number(office, number)
    if found is None:
        raise Denied("unknown-case")
    case, state = found
    actor = call.actor or _applicant(case, state)
    if call.actor is not None and not sees(actor, state):
        raise Denied("unknown-case")
    return Opened(office=office, case=case, state=state, actor=actor)


def _by_number(office: Office, number: str) -> tuple[str, State] | None:
    case = office.find(number)
    state = None if case is None else office.state(case)
    return None if case is None or state is None or state.number != number else (case, state)


def _applicant(case: str, state: State) -> Actor:
    """Give the applicant of a case; the same one at every call, so that what is repeated is known again."""
    by_code = f"v-{hashlib.sha256(case.encode()).hexdigest()[:16]}"
    return Actor(id=state.owner or by_code, role="applicant")


def tag(state: State) -> str:
    """Give the entity tag of a case: its version."""
    return f'"{state.version}"'


def shown(call: Call, mine: Opened) -> dict[str, object]:
    """Give a case as plain values: where it stands, until when, what to put right, what may be done."""
    state, lang, office = mine.state, call.lang, mine.office
    stage, terms = stage_of(state), state.terms
    return {
        "number": state.number,
        "version": state.version,
        "item": terms.item,
        "name": named(terms, lang),
        "department": terms.department,
        "edition_hash": terms.edition_hash,
        "applied_on": None if state.applied_on is None else state.applied_on.isoformat(),
        "stage": stage,
        "stage_name": stage_label(state, stage, lang),
        "holder": holder(state),
        "open": is_open(state),
        "clocks": [
            {
                "clock": each.kind,
                "due_on": None if each.due_on is None else each.due_on.isoformat(),
                "standing": each.standing,
                "overdue": each.overdue,
                "says": says(each, lang),
            }
            for each in office.clocks(state, call.today)
        ],
        "correction": _correction(call, mine),
        "can": [row.verb for row in allowed(state, mine.actor)],
    }


def _correction(call: Call, mine: Opened) -> dict[str, object] | None:
    """Give the correction that waits for an answer, as it was told."""
    waiting = mine.state.correction
    if waiting is None:
        return None
    return {
        "number": waiting.number,
        "told_on": waiting.on.isoformat(),
        "correct_by": None if waiting.correct_by is None else waiting.correct_by.isoformat(),
        "findings": [each.to_json() for each in told(mine, call.now, call.lang)],
    }


def done_or_denied(call: Call, office: Office, outcome: Outcome, actor: Actor) -> Opened:
    """Give the case as the act left it, the same however often it is repeated; or deny the call."""
    match outcome:
        case Done():
            office.keep_papers(outcome.case, call.now)
            last = outcome.events[-1].sequence
            state = fold(office.store.events(outcome.case)[:last])
            return Opened(office=office, case=outcome.case, state=state, actor=actor)
        case Refusal():
            lines = outcome.lines or ((outcome.zh, outcome.en),)
            kind = "malformed" if outcome.code in _MALFORMED else "refused"
            errors = [Problem(code=outcome.code, zh=zh, en=en) for zh, en in lines]
            raise Denied(kind, errors=errors)
        case Conflict():
            raise Denied("changed-meanwhile", more=_winner(outcome))
        case OtherBody():
            raise Denied("key-reused")
        case _:
            raise Denied("unknown-case")


_MALFORMED = frozenset({"case/missing-data", "case/wrong-data", "case/unknown-data"})


def _winner(conflict: Conflict) -> dict[str, object]:
    """Say which event came first."""
    last = conflict.last
    if last is None:
        return {}
    return {
        "last": {
            "version": last.sequence,
            "event": last.kind,
            "at": last.at.isoformat(),
            "role": last.by.role,
        }
    }
