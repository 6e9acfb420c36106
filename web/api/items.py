"""Items for programs: the list, one item's guide and questions, and what a search finds; open to anybody."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict
from datetime import date
from typing import Final

from starlette.responses import Response

from engine.ask.needs import needs
from engine.guide.build import build_guide
from engine.vocabulary import Lang
from web.api.operation import Call, Denied, Operation, Query, answered, tag_of
from web.api.schemas import DAY, ref
from web.route import ANYBODY
from web.said import short
from web.shelf import Missing, Shelved
from web.typed import day

__all__ = ["CURSOR", "LIMIT", "ON", "OPERATIONS", "of_day", "shelved"]

# What anybody may keep, as long as they ask whether it still holds.
_OPEN: Final = "no-cache"
_MOST: Final = 200
_USUAL: Final = 50
ON: Final = Query(
    name="on",
    schema={**DAY, "maxLength": 10, "minLength": 10, "pattern": r"[0-9]{4}-[0-9]{2}-[0-9]{2}"},
    zh="申请日期，不写就是今天",
    en="day of application; today if absent",
)


def items(call: Call) -> Response:
    """Give the items in force, by code; one page of them."""
    on, limit = of_day(call.query.get("on"), call), int(call.query.get("limit", _USUAL))
    after = _after(call.query.get("cursor", ""))
    wanted = call.query.get("department")
    rows = sorted(call.house.shelf.rows(on), key=lambda row: row.code)
    mine = [row for row in rows if row.code > after and (wanted is None or row.record.department == wanted)]
    shown = [call.house.shelf.item(row.code, on) for row in mine[:limit]]
    content = {
        "items": [_line(each, call.lang) for each in shown if isinstance(each, Shelved)],
        "next": _cursor(mine[limit - 1].code) if len(mine) > limit else None,
    }
    return answered(call, content, tag=tag_of(call.lang, content), cache=_OPEN)


def _line(shelved: Shelved, lang: Lang) -> dict[str, object]:
    return {**asdict(short(shelved.item, lang)), "edition": shelved.rulebook.edition}


def _cursor(code: str) -> str:
    return base64.urlsafe_b64encode(code.encode()).decode().rstrip("=")


def _after(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error):
        raise Denied("bad-query") from None


def guide(call: Call) -> Response:
    """Give the guide of an item for every situation."""
    found, on = shelved(call), of_day(call.query.get("on"), call)
    tag = tag_of(found.rulebook.edition_hash, on, call.lang, "guide")
    if tag in call.known:
        return answered(call, None, tag=tag, cache=_OPEN)
    made = build_guide(found.item, found.rulebook, on, parts=found.parts, facts={}, lang=call.lang)
    return answered(call, made.to_json(), tag=tag, cache=_OPEN)


def questions(call: Call) -> Response:
    """Give every question of an item, those of the situation and those of the form."""
    found, on = shelved(call), of_day(call.query.get("on"), call)
    book = found.rulebook
    content = {
        "item": book.item,
        "edition": book.edition,
        "edition_hash": book.edition_hash,
        "fields": [each.to_json() for each in needs(book, {}, on, lang=call.lang).fields],
    }
    return answered(call, content, tag=tag_of(book.edition_hash, on, call.lang, "questions"), cache=_OPEN)


def search(call: Call) -> Response:
    """Give what people's words find."""
    found = call.house.shelf.search(call.query["q"], of_day(call.query.get("on"), call))
    english = call.lang == "en"
    content = {
        "hits": [
            {
                "code": hit.code,
                "name": (english and hit.name_en) or hit.name,
                "department": (english and hit.department_en) or hit.department,
            }
            for hit in found.hits or found.near
        ],
        "near": not found.hits,
    }
    return answered(call, content)


def shelved(call: Call) -> Shelved:
    """Give the item of the address, or deny the call."""
    found = call.house.shelf.item(call.path["code"], of_day(call.query.get("on"), call))
    if isinstance(found, Missing):
        raise Denied(found.why)
    return found


def of_day(text: str | None, call: Call) -> date:
    """Read the day of application."""
    on = call.today if text is None else day(text)
    if on is None:
        raise Denied("bad-query")
    return on


_MISSING: Final = ("unknown-item", "no-edition", "faulty-item")
CURSOR: Final = Query(
    name="cursor",
    schema={"type": "string", "maxLength": 120, "pattern": r"[A-Za-z0-9_.\-]{1,120}"},
    zh="上一页给的 next",
    en="`next` of the page before",
)
LIMIT: Final = Query(
    name="limit",
    schema={"type": "integer", "minimum": 1, "maximum": _MOST},
    zh="一页几个",
    en="how many a page",
)
_DEPARTMENT: Final = Query(
    name="department",
    schema={"type": "string", "minLength": 1, "maxLength": 64},
    zh="进驻部门",
    en="department, in Chinese",
)
_WORDS: Final = Query(
    name="q",
    schema={"type": "string", "minLength": 1, "maxLength": 100},
    zh="要找的话",
    en="what is looked for",
    required=True,
)
OPERATIONS: Final = (
    Operation(
        path="/items",
        id="items",
        rule=ANYBODY,
        zh="事项清单",
        en="The items in force.",
        answer=items,
        gives=ref("Items"),
        query=(ON, _DEPARTMENT, CURSOR, LIMIT),
    ),
    Operation(
        path="/items/{code}",
        id="guide",
        rule=ANYBODY,
        zh="一个事项的办事指南，机器可读",
        en="The guide of one item, for programs.",
        answer=guide,
        gives=ref("Guide"),
        query=(ON,),
        problems=_MISSING,
    ),
    Operation(
        path="/items/{code}/questions",
        id="questions",
        rule=ANYBODY,
        zh="一个事项的全部问题和表格字段",
        en="All questions and fields of one item.",
        answer=questions,
        gives=ref("Questions"),
        query=(ON,),
        problems=_MISSING,
    ),
    Operation(
        path="/search",
        id="search",
        rule=ANYBODY,
        zh="用平常的话找事项",
        en="Finds items by what people call them.",
        answer=search,
        gives=ref("Found"),
        query=(_WORDS, ON),
    ),
)
