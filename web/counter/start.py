"""Where a clerk begins: an item by words or by the code of a guide, a case by its number, what waits."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from starlette.responses import Response

from engine.guide.code import carried
from web.case.line import waiting
from web.counter.files import from_net
from web.counter.laid import address_of_case
from web.hall.queue import queue_of
from web.page import page, redirect, refused
from web.route import Visit

__all__ = ["start"]


def start(visit: Visit) -> Response:
    """Find an item by words, by the code of a guide, or go to a case by its number; show what waits."""
    office, words = visit.house.office, visit.query.get("q", "").strip()
    if office is None:
        return refused(visit, 404)
    if words and office.find(words) is not None:
        return redirect(address_of_case(words))
    code = carried(words) if words else None
    if code is not None:
        return redirect(f"/counter/items/{quote(code.item, safe='')}?{urlencode(dict(code.answers))}")
    found = visit.house.shelf.search(words, visit.today) if words else None
    queue = [] if words else queue_of(office, visit.today)
    sent_in = [] if words else from_net(visit, office)
    named = {each.case_number for each in queue} | {each.number for each in sent_in}
    lines = [] if words else [line for line in waiting(visit, office) if line.number not in named]
    shown: dict[str, Any] = {"lines": lines, "queue": queue, "sent_in": sent_in}
    return page(visit, "counter/start.html", q=words, found=found, **shown)
