"""The application: the guard in front, the routes of every reader, the interface for programs, the files.

A house in, an ASGI application out. One table holds every address; who may go where stands in its rows.
"""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from engine.guide.to_html import STATIC as GUIDE_STATIC
from web import cases, citizen, counter, desk, sign_in
from web.api import add_api
from web.doors import endpoint, visit_of
from web.guard import BodyRefused, Guard
from web.house import HERE, House
from web.language import accepted
from web.page import refused
from web.problem import problem
from web.route import Route

__all__ = ["ROUTES", "build_app"]

ROUTES: Final[tuple[Route, ...]] = (
    *citizen.ROUTES,
    *cases.ROUTES,
    *sign_in.ROUTES,
    *counter.ROUTES,
    *desk.ROUTES,
)
_API: Final = "/api/"


def build_app(house: House) -> ASGIApp:
    """Build the application over one house."""
    app = FastAPI(title="yici", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.mount("/static/guide", StaticFiles(directory=GUIDE_STATIC), name="guide-static")
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for route in ROUTES:
        made = endpoint(house, route)
        app.add_route(route.path, made, methods=[route.method], name=route.name, include_in_schema=False)
    app.add_route("/livez", _alive, include_in_schema=False)
    add_api(app, house)
    _add_refusals(app, house)
    return Guard(app)


async def _alive(request: Request) -> Response:
    return PlainTextResponse("ok\n")


def _add_refusals(app: FastAPI, house: House) -> None:
    async def answer(request: Request, kind: str, status: int) -> Response:
        if request.url.path.startswith(_API):
            lang = accepted(request.headers.get("accept-language", ""))
            return problem(kind, status, lang, instance=request.url.path)
        return await run_in_threadpool(lambda: refused(visit_of(house, request), status))

    @app.exception_handler(BodyRefused)
    async def too_much(request: Request, error: BodyRefused) -> Response:
        return await answer(request, "too-large" if error.status == 413 else "too-slow", error.status)

    @app.exception_handler(HTTPException)
    async def elsewhere(request: Request, error: HTTPException) -> Response:
        kind = "wrong-method" if error.status_code == 405 else "not-found"
        return await answer(request, kind, error.status_code)

    @app.exception_handler(Exception)
    async def ours(request: Request, error: Exception) -> Response:
        return await answer(request, "our-fault", 500)
