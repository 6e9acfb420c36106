"""The citizen's pages: find an item, read its guide for one's own situation, take the list along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine.ask.needs import needs
from engine.guide.build import build_guide
from engine.guide.code import address
from engine.guide.model import Guide
from engine.guide.to_html import Frame, Wizard, values_of
from engine.vocabulary import in_lang
from web.page import page, refused
from web.route import ANYBODY, Route, Visit
from web.shelf import Missing, Shelved

__all__ = ["ROUTES"]

_OURS: Final = frozenset({"edition", "lang", "q"})
# What the frame of every page says already.
_FRAMED: Final = frozenset({"center", "phone", "large", "w"})


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


def guide(visit: Visit) -> Response:
    """Show the guide of an item for the situation in the address; the list alone when a form asks for it."""
    found = visit.house.shelf.item(visit.path["code"], visit.today)
    if isinstance(found, Missing):
        return refused(visit, 404)
    typed = {name: value for name, value in visit.query.items() if name not in _OURS and value}
    questions = found.rulebook.questions
    facts = {name: value for name, value in typed.items() if name in questions and questions[name].scenario}
    made = build_guide(
        found.item, found.rulebook, visit.today, parts=found.parts, facts=facts, lang=visit.lang
    )
    problems = {
        each.fact: each.says for each in needs(found.rulebook, facts, visit.today, lang=visit.lang).misread
    }
    frame = _frame(visit, made, typed, problems)
    template = "checklist.html" if visit.fragment else "citizen/guide.html"
    values = values_of(made, frame)
    own = {key: value for key, value in values.items() if key not in _FRAMED}
    return page(visit, template, status=422 if problems else 200, **own, problems=problems)


def _frame(visit: Visit, made: Guide, typed: Mapping[str, str], problems: Mapping[str, str]) -> Frame:
    action = f"/items/{quote(made.item)}"
    site = f"{visit.request.url.scheme}://{visit.request.url.netloc}"
    return Frame(
        root="/static/guide/",
        home="/",
        code=address(made, site),
        wizard=Wizard(action=action, swap=True, typed=typed, problems=problems) if made.questions else None,
    )


ROUTES: Final = (
    Route(path="/", name="start", rule=ANYBODY, answer=start),
    Route(path="/items/{code}", name="guide", rule=ANYBODY, answer=guide),
)
