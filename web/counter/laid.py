"""One case laid out on the counter: what was handed in, and what the fields of its sheet hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from engine.case.model import Json
from engine.case.submission import references_of, submission_of
from engine.rules.model import Rulebook
from web.case.opened import Opened, again
from web.case.staff import case_of
from web.route import Visit
from web.sheet.flat import flat

__all__ = ["Laid", "address_of_case", "compared", "laid_again", "laid_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A case on the counter, read once; `known` are the personal values that were opened for it."""

    opened: Opened
    rulebook: Rulebook
    submission: Mapping[str, Any]
    standing: Mapping[str, str]
    known: Mapping[str, Json]


def address_of_case(number: str) -> str:
    """Give where the page of a case is."""
    return f"/counter/cases/{quote(number, safe='')}"


def laid_of(visit: Visit) -> Laid | None:
    """Lay out the case of the address, if it is the clerk's to see and its edition is at hand."""
    found = case_of(visit)
    return None if found is None else _shown(visit, found, {})


def laid_again(visit: Visit, opened: Opened, known: Mapping[str, Json] | None = None) -> Laid | None:
    """Lay a case out as it stands now, after something was done; `known` was opened before that."""
    return _shown(visit, again(opened), known or {})


def compared(opened: Opened) -> Laid | None:
    """Lay a case out to be compared with what comes: shown to nobody, it is no reading to be noted."""
    store = opened.office.store
    events = store.events(opened.case)
    known = store.opened(opened.case, references_of(events))
    return _laid(opened, submission_of(events, known), known)


def _shown(visit: Visit, opened: Opened, known: Mapping[str, Json]) -> Laid | None:
    office = opened.office
    if office.edition(opened.state.terms.edition_hash) is None:
        return None
    submission = office.submission(opened.case, visit.actor, visit.now, "look", known=known)
    return _laid(opened, submission, known)


def _laid(opened: Opened, submission: Mapping[str, Any], known: Mapping[str, Json]) -> Laid | None:
    edition = opened.office.edition(opened.state.terms.edition_hash)
    if edition is None:
        return None
    return Laid(
        opened=opened,
        rulebook=edition.rulebook,
        submission=submission,
        standing=flat(edition.rulebook, submission, opened.state.ledger),
        known=known,
    )
