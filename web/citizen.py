"""The citizen's pages: find an item, read its guide for one's own situation, take the list along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from engine.ask.needs import needs
from engine.guide.build import build_guide
from engine.guide.code import address
from engine.guide.model import Guide
from engine.guide.to_html import Frame, Wizard, values_of
from engine.vocabulary import in_lang
from web.apply.entry import takes_online
from web.house import House
from web.page import page, refused
from web.route import ANYBODY, Lang, Route, Visit
from web.shelf import Missing, Shelved

__all__ = ["ROUTES"]

_OURS: Final = frozenset({"edition", "lang", "q"})
_SESSION: Final = "sid="
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
    if facts:
        made, problems = _read(found, facts, visit.today, visit.lang)
    else:
        made, problems = _general(_Given(found), visit.today, visit.lang)
    frame = _frame(visit, made, typed, problems)
    template = "checklist.html" if visit.fragment else "citizen/guide.html"
    values = values_of(made, frame)
    online = visit.house.office is not None and takes_online(found.item)
    own = {key: value for key, value in values.items() if key not in _FRAMED}
    return page(visit, template, status=422 if problems else 200, **own, problems=problems, online=online)


Read: TypeAlias = tuple[Guide, Mapping[str, str]]
"""A guide, and what is wrong with the answers that it was made for."""


def _read(found: Shelved, facts: Mapping[str, str], on: date, lang: Lang) -> Read:
    """Read an item aloud for one situation."""
    made = build_guide(found.item, found.rulebook, on, parts=found.parts, facts=facts, lang=lang)
    misread = needs(found.rulebook, facts, on, lang=lang).misread if facts else ()
    return made, {each.fact: each.says for each in misread}


class _Given:
    """An item as the shelf holds it, told from others by what was read from its files."""

    __slots__ = ("found",)

    def __init__(self, found: Shelved) -> None:
        self.found = found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and self._files() == other._files()

    def __hash__(self) -> int:
        return hash(self._files())

    def _files(self) -> tuple[int, ...]:
        # The shelf keeps one item for each content of a file, and this keeps it alive: the id is the content.
        found = self.found
        return id(found.item), id(found.rulebook), *map(id, found.parts.values())


@lru_cache(maxsize=512)
def _general(given: _Given, on: date, lang: Lang) -> Read:
    """Read an item aloud for every situation; what is the same for all is read once a day."""
    return _read(given.found, {}, on, lang)


def _light(house: House, request: Request) -> bool:
    """Whether a guide is made at once: for every situation, its item at hand, nobody's session to be read."""
    if request.scope["query_string"] or _SESSION in request.headers.get("cookie", ""):
        return False
    return house.shelf.ready(request.path_params["code"], house.now().date()) is not None


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
    Route(path="/items/{code}", name="guide", rule=ANYBODY, answer=guide, light=_light),
)
