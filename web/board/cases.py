"""The list behind a number of the board, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from engine.calendar import CalendarMissing
from engine.case.store import Wanted
from web.board.chart import LAMPS
from web.case.line import MARKS, Line, line_of
from web.page import page, refused
from web.rating import GRADES
from web.route import Visit
from web.said import named, term
from web.shelf import Missing
from web.words import say

__all__ = ["cases", "named", "soon_until"]

_SOON_WORKDAYS: Final = 2
_SHOWN: Final = 50
_WORDS: Final = {"holder": "role", "stage": "stage"}
_FILTERS: Final = ("department", "holder", "item", "stage")


def soon_until(visit: Visit) -> date:
    """Give the last day of what is due soon."""
    office = visit.house.office
    assert office is not None
    try:
        return office.calendar.add_workdays(visit.today, _SOON_WORKDAYS)
    except CalendarMissing:
        return visit.today + timedelta(days=_SOON_WORKDAYS)


def item_named(visit: Visit, code: str) -> str:
    book = visit.house.shelf.book(code, visit.today)
    if isinstance(book, Missing):
        return code
    return named(book, visit.lang)


def cases(visit: Visit) -> Response:
    """Show the list behind a number, a page at a time."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    given = {name: visit.query.get(name, "") for name in (*_FILTERS, "lamp", "mark", "grade")}
    kept = {name: value for name, value in given.items() if value}
    if kept.get("grade") not in (None, *map(str, GRADES)):
        return refused(visit, 404)
    found = office.store.lines(_wanted(visit, kept), visit.query.get("after"), limit=_SHOWN)
    lines: list[Line] = [line_of(visit, each) for each in found.rows]
    more = "" if found.cursor is None else f"/board/cases?{urlencode({**kept, 'after': found.cursor})}"
    return page(visit, "board/cases.html", lines=lines, more=more, said=_said(visit, kept))


def _wanted(visit: Visit, kept: Mapping[str, str]) -> Wanted:
    lamp, today, soon = kept.get("lamp", ""), visit.today, soon_until(visit)
    after = soon + timedelta(days=1)
    mark, grade = kept.get("mark"), kept.get("grade")
    if grade is not None:
        # Ratings come at the end, when a case is closed.
        return Wanted(mark=f"rated:{grade}", open=None)
    return Wanted(
        department=kept.get("department"),
        holder=kept.get("holder"),
        item=kept.get("item"),
        stage=kept.get("stage"),
        due_before={"late": today, "soon": after}.get(lamp),
        due_from={"soon": today, "later": after}.get(lamp),
        due_never=lamp == "still",
        mark=mark if mark in MARKS else None,
    )


def _said(visit: Visit, kept: Mapping[str, str]) -> str:
    """Say which cases these are."""
    made = []
    for name, value in kept.items():
        if name == "lamp":
            made.append(say(f"board_{value}", visit.lang) if value in LAMPS else "")
        elif name == "mark":
            made.append(say(f"mark_{value}", visit.lang) if value in MARKS else "")
        elif name == "grade":
            made.append(say(f"grade_{value}", visit.lang))
        elif name == "item":
            made.append(item_named(visit, value))
        elif name in _WORDS:
            made.append(term(_WORDS[name], value, visit.lang))
        else:
            made.append(value)
    return " · ".join(each for each in made if each)
