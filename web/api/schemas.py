"""JSON Schemas of what the interface takes and gives, by name: each described in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine import vocabulary
from engine.case.datum import STATES, Datum
from engine.case.state import ADDRESSES
from engine.item.schema import submission_schema
from web.api.operation import Schema

__all__ = ["DAY", "SCHEMAS", "TEXT", "act_schema", "ref", "table"]

TEXT: Final[Schema] = {"type": "string"}
DAY: Final[Schema] = {"type": "string", "format": "date", "examples": ["2026-03-02"]}
_NO: Final[Schema] = {"type": "null"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_YES_NO: Final[Schema] = {"type": "boolean"}
_TEXTS: Final[Schema] = {"type": "array", "items": TEXT}


def ref(name: str) -> Schema:
    """Point at a schema of the description."""
    return {"$ref": f"#/components/schemas/{name}"}


def table(says: str, rows: Mapping[str, Schema], may: tuple[str, ...] = ()) -> Schema:
    """Give the schema of an object: its rows, all required but those it may have."""
    return {
        "type": "object",
        "description": says,
        "properties": dict(rows),
        "required": [name for name in rows if name not in may],
    }


def _many(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _either(one: Schema, other: Schema = _NO) -> Schema:
    return {"anyOf": [one, other]}


def _sent_submission() -> Schema:
    """Give the submission as the schemas folder prints it, to stand inside the description."""
    kept = {key: value for key, value in submission_schema().items() if key not in ("$schema", "$id")}
    return {**kept, "required": ["item"]}


def _opened() -> Schema:
    sent = _sent_submission()
    own = {
        "channel": {"enum": ["window", "online", "post", "kiosk"], "description": "办理渠道 channel"},
        "telephone": {"type": "string", "maxLength": 40, "description": "电话 telephone, into the vault"},
        "email": {"type": "string", "maxLength": 200, "description": "电子邮箱 e-mail, into the vault"},
        "language": {"enum": ["zh", "en"], "description": "用哪种语言通知 language of messages and papers"},
        "reach_by": {"enum": [*ADDRESSES], "description": "用哪种方式通知 how to send messages"},
    }
    rows = {name: each for name, each in sent["properties"].items() if name not in ("edition", "closed")}
    return {**sent, "title": "开办 opening a case", "properties": {**rows, **own}}


_FINDING: Final = table(
    "问题项：哪里不对、怎么改、依据 · a finding: what is wrong, the remedy, the basis",
    {
        "id": TEXT,
        "kind": {"enum": ["condition", "check", "material", "copies", "flaw", "fact", "plugin"]},
        "verdict": {"enum": ["unmet", "unknown"]},
        "gravity": {"enum": ["correct", "decline", "remind"]},
        "material": TEXT,
        "needed": _either(_COUNT),
        "present": _either(_COUNT),
        "facts": _TEXTS,
        "says": TEXT,
        "remedy": TEXT,
        "basis": TEXT,
        "must": _many(table("新的要满足 · what a replacement must satisfy", {"id": TEXT, "says": TEXT})),
    },
    may=("material", "needed", "present", "facts"),
)
_ANSWER: Final = table(
    "审查结果，一次说全 · the answer of a check: everything at once",
    {
        "item": TEXT,
        "edition": TEXT,
        "edition_hash": TEXT,
        "applied_on": DAY,
        "outcome": {"enum": ["accept", "correct", "decline", "undetermined"]},
        "complete": _YES_NO,
        "findings": _many(ref("Finding")),
        "reminders": _many(
            table("以后补 · may follow later", {"id": TEXT, "says": TEXT, "until": _either(DAY)})
        ),
        "announcements": _many(table("如果…还要… · if so, also", {"when": TEXT, "needs": _TEXTS})),
        "unknown": _many(
            table("还不知道 · not yet known", {"fact": TEXT, "ask": TEXT, "matters_to": _TEXTS})
        ),
    },
)
_ASKED: Final = table(
    "一个问题 · a question of the form or of the situation",
    {
        "fact": TEXT,
        "label": TEXT,
        "ask": TEXT,
        "state": {"enum": ["answered", "open", "depends", "not_asked"]},
        "kind": TEXT,
        "scenario": _YES_NO,
        "required": _YES_NO,
        "when": TEXT,
        "waits_for": _TEXTS,
        "options": _many(table("选项 · an option", {"value": TEXT, "label": TEXT, "note": TEXT})),
        "range": _either(_TEXTS),
    },
)
_CLOCK: Final = table(
    "计时 · a clock",
    {"clock": TEXT, "due_on": _either(DAY), "standing": TEXT, "overdue": _YES_NO, "says": TEXT},
)
_CORRECTION: Final = table(
    "一次性告知，还等申请人回答 · the correction that waits for an answer",
    {
        "number": TEXT,
        "told_on": DAY,
        "correct_by": _either(DAY),
        "findings": _many(ref("Finding")),
    },
)
_CASE: Final = table(
    "办件 · a case as it stands at `version`",
    {
        "number": TEXT,
        "version": _COUNT,
        "item": TEXT,
        "name": TEXT,
        "department": TEXT,
        "edition_hash": TEXT,
        "applied_on": _either(DAY),
        "stage": TEXT,
        "stage_name": TEXT,
        "holder": TEXT,
        "open": _YES_NO,
        "clocks": _many(_CLOCK),
        "correction": _either(ref("Correction")),
        "can": {**_TEXTS, "description": "现在可以办的 · what may be done now"},
        "code": {"type": "string", "description": "查询码，只在开办时给 · the code, told on opening only"},
    },
    may=("code",),
)
_LINE: Final = table(
    "清单上的一行 · one line of a list",
    {
        "number": TEXT,
        "item": TEXT,
        "department": TEXT,
        "stage": TEXT,
        "holder": TEXT,
        "due_on": _either(DAY),
        "late": _YES_NO,
        "open": _YES_NO,
        "marks": _TEXTS,
    },
)
_ITEM: Final = table(
    "事项 · an item",
    {"code": TEXT, "name": TEXT, "department": TEXT, "summary": TEXT, "edition": TEXT},
)
_NEXT: Final[Schema] = {
    **_either(TEXT),
    "description": "还有下一页就有；放进 cursor · for the next page, as `cursor`",
}
_PROBLEM: Final = table(
    "问题详情（RFC 9457）· problem details",
    {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "errors": _many(
            table(
                "一处 · one place",
                {"pointer": TEXT, "code": TEXT, "says": TEXT, "line": _COUNT, "column": _COUNT},
                may=("line", "column"),
            )
        ),
        "last": table(
            "抢先的那件事 · the event that came first",
            {"version": _COUNT, "event": TEXT, "at": TEXT, "role": TEXT},
        ),
        "instance": TEXT,
        "trace_id": TEXT,
    },
    may=("detail", "errors", "last"),
)
SCHEMAS: Final[Mapping[str, Schema]] = {
    "Submission": _sent_submission(),
    "Opening": _opened(),
    "Finding": _FINDING,
    "CheckAnswer": _ANSWER,
    "Question": _ASKED,
    "Questions": table(
        "全部问题 · all questions",
        {"item": TEXT, "edition": TEXT, "edition_hash": TEXT, "fields": _many(ref("Question"))},
    ),
    "Asking": {
        **table(
            "已经知道的回答 · the answers so far",
            {
                "item": TEXT,
                "applied_on": DAY,
                "facts": {"type": "object", "description": "回答，按问题的名字 · answers by name"},
                "skipped": {**_TEXTS, "maxItems": 500},
            },
            may=("applied_on", "facts", "skipped"),
        ),
        "additionalProperties": False,
    },
    "Asked": table(
        "下一个问题，和到现在为止要带什么 · the next question, and what is to be brought so far",
        {
            "question": _either(ref("Question")),
            "asked": _COUNT,
            "at_most": _COUNT,
            "needs": {"type": "object"},
        },
    ),
    "Item": _ITEM,
    "Items": table("事项清单 · items", {"items": _many(ref("Item")), "next": _NEXT}),
    "Guide": {
        "type": "object",
        "description": "办事指南，机器可读；空的不写 · the guide; what is empty is left out",
        "properties": {"item": TEXT, "name": TEXT, "edition": TEXT, "edition_hash": TEXT, "lang": TEXT},
        "required": ["item", "name", "edition", "edition_hash", "lang"],
    },
    "Found": table(
        "找到的事项；一个都不像时给最接近的 · hits, or the nearest",
        {
            "hits": _many(table("一条 · a hit", {"code": TEXT, "name": TEXT, "department": TEXT})),
            "near": _YES_NO,
        },
    ),
    "Correction": _CORRECTION,
    "Case": _CASE,
    "Line": _LINE,
    "Lines": table(
        "办件清单，先到期的在前 · cases, the earliest due first", {"cases": _many(ref("Line")), "next": _NEXT}
    ),
    "Supply": {
        **table(
            "回答一次性告知：重新交的材料、填的内容 · the answer to a correction",
            {
                "materials": {
                    **_TEXTS,
                    "maxItems": 500,
                    "description": "材料名 · names of materials brought anew",
                },
                "facts": {"type": "object", "description": "填的内容 · answers"},
            },
            may=("materials", "facts"),
        ),
        "additionalProperties": False,
    },
    "Withdrawal": {
        **table(
            "撤回 · withdrawing",
            {
                "reason": {"type": "string", "maxLength": 2000},
                "part": {"type": "string", "description": "只撤回一部分：事项编码 · only one part: its item"},
                "signed": {
                    "type": "boolean",
                    "description": "窗口录入时：申请人签了字 · by a clerk: the applicant has signed",
                },
            },
            may=("reason", "part", "signed"),
        ),
        "additionalProperties": False,
    },
    "Papers": table(
        "办件文书 · papers of a case",
        {
            "papers": _many(
                table(
                    "一份文书 · a paper",
                    {"id": TEXT, "paper": TEXT, "name": TEXT, "number": TEXT, "digest": TEXT},
                )
            )
        },
    ),
    "Problem": _PROBLEM,
}

_LOOK: Final[Schema] = {
    "type": "object",
    "required": ["state"],
    "additionalProperties": False,
    "properties": {
        "state": {"enum": [*STATES]},
        "copies": _COUNT,
        "pages": _COUNT,
        "form": TEXT,
        "flaws": _TEXTS,
    },
}
_KINDS: Final[Mapping[str, Schema]] = {
    "text": {"type": "string", "maxLength": 2000},
    "word": TEXT,
    "count": {"type": "integer", "minimum": 0, "maximum": 100_000},
    "date": DAY,
    "moment": {"type": "string", "format": "date-time"},
    "yes_no": _YES_NO,
    "names": {**_TEXTS, "maxItems": 500},
    "files": {
        "type": "array",
        "items": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
        "maxItems": 500,
    },
    "span": {"type": "string", "pattern": "^[1-9][0-9]{0,2} (workdays|days|months|years)$"},
    "looks": {"type": "object", "additionalProperties": _LOOK},
    "values": {"type": "object", "additionalProperties": TEXT},
    "facts": {"type": "object"},
}


def act_schema(kind: str, takes: tuple[Datum, ...]) -> Schema:
    """Give the schema of what an act takes, from its row in the table of events."""
    rows: dict[str, Schema] = {}
    for each in takes:
        made = {**_KINDS[each.kind], "description": f"{each.zh} · {each.name.replace('_', ' ')}"}
        rows[each.name] = {**made, "enum": [*each.choose]} if each.choose else made
    named = vocabulary.in_lang("event", kind, "zh")
    made = dict(table(f"{named} · {kind.replace('_', ' ')}", rows))
    return {
        **made,
        "required": [each.name for each in takes if each.required],
        "additionalProperties": False,
    }
