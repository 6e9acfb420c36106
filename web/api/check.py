"""Check a submission, ask the next question: what the engine is for, open to anybody, nothing kept.

A small check that concerns no plug-in is answered on the event loop itself: a thread costs as much as the
check does. Everything else goes the way of all calls.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Final

import orjson
from starlette.responses import Response

from engine.ask.needs import needs
from engine.ask.next_question import next_question
from engine.check.answer import Repeated
from engine.check.check import check
from engine.exchange.examples import examples
from engine.exchange.strict_json import Problem
from engine.exchange.submission import Sent, submission_of
from engine.rules.model import Rulebook
from web.api.operation import JSON, STRICT, Call, Denied, Example, Operation, answered, spelt
from web.api.schemas import ref
from web.api.wrong import wrong
from web.house import House
from web.route import ANYBODY
from web.shelf import Missing
from web.typed import day

__all__ = ["OPERATIONS", "checked", "shape"]

_FOLDER: Final = "check"
_REQUIRED: Final = wrong("required", "#/item", folder=_FOLDER)
_MOST_SPELT: Final = 2048
_ASKING: Final = ("item", "applied_on", "facts", "skipped")


def check_submission(call: Call) -> Response:
    """Check what was sent; a correction is an answer like any other, only malformed input is refused."""
    sent = submission_of(call.body)
    book = shape(call.house, sent, call.today)
    made = checked(call.house, book, sent, sent.applied_on or call.today, call.lang)
    # Nobody keeps it (no-store), so it need not say for whom else it would hold.
    return Response(made, media_type=JSON, headers={"Content-Language": call.lang})


def shape(house: House, sent: Sent, today: date) -> Rulebook:
    """Give the rulebook that a submission is checked by, or deny the call for everything misshapen."""
    errors = sent.problems if sent.item or sent.problems else (_REQUIRED,)
    if errors:
        raise Denied("malformed", errors=errors)
    book = house.shelf.book(sent.item or "", sent.applied_on or today)
    if isinstance(book, Missing):
        raise Denied(book.why)
    if sent.edition is not None and sent.edition != book.edition:
        raise Denied("no-edition")
    return book


def checked(house: House, book: Rulebook, sent: Sent, on: date, lang: str) -> bytes:
    """Check a submission and give the answer as it is sent."""
    answer = check(book, sent.submission, on, closed=sent.closed, ask=house.center.asker(book), lang=lang)
    try:
        return orjson.dumps(answer.to_json(_said), option=STRICT)
    except TypeError:
        return spelt(answer.to_json())


_spelt: dict[int, tuple[Repeated, orjson.Fragment]] = {}


def _said(parts: Repeated) -> object:
    """Give what is announced or asked as JSON, spelt once for all answers that share it."""
    if not parts:
        return []
    found = _spelt.get(id(parts))
    # What is remembered is held, so that no other value can come by its identity.
    if found is None or found[0] is not parts:
        if len(_spelt) >= _MOST_SPELT:
            _spelt.clear()
        found = _spelt[id(parts)] = (parts, orjson.Fragment(spelt([part.to_json() for part in parts])))
    return found[1]


def ask(call: Call) -> Response:
    """Give the next question that can still change something, and what is to be brought so far."""
    found = _wrong(call)
    if found:
        raise Denied("malformed", errors=found)
    on = day(call.body.get("applied_on")) or call.today
    book = call.house.shelf.book(str(call.body["item"]), on)
    if isinstance(book, Missing):
        raise Denied(book.why)
    facts, skipped = call.body.get("facts") or {}, call.body.get("skipped") or ()
    assert isinstance(facts, dict) and isinstance(skipped, list | tuple), "looked at above"
    step = next_question(book, facts, on, skipped=tuple(map(str, skipped)), lang=call.lang)
    return answered(call, {**step.to_json(), "needs": needs(book, facts, on, lang=call.lang).to_json()})


def _wrong(call: Call) -> list[Problem]:
    """Give everything that is wrong with the shape of a question."""
    body = call.body
    found = [wrong("unknown-key", "#", folder=_FOLDER) for name in body if name not in _ASKING]
    if not isinstance(body.get("item"), str):
        found.append(_REQUIRED)
    if body.get("facts") is not None and not isinstance(body["facts"], dict):
        found.append(wrong("not-an-object", "#/facts", folder=_FOLDER))
    skipped = body.get("skipped")
    if skipped is not None and not (
        isinstance(skipped, list) and len(skipped) <= 500 and all(isinstance(each, str) for each in skipped)
    ):
        found.append(wrong("not-texts", "#/skipped", folder=_FOLDER))
    if body.get("applied_on") is not None and day(body["applied_on"]) is None:
        found.append(wrong("not-a-date", "#/applied_on", folder=_FOLDER))
    return found


def _example() -> object:
    path, _ = next(each for each in examples() if each[0].stem == "SC-0202")
    return json.loads(path.read_bytes())


_MISSING: Final = ("unknown-item", "no-edition", "faulty-item")
OPERATIONS: Final = (
    Operation(
        path="/check",
        id="check",
        rule=ANYBODY,
        zh="审查一份申请，一次说全；补正也是 200",
        en="Check a submission: everything told at once. A correction is a 200.",
        answer=check_submission,
        method="POST",
        takes=ref("Submission"),
        gives=ref("CheckAnswer"),
        example=Example(sent=_example()),
        problems=_MISSING,
    ),
    Operation(
        path="/ask",
        id="ask",
        rule=ANYBODY,
        zh="下一个问题，和到现在为止要带什么",
        en="The next question worth asking, and what is to be brought as far as the answers tell.",
        answer=ask,
        method="POST",
        takes=ref("Asking"),
        gives=ref("Asked"),
        example=Example(sent={"item": "SC-0202", "facts": {"组成形式": "个人经营"}}),
        problems=_MISSING,
    ),
)
