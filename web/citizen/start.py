"""The start page: every item by life event and by department, or what people's words find."""

from __future__ import annotations

from starlette.responses import Response

from web.page import page
from web.route import Visit
from web.said import Short, short, term

__all__ = ["start"]


def start(visit: Visit) -> Response:
    """Show every item by life event and by department; with words, what they find."""
    words = visit.query.get("q", "").strip()
    found = visit.house.shelf.search(words, visit.today) if words else None
    shelved = visit.house.shelf.all(visit.today)
    shown = [short(each.item, visit.lang) for each in shelved]
    departments: dict[str, list[Short]] = {}
    topics: dict[str, list[Short]] = {}
    for each, said in zip(shelved, shown, strict=True):
        departments.setdefault(said.department, []).append(said)
        for topic in each.item.life_events:
            topics.setdefault(term("life_event", topic, visit.lang), []).append(said)
    by_code = {said.code: said for said in shown}
    hits = () if found is None else (found.hits or found.near)
    return page(
        visit,
        "citizen/start.html",
        departments=departments,
        topics=topics,
        count=len(shown),
        q=words,
        near=found is not None and not found.hits,
        hits=[by_code[hit.code] for hit in hits if hit.code in by_code],
        cases=visit.house.office is not None,
    )
