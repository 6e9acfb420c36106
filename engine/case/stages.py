"""The stages of a case as a table: who holds it there, and what must have happened for it to be over.

State in, stage out. A stage is no column: it is the first step of the case's own road that is not done yet
(`engine.case.road` lays the road). Adding a stage means adding a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from engine import vocabulary
from engine.case.model import Role
from engine.case.remembered import remembered
from engine.case.road import Step, part_codes, reviewing, road, sending
from engine.case.state import State

__all__ = ["OWN", "STAGES", "Stage", "done", "holder", "is_open", "stage_label", "stage_of", "step_of"]

OWN: Final = "own"
"""Stands for every stage that an item adds to the road (办理流程)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: who has the case while it stands there, and when it is over for a case."""

    name: str
    holder: Role
    done: Callable[[State, Step], bool]


def _transferred(state: State, step: Step) -> bool:
    signed = {each.department for each in state.transfers if each.signed_on is not None}
    return signed >= {*sending(state)}


def _finished(state: State, step: Step) -> bool:
    return {(name, department) for name, department, _ in state.finished} >= {
        (step.name, department) for department in step.departments
    }


def _decided(state: State, step: Step) -> bool:
    return {each.part for each in state.decisions} >= {*part_codes(state)}


def _handed_over(state: State, step: Step) -> bool:
    return not state.granted or (state.slip is not None and state.slip.taken_on is not None)


def _issued(state: State, step: Step) -> bool:
    return state.delivery is not None and state.delivery.delivered_on is not None


STAGES: Final[Mapping[str, Stage]] = {
    row.name: row
    for row in (
        Stage(name="queue", holder="clerk", done=lambda state, step: not state.waiting),
        Stage(name="receive", holder="clerk", done=lambda state, step: state.received is not None),
        Stage(name="accept", holder="clerk", done=lambda state, step: state.accepted is not None),
        Stage(name="transfer", holder="reviewer", done=_transferred),
        Stage(name="correct", holder="applicant", done=lambda state, step: state.correction is None),
        Stage(
            name="review",
            holder="reviewer",
            done=lambda state, step: {*state.reviews} >= {*reviewing(state)},
        ),
        Stage(name="decide", holder="decider", done=_decided),
        Stage(name="hand_over", holder="issuer", done=_handed_over),
        Stage(name="issue", holder="issuer", done=_issued),
        Stage(name="archive", holder="archivist", done=lambda state, step: state.archived_on is not None),
        Stage(name="rate", holder="applicant", done=lambda state, step: False),
        Stage(name=OWN, holder="reviewer", done=_finished),
    )
}


def stage_of(state: State) -> str:
    """Give the stage a case stands at: the name of a row above, or of a stage of the item's own."""
    return step_of(state).name


@remembered
def step_of(state: State) -> Step:
    """Give the step of the road that the case stands at."""
    return next(step for step in road(state) if not done(state, step))


def done(state: State, step: Step) -> bool:
    """Tell whether a step is over."""
    return STAGES[OWN if step.own else step.name].done(state, step)


def holder(state: State) -> Role:
    """Give the role whose turn it is."""
    stage = stage_of(state)
    if stage == "hand_over" and (state.slip is None or waits_for_mending(state)):
        return "reviewer"
    if stage == "transfer" and all(each.signed_on or each.difference for each in state.transfers):
        return "clerk"
    return STAGES[stage if stage in STAGES else OWN].holder


def waits_for_mending(state: State) -> bool:
    """Tell whether the issue window has refused a certificate that is not put right yet."""
    slip = state.slip
    return slip is not None and slip.refused_on is not None and slip.mended_on is None


def is_open(state: State) -> bool:
    """Tell whether anybody still has to do something; a rating is nobody's duty."""
    return stage_of(state) != "rate"


def stage_label(state: State, name: str, lang: vocabulary.Lang) -> str:
    """Give a stage's name in one language; a stage of the item's own by the name its author gave it."""
    found = vocabulary.word("stage", name)
    if found is not None:
        return found.label(lang).replace("_", " ")
    english = next((each.name_en for each in state.terms.extras if each.name == name), "")
    return english if lang == "en" and english else name
