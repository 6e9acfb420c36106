"""What operators see of the centre: its windows, the working days in force, what is plugged in."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from engine.calendar import Year
from web.page import page, refused
from web.people.model import Person
from web.route import Visit

__all__ = ["calendars", "plugins", "windows"]

_NOVEMBER: Final = 11


def windows(visit: Visit) -> Response:
    """Show the windows, and who serves at each."""
    found: dict[str, list[Person]] = {}
    for person in visit.house.people.all():
        if person.window and person.active:
            found.setdefault(person.window, []).append(person)
    return page(visit, "admin/windows.html", windows=dict(sorted(found.items())))


def calendars(visit: Visit) -> Response:
    """Show the working days in force, year by year, with who says so."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    calendar, next_year = office.calendar, visit.today.year + 1
    known = {year.year: year for year in calendar.years}
    missing = next_year not in known or known[next_year].status == "projected"
    return page(
        visit,
        "admin/calendars.html",
        years=[(year, _count(year)) for year in reversed(calendar.years)],
        waiting=office.waiting is not None,
        alarm=next_year if missing and visit.today.month >= _NOVEMBER else None,
        digest=calendar.digest,
    )


def _count(year: Year) -> int:
    return sum(day.weekday() < 5 for day in year.off)


def plugins(visit: Visit) -> Response:
    """Show what is plugged in, what it has cost, and what was refused."""
    center = visit.house.center
    faults = [fault.says(visit.lang) for fault in center.faults]
    return page(visit, "admin/plugins.html", uses=center.uses, faults=faults)
