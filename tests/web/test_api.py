"""The interface for programs: described whole, opened by tokens and codes alone, a case on its road."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from engine.case.code import code_of
from tests.case.bench import MARKET
from tests.case.office import ENDS_ON, FACTS, Desk, copied, founded_in, office_in
from tests.web.conftest import PASSWORD
from web.api.operation import Operation
from web.api.table import OPERATIONS
from web.app import build_app
from web.house import House
from web.limits import Limits
from web.people.model import STAFF_ROLES
from web.people.store import People
from web.people.tokens import SCOPES, Scope, Tokens
from web.shelf import Shelf

GUARDED = [each for each in OPERATIONS if not each.rule.open]
SOUND = {
    "身份证": {"state": "sound"},
    "承诺书": {"state": "sound"},
    "租赁合同": {"state": "sound", "record": {"到期日": ENDS_ON}},
}


class Program:
    """Calls the interface as a program does, with a token or with the code of a case."""

    def __init__(self, client: TestClient, token: str = "", code: str = "") -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.headers |= {"Case-Code": code} if code else {}

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(f"/api/v1{path}", headers={**self.headers, **_spelt(headers)})

    def post(self, path: str, body: object = None, **headers: str) -> Response:
        sent = {"Content-Type": "application/json", "Idempotency-Key": "k1", **_spelt(headers)}
        content = json.dumps({} if body is None else body).encode()
        return self.client.post(f"/api/v1{path}", content=content, headers={**self.headers, **sent})


def _spelt(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items() if value}


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk]:
    """A folder with one case that was told once: the lease ends too soon."""
    folder = tmp_path_factory.mktemp("founded") / "centre"
    founded_in(folder)
    with office_in(folder) as desk:
        return folder, desk.tell()


@pytest.fixture
def bench(founded: tuple[Path, Desk], tmp_path: Path) -> Iterator[Desk]:
    """An office of its own over a copy of that folder."""
    folder, before = founded
    with office_in(copied(folder, tmp_path / "centre")) as desk:
        desk.now, desk.case = before.now, before.case
        yield desk


@pytest.fixture(scope="module")
def machines() -> Iterator[People]:
    """An account for a program in every role, and one of a department elsewhere."""
    made = People()
    for role in STAFF_ROLES:
        made.add(role, "平台", [role], PASSWORD, department=MARKET)
    made.add("stranger", "平台", ["reviewer"], PASSWORD, department="别的局")
    yield made
    made.close()


@pytest.fixture
def open_house(bench: Desk, standing: House, machines: People) -> House:
    shelf = Shelf(bench.folder / "catalog", bench.folder / "cache")
    return replace(
        standing,
        office=bench.office,
        people=machines,
        shelf=shelf,
        limits=Limits(),
        now=lambda: bench.now,
    )


@pytest.fixture
def client(open_house: House) -> TestClient:
    return TestClient(build_app(open_house), base_url="https://testserver")


@pytest.fixture
def program(open_house: House, client: TestClient) -> Callable[..., Program]:
    """Give a program with a token of an account; the role is its name."""

    def made(login: str, scopes: Sequence[Scope] = SCOPES) -> Program:
        person = next(each for each in open_house.people.all() if each.login == login)
        now = open_house.now()
        tokens = Tokens(open_house.people)
        _, text = tokens.issue(person, "平台", person.roles[0], scopes, now, now + timedelta(days=30))
        return Program(client, token=text)

    return made


def kind(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


def filled(operation: Operation, number: str) -> str:
    named = operation.path.replace("{number}", number).replace("{paper}", "2-receipt")
    return named.replace("{code}", "SC-0009")


def called(program: Program, operation: Operation, number: str) -> Response:
    path = filled(operation, number)
    if operation.method == "GET":
        return program.get(path)
    return program.post(path, {"item": "SC-0009"} if operation.id == "case-open" else {}, If_Match='"1"')


def test_every_operation_has_a_rule_and_a_scope() -> None:
    ids = [each.id for each in OPERATIONS]
    assert len({*ids}) == len(ids) and len({(each.path, each.method) for each in OPERATIONS}) == len(ids)
    assert [each.id for each in GUARDED if each.scope is None] == []
    assert {each.id for each in OPERATIONS if each.rule.open} == {
        *("items", "guide", "questions", "search", "check", "ask")
    }
    assert [
        each.id for each in OPERATIONS if each.writes != (each.method == "POST" and not each.rule.open)
    ] == []


def test_who_has_no_right_gets_none_and_a_stranger_neither(
    program: Callable[..., Program], client: TestClient, bench: Desk
) -> None:
    """Every role at every operation; what may be done is denied or answered for reasons of its own."""
    number, wrong = bench.state.number, []
    for role in STAFF_ROLES:
        caller, narrow = program(role), program(role, scopes=["cases:read"])
        for each in GUARDED:
            answer = called(caller, each, number)
            if (answer.status_code == 403) != (role not in each.rule.roles):
                wrong.append((role, each.id, answer.status_code))
            if each.scope != "cases:read" and called(narrow, each, number).status_code != 403:
                wrong.append((role, each.id, "scope"))
    wrong += [(each.id,) for each in GUARDED if called(Program(client), each, number).status_code != 401]
    assert wrong == []


def test_a_foreign_case_does_not_exist(program: Callable[..., Program], bench: Desk) -> None:
    stranger, number = program("stranger"), bench.state.number
    for each in GUARDED:
        if "{number}" in each.path and "reviewer" in each.rule.roles:
            assert kind(called(stranger, each, number)) == (404, "unknown-case"), each.id
    assert stranger.get("/cases").json()["cases"] == []
    assert len(program("reviewer").get("/cases").json()["cases"]) == 1


def test_the_code_opens_its_case_and_no_other(client: TestClient, bench: Desk) -> None:
    number, first = bench.state.number, Program(client, code=code_of(bench.case))
    told = first.get(f"/cases/{number}").json()
    assert told["stage"] == "correct" and "剩余不足" in told["correction"]["findings"][0]["says"]
    bench.receive()
    assert kind(first.get(f"/cases/{bench.state.number}")) == (404, "unknown-case")
    assert kind(first.post(f"/cases/{number}/acts/accept", If_Match="*")) == (401, "not-signed-in")
    guess = Program(client, code="AAAAA-AAAAA")
    answers = [guess.get(f"/cases/{number}").status_code for _ in range(20)]
    assert answers == [404] * 19 + [429]


def test_a_case_is_opened_once_whatever_is_repeated(program: Callable[..., Program], bench: Desk) -> None:
    clerk = program("clerk")
    body = {"item": "SC-0009", "facts": FACTS, "materials": SOUND, "channel": "online"}
    first, again = clerk.post("/cases", body), clerk.post("/cases", body)
    assert (first.status_code, first.headers["etag"]) == (201, '"1"')
    assert first.content == again.content and first.json()["code"].count("-") == 1
    assert kind(clerk.post("/cases", {**body, "channel": "post"})) == (422, "key-reused")
    assert first.headers["location"] == f"/api/v1/cases/{first.json()['number']}"
    assert (
        Program(clerk.client, code=first.json()["code"])
        .get(f"/cases/{first.json()['number']}")
        .json()["open"]
    )


def test_two_at_once_are_told_who_was_first(program: Callable[..., Program], bench: Desk) -> None:
    clerk, path = program("clerk"), f"/cases/{bench.state.number}"
    seen = clerk.get(path).headers["etag"]
    bench.do("urge", "clerk", reason="快")
    answer = clerk.post(f"{path}/acts/send-back", {"reason": "x"}, If_Match=seen)
    assert kind(answer) == (412, "changed-meanwhile")
    assert answer.json()["last"]["event"] == "urged" and answer.json()["last"]["role"] == "clerk"
    assert kind(clerk.post(f"{path}/acts/urge", {"reason": "x"})) == (428, "no-version")
    assert clerk.get(path, If_None_Match=clerk.get(path).headers["etag"]).status_code == 304


def test_a_correction_is_answered_whole_and_repeating_does_nothing_new(
    client: TestClient, bench: Desk
) -> None:
    mine, path = Program(client, code=code_of(bench.case)), f"/cases/{bench.state.number}"
    short = mine.post(f"{path}/supply", {"materials": []})
    assert kind(short) == (409, "refused") and "还没有回答" in short.json()["errors"][0]["says"]
    assert mine.post(f"{path}/supply", {"materials": ["没有这样"]}).status_code == 422
    answers = [
        mine.post(f"{path}/supply", {"materials": ["租赁合同"]}, Idempotency_Key="s") for _ in range(3)
    ]
    assert [each.status_code for each in answers] == [200] * 3 and len(
        {each.content for each in answers}
    ) == 1
    assert [event.kind for event in bench.office.store.events(bench.case)].count("supplied") == 1


def test_a_clerk_withdraws_what_the_applicant_has_signed(
    program: Callable[..., Program], bench: Desk
) -> None:
    clerk, path = program("clerk"), f"/cases/{bench.state.number}/withdraw"
    unsigned = clerk.post(path, {"reason": "改到外地办"}, Idempotency_Key="k1")
    assert (unsigned.status_code, unsigned.json()["errors"][0]["code"]) == (409, "case/not-signed")
    odd = clerk.post(path, {"signed": "是"}, Idempotency_Key="k2")
    assert (odd.status_code, odd.json()["errors"][0]["pointer"]) == (422, "#/signed")
    assert clerk.post(path, {"signed": True}, Idempotency_Key="k3").status_code == 200


def test_an_application_is_withdrawn_once(client: TestClient, bench: Desk) -> None:
    mine, path = Program(client, code=code_of(bench.case)), f"/cases/{bench.state.number}/withdraw"
    assert [mine.post(path, {"reason": "改到外地办"}).status_code for _ in range(2)] == [200, 200]
    assert [event.kind for event in bench.office.store.events(bench.case)].count("withdrawn") == 1


def test_papers_are_given_to_whom_they_go(client: TestClient, bench: Desk) -> None:
    mine, path = Program(client, code=code_of(bench.case)), f"/cases/{bench.state.number}/papers"
    papers = mine.get(path).json()["papers"]
    assert [each["paper"] for each in papers] == ["receipt", "correction"]
    page = mine.get(f"{path}/{papers[1]['id']}")
    assert "剩余不足" in page.text and "sandbox" in page.headers["content-security-policy"]
    assert page.headers["content-disposition"].startswith("attachment")
    assert kind(mine.get(f"{path}/1-decision")) == (404, "unknown-case")


def test_a_list_goes_on_where_it_stopped_and_names_no_case_by_itself(
    program: Callable[..., Program], bench: Desk
) -> None:
    for _ in range(4):
        bench.receive()
    clerk, seen, cursor = program("clerk"), [], ""
    while True:
        page = clerk.get(f"/cases?limit=2&cursor={cursor}" if cursor else "/cases?limit=2")
        assert bench.case not in page.text
        seen += [each["number"] for each in page.json()["cases"]]
        cursor = page.json()["next"]
        if cursor is None:
            break
    assert len(seen) == len({*seen}) == 5


def test_a_token_ends(open_house: House, client: TestClient, bench: Desk) -> None:
    tokens, now = Tokens(open_house.people), open_house.now()
    person = open_house.people.all()[2]
    assert person.roles == ("clerk",)
    token, text = tokens.issue(person, "平台", "clerk", ["cases:read"], now, now + timedelta(days=1))
    assert Program(client, token=text).get("/cases").status_code == 200
    assert tokens.verified(text, now + timedelta(days=1)) is None
    assert tokens.revoke(token.id) and not tokens.revoke(token.id)
    assert kind(Program(client, token=text).get("/cases")) == (401, "not-signed-in")
    for wrong in (now, now + timedelta(days=900)):
        with pytest.raises(ValueError, match="clerk"):
            tokens.issue(person, "平台", "clerk", ["cases:read"], now, wrong)
    with pytest.raises(ValueError, match="decider"):
        tokens.issue(person, "平台", "decider", ["cases:read"], now, now + timedelta(days=1))


def test_items_guides_and_questions_are_read_and_kept(client: TestClient) -> None:
    anybody = Program(client)
    guide = anybody.get("/items/SC-0009")
    assert guide.json()["item"] == "SC-0009" and guide.headers["cache-control"] == "no-cache"
    assert anybody.get("/items/SC-0009", If_None_Match=guide.headers["etag"]).status_code == 304
    assert anybody.get("/items/SC-0009?lang=en").headers["etag"] != guide.headers["etag"]
    assert [each["fact"] for each in anybody.get("/items/SC-0009/questions").json()["fields"]]
    assert anybody.get("/items").json()["items"][0]["code"] == "SC-0009"
    assert kind(anybody.get("/items/SC-9999")) == (404, "unknown-item")
    asked = anybody.post("/ask", {"item": "SC-0009", "facts": {}})
    assert asked.json()["question"]["fact"] and asked.json()["needs"]["materials"]


@pytest.mark.parametrize(
    "query",
    [
        "?on=2026-13-40",
        "?on=2026-02-30",
        "?nothing=1",
        "?limit=0",
        "?limit=999",
        "?limit=１",
        "?limit=1&limit=2",
    ],
)
def test_odd_queries_are_problems(client: TestClient, query: str) -> None:
    assert kind(Program(client).get(f"/items{query}")) == (400, "bad-query")


def test_cookies_open_nothing(client: TestClient, bench: Desk) -> None:
    client.cookies.set("__Host-sid", "x" * 32)
    client.cookies.set("yici_case", f"{bench.state.number} {code_of(bench.case)}")
    assert Program(client).get(f"/cases/{bench.state.number}").status_code == 401


@pytest.mark.parametrize("asked", ["quick", "slow", "get"])
def test_who_calls_without_a_token_too_often_is_told_when_to_come_again(
    open_house: House, asked: str
) -> None:
    house = replace(open_house, limits=Limits({"open-call": "3/minute"}))
    anybody = Program(TestClient(build_app(house), base_url="https://testserver"))
    house.shelf.book("SC-0009", house.now().date())
    path = {"quick": "/check", "slow": "/check?lang=zh", "get": "/items"}[asked]

    def call() -> Response:
        return anybody.get(path) if asked == "get" else anybody.post(path, {"item": "SC-0009"})

    assert [call().status_code for _ in range(3)] == [200, 200, 200]
    refused = call()
    assert kind(refused) == (429, "too-often")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
