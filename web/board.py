"""The board of supervisors: lamps of what is due, what was told twice, which check fails most, who does what.

Every number is counted by the database or taken from the sums that follow it, and opens its list. Nothing on
it says who has applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from engine import vocabulary
from engine.calendar import CalendarMissing
from engine.case.store import Wanted
from engine.case.store.counts import Count
from web.desk import MARKS, Line, line_of
from web.page import page, refused
from web.route import Route, Visit, only
from web.shelf import Missing
from web.tally import Sum
from web.words import say

__all__ = ["ROUTES"]

LAMPS: Final = ("late", "soon", "later", "still")
_SOON_WORKDAYS: Final = 2
_MONTHS: Final = (1, 3, 12)
_SHOWN: Final = 50
_MOST: Final = 10
_WORDS: Final = {"holder": "role", "stage": "stage"}
_FILTERS: Final = ("department", "holder", "item", "stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number with the address of its list."""

    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a chart: its label, its numbers, its parts in hundredths of the longest."""

    label: str
    note: str
    cells: tuple[Cell, ...]
    parts: tuple[tuple[str, float, float], ...]


def start(visit: Visit) -> Response:
    """Show the board."""
    office, tally = visit.house.office, visit.house.tally
    if office is None:
        return refused(visit, 404)
    months = {str(each): each for each in _MONTHS}.get(visit.query.get("months", ""), _MONTHS[0])
    sums = () if tally is None else tally.sums(_since(visit, months))
    counts = office.store.counts(visit.today, _soon(visit))
    told = {each: sum(one.count for one in sums if one.what == each) for each in ("told", "told_again")}
    received = sum(one.count for one in sums if one.what == "received")
    lamps = {lamp: sum(getattr(each, lamp) for each in counts) for lamp in LAMPS}
    return page(
        visit,
        "board/start.html",
        months=months,
        choices=_MONTHS,
        open=Cell(count=sum(lamps.values()), href=_list()),
        late=Cell(count=lamps["late"], href=_list(lamp="late")),
        again=Cell(count=told["told_again"], href=_list(mark="told_again")),
        once=_share(received - told["told"], received),
        received=received,
        departments=_bars([(each.department, each) for each in counts], "department"),
        holders=_bars([(each.holder, each) for each in counts], "holder", visit),
        checks=_checks(visit, sums),
        workers=_workers(visit, sums),
        lamps=LAMPS,
    )


def _since(visit: Visit, months: int) -> str:
    """Give the first month of a period that ends with the one we are in."""
    before = visit.today.year * 12 + visit.today.month - months
    return f"{before // 12:04}-{before % 12 + 1:02}"


def _soon(visit: Visit) -> date:
    """Give the last day of what is due soon."""
    office = visit.house.office
    assert office is not None
    try:
        return office.calendar.add_workdays(visit.today, _SOON_WORKDAYS)
    except CalendarMissing:
        return visit.today + timedelta(days=_SOON_WORKDAYS)


def _share(part: int, whole: int) -> str:
    return f"{max(part, 0) / whole:.0%}" if whole else ""


def _list(**wanted: str) -> str:
    return f"/board/cases?{urlencode(wanted)}" if wanted else "/board/cases"


def _bars(rows: Sequence[tuple[str, Count]], key: str, visit: Visit | None = None) -> list[Bar]:
    """Add the counts of one kind up, and lay each out as one line of a chart, what is late first."""
    summed: dict[str, Counter[str]] = {}
    for name, count in rows:
        summed.setdefault(name, Counter()).update({lamp: getattr(count, lamp) for lamp in LAMPS})
    longest = max((sum(each.values()) for each in summed.values()), default=0)
    ordered = sorted(summed.items(), key=lambda each: (-each[1]["late"], -sum(each[1].values()), each[0]))
    return [
        Bar(
            label=name if visit is None else vocabulary.in_lang("role", name, visit.lang),
            note="",
            cells=tuple(Cell(count=counts[lamp], href=_list(**{key: name, "lamp": lamp})) for lamp in LAMPS),
            parts=_parts({lamp: counts[lamp] for lamp in LAMPS}, longest),
        )
        for name, counts in ordered
    ]


def _parts(counts: Mapping[str, int], longest: int) -> tuple[tuple[str, float, float], ...]:
    made: list[tuple[str, float, float]] = []
    at = 0.0
    for name, count in counts.items():
        width = 100 * count / longest if longest else 0.0
        if count:
            made.append((name, round(at, 2), round(width, 2)))
        at += width
    return tuple(made)


def _checks(visit: Visit, sums: Sequence[Sum]) -> list[Bar]:
    """Give the checks that were told most often, each with its item."""
    found = sorted((each for each in sums if each.what == "finding"), key=lambda each: -each.count)[:_MOST]
    longest = found[0].count if found else 0
    return [
        Bar(
            label=_demand(visit, each),
            note=_named(visit, each.item),
            cells=(Cell(count=each.count, href=_list(item=each.item)),),
            parts=_parts({"told": each.count}, longest),
        )
        for each in found
    ]


def _demand(visit: Visit, each: Sum) -> str:
    """Say what a finding was about: the demand of its check, or the material that it names."""
    found = visit.house.shelf.item(each.item, visit.today)
    if isinstance(found, Missing):
        return each.name
    checks = (*found.item.conditions, *found.item.checks)
    demand = next((str(check.requirement) for check in checks if str(check.id) == each.name), "")
    return f"{each.name} {demand}" if demand else each.name


def _named(visit: Visit, code: str) -> str:
    book = visit.house.shelf.book(code, visit.today)
    if isinstance(book, Missing):
        return code
    return book.name_en if visit.lang == "en" and book.name_en else book.name


def _workers(visit: Visit, sums: Sequence[Sum]) -> list[Bar]:
    """Give who did most, by name."""
    done: Counter[str] = Counter()
    for each in sums:
        if each.what == "act":
            done[each.name] += each.count
    most = done.most_common(2 * _MOST)
    longest = most[0][1] if most else 0
    people = {person.id: person for person in visit.house.people.all()}
    return [
        Bar(
            label=people[id].name if id in people else id,
            note=people[id].department if id in people else "",
            cells=(Cell(count=count, href=""),),
            parts=_parts({"act": count}, longest),
        )
        for id, count in most
    ]


def cases(visit: Visit) -> Response:
    """Show the list behind a number, a page at a time."""
    office = visit.house.office
    if office is None:
        return refused(visit, 404)
    given = {name: visit.query.get(name, "") for name in (*_FILTERS, "lamp", "mark")}
    kept = {name: value for name, value in given.items() if value}
    found = office.store.lines(_wanted(visit, kept), visit.query.get("after"), limit=_SHOWN)
    lines: list[Line] = [line_of(visit, each) for each in found.rows]
    more = "" if found.cursor is None else f"/board/cases?{urlencode({**kept, 'after': found.cursor})}"
    return page(visit, "board/cases.html", lines=lines, more=more, said=_said(visit, kept))


def _wanted(visit: Visit, kept: Mapping[str, str]) -> Wanted:
    lamp, today, soon = kept.get("lamp", ""), visit.today, _soon(visit)
    after = soon + timedelta(days=1)
    mark = kept.get("mark")
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
        elif name == "item":
            made.append(_named(visit, value))
        elif name in _WORDS:
            made.append(vocabulary.in_lang(_WORDS[name], value, visit.lang))
        else:
            made.append(value)
    return " · ".join(each for each in made if each)


ROUTES: Final = (
    Route(path="/board", name="board", rule=only("supervisor"), answer=start),
    Route(path="/board/cases", name="board-cases", rule=only("supervisor"), answer=cases),
)
