"""The table of operations as an OpenAPI 3.1 document: nothing about the interface is written twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from engine.case.code import code_of
from web.api.given import given
from web.api.operation import JSON, Operation, Schema
from web.api.schemas import SCHEMAS, ref
from web.problem import PROBLEMS

__all__ = ["described"]

_IN_PATH: Final = re.compile(r"\{(\w+)\}")
_ALWAYS: Final = ("our-fault",)
_WORDS: Final[Mapping[str, tuple[str, Schema, object]]] = {
    "code": (
        "事项编码 · code of the item",
        {"type": "string", "minLength": 1, "maxLength": 64},
        "SC-0202",
    ),
    "number": (
        "办件编号 · number of the case",
        {"type": "string", "minLength": 1, "maxLength": 64},
        "20260309-0001",
    ),
    "paper": (
        "文书，见清单的 id · a paper, by the id in the list",
        {"type": "string", "pattern": "^[0-9]{1,9}-[a-z_]{1,40}$"},
        "2-receipt",
    ),
}
_RETRY: Final[Schema] = {
    "Retry-After": {
        "description": "过几秒可以再试 · in how many seconds it may be tried again",
        "schema": {"type": "integer", "minimum": 1},
    }
}
_ABOUT: Final = (
    "事项、指南、下一个问题、查找和审查对谁都开放；办件要令牌（Authorization: Bearer），申请人用编号和查询码"
    "（Case-Code）。补正是 200，不是错误。Accept-Language 选语言。\n\n"
    "Items, guides, the next question, search and check are open; cases need a token (Authorization: Bearer),"
    " an applicant brings number and code (Case-Code). A correction is a 200, not an error. Accept-Language"
    " chooses the language."
)


def described(operations: Iterable[Operation], version: str) -> dict[str, Any]:
    """Give the document."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.address, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "一次 yici", "version": version, "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": dict(SCHEMAS),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "令牌 · yici people token"},
                "code": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Case-Code",
                    "description": f"查询码，印在材料接收凭证上 · the code on the receipt: {code_of('…')}",
                },
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.zh,
        "description": _described(operation),
        "parameters": [*_parameters(operation)],
        "responses": _responses(operation),
        "security": _security(operation),
    }
    if operation.takes is not None:
        content: dict[str, Any] = {"schema": operation.takes}
        if operation.example.sent is not None:
            content["example"] = operation.example.sent
        made["requestBody"] = {"required": True, "content": {JSON: content}}
    return made


def _described(operation: Operation) -> str:
    if operation.rule.open:
        return operation.en
    roles = ", ".join(sorted(operation.rule.roles))
    code = " Number and code open it as well." if operation.coded else ""
    return f"{operation.en} Roles: {roles}. Scope: {operation.scope}.{code}"


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    if operation.rule.open:
        return [{}]
    code: list[dict[str, list[str]]] = [{"code": []}] if operation.coded else []
    return [{"token": []}, *code]


def _parameters(operation: Operation) -> Iterable[dict[str, Any]]:
    for name in _IN_PATH.findall(operation.path):
        says, schema, example = _WORDS[name]
        yield _parameter(name, "path", schema, says, required=True) | {"example": example}
    for each in operation.query:
        yield _parameter(each.name, "query", each.schema, f"{each.zh} · {each.en}", required=each.required)
    yield _parameter("lang", "query", {"type": "string", "enum": ["zh", "en"]}, "语言 · language")
    if operation.writes:
        key: Schema = {"type": "string", "pattern": "^[!-~]{1,64}$"}
        says = "重发时不变 · the same when repeated; kept 7 days"
        yield _parameter("Idempotency-Key", "header", key, says, required=True) | {"example": "9f2c-0001"}
    if operation.matches != "no":
        seen: Schema = {"type": "string", "pattern": '^(\\*|"[0-9]{1,9}")$'}
        says = "您看到的版本 · the version you have seen, as in ETag"
        must = operation.matches == "must"
        yield _parameter("If-Match", "header", seen, says, required=must) | {"example": '"3"'}


def _parameter(name: str, place: str, schema: Schema, says: str, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required, "schema": schema, "description": says}


def _responses(operation: Operation) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": operation.gives}
    if operation.media == JSON:
        content["example"] = given(operation.id)
    made: dict[str, Any] = {
        str(operation.status): {"description": operation.zh, "content": {operation.media: content}}
    }
    by_status: dict[int, list[str]] = {}
    for kind in _kinds(operation):
        by_status.setdefault(PROBLEMS[kind][0], []).append(kind)
    for status, kinds in sorted(by_status.items()):
        says = "；".join(f"{PROBLEMS[kind][1]} · {PROBLEMS[kind][2]}" for kind in kinds)
        made[str(status)] = {
            "description": says,
            "content": {"application/problem+json": {"schema": ref("Problem")}},
            **({"headers": _RETRY} if {"too-often", "unavailable"} & {*kinds} else {}),
        }
    return made


def _kinds(operation: Operation) -> tuple[str, ...]:
    """Give every kind of problem that an operation may answer with."""
    kinds = ["bad-query", *operation.problems, *_ALWAYS]
    if operation.takes is not None:
        kinds += ["malformed", "not-json", "too-large", "too-slow"]
    kinds.append("too-often")
    if not operation.rule.open:
        kinds += ["not-signed-in", "out-of-scope", "unknown-case", "unavailable"]
    if operation.writes:
        kinds += ["no-key", "bad-header", "key-reused", "refused"]
    if operation.matches != "no":
        kinds += ["changed-meanwhile", *(["no-version"] if operation.matches == "must" else [])]
    return tuple(dict.fromkeys(kinds))
