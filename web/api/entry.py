"""What stands between a call and its answer: token or code, scope, headers, strict body; then the operation.

An operation goes in, a route for Starlette comes out. No cookie is ever read here, so nothing can be forged
from another site; every body passes the strict parser (guarantees D10, D12, D13, G17).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from engine.case.model import Actor
from engine.case.store import Unavailable
from engine.exchange.strict_json import read
from engine.vocabulary import Lang
from web.api.operation import JSON, Call, Denied, Operation
from web.api.wrong import wrong
from web.door.bearer import bearer
from web.door.endpoint import came_from
from web.door.language import lang_of
from web.house import House
from web.problem import problem

__all__ = ["routes"]

_KEY: Final = re.compile(r"[\x21-\x7e]{1,64}")
_VERSION: Final = re.compile(r'"([0-9]{1,9})"')
_LONGEST_CODE: Final = 64
_LONGEST_KNOWN: Final = 512


def routes(house: House, operations: tuple[Operation, ...]) -> Iterator[Route]:
    """Give the route of every operation."""
    for operation in operations:
        endpoint = _endpoint(house, operation)
        yield Route(operation.address, endpoint, methods=[operation.method], name=f"api-{operation.id}")


def _endpoint(house: House, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        body = await request.body() if operation.takes is not None else b""
        return await run_in_threadpool(_answered, house, operation, request, body)

    return answer


def _answered(house: House, operation: Operation, request: Request, body: bytes) -> Response:
    lang = lang_of(request, cookies=False)
    try:
        return operation.answer(_call(house, operation, request, body, lang))
    except Denied as denied:
        headers = {"WWW-Authenticate": "Bearer"} if denied.kind == "not-signed-in" else {}
        headers |= {"Retry-After": str(denied.wait)} if denied.wait else {}
        return problem(denied.kind, lang, errors=denied.errors, more=denied.more, headers=headers)
    except Unavailable as gone:
        says = {"detail": gone.en if lang == "en" else gone.zh}
        return problem("unavailable", lang, more=says, headers={"Retry-After": str(gone.retry_after)})


def _call(house: House, operation: Operation, request: Request, body: bytes, lang: Lang) -> Call:
    """Make the call of a request, or deny it."""
    headers, now = request.headers, house.now()
    address = came_from(request)
    code = headers.get("case-code", "")[:_LONGEST_CODE] if operation.coded else ""
    actor = None
    if operation.rule.open:
        _counted(house, address)
    elif not code:
        actor = _actor(house, operation, headers.get("authorization", ""), address)
    return Call(
        house=house,
        operation=operation,
        path={name: str(value) for name, value in request.path_params.items()},
        query=_query(operation, request),
        lang=lang,
        now=now,
        came_from=address,
        body=_body(operation, headers.get("content-type", ""), headers.get("content-encoding", ""), body),
        actor=actor,
        code=code,
        key=_key(operation, headers.get("idempotency-key", "")),
        seen=_seen(operation, headers.get("if-match", "")),
        known=headers.get("if-none-match", "")[:_LONGEST_KNOWN],
    )


def _counted(house: House, address: str) -> None:
    """Count a call that anybody may make, so that one address does not take the place of all others."""
    if not house.limits.allows("open-call", address):
        raise Denied("too-often", wait=house.limits.wait("open-call", address))


def _actor(house: House, operation: Operation, header: str, address: str) -> Actor:
    """Give who a token speaks for; wrong ones count as attempts, right ones are counted too."""
    if house.limits.spent("token-wrong", address):
        raise Denied("too-often", wait=house.limits.wait("token-wrong", address))
    found = bearer(house, header, address)
    if found is None:
        raise Denied("not-signed-in")
    token, person = found
    if not house.limits.allows("token", token.id):
        raise Denied("too-often", wait=house.limits.wait("token", token.id))
    if token.role not in operation.rule.roles or operation.scope not in token.scopes:
        raise Denied("out-of-scope")
    return person.actor(token.role)


def _query(operation: Operation, request: Request) -> dict[str, str]:
    """Give what the address asks for, if every part of it is known and right."""
    known = {each.name: each for each in operation.query}
    sent = {name: value for name, value in request.query_params.multi_items() if name != "lang"}
    twice = len(request.query_params.multi_items()) != len(request.query_params)
    found = [wrong("unknown-query") for name in sent if name not in known]
    found += [wrong("bad-value")] if twice else []
    for name, one in known.items():
        if name not in sent:
            found += [wrong("missing-query", f"#/query/{name}")] if one.required else []
        elif not _fits(sent[name], one.schema):
            found.append(wrong("bad-value", f"#/query/{name}"))
    if found:
        raise Denied("bad-query", errors=found)
    return sent


def _fits(value: str, schema: object) -> bool:
    """Tell whether a text fits the small schemas that stand in queries."""
    assert isinstance(schema, dict)
    if schema["type"] == "integer":
        whole = value.isascii() and value.isdigit() and len(value) <= len(str(schema["maximum"]))
        return whole and schema["minimum"] <= int(value) <= schema["maximum"]
    if "enum" in schema:
        return value in schema["enum"]
    fits = schema.get("minLength", 0) <= len(value) <= schema["maxLength"]
    return fits and ("pattern" not in schema or re.fullmatch(schema["pattern"], value) is not None)


def _body(operation: Operation, kind: str, packed: str, body: bytes) -> dict[str, object]:
    if operation.takes is None:
        return {}
    declared, _, rest = kind.partition(";")
    if declared.strip().lower() != JSON or packed.strip().lower() not in ("", "identity"):
        raise Denied("not-json")
    charset = rest.partition("charset=")[2].strip().strip('"').lower()
    if charset not in ("", "utf-8", "utf8"):
        raise Denied("not-json")
    got = read(body)
    if got.problems:
        raise Denied("malformed", errors=got.problems)
    if not isinstance(got.value, dict):
        raise Denied("malformed", errors=[wrong("not-an-object")])
    return got.value


def _key(operation: Operation, sent: str) -> str:
    if not operation.writes:
        return ""
    if not sent:
        raise Denied("no-key")
    if _KEY.fullmatch(sent) is None:
        raise Denied("bad-header", errors=[wrong("bad-value", "#/header/Idempotency-Key")])
    return sent


def _seen(operation: Operation, sent: str) -> int | None:
    """Read which version of the case was seen; `*` says that it does not matter."""
    if operation.matches == "no" or sent.strip() == "*":
        return None
    if not sent:
        if operation.matches == "must":
            raise Denied("no-version")
        return None
    found = _VERSION.fullmatch(sent.strip())
    if found is None:
        raise Denied("bad-header", errors=[wrong("bad-value", "#/header/If-Match")])
    return int(found[1])
