"""The road of a draft as a table: which step leads where, who may take it, and what it asks for.

A draft and a person go in, the steps that are theirs come out, or the word that says why not. Whoever wrote
any version of the text is never its second person.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from engine.case.model import Role
from web.studio.model import OPEN, Draft, DraftState

__all__ = ["STEPS", "StepRow", "against", "offered"]

Who = Literal["writer", "second", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step: from which states to which (None: it stays), by whom, and what must come with it.

    `sound` asks that the text has no fault and its samples pass; `dated` asks for the first day in force.
    """

    verb: str
    before: frozenset[DraftState]
    after: DraftState | None
    who: Who
    note: Literal["no", "may", "must"] = "no"
    sound: bool = False
    dated: bool = False


_WRITING: Final[frozenset[DraftState]] = frozenset({"draft"})
_REVIEWED: Final[frozenset[DraftState]] = frozenset({"in_review"})
_SENT: Final[frozenset[DraftState]] = frozenset({"in_review", "approved"})
STEPS: Final[tuple[StepRow, ...]] = (
    StepRow(
        verb="send", before=_WRITING, after="in_review", who="writer", note="may", sound=True, dated=True
    ),
    StepRow(verb="approve", before=_REVIEWED, after="approved", who="second", note="may", sound=True),
    StepRow(verb="send_back", before=_REVIEWED, after="draft", who="second", note="must"),
    StepRow(verb="publish", before=frozenset({"approved"}), after="published", who="both", sound=True),
    StepRow(verb="remark", before=OPEN, after=None, who="both", note="must"),
    StepRow(verb="take_back", before=_SENT, after="draft", who="writer"),
    StepRow(verb="rebase", before=_WRITING, after=None, who="writer"),
    StepRow(verb="withdraw", before=_WRITING, after="withdrawn", who="writer", note="may"),
    StepRow(verb="reopen", before=frozenset({"withdrawn"}), after="draft", who="writer"),
)


def against(row: StepRow, draft: Draft, writers: Collection[str], person: str, role: Role) -> str:
    """Give the word that says why a person may not take a step now; nothing if they may."""
    if draft.state not in row.before:
        return "studio_not_now"
    if row.who == "writer" and role != "author":
        return "studio_authors_only"
    if row.who == "second" and person in writers:
        return "studio_second_person"
    return ""


def offered(draft: Draft, writers: Collection[str], person: str, role: Role) -> tuple[StepRow, ...]:
    """Give the steps that a person may take now, in the order of the road."""
    return tuple(row for row in STEPS if not against(row, draft, writers, person, role))
