"""Guides kept as bytes: a page that was made once for somebody without a session is sent again as it is.

What a page depends on is its key: address, language, size of type, the fragment asked for. A change of any
file of the catalogue, or of the day, makes every kept page worthless. Stands before the guard and keeps the
answer as the guard has let it out, with every header that it sets.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.house import House

__all__ = ["Kept"]

_UNDER: Final = "/items/"
_TEMPLATE: Final = "/items/{code}"
_MOST: Final = 2048
_MOST_BYTES: Final = 64 * 1024 * 1024
_LARGEST: Final = 512 * 1024
_LONGEST_KEY: Final = 1024
_VARIES: Final = frozenset({b"accept-language", b"cookie", b"hx-request", b"host"})
_SESSION: Final = b"sid="
Key: TypeAlias = tuple[object, ...]
Stamp: TypeAlias = tuple[int, date]
Headers: TypeAlias = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was sent: what it was made from, its tag, its headers, its bytes."""

    stamp: Stamp
    tag: bytes
    headers: Headers
    body: bytes


class Kept:
    """An application whose guides are kept."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app, self._house = app, house
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a kept page, or let it be made and keep it."""
        key, known = _key(scope) if scope["type"] == "http" and scope["method"] == "GET" else (None, b"")
        if key is None:
            await self._app(scope, receive, send)
            return
        version, today = self._house.shelf.version(), self._house.now().date()
        page = self._pages.get(key)
        if page is not None and page.stamp == (version, today):
            self._pages.move_to_end(key)
            scope["template"] = _TEMPLATE
            await _send(page, known, send)
            return
        made = await self._made(scope, receive, send)
        # What was looked at when the page was begun is what it is made from, or older than what it is.
        version = version or self._house.shelf.version()
        if made is not None and version is not None:
            self._keep(key, made, (version, today))

    async def _made(self, scope: Scope, receive: Receive, send: Send) -> Page | None:
        """Let a page be made and send it on; give it if it may be kept."""
        start: Message | None = None
        body = bytearray()
        kept = True

        async def noted(message: Message) -> None:
            nonlocal start, kept
            if message["type"] == "http.response.start":
                start = message
                kept = message["status"] == 200 and all(
                    name != b"set-cookie" for name, _ in message["headers"]
                )
                if not kept:
                    await send(message)
                return
            if not kept:
                await send(message)
                return
            body.extend(message.get("body", b""))

        await self._app(scope, receive, noted)
        if start is None or not kept:
            return None
        page = _page(start, bytes(body))
        await _send(page, b"", send)
        return page

    def _keep(self, key: Key, page: Page, stamp: Stamp) -> None:
        if len(page.body) > _LARGEST:
            return
        old = self._pages.pop(key, None)
        self._bytes -= len(old.body) if old is not None else 0
        self._pages[key] = Page(stamp=stamp, tag=page.tag, headers=page.headers, body=page.body)
        self._bytes += len(page.body)
        while len(self._pages) > _MOST or self._bytes > _MOST_BYTES:
            _, gone = self._pages.popitem(last=False)
            self._bytes -= len(gone.body)


def _key(scope: Scope) -> tuple[Key | None, bytes]:
    """Give what the page depends on, None if it is somebody's own; and the tag that the browser has."""
    if not scope["path"].startswith(_UNDER):
        return None, b""
    varies: list[bytes] = [scope["query_string"]]
    known = b""
    for name, value in scope["headers"]:
        if name in _VARIES:
            if name == b"cookie" and _SESSION in value:
                return None, b""
            varies += (name, value)
        elif name == b"if-none-match":
            known = value
    if sum(map(len, varies)) > _LONGEST_KEY:
        return None, b""
    return (scope["path"], scope.get("scheme"), *varies), known


def _page(start: Message, body: bytes) -> Page:
    tag = b'"' + hashlib.sha256(body).hexdigest()[:24].encode() + b'"'
    # Anybody may keep a guide that is nobody's own, as long as they ask whether it still holds.
    held = [each for each in start["headers"] if each[0] != b"cache-control"]
    headers: Headers = [*held, (b"etag", tag), (b"cache-control", b"no-cache")]
    return Page(stamp=(0, date.min), tag=tag, headers=headers, body=body)


async def _send(page: Page, known: bytes, send: Send) -> None:
    if known and page.tag in known:
        held = [each for each in page.headers if each[0] not in (b"content-length", b"content-type")]
        await send({"type": "http.response.start", "status": 304, "headers": held})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": page.headers})
    await send({"type": "http.response.body", "body": page.body})
