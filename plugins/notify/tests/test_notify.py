"""Notices go out in plain words over both channels; an address stands in no error, log or request line."""

from __future__ import annotations

import json
import logging
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from yici_notify.words import say

from engine.case.events.table import EVENTS
from engine.center import Center
from engine.hookspecs import Message, Sent

ADDRESS = {"email": "canary-7788@example.cn", "sms": "13900007788"}
MESSAGE = Message(
    key="20260302-0001/told/5",
    occasion="told",
    case_number="20260302-0001",
    item="食品经营许可",
    channel="email",
    address=ADDRESS["email"],
    values={"until": "2026-03-20"},
)
TEXT = replace(MESSAGE, channel="sms", address=ADDRESS["sms"])


@pytest.fixture
def center() -> Center:
    made = Center(sources=[Path(__file__).parents[1]], installed=False)
    assert made.faults == ()
    return made


class Mailbox(socketserver.StreamRequestHandler):
    """A mail server of a dozen lines; `refuse` makes it refuse every receiver."""

    refuse = False
    got: ClassVar[list[bytes]] = []

    def serve(self) -> None:
        self.say(b"220 here")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say(b"354 go on")
                self.got.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            if verb == b"QUIT":
                return self.say(b"221 bye")
            self.say(b"550 no such person" if verb == b"RCPT" and self.refuse else b"250 fine")
        return None

    handle = serve

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class Gateway(BaseHTTPRequestHandler):
    """A gateway; `reply` is what it answers."""

    reply: tuple[int, bytes] = (200, b'{"id": "g-1"}')
    got: ClassVar[list[tuple[str, dict[str, str], Any]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, dict(self.headers), json.loads(body)))
        self.send_response(self.reply[0])
        self.end_headers()
        self.wfile.write(self.reply[1])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"{server.server_address[0]!s}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Mailbox]]:
    box = type("Box", (Mailbox,), {"got": [], "refuse": False})
    with serving(socketserver.TCPServer(("127.0.0.1", 0), box)) as address:
        monkeypatch.setenv("YICI_NOTIFY_SMTP", f"smtp://{address}")
        monkeypatch.setenv("YICI_NOTIFY_FROM", "notice@example.cn")
        yield box


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Gateway]]:
    made = type("Made", (Gateway,), {"got": []})
    with serving(HTTPServer(("127.0.0.1", 0), made)) as address:
        monkeypatch.setenv("YICI_NOTIFY_GATEWAY", f"http://{address}/messages")
        monkeypatch.setenv("YICI_NOTIFY_TOKEN", "secret")
        yield made


def sent(center: Center, message: Message) -> Sent | None:
    called = next(each for each in center.notify(message) if each.plugin == "yici-notify")
    answer: Sent | None = called.answer
    return answer


def test_an_email_says_what_is_to_be_done(center: Center, mailbox: type[Mailbox]) -> None:
    first = sent(center, MESSAGE)
    assert first is not None and first.by == "smtp"
    (raw,) = mailbox.got
    mail = message_from_bytes(raw, policy=policy.default)
    assert (mail["To"], mail["Subject"]) == (ADDRESS["email"], "材料有几处要改")
    body = mail.get_content()  # type: ignore[attr-defined]  # the default policy makes an EmailMessage
    assert "20260302-0001" in body and "请在 2026-03-20 前改好" in body
    assert "{" not in body


def test_the_same_message_again_has_the_same_number(center: Center, mailbox: type[Mailbox]) -> None:
    assert sent(center, MESSAGE) == sent(center, MESSAGE)
    assert sent(center, replace(MESSAGE, key="other")) != sent(center, MESSAGE)


def test_a_sms_goes_to_the_gateway(center: Center, gateway: type[Gateway]) -> None:
    assert sent(center, TEXT) == Sent(by="gateway", reference="g-1")
    ((path, headers, body),) = gateway.got
    assert (path, headers["Authorization"], headers["Idempotency-Key"]) == (
        "/messages",
        "Bearer secret",
        TEXT.key,
    )
    assert body["to"] == ADDRESS["sms"]
    assert body["text"].startswith("您办的食品经营许可，办件 20260302-0001")


def test_without_settings_nothing_is_sent_and_the_log_still_says_that_it_was_due(
    center: Center, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("SMTP", "GATEWAY"):
        monkeypatch.delenv(f"YICI_NOTIFY_{name}", raising=False)
    with caplog.at_level(logging.DEBUG):
        assert [(each.plugin, each.answer) for each in center.notify(MESSAGE)] == [
            ("engine", None),
            ("yici-notify", None),
        ]
    assert "told 20260302-0001 email" in caplog.text


@pytest.mark.parametrize("reply", [(500, b""), (200, b"<html>"), (200, b"[]"), (200, b"{}"), (302, b"")])
def test_a_gateway_that_fails_is_said_without_the_address(
    center: Center, gateway: type[Gateway], caplog: pytest.LogCaptureFixture, reply: tuple[int, bytes]
) -> None:
    gateway.reply = reply
    with caplog.at_level(logging.DEBUG):
        (_, called) = center.notify(TEXT)
    assert (called.state, called.answer) == ("raised", None)
    assert called.reason.startswith("NotSent: gateway: ")
    assert "7788" not in called.reason + caplog.text + repr(TEXT)


def test_a_refused_receiver_is_said_without_the_address(
    center: Center, mailbox: type[Mailbox], caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.refuse = True
    with caplog.at_level(logging.DEBUG):
        (_, called) = center.notify(MESSAGE)
    assert called.reason == "NotSent: SMTP: SMTPRecipientsRefused"
    assert "7788" not in called.reason + caplog.text


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "", "\ud800"])
def test_an_address_cannot_add_lines(center: Center, mailbox: type[Mailbox], address: str) -> None:
    (_, called) = center.notify(replace(MESSAGE, address=address))
    assert called.state == "raised" and mailbox.got == []


def test_nothing_leaves_this_machine_unencrypted(center: Center, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICI_NOTIFY_GATEWAY", "http://sms.example.cn/send")
    (_, called) = center.notify(TEXT)
    assert called.reason == "NotSent: gateway: use https"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_occasion_has_words_in_both_languages(lang: str) -> None:
    values = dict.fromkeys(
        ("until", "telephone", "reason", "place", "bring", "hours", "waybill", "what"), "X"
    )
    for occasion in EVENTS:
        full = say(replace(MESSAGE, occasion=occasion, lang=lang, values=values))  # type: ignore[arg-type]  # zh or en
        bare = say(replace(MESSAGE, occasion=occasion, lang=lang, values={}))  # type: ignore[arg-type]  # zh or en
        assert full.subject and "{" not in full.text + bare.text
        assert "20260302-0001" in full.text
        assert len(full.text) <= (210 if lang == "zh" else 320)


def test_words_of_a_centre_come_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = '[other]\nsubject_zh = "甲"\nsubject_en = "a"\nzh = ["乙 {case_number}"]\nen = ["b"]\n'
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("YICI_NOTIFY_WORDS", str(tmp_path / "own.toml"))
    assert (say(MESSAGE).subject, say(MESSAGE).text) == ("甲", "乙 20260302-0001")
