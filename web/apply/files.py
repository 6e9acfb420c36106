"""Handing out one file of a case: to the applicant who has opened it, or to whoever works on it."""

from __future__ import annotations

from starlette.responses import Response

from web.apply.kept import handed
from web.cases import mine_of
from web.desk import case_of
from web.page import refused
from web.route import Visit

__all__ = ["of_applicant", "of_case"]


def of_applicant(visit: Visit) -> Response:
    """Hand a file back to the applicant whose case this browser has opened."""
    mine = mine_of(visit)
    if mine is None:
        return refused(visit, 404)
    return handed(visit, mine.office, mine.case, mine.state, mine.actor)


def of_case(visit: Visit) -> Response:
    """Hand a file to somebody who works on the case."""
    found = case_of(visit)
    return refused(visit, 404) if found is None else handed(visit, *found, visit.actor)
