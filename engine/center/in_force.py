"""The calendar by which due dates are counted: which one is in force stands in the journal of the store.

A new calendar, be it of a new year or of a moved centre, changes nothing by lying there. It is put in force
by an act with a reason (`Office.change_calendar`), which records for every open case what it moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from engine.calendar import Calendar, Year, build_calendar
from engine.case.model import Draft, Json
from engine.case.store import Store
from engine.case.store.chain import JOURNAL

__all__ = ["calendar_in_force", "put_in_force"]

_KIND: Final = "calendar_in_force"


def calendar_in_force(store: Store) -> Calendar | None:
    """Give the calendar that was put in force last; None if none ever was."""
    for event in reversed(store.events(JOURNAL)):
        if event.kind == _KIND:
            years: Any = event.data["years"]
            return build_calendar(_year(each) for each in years)
    return None


def put_in_force(store: Store, calendar: Calendar, why: str, at: datetime) -> None:
    """Record that due dates are counted by this calendar from now on."""
    years: list[Json] = [_plain(year) for year in calendar.years]
    store.note(Draft(kind=_KIND, data={"digest": calendar.digest, "why": why, "years": years}), at)


def _plain(year: Year) -> dict[str, Json]:
    return {
        "year": year.year,
        "status": year.status,
        "basis": year.basis,
        "source": year.source,
        "published_on": year.published_on.isoformat() if year.published_on is not None else None,
        "off": sorted(each.isoformat() for each in year.off),
        "work": sorted(each.isoformat() for each in year.work),
        "reasons": {each.isoformat(): why for each, why in sorted(year.reasons.items())},
    }


def _year(data: Mapping[str, Any]) -> Year:
    published = data["published_on"]
    return Year(
        year=data["year"],
        status=data["status"],
        basis=data["basis"],
        source=data["source"],
        published_on=None if published is None else date.fromisoformat(published),
        off=frozenset(date.fromisoformat(each) for each in data["off"]),
        work=frozenset(date.fromisoformat(each) for each in data["work"]),
        reasons={date.fromisoformat(each): why for each, why in data["reasons"].items()},
    )
