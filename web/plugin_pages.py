"""Pages that plug-ins contribute, each a route with its rule, and the list of them.

A contributed page goes through the same doors as ours. What it shows stands inside our frame, where no script
runs; a plug-in that fails, hangs or answers nonsense is named, and the rest of the house goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final, cast

from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from engine.case.model import Role
from engine.hookspecs import Page
from web.house import House
from web.page import page
from web.route import ANYBODY, Route, Rule, Visit, only

__all__ = ["ROUTES", "contributed", "index"]


def contributed(house: House) -> Iterator[Route]:
    """Give a route for every page that a plug-in contributes; who may see it stands in its rule."""
    for path, each in house.center.pages().items():
        yield Route(
            path=f"/pages/{path}",
            name=f"pages-{path.replace('/', '-')}",
            rule=_rule(each),
            answer=partial(_show, path, each),
        )


def _rule(each: Page) -> Rule:
    roles = cast("tuple[Role, ...]", tuple(each.roles))
    return only(*roles) if roles else ANYBODY


def _show(path: str, each: Page, visit: Visit) -> Response:
    called = visit.house.center.show(path, visit.lang, dict(visit.query))
    if called.state == "answered" and not isinstance(called.answer, str):
        return JSONResponse(_plain(called.answer))
    return page(
        visit,
        "plugin/page.html",
        status=200 if called.state == "answered" else 503,
        title=each.en if visit.lang == "en" else each.zh,
        body=Markup(called.answer) if called.state == "answered" else "",
        silent="" if called.state == "answered" else called.plugin,
    )


def _plain(value: object) -> Any:
    """Give an answer as JSON takes it: days, moments and decimals as texts."""
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, str | bool | int) else str(value)


def index(visit: Visit) -> Response:
    """List the contributed pages that this visitor may see."""
    mine = frozenset[str](() if visit.person is None else visit.person.roles)
    pages = [
        (f"/pages/{path}", each.en if visit.lang == "en" else each.zh)
        for path, each in visit.house.center.pages().items()
        if not each.roles or mine & {*each.roles}
    ]
    return page(visit, "plugin/index.html", pages=pages)


ROUTES: Final = (Route(path="/pages", name="pages", rule=ANYBODY, answer=index),)
