"""One case laid out on the counter: what was handed in, and what the fields of its sheet hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from engine.rules.model import Rulebook
from web.case.opened import Opened, again
from web.case.staff import case_of
from web.route import Visit
from web.sheet.flat import flat

__all__ = ["Laid", "address_of_case", "laid_again", "laid_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A case on the counter, read once."""

    opened: Opened
    rulebook: Rulebook
    submission: Mapping[str, Any]
    standing: Mapping[str, str]


def address_of_case(number: str) -> str:
    """Give where the page of a case is."""
    return f"/counter/cases/{quote(number, safe='')}"


def laid_of(visit: Visit, *, shown: bool = True) -> Laid | None:
    """Lay out the case of the address, if it is the clerk's to see and its edition is at hand.

    What is not `shown` to anybody, but only compared with what comes, is no reading to be noted.
    """
    found = case_of(visit)
    return None if found is None else _laid(visit, found, shown)


def laid_again(visit: Visit, opened: Opened, *, shown: bool = True) -> Laid | None:
    """Lay a case out as it stands now, after something was done."""
    return _laid(visit, again(opened), shown)


def _laid(visit: Visit, opened: Opened, shown: bool) -> Laid | None:
    state = opened.state
    edition = opened.office.edition(state.terms.edition_hash)
    if edition is None:
        return None
    if shown:
        submission = opened.office.submission(opened.case, visit.actor, visit.now, "look")
    else:
        submission = opened.office.compared(opened.case)
    return Laid(
        opened=opened,
        rulebook=edition.rulebook,
        submission=submission,
        standing=flat(edition.rulebook, submission, state.ledger),
    )
