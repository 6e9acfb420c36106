"""A case that its number and code have opened for its applicant; this browser keeps the code until closed.

The code stands on the receipt. A number that is none and a code that is wrong get the same answer, and
nobody may try often (guarantees, threat model).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.code import code_of, is_code_of
from engine.case.model import Actor
from engine.case.state import State
from engine.center.office import Office
from web.door.endpoint import address_of
from web.route import Visit

__all__ = ["LONGEST", "Mine", "mine_of", "opened_by_code", "remembers"]

_COOKIE: Final = "yici_case"
LONGEST: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A case that its number and code have opened, and the applicant as who acts on it."""

    office: Office
    case: str
    state: State
    actor: Actor

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/cases/{quote(self.state.number, safe='')}"


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


def opened_by_code(visit: Visit, office: Office, number: str, code: str) -> Mine | None:
    case = office.find(number) if number else None
    # A number that is none costs the same comparison as a code that is wrong.
    right = is_code_of(case or "", code)
    state = office.state(case) if case is not None and right else None
    if case is None or state is None or state.number != number:
        return None
    actor = Actor(id=state.owner or visit.session.visitor, role="applicant")
    return Mine(office=office, case=case, state=state, actor=actor)


def mine_of(visit: Visit) -> Mine | None:
    """Give the case of the address, if this browser has brought its code; wrong ones count as attempts."""
    kept_number, _, code = visit.request.cookies.get(_COOKIE, "").partition(" ")
    number, office, limits = visit.path["number"], visit.house.office, visit.house.limits
    if office is None or kept_number != number or limits.spent("case-code", address_of(visit)):
        return None
    mine = opened_by_code(visit, office, number, code)
    if mine is None:
        limits.allows("case-code", address_of(visit))
    return mine
