"""A request to another system: JSON both ways, encrypted beyond this machine, silent about what was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from engine.outgoing import NoReply, ask_json


class Other(BaseHTTPRequestHandler):
    """The other system; `reply` is what it answers, `got` what it was asked."""

    reply: ClassVar[tuple[int, bytes]] = (200, b"{}")
    got: ClassVar[list[Any]] = []

    def do_GET(self) -> None:
        self.answer(None)

    def do_POST(self) -> None:
        self.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def answer(self, body: object) -> None:
        self.got.append((self.command, self.path, dict(self.headers), body))
        self.send_response(self.reply[0])
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(self.reply[1])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def other() -> Iterator[tuple[str, type[Other]]]:
    made = type("Made", (Other,), {"got": [], "reply": (200, b'{"id": 7}')})
    server = HTTPServer(("127.0.0.1", 0), made)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", made
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_body_is_posted_with_its_key(other: tuple[str, type[Other]]) -> None:
    url, made = other
    assert ask_json(f"{url}/a?b=1", {"名": "甲"}, token="t", key="k") == {"id": 7}
    ((method, path, headers, body),) = made.got
    assert (method, path, body) == ("POST", "/a?b=1", {"名": "甲"})
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer t", "k")


def test_without_a_body_it_is_got(other: tuple[str, type[Other]]) -> None:
    url, made = other
    ask_json(url)
    assert made.got[0][:2] == ("GET", "/")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ((500, b"{}"), "status 500"),
        ((302, b"{}"), "status 302"),
        ((200, b"<html>"), "no JSON"),
        ((200, b"[" * 100_000), "no JSON"),
        ((200, b"[]"), "no object"),
    ],
)
def test_an_answer_that_cannot_be_used_is_said(
    other: tuple[str, type[Other]], reply: tuple[int, bytes], reason: str
) -> None:
    url, made = other
    made.reply = reply
    with pytest.raises(NoReply, match=reason):
        ask_json(url, {"to": "13900007788"})


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.cn/13900007788", "use https"),
        ("file:///etc/passwd", "use https"),
        ("http://127.0.0.1:1/13900007788", "Refused"),
        ("http://127.0.0.1:99999/13900007788", "ValueError"),
    ],
)
def test_a_reason_holds_nothing_of_what_was_sent(url: str, reason: str) -> None:
    with pytest.raises(NoReply) as raised:
        ask_json(url, {"to": "13900007788"})
    assert reason in str(raised.value) and "7788" not in str(raised.value)
    assert raised.value.__cause__ is None
