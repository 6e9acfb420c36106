"""The guide of an item for one's own situation; the list of what to bring alone when a form asks for it."""

from __future__ import annotations

from collections.abc import Mapping
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
from engine.guide.template import Parts
from engine.guide.to_html import Frame, Wizard, values_of
from engine.vocabulary import Lang
from web.house import House
from web.page import inside, page, refused
from web.route import Visit
from web.sheet.carried import answers, situation
from web.sheet.entry import takes_online
from web.shelf import Missing, Shelved

__all__ = ["Read", "guide", "light"]

_SESSION: Final = "sid="


def guide(visit: Visit) -> Response:
    """Show the guide of an item for the situation in the address; the list alone when a form asks for it."""
    found = visit.house.shelf.item(visit.path["code"], visit.today)
    if isinstance(found, Missing):
        return refused(visit, 404)
    typed = answers(visit)
    facts = situation(found.rulebook, typed)
    if facts:
        made, problems = _read(found, facts, visit.today, visit.lang)
        parts = None
    else:
        made, kept = _general(_Given(found), visit.today, visit.lang)
        problems, parts = {}, None if typed else kept
    frame = _frame(visit, made, typed, problems, parts)
    template = "checklist.html" if visit.fragment else "citizen/guide.html"
    online = visit.house.office is not None and takes_online(found.item)
    own = inside(values_of(made, frame))
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
def _general(given: _Given, on: date, lang: Lang) -> tuple[Guide, Parts]:
    """Read an item aloud for every situation; what is the same for all is read, and rendered, once a day."""
    return _read(given.found, {}, on, lang)[0], {}


def light(house: House, request: Request) -> bool:
    """Whether a guide is made at once: for every situation, its item at hand, nobody's session to be read."""
    if request.scope["query_string"] or _SESSION in request.headers.get("cookie", ""):
        return False
    return house.shelf.ready(request.path_params["code"], house.now().date()) is not None


def _frame(
    visit: Visit, made: Guide, typed: Mapping[str, str], problems: Mapping[str, str], parts: Parts | None
) -> Frame:
    action = f"/items/{quote(made.item)}"
    return Frame(
        root="/static/guide/",
        home="/",
        code=address(made, visit.site),
        wizard=Wizard(action=action, swap=True, typed=typed, problems=problems) if made.questions else None,
        parts=parts,
    )
