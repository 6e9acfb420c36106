"""Files come in piece by piece: a full body takes the memory of some pieces, and nothing of it is left."""

from __future__ import annotations

import asyncio
import errno
import tracemalloc
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message

from engine.case.store.sealed import Sealer
from engine.case.store.uploads import INCOMING
from tests.case.office import Desk
from tests.case.store.uploads import PAGE, pdf
from tests.web.conftest import Browser
from web.app import build_app
from web.guard import Guard
from web.house import House

BOUNDARY = "xyz"
CHUNK = 64 * 1024
MIB = 1024 * 1024
MOST_MEMORY = 4 * MIB
FULL = (19 * MIB, 19 * MIB)
FILE = pdf(PAGE)
Chunks = Callable[[], AsyncIterator[bytes]]


class Sender:
    """A clerk who sends bodies to the counter, chunk by chunk as a network does."""

    def __init__(self, house: House, bench: Desk, clerk: Browser) -> None:
        self.app: ASGIApp = build_app(house)
        self.incoming = bench.office.store.place.uploads / INCOMING
        self._path = f"/counter/cases/{bench.state.number}/files"
        page = self._path.removesuffix("/files")
        self._fields = {"_token": clerk.token(page), "material": "身份证"}
        self.cookie(clerk.client.cookies["__Host-sid"])

    def cookie(self, session: str) -> None:
        """Send on with another session."""
        self._cookie = f"__Host-sid={session}"

    def head(self, key: str) -> bytes:
        fields = {**self._fields, "_key": key}
        return b"".join(part(f'name="{name}"') + text.encode() + b"\r\n" for name, text in fields.items())

    async def send(self, chunks: AsyncIterator[bytes], then: Message | None = None) -> int:
        """Send a body; `then` is what comes in place of its end. Gives the status of the answer."""
        status = 0

        async def receive() -> Message:
            async for chunk in chunks:
                return {"type": "http.request", "body": chunk, "more_body": True}
            return then or {"type": "http.request", "body": b"", "more_body": False}

        async def answer(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)

        await self.app(self._scope(), receive, answer)
        return status

    def _scope(self) -> dict[str, Any]:
        headers = {
            "host": "testserver",
            "content-type": f"multipart/form-data; boundary={BOUNDARY}",
            "cookie": self._cookie,
        }
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "https",
            "path": self._path,
            "raw_path": self._path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("testserver", 443),
        }


def part(disposition: str, kind: str = "") -> bytes:
    more = f"\r\nContent-Type: {kind}" if kind else ""
    return f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}{more}\r\n\r\n".encode()


async def body(head: bytes, sizes: tuple[int, ...], mark: bytes = b"") -> AsyncIterator[bytes]:
    """Give a body with PDFs of these sizes, never more of it in memory than a chunk."""
    yield head
    for number, size in enumerate(sizes):
        yield part(f'name="file"; filename="{number}.pdf"', "application/pdf")
        yield FILE[:9] + b"%" + mark + b"%d\n" % number
        for _ in range(size // CHUNK):
            yield b" " * CHUNK
        yield FILE[9:] + b"\r\n"
    yield f"--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def sender(open_house: House, bench: Desk, sign_in: Callable[[str], Browser]) -> Sender:
    return Sender(open_house, bench, sign_in("clerk"))


def left(sender: Sender) -> list[Path]:
    return list(sender.incoming.glob("*"))


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


@pytest.mark.parametrize(
    ("sizes", "at_once"), [((5 * MIB,), 2), pytest.param(FULL, 3, marks=pytest.mark.long, id="full")]
)
def test_bodies_at_once_take_the_memory_of_some_pieces(
    sender: Sender, bench: Desk, sizes: tuple[int, ...], at_once: int
) -> None:
    async def several() -> list[int]:
        sends = (sender.send(body(sender.head(f"k{n}"), sizes, b"%d" % n)) for n in range(at_once))
        return await asyncio.gather(*sends)

    assert run(sender.send(body(sender.head("first"), (CHUNK,)))) == 303
    tracemalloc.start()
    try:
        assert run(several()) == [303] * at_once
        grown = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert grown < MOST_MEMORY, grown
    assert len(bench.state.ledger["身份证"].files) == 1 + at_once * len(sizes)
    assert left(sender) == []


def test_a_body_that_is_too_long_is_cut_off_and_leaves_nothing(sender: Sender) -> None:
    assert run(sender.send(body(sender.head("k"), (15 * MIB, 15 * MIB, 15 * MIB)))) == 413
    assert left(sender) == []


def test_a_sender_that_goes_away_leaves_nothing(sender: Sender) -> None:
    async def half() -> AsyncIterator[bytes]:
        async for chunk in body(sender.head("k"), (MIB,)):
            if chunk.endswith(b"--\r\n"):
                assert left(sender) != [], "what came so far lies on the disk"
                return
            yield chunk

    with pytest.raises(ClientDisconnect):
        run(sender.send(half(), {"type": "http.disconnect"}))
    assert left(sender) == []


def test_a_sender_that_is_too_slow_leaves_nothing(
    sender: Sender, open_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Guard.__init__, "__defaults__", (0.2,))
    sender.app = build_app(open_house)

    async def slow() -> AsyncIterator[bytes]:
        async for chunk in body(sender.head("k"), (MIB,)):
            yield chunk
            if left(sender):
                await asyncio.sleep(30)

    assert run(sender.send(slow())) == 408
    assert left(sender) == []


def test_a_page_that_fails_leaves_nothing(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("of our own making")

    monkeypatch.setattr("engine.case.store.store.Store.keep_upload", fails)
    with pytest.raises(RuntimeError, match="of our own making"):
        run(sender.send(body(sender.head("k"), (MIB,))))
    assert left(sender) == []


def test_a_forged_form_leaves_nothing(sender: Sender) -> None:
    assert run(sender.send(body(b"", (MIB,)))) == 403
    assert left(sender) == []


def test_without_cases_files_are_taken_nowhere(house: House) -> None:
    browser = Browser(house)
    token = browser.token("/sign-in")
    files = {"file": ("a.pdf", FILE, "application/pdf")}
    answer = browser.client.post("/submission/materials", data={"_token": token}, files=files)
    assert answer.status_code == 415


@pytest.mark.parametrize("known", [False, True])
def test_of_a_body_that_must_be_refused_nothing_is_read(
    sender: Sender, open_house: House, known: bool
) -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("nobody reads this")
        yield b""

    stranger = Browser(open_house)
    stranger.token("/sign-in")
    sender.cookie(stranger.client.cookies["__Host-sid"] if known else "no-such-session")
    assert run(sender.send(never())) == 403
    assert left(sender) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_is_said_and_leaves_nothing(
    sender: Sender, bench: Desk, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(self: Sealer, some: bytes) -> None:
        raise OSError(number, "no")

    head = sender.head("k")
    monkeypatch.setattr(Sealer, "write", full)
    assert run(sender.send(body(head, (MIB,)))) == 503
    assert left(sender) == [] and bench.state.ledger["身份证"].files == ()
