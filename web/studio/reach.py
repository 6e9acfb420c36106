"""What a visit to the studio is about: the draft of its address if it is theirs, and how its text looks.

Departments are apart: an author sees the drafts of their own department, a supervisor and the author of a
whole centre see all.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from engine.case.model import Role
from web.route import Rule, Visit, only
from web.said import moment
from web.studio.model import Draft
from web.studio.publish import file_of
from web.studio.sight import Sight, sight_of
from web.typed import whole
from web.words import say

__all__ = [
    "BOTH",
    "WRITERS",
    "department_of",
    "draft_of",
    "known_number",
    "name_of",
    "own",
    "sight_for",
    "when",
]

_AUTHORS: Final[tuple[Role, ...]] = ("author",)
WRITERS: Final[Rule] = only(*_AUTHORS)
BOTH: Final[Rule] = only(*_AUTHORS, "supervisor")


def department_of(visit: Visit) -> str:
    """Give the department a person is bound to; empty where they see all."""
    if visit.person is None or visit.actor.role == "supervisor":
        return ""
    return visit.person.department


def own(visit: Visit, department: str) -> bool:
    """Whether what belongs to a department is this person's to see."""
    return department_of(visit) in ("", department)


def known_number(text: str) -> int:
    """Read a number of ours; 0, which nothing has, for anything else."""
    return whole(text) or 0


def draft_of(visit: Visit) -> Draft | None:
    """Find the draft of the address, if there is one and it is this person's to see."""
    drafts = visit.house.drafts
    draft = None if drafts is None else drafts.find(known_number(visit.path["number"]))
    return draft if draft is not None and own(visit, draft.department) else None


def sight_for(visit: Visit, draft: Draft, text: str) -> Sight:
    """Look at a text of a draft, as if it stood where it will be published."""
    house = visit.house
    path = str(file_of(house.shelf, draft))
    return sight_of(text, path, house.shelf, house.center, visit.today)


def name_of(visit: Visit, person: str) -> str:
    """Give the name of somebody by the id that is on record."""
    found = visit.house.people.find(person)
    return found.name if found is not None else say("studio_nobody", visit.lang)


def when(visit: Visit, at: datetime) -> str:
    """Say a moment: the time if it was today, else the day too."""
    here = at.astimezone(visit.now.tzinfo)
    return f"{here:%H:%M}" if here.date() == visit.today else moment(visit, at)
