"""Prints the table of shapes as JSON Schema, one for each language, and the schema of a submission.

Editors complete and explain keys by it. It is not what checks an item: `engine.item.load` does that, with
places and with words for people; a test holds both against the same files.
"""

from __future__ import annotations

import json
from typing import Final, TypeAlias, assert_never

from engine.item.leaf import EXPECTED
from engine.item.shape import (
    ENGLISH_KEYS,
    ITEM,
    EnglishText,
    Key,
    Keys,
    Leaf,
    ListOf,
    NamesOf,
    Shape,
    Submission,
    WordOrKeys,
)
from engine.vocabulary import Lang, Word, word, words

__all__ = ["Json", "item_schema", "print_schema", "submission_schema"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
# YAML readers of editors take 0107 and 2026 for numbers; we read every scalar as a text.
_SCALAR: Final[list[Json]] = ["string", "number"]
_PATTERNS: Final = {
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "duration": r"^[0-9]{1,5} ?(个?工作日|个?自然日|[日天年]|个?月|workdays?|days?|months?|years?)$",
    "range": r"^-?[0-9.]+ *(到|to) *-?[0-9.]+$",
}
_STATES: Final[list[Json]] = ["unseen", "sound", "flawed", "absent"]


def item_schema(lang: Lang) -> dict[str, Json]:
    """Give the JSON Schema of an item file in one language."""
    title = "政务服务事项（一次 yici）" if lang == "zh" else "Service item (yici)"
    return {
        "$schema": _DRAFT,
        "$id": f"https://yici.example/schemas/item.{lang}.schema.json",
        "title": title,
        **_keys(ITEM, lang),
    }


def submission_schema() -> dict[str, Json]:
    """Give the JSON Schema of a submission: what was answered and what was handed in."""
    material: dict[str, Json] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "state": {
                "enum": _STATES,
                "description": "没看 unseen · 合格 sound · 有问题 flawed · 没带 absent",
            },
            "copies": {"type": "integer", "minimum": 0},
            "record": {"type": "object"},
            "flaws": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["kind"],
                    "additionalProperties": False,
                    "properties": {"kind": {"type": "string"}, "note": {"type": "string"}},
                },
            },
        },
    }
    date: Json = {"type": "string", "pattern": _PATTERNS["date"]}
    return {
        "$schema": _DRAFT,
        "$id": "https://yici.example/schemas/submission.schema.json",
        "title": "申请 submission",
        "type": "object",
        "required": ["facts"],
        "additionalProperties": False,
        "properties": {
            "item": {"type": "string", "description": "事项编码 item code"},
            "edition": {"type": "string", "description": "实施版本 edition; 不写就按申请日期找"},
            "applied_on": date,
            "closed": {"type": "boolean", "description": "没写到的都算没带、没填"},
            "facts": {"type": "object", "description": "办理情形和申请表的回答"},
            "materials": {"type": "object", "additionalProperties": material},
        },
    }


def print_schema(schema: dict[str, Json]) -> str:
    """Print a schema as it stands in schemas/."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _keys(shape: Keys, lang: Lang) -> dict[str, Json]:
    found: dict[str, Json] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {_label(row.name, lang): _described(row, lang) for row in shape.rows},
    }
    required: list[Json] = [_label(row.name, lang) for row in shape.rows if row.required]
    if required:
        found["required"] = required
    choices: list[Json] = [
        {"anyOf": [{"required": [_label(name, lang)]} for name in group]} for group in shape.one_of
    ]
    if choices:
        found["allOf"] = choices
    return found


def _described(row: Key, lang: Lang) -> dict[str, Json]:
    found = word("keys", row.name)
    assert found is not None, row.name
    return {"title": found.label(lang), "description": _says(found, lang), **_shape(row.shape, lang)}


def _shape(shape: Shape, lang: Lang) -> dict[str, Json]:
    match shape:
        case Leaf():
            return _leaf(shape, lang)
        case ListOf():
            many: dict[str, Json] = {"type": "array", "items": _shape(shape.of, lang)}
            return _either("array", many, _shape(shape.of, lang)) if shape.one else many
        case NamesOf():
            return {"type": "object", "additionalProperties": _shape(shape.of, lang)}
        case Keys():
            return _keys(shape, lang)
        case WordOrKeys():
            return _either("object", _keys(shape.keys, lang), _shape(shape.word, lang))
        case EnglishText():
            return _either("object", _english(shape.keys, lang), {"type": _SCALAR})
        case Submission():
            return {"type": "object"}
    assert_never(shape)


def _either(kind: str, then: dict[str, Json], otherwise: dict[str, Json]) -> dict[str, Json]:
    return {"if": {"type": kind}, "then": then, "else": otherwise}


def _leaf(shape: Leaf, lang: Lang) -> dict[str, Json]:
    if shape.kind == "word":
        known = [each for each in words(shape.group) if not shape.only or each.en in shape.only]
        return {
            "enum": [each.label(lang) for each in known],
            "markdownDescription": "\n".join(f"- `{each.label(lang)}` {_says(each, lang)}" for each in known),
        }
    found: dict[str, Json] = {"type": _SCALAR}
    if shape.kind in _PATTERNS:
        found = {"type": "string", "pattern": _PATTERNS[shape.kind]}
    if shape.kind == "integer":
        found = {"type": "integer", "minimum": 0}
    expected = EXPECTED.get(shape.kind) if shape.kind != "text" else None
    if expected:
        found["$comment"] = expected[0] if lang == "zh" else expected[1]
    return found


def _english(keys: tuple[str, ...], lang: Lang) -> dict[str, Json]:
    kinds: dict[str, dict[str, Json]] = {
        "text": {"type": _SCALAR},
        "list": {"type": "array", "items": {"type": _SCALAR}},
        "map": {"type": "object", "additionalProperties": {"type": _SCALAR}},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {_label(name, lang): kinds[ENGLISH_KEYS[name]] for name in keys},
    }


def _label(name: str, lang: Lang) -> str:
    found = word("keys", name)
    assert found is not None, name
    return found.label(lang)


def _says(found: Word, lang: Lang) -> str:
    return found.says_zh if lang == "zh" else found.says_en
