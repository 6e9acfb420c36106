"""The board of supervisors: lamps of what is due, what was told twice, which check fails most, who does what.

Every number is counted by the database or taken from the sums that follow it, and opens its list. Nothing on
it says who has applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from starlette.responses import Response

from web.board.cases import item_named, soon_until
from web.board.chart import LAMPS, Bar, Cell, bars, list_of, parts_of, share
from web.board.tally import Sum
from web.page import page, refused
from web.rating import GOOD, GRADES
from web.route import Visit
from web.said import short, term
from web.shelf import Missing
from web.words import say

__all__ = ["start"]

_MONTHS: Final = (1, 3, 12)
_MOST: Final = 10
_EVER: Final = "0000-00"


def start(visit: Visit) -> Response:
    """Show the board."""
    office, tally = visit.house.office, visit.house.tally
    if office is None:
        return refused(visit, 404)
    months = {str(each): each for each in _MONTHS}.get(visit.query.get("months", ""), _MONTHS[0])
    sums = () if tally is None else tally.sums(_since(visit, months))
    counts = office.store.counts(visit.today, soon_until(visit))
    told = {each: sum(one.count for one in sums if one.what == each) for each in ("told", "told_again")}
    received = sum(one.count for one in sums if one.what == "received")
    lamps = {lamp: sum(getattr(each, lamp) for each in counts) for lamp in LAMPS}
    return page(
        visit,
        "board/start.html",
        months=months,
        choices=_MONTHS,
        open=Cell(count=sum(lamps.values()), href=list_of()),
        late=Cell(count=lamps["late"], href=list_of(lamp="late")),
        again=Cell(count=told["told_again"], href=list_of(mark="told_again")),
        once=share(received - told["told"], received),
        received=received,
        departments=bars([(each.department, each) for each in counts], "department", _department(visit)),
        holders=bars(
            [(each.holder, each) for each in counts], "holder", lambda one: term("role", one, visit.lang)
        ),
        checks=_checks(visit, sums),
        workers=_workers(visit, sums),
        lamps=LAMPS,
        **_ratings(visit, () if tally is None else tally.sums(_EVER)),
    )


def _department(visit: Visit) -> Callable[[str], str]:
    """Give how departments are called; one whose items say no English name keeps its own."""
    items = (each.item for each in visit.house.shelf.all(visit.today))
    names = {str(item.department): short(item, visit.lang).department for item in items}
    return lambda name: names.get(name, name)


def _ratings(visit: Visit, sums: Sequence[Sum]) -> dict[str, Any]:
    """Give how often each grade was given, of all ratings so far, and how many were satisfied."""
    counts = Counter[int]()
    for each in sums:
        if each.what == "rated":
            counts[int(each.name)] += each.count
    longest = max(counts.values(), default=0)
    lines = [
        Bar(
            label=say(f"grade_{grade}", visit.lang),
            note="",
            cells=(Cell(count=counts[grade], href=list_of(grade=str(grade))),),
            parts=parts_of({"act": counts[grade]}, longest),
        )
        for grade in GRADES
    ]
    total = counts.total()
    good = sum(counts[grade] for grade in GOOD)
    return {"ratings": lines if total else [], "rated": total, "satisfied": share(good, total)}


def _since(visit: Visit, months: int) -> str:
    """Give the first month of a period that ends with the one we are in."""
    before = visit.today.year * 12 + visit.today.month - months
    return f"{before // 12:04}-{before % 12 + 1:02}"


def _checks(visit: Visit, sums: Sequence[Sum]) -> list[Bar]:
    """Give the checks that were told most often, each with its item."""
    found = sorted((each for each in sums if each.what == "finding"), key=lambda each: -each.count)[:_MOST]
    longest = found[0].count if found else 0
    return [
        Bar(
            label=_demand(visit, each),
            note=item_named(visit, each.item),
            cells=(Cell(count=each.count, href=list_of(item=each.item)),),
            parts=parts_of({"told": each.count}, longest),
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
            parts=parts_of({"act": count}, longest),
        )
        for id, count in most
    ]
