"""Who read personal values, of which case and what for; who changed which account; what scanners found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from engine import vocabulary
from engine.case.events.table import VERBS
from engine.case.model import Event
from engine.case.store.chain import JOURNAL
from engine.case.store.touched import Spot
from engine.center.intake import INFECTED, UNSCANNED
from engine.center.office import Office
from web.page import page, refused
from web.people.changes import CHANGED
from web.route import Visit
from web.said import moment, term
from web.typed import whole
from web.words import WORDS, say

__all__ = ["Read", "audit"]

_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One line of the audit: when, who, in which role, what for, of which case."""

    at: str
    who: str
    role: str
    what: str
    case: str


def audit(visit: Visit) -> Response:
    """Show who read personal values, of which case and what for, the newest first."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    found = office.store.accessed(_spot(visit.query.get("before", "")), _SHOWN)
    numbers: dict[str, str] = {}
    rows: list[Read] = []
    for each in found:
        case = each.chain.partition(".")[0]
        events = office.store.events(each.chain)[each.first - 1 : each.last]
        people = [event for event in events if event.by.role != "system"]
        if people and case not in numbers:
            numbers[case] = _number(office, case)
        rows += [_read(visit, event, numbers[case]) for event in reversed(people)]
    more = f"/admin/audit?before={found[-1].spot[0]}.{found[-1].chain}" if len(found) == _SHOWN else ""
    journal = office.store.events(JOURNAL)
    return page(
        visit,
        "admin/audit.html",
        rows=rows,
        more=more,
        changes=_noted(visit, journal),
        scans=_scans(visit, office, journal),
    )


def _spot(said: str) -> Spot | None:
    number, dot, chain = said.partition(".")
    at = whole(number, 15) if dot else None
    return None if at is None else (at, chain[:64])


def _number(office: Office, case: str) -> str:
    state = office.state(case)
    return state.number if state is not None else ""


def _read(visit: Visit, event: Event, number: str) -> Read:
    person = visit.house.people.find(event.by.id)
    purpose = str(event.data.get("purpose", event.kind))
    return Read(
        at=moment(visit, event.at),
        who=event.by.id if person is None else person.name,
        role=vocabulary.in_lang("role", event.by.role, visit.lang),
        what=_purpose(visit, purpose),
        case=number,
    )


def _purpose(visit: Visit, purpose: str) -> str:
    """Say what personal values were read for: a word of ours, or the act that needed them."""
    key = f"purpose_{purpose}"
    if key in WORDS:
        return say(key, visit.lang)
    kind = VERBS[purpose].kind if purpose in VERBS else purpose
    return term("event", kind, visit.lang)


def _noted(visit: Visit, journal: Sequence[Event]) -> Sequence[Read]:
    """Give the newest changes of accounts."""
    changes = [event for event in journal if event.kind == CHANGED]
    everybody = {person.id: person.name for person in visit.house.people.all()}
    return [
        Read(
            at=moment(visit, event.at),
            who=everybody.get(str(event.data["by"]), say("admin_terminal", visit.lang)),
            role="",
            what=_change(visit, event),
            case=everybody.get(str(event.data["person"]), ""),
        )
        for event in reversed(changes[-_SHOWN:])
    ]


def _scans(visit: Visit, office: Office, journal: Sequence[Event]) -> Sequence[Read]:
    """Give the newest files in which something was found, or in which nobody could look."""
    found = [event for event in journal if event.kind in (INFECTED, UNSCANNED)]
    return [
        Read(
            at=moment(visit, event.at),
            who=_sender(visit, str(event.data["by"])),
            role=str(event.data["plugin"]),
            what=_scan(visit, event),
            case=_number(office, str(event.data["case"])) if event.data["case"] else "",
        )
        for event in reversed(found[-_SHOWN:])
    ]


def _sender(visit: Visit, id: str) -> str:
    person = visit.house.people.find(id)
    return say("admin_applicant", visit.lang) if person is None else person.name


def _scan(visit: Visit, event: Event) -> str:
    if event.kind == INFECTED:
        return say("admin_infected", visit.lang, found=str(event.data["found"]))
    return say("admin_unscanned_taken" if event.data["taken"] else "admin_unscanned", visit.lang)


def _change(visit: Visit, event: Event) -> str:
    """Say what was changed; of which roles, where it is nobody in particular; and why, if that was said."""
    said = say(f"changed_{event.data['what']}", visit.lang)
    roles: Any = () if event.data["person"] else event.data["roles"]
    named = " ".join(vocabulary.in_lang("role", each, visit.lang) for each in roles)
    return " ".join(each for each in (said, named, str(event.data.get("why", ""))) if each)
