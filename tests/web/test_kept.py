"""Guides kept as bytes and checks answered at once: the answers and headers of the long way."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from engine.exchange.examples import examples
from engine.item.template import new_item
from web import guard
from web.api import quick
from web.app import build_app
from web.house import House
from web.shelf import Shelf

BODY = next(path.read_bytes() for path, _ in examples() if path.stem == "SC-0202")
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def kept(house: House) -> TestClient:
    return TestClient(build_app(house), base_url="https://testserver")


@pytest.fixture
def rendered(house: House) -> TestClient:
    return TestClient(build_app(house, keep=False), base_url="https://testserver")


def test_a_kept_guide_is_the_rendered_one_with_every_header(kept: TestClient, rendered: TestClient) -> None:
    for path in ("/items/SC-0202", "/items/SC-0202?lang=en"):
        made = rendered.get(path)
        first, again = kept.get(path), kept.get(path)
        assert made.content == first.content == again.content
        assert {*made.headers} <= {*again.headers} and [*first.headers.items()] == [*again.headers.items()]
        assert again.headers["cache-control"] == "no-cache" and made.headers["cache-control"] == "no-store"
        assert again.headers["content-security-policy"] == made.headers["content-security-policy"]
        same = kept.get(path, headers={"If-None-Match": again.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["content-security-policy"] == made.headers["content-security-policy"]


def test_languages_sizes_and_fragments_are_kept_apart(kept: TestClient) -> None:
    variants = [
        {},
        {"Accept-Language": "en"},
        {"Cookie": "yici_elder=1"},
        {"Cookie": "yici_lang=en"},
        {"HX-Request": "true"},
    ]
    for _ in range(2):
        texts = [kept.get("/items/SC-0202", headers=headers).text for headers in variants]
        assert len({*texts}) == 4 and texts[1] == texts[3]


def test_nothing_of_somebody_s_own_is_kept(kept: TestClient) -> None:
    kept.get("/sign-in")
    own = kept.get("/items/SC-0202")
    assert own.headers["cache-control"] == "no-store" and "etag" not in own.headers
    assert kept.get("/items/XX-9999").headers["cache-control"] == "no-store"


def test_a_changed_file_and_a_new_day_are_seen(standing: House, tmp_path: Path) -> None:
    path, now = tmp_path / "one.yaml", [standing.now()]
    path.write_text(new_item("甲", "T-0001"), encoding="utf-8")
    shelf = Shelf(tmp_path, None)
    client = TestClient(build_app(replace(standing, shelf=shelf, now=lambda: now[0])))
    first = client.get("/items/T-0001")
    path.write_text(new_item("甲乙丙", "T-0001"), encoding="utf-8")
    shelf._looked_at = time.monotonic() - 5
    second = client.get("/items/T-0001")
    assert "甲乙丙" in second.text and second.headers["etag"] != first.headers["etag"]
    now[0] += timedelta(days=900)
    assert client.get("/items/T-0001").content != b"" and shelf.version() is not None


def test_a_guide_of_kept_parts_says_what_is_new_and_what_was_typed(standing: House, tmp_path: Path) -> None:
    path, now = tmp_path / "one.yaml", [standing.now()]
    path.write_text(new_item("甲", "T-0001"), encoding="utf-8")
    shelf = Shelf(tmp_path, None)
    house = replace(standing, shelf=shelf, now=lambda: now[0])
    client = TestClient(build_app(house, keep=False))
    first = client.get("/items/T-0001").text
    assert client.get("/items/T-0001").text == first != client.get("/items/T-0001?lang=en").text
    path.write_text(new_item("甲乙丙", "T-0001"), encoding="utf-8")
    shelf._looked_at = time.monotonic() - 5
    assert "甲乙丙" in client.get("/items/T-0001").text


def test_answers_never_stand_in_the_kept_parts_of_a_guide(rendered: TestClient) -> None:
    general = rendered.get("/items/SC-0202").text
    for query in ("?组成形式=个人经营", "?组成形式=没有这种", "?别的=<b>"):
        rendered.get(f"/items/SC-0202{query}")
        assert rendered.get("/items/SC-0202").text == general
    assert "我的情况" in rendered.get("/items/SC-0202?组成形式=个人经营").text


def test_a_quick_check_is_the_check(house: House, kept: TestClient) -> None:
    def post(content: bytes, **headers: str) -> bytes:
        return kept.post("/api/v1/check", content=content, headers={**JSON, **headers}).content

    post(BODY)
    # What is large goes the long way, and what names its characters.
    long_way = {"Content-Type": "application/json; charset=utf-8"}
    assert post(BODY) == post(BODY + b" " * 20_000) == post(BODY, **long_way)
    english = {"Accept-Language": "en"}
    assert post(BODY, **english) == post(BODY + b" " * 20_000, **english) != post(BODY)
    quick = kept.post("/api/v1/check", content=BODY, headers=JSON)
    long = kept.post("/api/v1/check", content=BODY + b" " * 20_000, headers=JSON)
    assert dict(quick.headers) == dict(long.headers)


def sent_in_parts(app: ASGIApp, *parts: bytes | None) -> tuple[int, dict[str, object]]:
    """Send a check part by part, each after a while, None: never; gives the status and the answer."""
    waiting, told = [*parts], list[Message]()

    async def receive() -> Message:
        await asyncio.sleep(0.001)
        part = waiting.pop(0)
        while part is None:
            await asyncio.sleep(1)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def send(message: Message) -> None:
        told.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "path": "/api/v1/check",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    # In a thread of its own: a browser of other tests may keep a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    headers = dict(told[0]["headers"])
    assert all(headers[name] == value for name, value in guard.headers_of("http"))
    return told[0]["status"], json.loads(b"".join(message.get("body", b"") for message in told))


def test_a_quick_check_counts_its_body_and_cuts_off_slow_senders(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build_app(house)
    monkeypatch.setattr(quick, "Counted", lambda receive, most: guard.Counted(receive, most, 0.05))
    whole, parts = sent_in_parts(app, BODY), sent_in_parts(app, BODY[:100], BODY[100:])
    assert whole == parts and whole[0] == 200
    much = sent_in_parts(app, b" " * (guard.LARGEST_JSON + 1))
    assert (much[0], much[1]["type"]) == (413, "/problems/too-large")
    for slow in ((None,), (BODY[:100], None)):
        status, told = sent_in_parts(app, *slow)
        assert (status, told["type"]) == (408, "/problems/too-slow")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"item": "XX-0000"}, "unknown-item"),
        ({"edition": "1999"}, "no-edition"),
        ({"applied_on": "2001-01-01"}, "no-edition"),
        ({"facts": []}, "malformed"),
    ],
)
def test_what_is_not_plain_gets_its_problem(kept: TestClient, change: dict[str, object], kind: str) -> None:
    body = json.dumps({**json.loads(BODY), **change}).encode()
    told = kept.post("/api/v1/check", content=body, headers=JSON)
    assert told.json()["type"] == f"/problems/{kind}" and told.headers["content-language"] == "zh"
