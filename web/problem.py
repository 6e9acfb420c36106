"""Malformed input as RFC 9457 problems: all of it at once, never the value that was refused."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from engine.exchange.strict_json import Problem

__all__ = ["problem"]

_TITLES: Final = {
    "malformed": ("提交的内容看不懂", "The content cannot be read"),
    "not-json": ("请用 application/json 提交", "Please send application/json"),
    "too-large": ("内容太大，最多 1 MiB", "Too large; at most 1 MiB"),
    "too-slow": ("发送太慢，请再试一次", "Sent too slowly; please try again"),
    "unknown-item": ("没有这个事项", "There is no such item"),
    "no-edition": ("这一天没有有效的实施版本", "No edition is in force on that day"),
    "faulty-item": ("这个事项的定义有错误，暂时不能用", "The definition of this item has faults"),
    "not-found": ("没有这个地址", "There is no such address"),
    "wrong-method": ("这个地址不接受这种请求", "This address does not take that method"),
    "our-fault": ("程序自己出了错，不怪您", "A bug of ours, not your fault"),
}


def problem(
    kind: str, status: int, lang: str, *, instance: str = "", errors: Sequence[Problem] = ()
) -> Response:
    """Make the answer for input that cannot be worked on."""
    english = lang == "en"
    body: dict[str, object] = {
        "type": f"/problems/{kind}",
        "title": _TITLES[kind][english],
        "status": status,
    }
    if errors:
        body["detail"] = (
            f"{len(errors)} places; please put them all right at once."
            if english
            else f"有 {len(errors)} 处，请一次改完再提交。"
        )
        body["errors"] = [_error(each, lang) for each in errors]
    body |= {"instance": instance, "trace_id": secrets.token_hex(8)}
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status_code=status, media_type="application/problem+json")


def _error(one: Problem, lang: str) -> dict[str, object]:
    made: dict[str, object] = {"pointer": one.pointer, "code": one.code, "says": one.says(lang)}
    if one.line is not None:
        made |= {"line": one.line, "column": one.column}
    return made
