"""One case on the counter as it stands, read once: what was handed in, what the fields of its sheet hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from engine.case.state import State
from engine.center.office import Office
from engine.rules.model import Rulebook
from web.case.staff import case_of
from web.route import Visit
from web.sheet.flat import flat

__all__ = ["Open", "opened_of", "read_again"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One case on the counter, as it stands: what was handed in, and what the fields of its sheet hold."""

    office: Office
    case: str
    state: State
    rulebook: Rulebook
    submission: Mapping[str, Any]
    standing: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/counter/cases/{quote(self.state.number or self.case, safe='')}"


def opened_of(visit: Visit) -> Open | None:
    found = case_of(visit)
    return None if found is None else read_again(visit, found[0], found[1])


def read_again(visit: Visit, office: Office, case: str) -> Open | None:
    state = office.state(case)
    edition = None if state is None else office.edition(state.terms.edition_hash)
    if state is None or edition is None:
        return None
    submission = office.submission(case, visit.actor, visit.now, "look")
    return Open(
        office=office,
        case=case,
        state=state,
        rulebook=edition.rulebook,
        submission=submission,
        standing=flat(edition.rulebook, submission, state.ledger),
    )
