"""The check of a small submission, answered on the event loop: a thread and a router cost as much as it does.

Only what is plain goes this way: small, well-formed, its rulebook at hand, no plug-in concerned. Everything
else is passed on untouched, and gets its answer or its problem where every call does. Stands before the
guard and the meter, so it counts the body as the one does and its answers as the other, and sets the same
headers.
"""

from __future__ import annotations

import time
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.exchange.submission import read_submission
from engine.vocabulary import Lang
from web.api.check import checked
from web.api.operation import VERSION
from web.door.endpoint import host_of
from web.door.language import accepted
from web.guard import LARGEST_JSON, BodyRefused, Counted, headers_of
from web.house import House
from web.metrics import BEGUN

__all__ = ["Quick"]

_PATH: Final = f"{VERSION}/check"
_LARGEST: Final = 16 * 1024
_LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
_HEADERS: Final = {
    (scheme, lang): (
        (b"content-language", lang.encode()),
        (b"content-type", b"application/json"),
        *headers_of(scheme),
    )
    for scheme in ("http", "https")
    for lang in _LANGS
}


class Quick:
    """A guarded and metered application before which small checks are answered."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app, self._house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a small check; pass on everything else."""
        language = _language(scope) if scope["type"] == "http" and scope["path"] == _PATH else None
        if language is None:
            await self._app(scope, receive, send)
            return
        scope[BEGUN] = begun = time.perf_counter()
        counted = Counted(receive, LARGEST_JSON)
        try:
            first = await counted()
        except BodyRefused as refused:
            await self._app(scope, _refusing(refused), send)
            return
        lang = accepted(language)
        made: bytes | None = b""
        status = 500
        try:
            made = self._made(first, lang, host_of(scope))
            if made is not None:
                status = 200
                headers = [(b"content-length", b"%d" % len(made)), *_HEADERS[scope["scheme"], lang]]
                await send({"type": "http.response.start", "status": status, "headers": headers})
                await send({"type": "http.response.body", "body": made})
        finally:
            # What is passed on is counted where everything is.
            if made is not None:
                self._house.meter.note(_PATH, "POST", status, time.perf_counter() - begun)
        if made is None:
            await self._app(scope, _again(first, counted), send)

    def _made(self, first: Message, lang: Lang, host: str) -> bytes | None:
        """Give the answer; None if it is not to be had this way."""
        body = first.get("body", b"")
        if first.get("more_body") or not body or len(body) > _LARGEST:
            return None
        sent = read_submission(body)
        if sent.problems or not sent.item:
            return None
        on = sent.applied_on or self._house.now().date()
        book = self._house.shelf.at_hand(sent.item, on)
        if book is None or (sent.edition is not None and sent.edition != book.edition):
            return None
        if self._house.center.asker(book) is not None:
            return None
        # One call too many is passed on: where every call is counted it is told when to come again.
        if not self._house.limits.allows("open-call", host):
            return None
        return checked(self._house, book, sent, on, lang)


def _language(scope: Scope) -> str | None:
    """Give the languages that a plain call asks for; None if it is not plain."""
    if scope["method"] != "POST" or scope["query_string"]:
        return None
    plain, language = False, ""
    for name, value in scope["headers"]:
        if name == b"content-type":
            plain = value == b"application/json"
        elif name == b"content-encoding":
            return None
        elif name == b"accept-language":
            language = value.decode("latin-1")
    return language if plain else None


def _refusing(refused: BodyRefused) -> Receive:
    """Refuse once more, where refusals are put into words."""

    async def again() -> Message:
        raise refused

    return again


def _again(first: Message, receive: Receive) -> Receive:
    """Give what was received already once more, then what follows."""
    waiting = [first]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
