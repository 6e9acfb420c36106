"""The queue of today: who waits, in which order they are called, who was called to which window.

A queue number is an event of a case that has no applicant yet; calling it is an act like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from engine.case.fold import fold
from engine.case.store import Wanted
from engine.center.office import Office

__all__ = ["ON_SCREEN", "Ticket", "called_of", "queue_of"]

ON_SCREEN: Final = 8
_READ: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A queue number of today: its case, the item, since when it waits, the window that called it."""

    number: str
    case: str
    case_number: str
    item: str
    item_en: str
    since: datetime
    window: str = ""
    passed: int = 0


def queue_of(office: Office, today: date) -> list[Ticket]:
    """Give who waits today, in the order in which they are called; who was passed over comes last."""
    found = [each for each in _tickets(office, today, "queue") if not each.window]
    return sorted(found, key=lambda each: (each.passed, each.since, each.number))


def called_of(office: Office, today: date) -> list[Ticket]:
    """Give who was called today and is not done at the window yet, the newest first."""
    found = [each for each in _tickets(office, today, "receive") if each.window]
    return sorted(found, key=lambda each: each.since, reverse=True)[:ON_SCREEN]


def _tickets(office: Office, today: date, stage: str) -> Iterator[Ticket]:
    page = office.store.lines(Wanted(stage=stage), limit=_READ)
    for each in page.rows:
        events = office.store.events(each.case)
        state = fold(events)
        if not state.queue_number or state.opened_on != today:
            continue
        called = next((event for event in reversed(events) if event.kind == "called"), None)
        yield Ticket(
            number=state.queue_number,
            case=each.case,
            case_number=state.number,
            item=state.terms.name,
            item_en=state.terms.name_en,
            since=(called or events[0]).at,
            window="" if called is None else str(called.data.get("window") or called.by.window or "–"),
            passed=sum(event.kind == "passed_over" for event in events),
        )
