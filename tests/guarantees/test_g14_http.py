"""G14: no input makes the server answer 5xx, show a stack trace, or repeat the value that it refused.

Calls made from our own description, odd bodies by class, odd forms and headers, and raw sockets against a
real server. Normal 300 made calls; long 10,000.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

import pytest
import schemathesis
import uvicorn
from httpx2 import Response
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from engine.case.code import code_of
from engine.center import Center
from tests.case.bench import MARKET
from tests.case.office import FACTS, founded_in, office_in
from tests.guarantees.hostile import CANARY, RAW, bodies, forms, request
from web.api.table import OPERATIONS, document
from web.app import build_app
from web.house import House
from web.people.model import STAFF_ROLES
from web.people.store import People
from web.people.tokens import SCOPES, Tokens
from web.routes import ROUTES
from web.shelf import Shelf

_MANY, _SOME = 1000, 8
PASSWORD = "correct horse battery"
JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class Centre:
    """A centre at work with one case in it, and what opens it."""

    house: House
    number: str
    code: str
    tokens: tuple[str, ...]


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    folder = tmp_path_factory.mktemp("g14") / "centre"
    founded_in(folder)
    with office_in(folder) as desk:
        looks = {name: {"state": "sound"} for name in ("身份证", "承诺书")}
        lease = {"租赁合同": {"state": "sound", "form": "electronic"}}
        desk.receive(
            facts={**FACTS, "场所来源": "租赁"},
            materials={**looks, **lease},
            record={"租赁合同": {"到期日": "2026-05-01"}},
        ).do("tell", "clerk")
        people, now = People(), desk.now
        tokens = Tokens(people)
        made = []
        for role in STAFF_ROLES:
            person = people.add(role, "平台", [role], PASSWORD, department=MARKET)
            made.append(tokens.issue(person, "平台", role, SCOPES, now, now + timedelta(days=9))[1])
        shelf = Shelf(desk.folder / "catalog", desk.folder / "cache")
        house = House(
            shelf=shelf, center=Center(installed=False), people=people, office=desk.office, now=lambda: now
        )
        yield Centre(
            house=_unlimited(house), number=desk.state.number, code=code_of(desk.case), tokens=tuple(made)
        )
        people.close()


def _unlimited(house: House) -> House:
    """Give the house with nobody counting: what is asked here often would be asked by many."""
    house.limits.allows = lambda *_: True  # type: ignore[method-assign]  # nobody counts here
    house.limits.spent = lambda *_: False  # type: ignore[method-assign]  # nor here
    return house


@pytest.fixture(scope="module")
def client(centre: Centre) -> TestClient:
    """A client that raises whatever the application raises."""
    return TestClient(build_app(centre.house), base_url="https://testserver", follow_redirects=False)


def opens(centre: Centre, place: int) -> dict[str, str]:
    """Give the headers that open the case: the code, or a token of some role."""
    made = {"Idempotency-Key": f"k{place}", "If-Match": "*"}
    if place % 3 == 0:
        return {**made, "Case-Code": centre.code}
    return {**made, "Authorization": f"Bearer {centre.tokens[place % len(centre.tokens)]}"}


def sound(answer: Response, about: object) -> None:
    """Hold an answer against the guarantee."""
    assert answer.status_code < 500, (about, answer.status_code, answer.text[:300])
    assert "Traceback" not in answer.text and ".py" not in answer.text, about
    if answer.status_code >= 400 and "json" in answer.headers.get("content-type", ""):
        told = answer.json()
        assert told["status"] == answer.status_code and told["title"], about
        assert CANARY not in answer.text, about


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.long)])
def test_calls_made_from_our_own_description(centre: Centre, client: TestClient, count: int) -> None:
    described = json.loads(document())
    schema = schemathesis.openapi.from_dict(described)
    every = [each.ok() for each in schema.get_all_operations()]
    # Acts differ by their data alone: some of them stand for the rest where time is short.
    few = count < _MANY
    operations = [e for n, e in enumerate(every) if not few or "/acts/" not in e.path or n % _SOME == 0]
    made: list[int] = []
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            strategy = operation.as_strategy(generation_mode=mode)
            row = described["paths"][operation.path][operation.method.lower()]

            @seed(7)
            @settings(
                max_examples=ceil(count / (2 * len(operations))),
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=[*HealthCheck],
            )
            @given(strategy)
            def call(case: schemathesis.Case) -> None:
                answer = _called(centre, client, case, len(made))
                made.append(answer.status_code)
                sound(answer, case.as_curl_command())
                # What may be answered stands in the description.
                told = {*row["responses"], "304"}  # noqa: B023  # called below, in this turn
                assert str(answer.status_code) in told, (case.as_curl_command(), answer.status_code)

            call()
    # What takes few different calls is soon through with them, where there is time for many.
    assert len(made) >= (count if few else count // 2) and len({*made}) > 5, sorted({*made})


def _called(centre: Centre, client: TestClient, case: schemathesis.Case, place: int) -> Response:
    """Send a made call; half of them reach a case that is there."""
    kept = case.as_transport_kwargs(base_url="https://testserver")
    if place % 2 and case.path_parameters.get("number") is not None:
        case.path_parameters["number"] = centre.number
        kept = case.as_transport_kwargs(base_url="https://testserver")
    headers = {**opens(centre, place), **_ascii(kept.get("headers") or {})}
    return client.request(
        kept["method"], kept["url"], headers=headers, params=kept.get("params"), content=_body(kept)
    )


def _ascii(headers: object) -> dict[str, str]:
    """Keep the headers that a client can send at all."""
    assert hasattr(headers, "items")
    kept = {str(name): str(value) for name, value in headers.items()}
    drop = ("user-agent", "content-length", "transfer-encoding")
    return {
        name: value
        for name, value in kept.items()
        if value.isascii() and value.isprintable() and name.lower() not in drop
    }


def _body(kept: dict[str, object]) -> bytes | None:
    if kept.get("json") is not None:
        return json.dumps(kept["json"], default=str).encode("utf-8", "surrogatepass")
    body = kept.get("data")
    return body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else None


@pytest.mark.parametrize("name", bodies())
def test_odd_bodies_at_every_operation(centre: Centre, client: TestClient, name: str) -> None:
    body = bodies()[name]
    for place, each in enumerate(each for each in OPERATIONS if each.takes is not None):
        address = each.address.replace("{number}", centre.number)
        headers = {**opens(centre, place), **JSON, "Idempotency-Key": f"{name.encode().hex()[:40]}-{place}"}
        sound(client.post(address, content=body, headers=headers), (each.id, name))


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": ""},
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "multipart/form-data; boundary=x"},
        {**JSON, "content-encoding": "gzip"},
        {**JSON, "content-encoding": "br, br, br"},
        {**JSON, "accept-language": "," * 9000},
        {**JSON, "accept-language": "zh;q=1e999, en;q=NaN, *;q=-1"},
        {**JSON, "authorization": "Bearer"},
        {**JSON, "authorization": "Basic " + "A" * 5000},
        {**JSON, "authorization": f"Bearer yici_{CANARY.encode().hex()}"},
        {**JSON, "if-match": '"99999999999999999999"'},
        {**JSON, "if-match": 'W/"1"'},
        {**JSON, "if-none-match": '"' * 4000},
        {**JSON, "idempotency-key": "k" * 5000},
        {**JSON, "idempotency-key": " "},
        {**JSON, "case-code": "%00%ff" * 100},
        {**JSON, "cookie": "sid=" + "x" * 4000 + "; __Host-sid=a; =; ;;; yici_case=;yici_lang=xx"},
        {**JSON, "host": "evil.example:99999"},
        {**JSON, "x-forwarded-for": "::::,,,"},
        {**JSON, "hx-request": "true", "hx-current-url": "javascript:x"},
        {**JSON, "range": "bytes=0-,-1"},
    ],
    ids=lambda headers: next(name for name in reversed([*headers])),
)
def test_odd_headers_at_every_address(centre: Centre, client: TestClient, headers: dict[str, str]) -> None:
    for place, each in enumerate(OPERATIONS):
        address = each.address.replace("{number}", centre.number).replace("{code}", "SC-0009")
        sent = {**opens(centre, place), **headers}
        content = b"{}" if each.takes is not None else None
        sound(client.request(each.method, address, headers=sent, content=content), each.id)
    for route in ROUTES:
        if route.method == "GET":
            address = route.path.replace("{number}", centre.number).replace("{code}", "SC-0009")
            sound(client.get(address, headers=headers), route.name)


@pytest.mark.parametrize("name", forms())
def test_odd_forms_at_every_page(centre: Centre, client: TestClient, name: str) -> None:
    kind, body = forms()[name]
    for route in ROUTES:
        if route.method == "POST":
            address = route.path.replace("{number}", centre.number).replace("{verb}", "accept")
            sound(client.post(address, content=body, headers={"content-type": kind}), (route.name, name))


@pytest.fixture(scope="module")
def port(centre: Centre) -> Iterator[int]:
    """A real server with the real protocol, as `yici serve` runs it."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        build_app(centre.house), log_level="critical", access_log=False, server_header=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)


def spoken(port: int, said: bytes) -> bytes:
    """Say something to the server over a plain socket; give what it says until it is silent or hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        try:
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            heard = b""
            while part := line.recv(65536):
                heard += part
        except (TimeoutError, ConnectionError):
            return b""
    return heard


@pytest.mark.parametrize("name", RAW)
def test_raw_requests(port: int, name: str) -> None:
    heard = spoken(port, RAW[name])
    assert not heard.startswith(b"HTTP/1.1 5"), heard[:400]
    assert b"Traceback" not in heard and b"/web/" not in heard
    assert spoken(port, request("/livez")).startswith(b"HTTP/1.1 200")
