"""Malformed input as RFC 9457 problems: all of it at once, never the value that was refused."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from starlette.responses import Response

from engine.exchange.strict_json import Problem

__all__ = ["PROBLEMS", "problem"]

PROBLEMS: Final[Mapping[str, tuple[int, str, str]]] = {
    "malformed": (422, "提交的内容看不懂", "The content cannot be read"),
    "bad-query": (400, "地址里问号后面的内容不对", "What stands after the question mark cannot be read"),
    "bad-header": (400, "请求头写得不对", "A header cannot be read"),
    "no-key": (
        400,
        "请带上 Idempotency-Key，同一次提交重发时不变",
        "Please send an Idempotency-Key, the same when you repeat the request",
    ),
    "not-signed-in": (
        401,
        "请带上有效的令牌，或者办件的查询码",
        "Please bring a valid token or the code of the case",
    ),
    "out-of-scope": (403, "这个令牌不能做这件事", "This token is not for that"),
    "not-found": (404, "没有这个地址", "There is no such address"),
    "unknown-item": (404, "没有这个事项", "There is no such item"),
    "unknown-case": (404, "没有这个办件，或者不归您看", "There is no such case, or it is not yours to see"),
    "wrong-method": (405, "这个地址不接受这种请求", "This address does not take that method"),
    "too-slow": (408, "发送太慢，请再试一次", "Sent too slowly; please try again"),
    "refused": (409, "现在不能这样办", "This cannot be done now"),
    "faulty-item": (409, "这个事项的定义有错误，暂时不能用", "The definition of this item has faults"),
    "changed-meanwhile": (
        412,
        "别人刚刚改过这个办件，请看一眼现在的样子再办",
        "Somebody changed this case meanwhile; look at it again, then act",
    ),
    "too-large": (413, "内容太大，最多 1 MiB", "Too large; at most 1 MiB"),
    "not-json": (415, "请用 application/json 提交，不要压缩", "Please send application/json, not compressed"),
    "no-edition": (422, "这一天没有有效的实施版本", "No edition is in force on that day"),
    "key-reused": (
        422,
        "这个 Idempotency-Key 已经用来提交过别的内容",
        "This Idempotency-Key was used for other content",
    ),
    "no-version": (
        428,
        "请用 If-Match 写明您看到的版本",
        "Please say by If-Match which version you have seen",
    ),
    "too-often": (429, "太频繁了，请过一会儿再试", "Too often; please wait a moment"),
    "our-fault": (500, "程序自己出了错，不怪您", "A bug of ours, not your fault"),
    "unavailable": (503, "现在办不了，请过一会儿再试", "Not possible now; please try again in a moment"),
}
"""By kind: the status, and the title in Chinese and English."""


def problem(
    kind: str,
    lang: str,
    *,
    errors: Sequence[Problem] = (),
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Make the answer for input that cannot be worked on."""
    english = lang == "en"
    status, zh, en = PROBLEMS[kind]
    trace = uuid.uuid4()
    body: dict[str, object] = {"type": f"/problems/{kind}", "title": en if english else zh, "status": status}
    if errors:
        body["detail"] = (
            f"{len(errors)} places; please put them all right at once."
            if english
            else f"有 {len(errors)} 处，请一次改完再提交。"
        )
        body["errors"] = [_error(each, lang) for each in errors]
    body |= {**(more or {}), "instance": trace.urn, "trace_id": trace.hex}
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    said = {"Content-Language": lang, **(headers or {})}
    return Response(content, status_code=status, headers=said, media_type="application/problem+json")


def _error(one: Problem, lang: str) -> dict[str, object]:
    made: dict[str, object] = {"pointer": one.pointer, "code": one.code, "says": one.says(lang)}
    if one.line is not None:
        made |= {"line": one.line, "column": one.column}
    return made
