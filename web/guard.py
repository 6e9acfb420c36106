"""What stands in front of every page: counts bodies as they arrive, cuts off slow senders, sets the headers.

Nothing behind it sees more bytes than its route may take (guarantees D10, D11).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGEST_JSON", "BodyRefused", "Guard", "policy"]

LARGEST_JSON: Final = 1024 * 1024
_LARGEST_OTHER: Final = 256 * 1024
_SECONDS: Final = 10.0


def policy(nonce: str = "") -> str:
    """Give the policy of a page; a nonce lets the editor of the studio add the styles it makes."""
    styles = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        f"default-src 'self'; script-src 'self'; style-src {styles}; object-src 'none'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    )


_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cache-Control": "no-store",
}


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
        most = LARGEST_JSON if scope["path"].startswith("/api/") else _LARGEST_OTHER
        count = 0

        async def counted() -> Message:
            nonlocal count
            try:
                message = await asyncio.wait_for(receive(), self._seconds)
            except TimeoutError as error:
                raise BodyRefused(408) from error
            count += len(message.get("body", b""))
            if count > most:
                raise BodyRefused(413)
            return message

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, counted, dressed)
