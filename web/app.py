"""The web application: an index of items, a page for each, and the check as an interface for programs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from engine.center import Center
from engine.check.check import check
from engine.documents.page import to_html
from engine.exchange.examples import applicant, examples
from engine.exchange.strict_json import Problem
from engine.exchange.submission import Sent, read_submission
from engine.item.schema import submission_schema
from engine.rules.model import Rulebook
from web.guard import BodyRefused, Guard
from web.problem import problem
from web.shelf import Missing, Shelf

__all__ = ["build_app"]

_HERE: Final = Path(__file__).parent
_CHINA: Final = timezone(timedelta(hours=8))
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_REQUIRED: Final = Problem(
    code="check/required", zh="请写事项编码。", en="Please name the item.", pointer="#/item"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    """What every page works with."""

    shelf: Shelf
    center: Center
    demo: bool
    pages: Environment
    today: Callable[[], date]


def build_app(
    catalog: Path,
    *,
    cache: Path | None = None,
    center: Center | None = None,
    demo: bool = False,
    today: Callable[[], date] | None = None,
) -> ASGIApp:
    """Build the application over one catalogue folder."""
    pages = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    house = _House(
        shelf=Shelf(catalog, cache),
        center=center or Center(),
        demo=demo,
        pages=pages,
        today=today or (lambda: datetime.now(_CHINA).date()),
    )
    app = FastAPI(title="yici", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    _add_pages(app, house)
    _add_check(app, house)
    _add_refusals(app, house)
    return Guard(app)


def _add_pages(app: FastAPI, house: _House) -> None:
    @app.get("/", include_in_schema=False)
    def start(request: Request) -> Response:
        shown = {path.stem: applicant(sent) for path, sent in examples()} if house.demo else {}
        return _page(house, request, "start.html", rows=house.shelf.rows(house.today()), examples=shown)

    @app.get("/items/{code}", include_in_schema=False)
    def item(request: Request, code: str) -> Response:
        book = house.shelf.book(code, house.today())
        if isinstance(book, Missing):
            return _lost(house, request, book)
        return _page(house, request, "item.html", book=book)

    @app.get("/demo/{name}", include_in_schema=False)
    def example(request: Request, name: str) -> Response:
        found = {path.stem: sent for path, sent in examples()} if house.demo else {}
        if name not in found:
            return _lost(house, request, Missing(why="unknown-item"))
        return _paper(house, request, found[name])

    @app.get("/livez", include_in_schema=False)
    def alive() -> Response:
        return PlainTextResponse("ok\n")


def _add_check(app: FastAPI, house: _House) -> None:
    body = {"required": True, "content": {"application/json": {"schema": submission_schema()}}}

    @app.post(
        "/api/v1/check",
        operation_id="check",
        summary="Check a submission: everything told at once. 审查一份申请，一次说全。",
        openapi_extra={"requestBody": body},
        response_class=JSONResponse,
    )
    async def check_submission(request: Request) -> Response:
        lang = _lang(request)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return problem("not-json", 415, lang, instance=request.url.path)
        data = await request.body()
        return await run_in_threadpool(_checked, house, data, lang, request.url.path)


def _add_refusals(app: FastAPI, house: _House) -> None:
    @app.exception_handler(BodyRefused)
    async def refused(request: Request, error: BodyRefused) -> Response:
        kind = "too-large" if error.status == 413 else "too-slow"
        return problem(kind, error.status, _lang(request), instance=request.url.path)

    @app.exception_handler(HTTPException)
    async def elsewhere(request: Request, error: HTTPException) -> Response:
        kind = "wrong-method" if error.status_code == 405 else "not-found"
        if request.url.path.startswith("/api/"):
            return problem(kind, error.status_code, _lang(request), instance=request.url.path)
        return _page(house, request, "lost.html", status=error.status_code, why="not-found")

    @app.exception_handler(Exception)
    async def ours(request: Request, error: Exception) -> Response:
        return problem("our-fault", 500, _lang(request), instance=request.url.path)


def _checked(house: _House, data: bytes, lang: str, path: str) -> Response:
    """Check what was sent; a correction is an answer like any other, only malformed input is refused."""
    sent = read_submission(data)
    errors = sent.problems if sent.item or sent.problems else (_REQUIRED,)
    if errors:
        return problem("malformed", 422, lang, instance=path, errors=errors)
    on = sent.applied_on or house.today()
    book = house.shelf.book(sent.item or "", on)
    if isinstance(book, Missing):
        status = {"unknown-item": 404, "no-edition": 422, "faulty-item": 409}[book.why]
        return problem(book.why, status, lang, instance=path)
    if sent.edition is not None and sent.edition != book.edition:
        return problem("no-edition", 422, lang, instance=path)
    answer = check(book, sent.submission, on, closed=sent.closed, ask=house.center.ask, lang=lang)
    return _json(answer.to_json())


def _paper(house: _House, request: Request, sent: Sent) -> Response:
    on = sent.applied_on or house.today()
    book = house.shelf.book(sent.item or "", on)
    if not isinstance(book, Rulebook):
        return _lost(house, request, book)
    lang = _lang(request)
    answer = check(book, sent.submission, on, closed=sent.closed, lang=lang)
    page = to_html(answer, lang, applicant=applicant(sent))
    return HTMLResponse(page, headers={"Content-Security-Policy": _policy(page)})


def _policy(page: str) -> str:
    """Allow a page its own style sheet, by its hash, and nothing else."""
    hashes = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(page))
    allowed = " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes)
    allowed = allowed or "'none'"
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; frame-ancestors 'none'"


def _page(house: _House, request: Request, name: str, *, status: int = 200, **values: object) -> Response:
    english = _lang(request) == "en"
    shown = house.pages.get_template(name).render(english=english, **values)
    headers = {"Vary": "Accept-Language"}
    return HTMLResponse(shown, status_code=status, headers=headers)


def _lost(house: _House, request: Request, missing: Missing) -> Response:
    return _page(house, request, "lost.html", status=404, why=missing.why)


def _json(value: object) -> Response:
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(content, media_type="application/json")


def _lang(request: Request) -> str:
    """Choose the language a browser likes best of ours; Chinese if it says nothing."""
    best, best_weight = "zh", 0.0
    for part in request.headers.get("accept-language", "")[:200].lower().split(","):
        name, _, weight = part.strip().partition(";q=")
        lang = name[:2]
        try:
            value = float(weight) if weight else 1.0
        except ValueError:
            continue
        if lang in ("zh", "en") and value > best_weight:
            best, best_weight = lang, value
    return best
