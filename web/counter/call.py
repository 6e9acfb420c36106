"""A clerk calls a number to the window, or passes over one to which nobody came."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from engine.center.office import Done, Request
from web.counter.laid import address_of_case
from web.page import redirect, refused
from web.route import Visit

__all__ = ["serve"]

_VERBS: Final = ("call", "pass_over")


def serve(visit: Visit) -> Response:
    """Call a number to this window, or pass over one to which nobody came.

    The form names the number, so that a double click calls nobody else; one that somebody else has called
    meanwhile is left to them, and the counter shows who is next now.
    """
    office, what = visit.house.office, visit.path["what"].replace("-", "_")
    case = None if office is None else office.find(visit.path["number"])
    if office is None or case is None or what not in _VERBS:
        return refused(visit, 404)
    window = {"window": visit.actor.window} if what == "call" and visit.actor.window else {}
    outcome = office.act(
        Request(verb=what, actor=visit.actor, at=visit.now, case=case, sent=window, key=visit.key)
    )
    if what == "call" and isinstance(outcome, Done):
        return redirect(address_of_case(outcome.state.number))
    return redirect("/counter")
