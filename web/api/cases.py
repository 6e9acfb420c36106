"""Cases for programs: open one, follow it by number and code, answer its correction, withdraw, list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.code import code_of
from engine.case.store import Wanted
from engine.center.office import Request
from engine.check.answer import Finding
from engine.exchange.strict_json import Problem
from engine.exchange.submission import submission_of
from web.api.items import CURSOR, LIMIT
from web.api.opened import done_or_denied, office_of, opened, shown, tag
from web.api.operation import VERSION, Call, Denied, Example, Operation, Query, answered
from web.api.schemas import ref
from web.api.wrong import wrong
from web.case.opened import Opened, to_answer, told
from web.case.staff import EVERYWHERE, WORKERS
from web.route import only
from web.typed import day as day_of
from web.words import say

__all__ = ["OPERATIONS"]

_OWN: Final = ("channel", "telephone", "email", "language", "reach_by")
_USUAL: Final = 50


def open_case(call: Call) -> Response:
    """Open a case from a submission; the code is told now, for the applicant."""
    assert call.actor is not None, "nobody opens a case without a token"
    office = office_of(call)
    body = dict(call.body)
    own: dict[str, object] = {name: body.pop(name) for name in _OWN if name in body}
    sent = submission_of(body)
    found = [
        *sent.problems,
        *(wrong("unknown-key", f"#/{name}") for name in ("edition", "closed") if name in body),
    ]
    if not sent.item and not sent.problems:
        found.append(wrong("required", "#/item"))
    if found:
        raise Denied("malformed", errors=found)
    what = {**_laid(sent.submission), **own}
    if sent.applied_on is not None:
        what["applied_on"] = sent.applied_on.isoformat()
    assert sent.item is not None, "told above"
    request = Request(verb="open", actor=call.actor, at=call.now, item=sent.item, sent=what, key=call.key)
    outcome = office.act(request)
    _unknown_item(outcome)
    mine = done_or_denied(call, office, outcome, call.actor)
    content = {**shown(call, mine), "code": code_of(mine.case)}
    return answered(call, content, tag=tag(mine.state), location=_address(mine))


def _unknown_item(outcome: object) -> None:
    """Deny the call where there is no such item on that day; the name that was sent is not repeated."""
    code = getattr(outcome, "code", "")
    found = {
        "case/no-such-item": "unknown-item",
        "case/no-edition": "no-edition",
        "case/two-editions": "no-edition",
    }
    if code in found:
        raise Denied(found[code])


def _laid(submission: Mapping[str, Any]) -> dict[str, object]:
    """Take a submission apart as an act takes it: how materials were found, and what stands on them."""
    materials: Mapping[str, Any] = submission.get("materials") or {}
    looks: dict[str, dict[str, object]] = {}
    for name, one in materials.items():
        looks[name] = {key: one[key] for key in ("state", "copies") if one.get(key) is not None}
        kinds = [flaw["kind"] for flaw in one.get("flaws") or () if flaw.get("kind")]
        looks[name] |= {"flaws": kinds} if kinds else {}
    made: dict[str, object] = {
        "materials": looks,
        "record": {name: one["record"] for name, one in materials.items() if one.get("record")},
        "facts": submission.get("facts"),
        "answers": submission.get("answers"),
    }
    return {name: value for name, value in made.items() if value}


def _address(mine: Opened) -> str:
    return f"{VERSION}/cases/{quote(mine.state.number, safe='')}"


def show(call: Call) -> Response:
    """Give a case as it stands."""
    mine = opened(call)
    return answered(call, shown(call, mine), tag=tag(mine.state))


def answer(call: Call) -> Response:
    """Give the check of a case as it stands, for who works on it; that it was read is recorded."""
    mine = opened(call)
    made = mine.office.answer(mine.case, mine.actor, call.now, lang=call.lang)
    if made is None:
        raise Denied("unknown-case")
    return answered(call, made.to_json())


def supply(call: Call) -> Response:
    """Answer the correction that was told, all of it at once."""
    mine = opened(call)
    sent, facts = call.body.get("materials", []), call.body.get("facts", {})
    found = [*_misshapen(call.body, ("materials", "facts")), *_misnamed(mine, sent)]
    if not isinstance(facts, dict):
        found.append(wrong("not-an-object", "#/facts"))
    if found or not isinstance(facts, dict) or not isinstance(sent, list):
        raise Denied("malformed", errors=found)
    materials = [str(name) for name in sent]
    what: dict[str, object] = {"materials": {name: {"state": "unseen"} for name in materials}}
    what |= {"facts": facts} if facts else {}
    missing = [*_unanswered(call, mine, {*materials}, {*facts})]
    if missing:
        raise Denied("refused", errors=missing)
    return _acted(call, mine, "supply", what)


def _misnamed(mine: Opened, materials: object) -> Iterator[Problem]:
    known = {each.name for each in mine.state.terms.materials}
    if not isinstance(materials, list) or not all(isinstance(each, str) for each in materials):
        yield wrong("not-names", "#/materials")
        return
    for number, name in enumerate(materials):
        if name not in known:
            yield wrong("unknown-material", f"#/materials/{number}")


def _unanswered(call: Call, mine: Opened, brought: set[str], filled: set[str]) -> Iterator[Problem]:
    """Name every line of the correction that is not answered: a correction is answered once, too."""
    says = {each.id: each.says for each in told(mine, call.now, "en")}
    for each in to_answer(told(mine, call.now, "zh")):
        if not _is_answered(each, brought, filled):
            zh = say("progress_unanswered", "zh", says=each.says)
            en = say("progress_unanswered", "en", says=says.get(each.id, each.says))
            yield Problem(code="case/unanswered", zh=zh, en=en)


def _is_answered(finding: Finding, brought: set[str], told: set[str]) -> bool:
    if finding.material:
        return finding.material in brought
    return not finding.facts or any(fact in told or fact.partition(".")[0] in told for fact in finding.facts)


def withdraw(call: Call) -> Response:
    """Withdraw an application; a clerk says besides that the applicant has signed."""
    mine = opened(call)
    found = _misshapen(call.body, ("reason", "part", "signed"))
    for name in ("reason", "part"):
        if not isinstance(call.body.get(name, ""), str):
            found.append(wrong("not-text", f"#/{name}"))
    if not isinstance(call.body.get("signed", False), bool):
        found.append(wrong("not-true-or-false", "#/signed"))
    if found:
        raise Denied("malformed", errors=found)
    return _acted(call, mine, "withdraw", dict(call.body))


def _acted(call: Call, mine: Opened, verb: str, what: Mapping[str, object]) -> Response:
    request = Request(
        verb=verb,
        actor=mine.actor,
        at=call.now,
        case=mine.case,
        sent=what,
        key=call.key,
        expected=call.seen,
    )
    after = done_or_denied(call, mine.office, mine.office.act(request), mine.actor)
    return answered(call, shown(call, after), tag=tag(after.state))


def _misshapen(body: Mapping[str, object], known: tuple[str, ...]) -> list[Problem]:
    return [wrong("unknown-key", "#") for name in body if name not in known]


def cases(call: Call) -> Response:
    """Give the cases of the caller's department, or of the centre; the earliest due first."""
    office, actor = office_of(call), call.actor
    assert actor is not None, "nobody lists cases without a token"
    asked = call.query
    wanted = Wanted(
        department=None if actor.role in EVERYWHERE else actor.department,
        stage=asked.get("stage"),
        holder=asked.get("holder"),
        item=asked.get("item"),
        open=None if asked.get("open") == "any" else asked.get("open", "true") == "true",
    )
    page = office.store.lines(wanted, _after(call), int(asked.get("limit", _USUAL)))
    rows = [
        {
            "number": each.line.number,
            "item": each.line.item,
            "department": each.line.department,
            "stage": each.line.stage,
            "holder": each.line.holder,
            "due_on": None if each.line.due_on is None else each.line.due_on.isoformat(),
            "late": each.line.due_on is not None and each.line.due_on < call.today,
            "open": each.line.open,
            "marks": [*each.line.marks],
        }
        for each in page.rows
    ]
    # The cursor of the store names the case itself, which nobody outside may know: its code comes from it.
    day = "" if page.cursor is None else page.cursor.partition(".")[0]
    following = None if page.cursor is None else f"{day}.{page.rows[-1].line.number}"
    return answered(call, {"cases": rows, "next": following})


