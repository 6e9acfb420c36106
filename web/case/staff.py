"""A case in the hands of those who work on it: who may see it, how they act on it, what stands against it.

The centre's own people see every case, a department its own. What is not somebody's to see does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.case.model import Actor, Refusal, Role
from engine.case.state import State
from engine.case.store import Conflict
from engine.center.office import Outcome
from web.case.opened import Opened, done
from web.route import Visit
from web.typed import whole
from web.words import say

__all__ = ["EVERYWHERE", "WORKERS", "act_on", "case_named", "case_of", "problems_of", "sees"]

WORKERS: Final[tuple[Role, ...]] = (
    "clerk",
    "runner",
    "reviewer",
    "decider",
    "issuer",
    "archivist",
    "supervisor",
)
EVERYWHERE: Final[frozenset[Role]] = frozenset({"clerk", "runner", "issuer", "archivist", "supervisor"})


def case_of(visit: Visit) -> Opened | None:
    """Find the case of the address, if there is one and it is this person's to see."""
    return case_named(visit, visit.path["number"])


def case_named(visit: Visit, number: str) -> Opened | None:
    """Find a case by its number, if there is one and it is this person's to see."""
    office = visit.house.office
    found = None if office is None else office.find(number)
    state = None if office is None or found is None else office.state(found)
    if office is None or found is None or state is None or not sees(visit.actor, state):
        return None
    return Opened(office=office, case=found, state=state, actor=visit.actor)


def sees(actor: Actor, state: State) -> bool:
    """Whether somebody may see a case: the centre's own people see all, departments theirs."""
    if actor.role in EVERYWHERE:
        return True
    terms = state.terms
    departments = {terms.department, *(part.department for part in terms.parts)}
    departments |= {each for extra in terms.extras for each in extra.departments}
    return actor.department in departments


def act_on(visit: Visit, opened: Opened, verb: str, what: Mapping[str, object]) -> Outcome:
    """Do an act on a case as the page showed it: whoever has acted on it meanwhile came first."""
    return done(visit, opened, verb, what, whole(visit.form.one("_version")))


def problems_of(visit: Visit, outcome: Outcome) -> tuple[str, ...]:
    """Say everything that stands against an act."""
    english = visit.lang == "en"
    if isinstance(outcome, Refusal):
        lines = outcome.lines or ((outcome.zh, outcome.en),)
        return tuple(line[english] for line in lines)
    if isinstance(outcome, Conflict):
        return (say("changed_meanwhile", visit.lang),)
    return (say("not_done", visit.lang),)
