"""The pages and the check by HTTP: a correction is an answer, malformed input a problem, nothing is a 5xx."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from engine.exchange.examples import examples
from web.guard import LARGEST_JSON, BodyRefused, Guard

EXAMPLE = {path.stem: path.read_bytes() for path, _ in examples()}


def post(client: TestClient, data: bytes, **headers: str) -> tuple[int, dict[str, object]]:
    headers.setdefault("Content-Type", "application/json")
    answer = client.post("/api/v1/check", content=data, headers=headers)
    return answer.status_code, answer.json()


def test_a_correction_is_an_answer(client: TestClient) -> None:
    status, answer = post(client, EXAMPLE["SC-0202"])
    assert (status, answer["outcome"], answer["item"]) == (200, "correct", "SC-0202")
    assert list(answer) == [
        "item",
        "edition",
        "edition_hash",
        "applied_on",
        "outcome",
        "complete",
        "findings",
        "reminders",
        "announcements",
        "unknown",
    ]


def test_the_same_submission_gives_the_same_bytes(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    answers = [client.post("/api/v1/check", content=EXAMPLE["SC-0201"], headers=headers) for _ in range(2)]
    assert answers[0].content == answers[1].content


def test_answers_speak_the_language_asked_for(client: TestClient) -> None:
    _, chinese = post(client, b"[]")
    _, english = post(client, b"[]", **{"Accept-Language": "fr, en;q=0.8, zh;q=0.5"})
    assert (chinese["title"], english["title"]) == ("提交的内容看不懂", "The content cannot be read")


def test_everything_malformed_is_told_at_once_and_never_repeated(client: TestClient) -> None:
    data = b'{"item": 7, "facts": [], "materials": {"a": {"state": "very secret"}}}'
    answer = client.post("/api/v1/check", content=data, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [each["pointer"] for each in answer.json()["errors"]] == [
        "#/materials/a/state",
        "#/facts",
        "#/item",
    ]
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("data", "status", "kind"),
    [
        (b"", 422, "malformed"),
        (b"{", 422, "malformed"),
        (b"{}", 422, "malformed"),
        (b'{"item": NaN}', 422, "malformed"),
        (b'{"item": "\\ud800"}', 422, "malformed"),
        (b"\xff\xfe{\x00}\x00", 422, "malformed"),
        (b"[" * 5000 + b"]" * 5000, 422, "malformed"),
        (b'{"item": 1' + b"0" * 5000 + b"}", 422, "malformed"),
        (b'{"item": "SC-0202", "item": "SC-0201"}', 422, "malformed"),
        (b'{"item": "XX-0000"}', 404, "unknown-item"),
        (b'{"item": "../../etc/passwd"}', 404, "unknown-item"),
        (b'{"item": "SC-0202", "applied_on": "2001-01-01"}', 422, "no-edition"),
        (b'{"item": "SC-0202", "edition": "1999"}', 422, "no-edition"),
        (b" " * (LARGEST_JSON + 1), 413, "too-large"),
    ],
)
def test_odd_bodies_are_problems(client: TestClient, data: bytes, status: int, kind: str) -> None:
    got, problem = post(client, data)
    assert (got, problem["type"], problem["status"]) == (status, f"/problems/{kind}", status)


@pytest.mark.parametrize(
    "facts",
    [
        {"组成形式": [], "参加经营家庭成员": 7},
        {"参加经营家庭成员": [[[]]], "申请人": []},
        {"申请人": {"名称": {"a": 1}}, "字号名称": None},
        {"组成形式": {"家庭经营": True}, "靠劳动收入生活": "maybe"},
    ],
)
def test_odd_values_are_findings_not_failures(client: TestClient, facts: dict[str, object]) -> None:
    materials = {
        name: {"state": "sound", "record": {"到期日": facts}} for name in ("房屋租赁合同", "没有这样")
    }
    data = json.dumps({"item": "SC-0202", "facts": facts, "materials": materials}).encode()
    assert post(client, data)[0] == 200


@pytest.mark.parametrize("kind", ["text/plain", "", "application/x-www-form-urlencoded"])
def test_only_json_is_taken(client: TestClient, kind: str) -> None:
    assert post(client, b"{}", **{"Content-Type": kind})[0] == 415


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for path in ("/", "/items/SC-0202", "/nowhere", "/livez", "/api/v1/check", "/static/guide/yici.css"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src" in headers["content-security-policy"]


def test_it_lives_and_describes_itself(client: TestClient) -> None:
    assert client.get("/livez").text == "ok\n"
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/check" in described["paths"]
    assert client.get("/docs").status_code == 404
    assert client.get("/api/v1/check").json()["type"] == "/problems/wrong-method"


def test_a_slow_sender_is_cut_off() -> None:
    seen: list[int] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await receive()
        except BodyRefused as refused:
            seen.append(refused.status)

    async def never() -> Message:
        try:
            await asyncio.Event().wait()
        finally:
            seen.append(0)
        raise AssertionError

    async def nowhere(message: Message) -> None:
        raise AssertionError

    scope = {"type": "http", "path": "/api/v1/check"}
    guarded = Guard(application, seconds=0.01)
    # In a thread of its own: a browser of other tests may keep a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(guarded(scope, never, nowhere))).result()
    assert seen == [0, 408]
