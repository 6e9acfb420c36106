"""One case as a line of a list, in words: for the desks, the counter and the board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.case.store import Listed, Wanted
from engine.center.office import Office
from web.case.staff import EVERYWHERE
from web.route import Visit
from web.said import named, term
from web.shelf import Missing
from web.words import say

__all__ = ["MARKS", "SHOWN", "Line", "line_of", "waiting"]

MARKS: Final = frozenset(
    {
        *("told_again", "breach", "paused", "deemed", "deviation"),
        *("to_follow", "difference", "slip_refused", "clock_jumped", "unsent"),
    }
)
"""What a list says of a case that is out of the ordinary."""
SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One case in a list, in words."""

    number: str
    item: str
    stage: str
    holder: str
    due: str
    late: bool
    marks: tuple[str, ...]


def waiting(visit: Visit, office: Office) -> list[Line]:
    """Give the lines of the cases that wait for this role, the earliest due first."""
    actor = visit.actor
    everywhere = actor.role in EVERYWHERE
    wanted = Wanted(
        holder=None if actor.role == "supervisor" else actor.role,
        department=None if everywhere else actor.department,
    )
    found: list[Line] = []
    for listed in office.listed(wanted):
        found.append(line_of(visit, listed))
        if len(found) == SHOWN:
            break
    return found


def line_of(visit: Visit, listed: Listed) -> Line:
    """Say a line of a list in words."""
    line, lang = listed.line, visit.lang
    book = visit.house.shelf.book(line.item, visit.today)
    return Line(
        number=line.number or listed.case,
        item=line.item if isinstance(book, Missing) else named(book, lang),
        stage=term("stage", line.stage, lang),
        holder=term("role", line.holder, lang),
        due=line.due_on.isoformat() if line.due_on is not None else "",
        late=line.due_on is not None and line.due_on < visit.today,
        marks=tuple(say(f"mark_{each}", lang) for each in line.marks if each in MARKS),
    )
