"""Two-step sign-in as others look after it: of which roles it is demanded, and who begins anew, and why."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from web.page import page, redirect, refused
from web.people.changes import Changes
from web.people.joining import roles_of
from web.people.model import STAFF_ROLES
from web.people.second_step import SecondSteps
from web.route import Visit
from web.words import say

__all__ = ["require", "reset", "steps"]

_LONGEST: Final = 200


def steps(visit: Visit) -> Response:
    """Show who has a second step, and of whom it is demanded."""
    found = visit.house.second_steps
    return refused(visit, 404) if found is None else _shown(visit, found, "")


def _shown(visit: Visit, found: SecondSteps, wrong: str) -> Response:
    everybody = found.everybody()
    return page(
        visit,
        "admin/steps.html",
        status=422 if wrong else 200,
        wrong=wrong,
        roles=STAFF_ROLES,
        required=found.required,
        people=[(each, each.id in everybody) for each in visit.house.people.all() if each.active],
        own=visit.actor.id,
    )


def require(visit: Visit) -> Response:
    """Settle of which roles it is demanded."""
    found, changes = visit.house.second_steps, _changes(visit)
    if found is None or changes is None:
        return refused(visit, 404)
    changes.require_step(found, roles_of(visit.form.all("role")))
    return redirect("/admin/steps")


def reset(visit: Visit) -> Response:
    """Let somebody begin anew who has lost their telephone and their codes; nobody does so for themselves."""
    found, changes = visit.house.second_steps, _changes(visit)
    person, why = visit.house.people.find(visit.path["id"]), visit.form.one("why").strip()[:_LONGEST]
    if found is None or changes is None or person is None or not found.has(person):
        return refused(visit, 404)
    if person.id == visit.actor.id:
        return _shown(visit, found, say("admin_step_own", visit.lang))
    if not why:
        return _shown(visit, found, say("admin_step_why", visit.lang))
    changes.reset_step(found, person, why)
    return redirect("/admin/steps")


def _changes(visit: Visit) -> Changes | None:
    office = visit.house.office
    if office is None:
        return None
    return Changes(visit.house.people, lambda draft: office.store.note(draft, visit.now), by=visit.actor.id)
