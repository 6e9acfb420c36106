"""What was decided, for everybody to read: item, number, masked name, day and decision, the newest first.

Names are masked here and nowhere stored so; each is read from the vault once a day and process, which is on
record. An item that the centre does not publish is left out, and so is a case whose person was erased.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

from starlette.responses import Response

from engine.case.state import Decided, State
from engine.case.store import Listed, Wanted
from engine.center.office import SYSTEM, Office
from engine.documents.mask import mask_name
from web.case.opened import Opened
from web.case.vault import read
from web.page import page, refused
from web.route import Visit
from web.said import named

__all__ = ["Published", "show"]

_PAGE: Final = 20
_LOOKED_AT: Final = 400
_KEPT: Final = 10_000
_LONGEST: Final = 64
_NAMES: Final[OrderedDict[tuple[int, str, date], str]] = OrderedDict()
_LOCK: Final = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One decision as it is published."""

    number: str
    item: str
    name: str
    on: date
    granted: bool
    decision: str


def show(visit: Visit) -> Response:
    """Show a page of decisions, or the one of a number."""
    office = visit.house.office
    if office is None or not office.practice.publish_results:
        return refused(visit, 404)
    number = visit.query.get("number", "").strip()[:_LONGEST]
    after = visit.query.get("after", "")[:_LONGEST] or None
    rows, cursor = _found(visit, office, number) if number else _page(visit, office, after)
    return page(visit, "apply/results.html", rows=rows, cursor=cursor, number=number, later=after is not None)


def _found(visit: Visit, office: Office, number: str) -> tuple[list[Published], str | None]:
    page = office.store.lines(Wanted(number=number, open=None), limit=1)
    return [each for listed in page.rows for each in _decisions(visit, office, listed)], None


def _page(visit: Visit, office: Office, after: str | None) -> tuple[list[Published], str | None]:
    """Give a page of decisions and where the next begins; after so many cases the reader goes on."""
    rows: list[Published] = []
    for _ in range(_LOOKED_AT // _PAGE):
        some = office.store.lines(Wanted(open=None, newest_first=True), after, limit=_PAGE)
        rows += [each for listed in some.rows for each in _decisions(visit, office, listed)]
        after = some.cursor
        if after is None or len(rows) >= _PAGE:
            break
    return rows, after


def _decisions(visit: Visit, office: Office, listed: Listed) -> Iterator[Published]:
    if listed.line.item in office.practice.unpublished:
        return
    state = office.state(listed.case)
    if state is None or not state.decisions:
        return
    name = _masked(visit, Opened(office=office, case=listed.case, state=state, actor=SYSTEM))
    if not name:
        return
    parts = {part.code: part.name for part in state.terms.parts}
    for each in state.decisions:
        yield _published(visit, state, each, name, parts.get(each.part, ""))


def _published(visit: Visit, state: State, decided: Decided, name: str, part: str) -> Published:
    terms = state.terms
    return Published(
        number=state.number,
        item=part or named(terms, visit.lang),
        name=name,
        on=decided.on,
        granted=decided.result == "granted",
        decision=decided.number,
    )


def _masked(visit: Visit, opened: Opened) -> str:
    """Give the masked name of who applied; nothing where it was erased."""
    key = (id(opened.office), opened.case, visit.today)
    with _LOCK:
        if key in _NAMES:
            return _NAMES[key]
    made = _read(visit, opened)
    with _LOCK:
        _NAMES[key] = made
        while len(_NAMES) > _KEPT:
            _NAMES.popitem(last=False)
    return made


def _read(visit: Visit, opened: Opened) -> str:
    events = opened.office.store.events(opened.case)
    wanted = [
        each.personal[name] for each in events for name in ("applicant", "facts") if name in each.personal
    ]
    values = read(visit, opened, wanted, "publish")
    for reference in reversed(wanted):
        value: Any = values.get(reference.id)
        name = _name_in(value)
        if name:
            return mask_name(name)
    return ""


def _name_in(value: Any) -> str:
    """Find the applicant's name in what was recorded about the applicant, or in the facts."""
    if not isinstance(value, dict):
        return ""
    inner = value.get("申请人")
    person = inner if isinstance(inner, dict) else value
    return str(person.get("名称") or person.get("姓名") or "")
