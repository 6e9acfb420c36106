"""The questions of an applicant and what was answered, line by line of the correction, in the order asked.

Both lie in the vault; who reads them is on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.case.model import Event
from web.case.opened import Opened
from web.case.vault import read
from web.route import Visit

__all__ = ["Asked", "talk"]

_NAMES: Final = {"asked": "question", "answered": "answer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: its place in the case, the line it is about, its words and those of the answer."""

    sequence: int
    finding: str
    question: str
    answer: str


def talk(visit: Visit, opened: Opened) -> tuple[Asked, ...]:
    """Give what was asked about a case, with the answers there are."""
    events = [each for each in opened.office.store.events(opened.case) if each.kind in _NAMES]
    held = {each.sequence: each.personal.get(_NAMES[each.kind]) for each in events}
    references = (each for each in held.values() if each is not None)
    values = read(visit, opened, references, "questions")

    def words(event: Event | None) -> str:
        reference = None if event is None else held[event.sequence]
        if event is None or reference is None:
            return "" if event is None else str(event.data.get(_NAMES[event.kind]) or "")
        return str(values.get(reference.id) or "")

    answers = {each.data.get("question"): each for each in events if each.kind == "answered"}
    return tuple(
        Asked(
            sequence=each.sequence,
            finding=str(each.data.get("finding") or ""),
            question=words(each),
            answer=words(answers.get(each.sequence)),
        )
        for each in events
        if each.kind == "asked"
    )
