"""Translates an expression between Chinese and English word by word; names and texts stay untouched.

An expression that cannot be read as tokens comes back as it is; the linter has its say about it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from engine.feel.item_functions import TABLE
from engine.feel.lex import Token, lex
from engine.feel.syntax import Refused
from engine.feel.words import KEYWORDS, UNITS
from engine.vocabulary import GROUPS, Lang, has

__all__ = ["Edit", "expression_edits", "template_edits", "translated"]

Edit = tuple[int, int, str]
_SIGNS: Final = {"zh": {">=": "≥", "<=": "≤", "!=": "≠"}, "en": {"≥": ">=", "≤": "<=", "≠": "!="}}
_STATES: Final = ("SUBMITTED", "NOT_SUBMITTED", "FILLED", "UNFILLED")
# An operand of `between … and …` ends before one of these, at the same depth of brackets.
_ENDS_OPERAND: Final = ("AND", "OR", "THEN", "ELSE", "RETURN", "SATISFIES", "COMMA")
_OPENING: Final = ("LPAR", "LBRACK", "LBRACE", "RANGE_START", "FILTER")
_CLOSING: Final = ("RPAR", "RBRACK", "RBRACE", "RANGE_END")
_WITH_UNIT: Final = re.compile(r"([0-9.]+)(\s*)(\D.*)", re.DOTALL)
_BRACES: Final = re.compile(r"\{([^{}]*)\}")


def translated(text: str, edits: list[Edit]) -> str:
    """Apply edits to a text."""
    for start, end, word in sorted(edits, reverse=True):
        text = text[:start] + word + text[end:]
    return text


def expression_edits(text: str, lang: Lang, own: Collection[str] = ()) -> list[Edit]:
    """Give the edits that turn an expression's words into `lang`; `own` are names the author made."""
    try:
        tokens = lex(text, item=True)
    except Refused:
        return []
    edits = [edit for number in range(len(tokens)) for edit in _token(text, tokens, number, lang, own)]
    edits.extend(_between(text, tokens, lang))
    return [(start, end, word) for start, end, word in edits if text[start:end] != word]


def template_edits(text: str, lang: Lang, own: Collection[str] = ()) -> list[Edit]:
    """Give the edits that translate what stands in the braces of a template."""
    edits: list[Edit] = []
    for found in _BRACES.finditer(text):
        start = found.start(1)
        inner = expression_edits(found.group(1), lang, own)
        edits.extend((start + first, start + last, word) for first, last, word in inner)
    return edits


def _token(text: str, tokens: list[Token], number: int, lang: Lang, own: Collection[str]) -> Iterator[Edit]:
    token = tokens[number]
    start, end = token.start_pos, token.end_pos
    raw = text[start:end]
    if raw in _SIGNS[lang]:
        yield start, end, _SIGNS[lang][raw]
    elif token.type == "NAME":
        yield start, end, _name(raw, tokens, number, lang, own)
    elif token.type in ("TO", "AND", "BETWEEN_END"):
        if not _in_between(tokens, number):
            yield start, end, _keyword(token.type, raw, lang)
    elif (unit := _WITH_UNIT.fullmatch(raw)) and token.type in ("TEMPORAL", "WORKDAYS"):
        yield start, end, unit.group(1) + " " + _unit(unit.group(3), unit.group(1), lang)
    elif raw[:1].isalpha() or token.type == "NE":
        yield start, end, _keyword(token.type, raw, lang)
        if token.type in _STATES and number:
            yield from _dropped_is(text, tokens[number - 1].end_pos, start, lang)


def _dropped_is(text: str, start: int, end: int, lang: Lang) -> Iterator[Edit]:
    """English says `is submitted`, Chinese 已提交 without 是; the lexer has no token for the `is`."""
    between = text[start:end]
    if between.strip() in ("is", "是"):
        yield start, end, " is " if lang == "en" else " "


def _keyword(kind: str, raw: str, lang: Lang) -> str:
    if not raw[:1].isalpha():
        return raw
    column = 1 if lang == "en" else 2
    rows = [row for row in KEYWORDS if row[0] == kind]
    if any(row[column] == raw for row in rows):
        return raw
    return next((word for row in rows if (word := row[column])), raw)


def _unit(raw: str, count: str, lang: Lang) -> str:
    for _, one, many, zh in UNITS:
        if raw in (one, many, *zh):
            if lang == "zh":
                return raw if raw in zh else ("个自然日" if one == "day" else zh[0])
            return raw if raw in (one, many) else many
    return raw


def _name(raw: str, tokens: list[Token], number: int, lang: Lang, own: Collection[str]) -> str:
    after_dot = number > 0 and tokens[number - 1].type == "DOT"
    if not after_dot:
        called = number + 1 < len(tokens) and tokens[number + 1].type == "LPAR"
        for function in TABLE if called else ():
            if raw in (function.en, function.zh):
                return function.zh if lang == "zh" else function.en
        if raw in own:
            return raw
        group = next((group for group in ("spot", "given_case") if has(group, raw)), "given")
        return _given(group, raw, lang)
    owner = tokens[number - 2].value if number > 1 else ""
    if raw in ("份数", "copies"):
        return _given("given_part", raw, lang)
    if owner in ("申请人", "applicant") and owner not in own:
        return _given("given_part", raw, lang)
    return raw


def _given(group: str, raw: str, lang: Lang) -> str:
    for word in GROUPS[group]:
        if raw in (word.en, word.zh):
            return word.label(lang)
    return raw


def _in_between(tokens: list[Token], number: int) -> bool:
    """Tell whether a `到`, `and` or `之间` belongs to a `between` before it."""
    return any(number in group for group in _groups(tokens))


def _between(text: str, tokens: list[Token], lang: Lang) -> Iterator[Edit]:
    for group in _groups(tokens):
        middle = tokens[group[0]]
        yield middle.start_pos, middle.end_pos, "and" if lang == "en" else "到"
        last = tokens[group[1]]
        if last.type == "BETWEEN_END":
            if lang == "en":
                yield tokens[group[1] - 1].end_pos, last.end_pos, ""
        elif lang == "zh":
            end = last.end_pos
            yield end, end, " 之间"


def _groups(tokens: list[Token]) -> list[tuple[int, int]]:
    """Find for each `between` its middle word and its last token: `之间`, or the second operand's last."""
    groups = []
    for number, token in enumerate(tokens):
        if token.type == "BETWEEN":
            middle = _ahead(tokens, number + 1, ("TO", "AND"))
            if middle is None:
                continue
            closing = _ahead(tokens, middle + 1, ("BETWEEN_END", *_ENDS_OPERAND))
            if closing is None:
                groups.append((middle, len(tokens) - 1))
            elif tokens[closing].type == "BETWEEN_END":
                groups.append((middle, closing))
            else:
                groups.append((middle, closing - 1))
    return groups


def _ahead(tokens: list[Token], number: int, kinds: tuple[str, ...]) -> int | None:
    depth = 0
    while number < len(tokens):
        kind = tokens[number].type
        if depth == 0 and kind in kinds:
            return number
        if kind in _CLOSING:
            if depth == 0:
                return number if "COMMA" in kinds else None
            depth -= 1
        depth += kind in _OPENING
        number += 1
    return None
