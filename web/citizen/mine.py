"""A case that its number and code have opened for its applicant; this browser keeps the code until closed.

The code stands on the receipt. A number that is none and a code that is wrong get the same answer, and
nobody may try often (guarantees, threat model).
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.code import code_of
from engine.case.model import Actor
from engine.center.office import Office
from web.case.opened import Opened, by_code
from web.door.endpoint import address_of
from web.route import Visit

__all__ = ["LONGEST", "address_of_case", "entered", "mine_of", "remembers"]

_COOKIE: Final = "yici_case"
LONGEST: Final = 64


def address_of_case(number: str) -> str:
    """Give where the applicant's page of a case is."""
    return f"/cases/{quote(number, safe='')}"


def remembers(visit: Visit, answer: Response, number: str, case: str) -> None:
    """Have the browser keep number and code of a case until it is closed."""
    answer.set_cookie(
        _COOKIE,
        f"{number} {code_of(case)}",
        path="/cases",
        secure=visit.request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def entered(visit: Visit, office: Office, number: str, code: str) -> Opened | None:
    """Open a case for its applicant by number and code."""
    found = by_code(office, number, code)
    if found is None:
        return None
    case, state = found
    actor = Actor(id=state.owner or visit.session.visitor, role="applicant")
    return Opened(office=office, case=case, state=state, actor=actor)


def mine_of(visit: Visit) -> Opened | None:
    """Give the case of the address, if this browser has brought its code; wrong ones count as attempts."""
    kept_number, _, code = visit.request.cookies.get(_COOKIE, "").partition(" ")
    number, office, limits = visit.path["number"], visit.house.office, visit.house.limits
    if office is None or kept_number != number or limits.spent("case-code", address_of(visit)):
        return None
    mine = entered(visit, office, number, code)
    if mine is None:
        limits.allows("case-code", address_of(visit))
    return mine
