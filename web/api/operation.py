"""The nouns of the interface: an operation, the call that is made of a request, and how a call is denied.

Every operation is a row: address, rule, scope, what it takes and gives, and a function from a `Call` to an
answer. A row without a rule cannot be written, so nothing stands open by accident (guarantees G17).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import orjson
from starlette.responses import Response

from engine.case.model import Actor
from engine.exchange.strict_json import Problem
from engine.vocabulary import Lang
from web.people.tokens import Scope
from web.route import Rule

if TYPE_CHECKING:
    from web.house import House

__all__ = [
    "JSON",
    "STRICT",
    "VERSION",
    "Call",
    "Denied",
    "Example",
    "Operation",
    "Query",
    "Schema",
    "answered",
    "spelt",
    "tag_of",
]

VERSION: Final = "/api/v1"
JSON: Final = "application/json"
Schema: TypeAlias = Mapping[str, Any]


class Denied(Exception):
    """A call that gets a problem for an answer: its kind, everything that is wrong, what else it says.

    `wait`: after how many seconds it may be tried again.
    """

    def __init__(
        self,
        kind: str,
        *,
        errors: Sequence[Problem] = (),
        more: Mapping[str, object] | None = None,
        wait: int = 0,
    ) -> None:
        super().__init__(kind)
        self.kind, self.errors, self.more, self.wait = kind, tuple(errors), more or {}, wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One thing that may stand in the address after the question mark."""

    name: str
    schema: Schema
    zh: str
    en: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a call may send: shown in the description, tried in the tests."""

    sent: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call on its way to its answer; `seen` is the version of the case that the caller has seen."""

    house: House
    operation: Operation
    path: Mapping[str, str]
    query: Mapping[str, str]
    lang: Lang
    now: datetime
    came_from: str = ""
    body: Mapping[str, object] = field(default_factory=dict)
    actor: Actor | None = None
    code: str = ""
    key: str = ""
    seen: int | None = None
    known: str = ""

    @property
    def today(self) -> date:
        """The day it is at the centre."""
        return self.now.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation.

    `rule` is for programs that bring a token, whose account needs one of its roles and the `scope`; `coded`:
    the number and code of a case open it as well. `writes`: it needs an idempotency key. `matches` says
    whether the version that was seen must be told (If-Match).
    """

    path: str
    id: str
    rule: Rule
    zh: str
    en: str
    answer: Callable[[Call], Response]
    gives: Schema
    method: Literal["GET", "POST"] = "GET"
    scope: Scope | None = None
    coded: bool = False
    takes: Schema | None = None
    query: tuple[Query, ...] = ()
    example: Example = Example()
    writes: bool = False
    matches: Literal["no", "may", "must"] = "no"
    status: int = 200
    problems: tuple[str, ...] = ()
    media: str = JSON

    @property
    def address(self) -> str:
        """The path as a client sees it."""
        return VERSION + self.path


def answered(call: Call, content: object, *, tag: str = "", location: str = "", cache: str = "") -> Response:
    """Give plain values as the answer; what the caller knows already is not sent again."""
    headers = {"Vary": "Accept-Language, Authorization, Case-Code", "Content-Language": call.lang}
    headers |= {"ETag": tag} if tag else {}
    headers |= {"Location": location} if location else {}
    headers |= {"Cache-Control": cache} if cache else {}
    if tag and call.operation.method == "GET" and tag in call.known:
        return Response(status_code=304, headers=headers)
    return Response(spelt(content), status_code=call.operation.status, headers=headers, media_type=JSON)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# A value that is no JSON is a mistake of ours, and is not to be made one in passing.
STRICT: Final = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def spelt(content: object) -> bytes:
    """Spell plain values as JSON, the same values in the same bytes."""
    try:
        return orjson.dumps(content, option=STRICT)
    except TypeError:
        # Half a character and a whole number of twenty digits are spelt too, only not as quickly.
        return _ENCODER.encode(content).encode("utf-8", "replace")


def tag_of(*parts: object) -> str:
    """Give the entity tag of what is made of these parts."""
    said = "\n".join(str(part) for part in parts)
    return f'"{hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:24]}"'
