"""The application: the guard in front, the routes of every reader, the interface for programs, the files.

A house in, an ASGI application out.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeAlias

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.routing import Route as Address
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from engine.case.store import Unavailable
from engine.guide.to_html import STATIC as GUIDE_STATIC
from web.api.quick import Quick
from web.api.table import api_routes
from web.door.endpoint import endpoint, visit_of
from web.door.language import accepted
from web.guard import BodyRefused, Guard
from web.health import alive
from web.house import HERE, House
from web.kept import Kept
from web.metrics import Metered
from web.page import refused
from web.plugin_pages import contributed
from web.problem import problem
from web.routes import ROUTES

__all__ = ["build_app"]

_API: Final = "/api/"
Refuse: TypeAlias = Callable[[Request, Any], Coroutine[Any, Any, Response]]


def build_app(house: House, *, keep: bool = True) -> ASGIApp:
    """Build the application over one house; guides that were made once are kept ready, unless told not to."""
    addresses: list[BaseRoute] = [
        Mount("/static/guide", StaticFiles(directory=GUIDE_STATIC), name="guide-static"),
        Mount("/static", StaticFiles(directory=HERE / "static"), name="static"),
        *(
            Address(row.path, endpoint(house, row), methods=[row.method], name=row.name)
            for row in (*ROUTES, *contributed(house))
        ),
        Address("/livez", alive),
        *api_routes(house),
    ]
    # An address is right or it is not; nobody is sent to one with a stroke more. What programs read about the
    # interface is made from the table of operations, which also holds who may call each.
    app = FastAPI(
        routes=addresses,
        exception_handlers=_refusals(house),
        redirect_slashes=False,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    guarded = Guard(app)
    templates: dict[object, str] = {}
    for each in addresses:
        if isinstance(each, Mount):
            templates[each.app] = each.path
        elif isinstance(each, Address):
            templates[each.endpoint] = each.path
    metered = Metered(Kept(guarded, house) if keep else guarded, house.meter, templates)
    return Quick(metered, house)


def _refusals(house: House) -> dict[int | type[Exception], Refuse]:
    """Give what answers in place of a page: too much, too slow, no such address, no room, a bug of ours."""

    async def answer(request: Request, kind: str, status: int) -> Response:
        if request.url.path.startswith(_API):
            return problem(kind, accepted(request.headers.get("accept-language", "")))
        return await run_in_threadpool(lambda: refused(visit_of(house, request), status))

    async def too_much(request: Request, error: Exception) -> Response:
        status = error.status if isinstance(error, BodyRefused) else 413
        return await answer(request, "too-large" if status == 413 else "too-slow", status)

    async def elsewhere(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        return await answer(request, "wrong-method" if status == 405 else "not-found", status)

    async def ours(request: Request, error: Exception) -> Response:
        return await answer(request, "our-fault", 500)

    async def not_now(request: Request, error: Exception) -> Response:
        made = await answer(request, "unavailable", 503)
        made.headers["Retry-After"] = str(error.retry_after if isinstance(error, Unavailable) else 5)
        return made

    return {BodyRefused: too_much, HTTPException: elsewhere, Unavailable: not_now, Exception: ours}
