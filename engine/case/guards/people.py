"""Who may act: role, department, ownership, mandate (guarantees 4, DB23 6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.case.refusals import Reason, reason
from engine.case.road import sending, turns
from engine.case.setting import Act, Setting
from engine.case.stages import step_of
from engine.case.state import State

__all__ = [
    "acting_departments",
    "agent_may_collect",
    "agent_never_pays",
    "handed_in_by_right",
    "mandate_stands",
    "of_the_department",
    "owns_the_case",
    "returned_signed",
]

_OF_A_DEPARTMENT = ("reviewer", "decider")


def owns_the_case(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """An applicant acts on their own case, an agent under a mandate that has not ended."""
    if act.actor.role == "applicant" and state.owner and act.actor.id != state.owner:
        yield reason("case/not-yours")
    if act.actor.role == "agent" and state.version:
        yield from _mandate(state, act, act.actor.id)


def _mandate(state: State, act: Act, agent: str) -> Iterator[Reason]:
    mandate = state.mandate
    if mandate is None or (agent and mandate.agent != agent):
        yield reason("case/no-mandate")
    elif mandate.ended:
        yield reason("case/mandate-ended")
    elif mandate.until is not None and act.on > mandate.until:
        yield reason("case/mandate-over", until=mandate.until)


def acting_departments(state: State) -> tuple[str, ...]:
    """Give the departments that act on a case; before acceptance those that could."""
    if state.accepted is not None:
        return sending(state)
    parts = tuple(part.department for part in state.terms.parts)
    return tuple(dict.fromkeys((state.terms.department, *parts)))


def of_the_department(state: State, act: Act, turn: str) -> Iterator[Reason]:
    """A reviewer or decider acts for a department of the case, at a step for one whose turn it is."""
    if act.actor.role not in _OF_A_DEPARTMENT:
        return
    theirs = acting_departments(state)
    if turn == "step" and state.accepted is not None:
        waiting = tuple(dict.fromkeys(department for _, department in turns(state, step_of(state))))
        theirs = waiting or theirs
    if act.actor.department not in theirs:
        yield reason("case/other-department", theirs="、".join(theirs), yours=act.actor.department or "—")


def handed_in_by_right(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """What an agent has prepared is handed in under a mandate (DB23 6.6.2)."""
    if state.agent:
        yield from _mandate(state, act, state.agent)


def mandate_stands(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only a mandate that was given can be ended."""
    if state.mandate is None:
        yield reason("case/no-mandate")
    elif state.mandate.ended:
        yield reason("case/mandate-ended")


def returned_signed(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The papers given back at the end of an agency are signed for (DB23 6.6.3.3)."""
    if act.data.get("signed") is not True:
        yield reason("case/not-signed")


def agent_may_collect(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Whoever collects for another needs a mandate."""
    if act.data["by"] == "agent":
        yield from _mandate(state, act, "")


def agent_never_pays(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Fees are paid by the applicant alone (DB23 6.6.3.2)."""
    if act.data.get("payer") == "agent" or (act.kind == "paid" and act.actor.role == "agent"):
        yield reason("case/agent-pays")
