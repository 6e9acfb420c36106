"""The start page: every item by life event and by department, or what people's words find."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from engine.vocabulary import in_lang
from web.page import page
from web.route import Visit
from web.shelf import Shelved

__all__ = ["Shown", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One item on a shelf of the start page."""

    code: str
    name: str
    summary: str
    department: str
    topics: tuple[str, ...]


def start(visit: Visit) -> Response:
    """Show every item by life event and by department; with words, what they find."""
    words = visit.query.get("q", "").strip()
    found = visit.house.shelf.search(words, visit.today) if words else None
    shown = [_shown(visit, each) for each in visit.house.shelf.all(visit.today)]
    departments: dict[str, list[Shown]] = {}
    topics: dict[str, list[Shown]] = {}
    for each in shown:
        departments.setdefault(each.department, []).append(each)
        for topic in each.topics:
            topics.setdefault(topic, []).append(each)
    by_code = {each.code: each for each in shown}
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


def _shown(visit: Visit, shelved: Shelved) -> Shown:
    item, english = shelved.item, visit.lang == "en"
    said = item.english if english else {}
    return Shown(
        code=str(item.code),
        name=str(said.get("name") or said.get("item_name") or item.name),
        summary=str(said.get("summary") or item.summary or ""),
        department=str(said.get("department") or item.department),
        topics=tuple(in_lang("life_event", each, visit.lang) for each in item.life_events),
    )
