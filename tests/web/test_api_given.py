"""The answers that the description shows: recorded from real calls, each as its schema says it is.

`pytest tests/web/test_api_given.py --record` writes them anew; a person reads the diff.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from jsonschema import Draft202012Validator, FormatChecker
from starlette.testclient import TestClient

import web.api.given
from engine.case.code import code_of
from tests.case.office import Desk
from tests.web.test_api import Program, bench, called, client, founded, machines, open_house, program
from web.api.operation import JSON, Operation
from web.api.table import OPERATIONS, document
from web.app import build_app
from web.house import House

__all__ = ["bench", "client", "founded", "machines", "open_house", "program"]

FILE = Path(web.api.given.__file__).with_name("given.json")
SPOKEN = [each for each in OPERATIONS if each.media == JSON]
ASKED = {"items": "/items?limit=2", "search": "/search?q=开个小吃店"}
SUPPLIED = {"materials": ["租赁合同"]}


def described() -> Mapping[str, Any]:
    return json.loads(document())


def valid(value: object, schema: Mapping[str, Any]) -> list[str]:
    """Give what a value has against a schema of the description."""
    whole = {**schema, "components": described()["components"]}
    checker = Draft202012Validator(whole, format_checker=FormatChecker())
    return [f"{each.json_path}: {each.message}" for each in checker.iter_errors(value)]


def shown(operation: Operation) -> Mapping[str, Any]:
    answer: Mapping[str, Any] = described()["paths"][operation.address][operation.method.lower()]
    return answer


@pytest.mark.parametrize("operation", SPOKEN, ids=lambda each: each.id)
def test_an_answer_is_shown_and_is_what_its_schema_says(operation: Operation) -> None:
    content = shown(operation)["responses"][str(operation.status)]["content"][JSON]
    assert valid(content["example"], content["schema"]) == []


@pytest.mark.parametrize(
    "operation", [each for each in SPOKEN if each.example.sent is not None], ids=lambda each: each.id
)
def test_what_may_be_sent_is_what_its_schema_says(operation: Operation) -> None:
    content = shown(operation)["requestBody"]["content"][JSON]
    assert valid(content["example"], content["schema"]) == []


def test_the_answers_shown_are_those_that_are_given(
    standing: House, bench: Desk, program: Callable[..., Program], recorded: Callable[[Path, str], None]
) -> None:
    anybody = Program(TestClient(build_app(standing), base_url="https://testserver"))
    made = {each.id: open_answer(anybody, each) for each in SPOKEN if each.rule.open}
    clerk = program("clerk")
    number = bench.state.number
    made |= {
        each.id: called(clerk, each, number) for each in SPOKEN if not each.rule.open and each.method == "GET"
    }
    made["case-open"] = clerk.post("/cases", {"item": "SC-0009", "facts": {"申请人": {"名称": "示例店"}}})
    made["case-supply"] = clerk.post(f"/cases/{number}/supply", SUPPLIED, Idempotency_Key="k2")
    withdrawn = next(each.example.sent for each in SPOKEN if each.id == "case-withdraw")
    made["case-withdraw"] = clerk.post(f"/cases/{number}/withdraw", withdrawn, Idempotency_Key="k3")
    assert {
        id: answer.status_code for id, answer in made.items() if answer.status_code not in (200, 201)
    } == {}
    given = {id: answer.json() for id, answer in made.items()}
    given["case-open"]["code"] = code_of("…")
    recorded(FILE, json.dumps(given, ensure_ascii=False, indent=1) + "\n")


def open_answer(anybody: Program, operation: Operation) -> Response:
    if operation.method == "POST":
        return anybody.post(operation.path, operation.example.sent)
    return anybody.get(ASKED.get(operation.id, operation.path.replace("{code}", "SC-0202")))
