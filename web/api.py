"""The interface for programs: the check of DESIGN 5, described by OpenAPI; problems after RFC 9457."""

from __future__ import annotations

import json
from typing import Final

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from engine.check.check import check
from engine.exchange.strict_json import Problem
from engine.exchange.submission import read_submission
from engine.item.schema import submission_schema
from web.house import House
from web.language import accepted
from web.problem import problem
from web.shelf import Missing

__all__ = ["add_api"]

_REQUIRED: Final = Problem(
    code="check/required", zh="请写事项编码。", en="Please name the item.", pointer="#/item"
)


def add_api(app: FastAPI, house: House) -> None:
    """Add the operations."""
    body = {"required": True, "content": {"application/json": {"schema": submission_schema()}}}

    @app.post(
        "/api/v1/check",
        operation_id="check",
        summary="Check a submission: everything told at once. 审查一份申请，一次说全。",
        openapi_extra={"requestBody": body},
        response_class=JSONResponse,
    )
    async def check_submission(request: Request) -> Response:
        lang = accepted(request.headers.get("accept-language", ""))
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return problem("not-json", 415, lang, instance=request.url.path)
        data = await request.body()
        return await run_in_threadpool(_checked, house, data, lang, request.url.path)


def _checked(house: House, data: bytes, lang: str, path: str) -> Response:
    """Check what was sent; a correction is an answer like any other, only malformed input is refused."""
    sent = read_submission(data)
    errors = sent.problems if sent.item or sent.problems else (_REQUIRED,)
    if errors:
        return problem("malformed", 422, lang, instance=path, errors=errors)
    on = sent.applied_on or house.now().date()
    book = house.shelf.book(sent.item or "", on)
    if isinstance(book, Missing):
        status = {"unknown-item": 404, "no-edition": 422, "faulty-item": 409}[book.why]
        return problem(book.why, status, lang, instance=path)
    if sent.edition is not None and sent.edition != book.edition:
        return problem("no-edition", 422, lang, instance=path)
    answer = check(book, sent.submission, on, closed=sent.closed, ask=house.center.asker(book), lang=lang)
    content = json.dumps(answer.to_json(), ensure_ascii=False, separators=(",", ":"))
    return Response(content.encode("utf-8", "replace"), media_type="application/json")