def _after(call: Call) -> str | None:
    cursor = call.query.get("cursor")
    if cursor is None:
        return None
    day, _, number = cursor.partition(".")
    case = office_of(call).find(number)
    if case is None or day_of(day) is None:
        raise Denied("bad-query")
    return f"{day}.{case}"


_WORD: Final = {"type": "string", "minLength": 1, "maxLength": 64}
_LISTS: Final = (
    CURSOR,
    LIMIT,
    Query(name="stage", schema=_WORD, zh="环节", en="stage"),
    Query(name="holder", schema=_WORD, zh="等谁", en="whose turn it is"),
    Query(name="item", schema=_WORD, zh="事项编码", en="code of the item"),
    Query(
        name="open",
        schema={"type": "string", "enum": ["true", "false", "any"]},
        zh="没办完的、办完的、全部",
        en="open ones, closed ones, any; open if absent",
    ),
)
_SUPPLY: Final = {"materials": ["租赁合同"], "facts": {"经营范围": "小吃"}}
_OPENING: Final = {
    "item": "SC-0202",
    "channel": "online",
    "facts": {"申请人": {"名称": "示例小吃店"}, "组成形式": "个人经营"},
    "materials": {"申请人身份证": {"state": "unseen"}},
}
OPERATIONS: Final = (
    Operation(
        path="/cases",
        id="case-open",
        rule=only("clerk"),
        scope="cases:open",
        zh="开办：从一份申请开一个办件",
        en="Open a case from a submission. The answer tells the code for the applicant.",
        answer=open_case,
        method="POST",
        takes=ref("Opening"),
        gives=ref("Case"),
        example=Example(sent=_OPENING),
        writes=True,
        status=201,
        problems=("unknown-item", "no-edition", "faulty-item"),
    ),
    Operation(
        path="/cases",
        id="cases",
        rule=only(*WORKERS),
        scope="cases:read",
        zh="办件清单，先到期的在前；部门只看自己的",
        en="Cases, the earliest due first; a department sees its own.",
        answer=cases,
        gives=ref("Lines"),
        query=_LISTS,
    ),
    Operation(
        path="/cases/{number}",
        id="case",
        rule=only(*WORKERS),
        scope="cases:read",
        coded=True,
        zh="一个办件现在的样子",
        en="A case as it stands.",
        answer=show,
        gives=ref("Case"),
    ),
    Operation(
        path="/cases/{number}/answer",
        id="case-answer",
        rule=only(*WORKERS),
        scope="cases:read",
        zh="一个办件的审查结果；谁看过会记下来",
        en="The check of a case as it stands; who read it is recorded.",
        answer=answer,
        gives=ref("CheckAnswer"),
    ),
    Operation(
        path="/cases/{number}/supply",
        id="case-supply",
        rule=only("clerk"),
        scope="cases:act",
        coded=True,
        zh="回答一次性告知，一次答完",
        en="Answer the correction, all of it at once.",
        answer=supply,
        method="POST",
        takes=ref("Supply"),
        gives=ref("Case"),
        example=Example(sent=_SUPPLY),
        writes=True,
        matches="may",
    ),
    Operation(
        path="/cases/{number}/withdraw",
        id="case-withdraw",
        rule=only("clerk"),
        scope="cases:act",
        coded=True,
        zh="撤回申请",
        en="Withdraw the application.",
        answer=withdraw,
        method="POST",
        takes=ref("Withdrawal"),
        gives=ref("Case"),
        example=Example(sent={"reason": "改到外地办", "signed": True}),
        writes=True,
        matches="may",
    ),
)
