"""What stands in front of every page: counts bodies as they arrive, cuts off slow senders, sets the headers.

Nothing behind it sees more bytes than its route may take (guarantees D10, D11).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator
from contextlib import closing
from typing import Any, Final, TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.door.forms import MOST_FORM, MOST_UPLOAD

__all__ = ["LARGEST_JSON", "BodyRefused", "Counted", "Guard", "headers_of", "policy"]

LARGEST_JSON: Final = 1024 * 1024
_SECONDS: Final = 10.0
# After the first seconds a sender has to keep up this pace.
_BYTES_A_SECOND: Final = 16 * 1024


def policy(nonce: str = "") -> str:
    """Give the policy of a page; a nonce lets the editor of the studio add the styles it makes."""
    styles = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        f"default-src 'self'; script-src 'self'; style-src {styles}; object-src 'none'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    )


_HEADERS: Final = (
    (b"content-security-policy", policy().encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)
_SECURE: Final = (*_HEADERS, (b"strict-transport-security", b"max-age=31536000; includeSubDomains"))


def headers_of(scheme: str) -> tuple[tuple[bytes, bytes], ...]:
    """Give what every answer carries; that only https is to be used is said over https (RFC 6797, 7.2)."""
    return _SECURE if scheme == "https" else _HEADERS


class BodyRefused(Exception):
    """A body that is too long (413) or comes too slowly (408)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Guard:
    """An application with the guard before it."""

    def __init__(self, app: ASGIApp, seconds: float = _SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its body counted, and its answer with the headers set."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message["headers"]
                named = {name for name, _ in own}
                others = [each for each in headers_of(scope["scheme"]) if each[0] not in named]
                message = {**message, "headers": [*own, *others]}
            await send(message)

        await self._app(scope, Counted(receive, _most(scope), self._seconds), dressed)


class Counted:
    """The body of one request, counted as it arrives."""

    __slots__ = ("_begun", "_count", "_most", "_receive", "_seconds", "_whole")

    def __init__(self, receive: Receive, most: int, seconds: float = _SECONDS) -> None:
        self._receive, self._most, self._seconds = receive, most, seconds
        self._count, self._begun, self._whole = 0, time.monotonic(), False

    async def __call__(self) -> Message:
        """Give the next part of the body; the sender has only so long."""
        if self._whole:
            return await self._receive()
        steps = self._receive().__await__()
        try:
            first = next(steps)
        except StopIteration as come:
            # What is there already needs no clock.
            message: Message = come.value
        else:
            message = await self._in_time(_Further(steps, first))
        self._whole = not message.get("more_body", False)
        self._count += len(message.get("body", b""))
        if self._count > self._most:
            raise BodyRefused(413)
        return message

    async def _in_time(self, further: _Further) -> Message:
        pace = self._begun + self._seconds + self._count / _BYTES_A_SECOND - time.monotonic()
        try:
            async with asyncio.timeout(min(self._seconds, pace)):
                return await further
        except TimeoutError as error:
            raise BodyRefused(408) from error


_Steps: TypeAlias = Generator[Any, None, Message]


class _Further:
    """A wait whose first step was made outside: awaiting it goes on from there, and ends it when cut off."""

    __slots__ = ("_first", "_steps")

    def __init__(self, steps: _Steps, first: object) -> None:
        self._steps, self._first = steps, first

    def __await__(self) -> _Steps:
        with closing(self._steps):
            yield self._first
            return (yield from self._steps)


def _most(scope: Scope) -> int:
    """Give the most bytes that may come; a route counts again by what it takes itself."""
    if scope["path"].startswith("/api/"):
        return LARGEST_JSON
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    return MOST_UPLOAD if kind.lower().startswith(b"multipart/form-data") else MOST_FORM
