"""How tokens are spelt in the two profiles: patterns, keywords, full-width folding, escapes in texts."""

from __future__ import annotations

import re
from typing import Final

from engine.dataclass import dataclass
from engine.feel.words import KEYWORDS, UNITS

__all__ = ["INFIX", "ITEM", "NAME_PARTS", "SIGNS", "STANDARD", "Spelling", "fold", "unescape", "unit"]

_SPACE: Final = (
    "\\t\\n\\v\\f\\r \\x85\\xa0\\u1680\\u180e\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
)
_START: Final = (
    "?A-Z_a-z\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f"
    "\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufefe\\uff00-\\ufffd\\U00010000-\\U000effff"
)
_PART: Final = _START + "0-9\\xb7\\u0300-\\u036f\\u203f\\u2040"
_STANDARD_START: Final = f"(?:(?![{_SPACE}])[{_START}])"
_STANDARD_PART: Final = f"(?:(?![{_SPACE}])[{_PART}])"
# The bound keeps the search for the end of a name linear in the length of the text.
_STANDARD_LONG: Final = f"{_STANDARD_START}[{_PART}{_SPACE}./\\-’'+*]{{0,300}}?"
NAME_PARTS: Final = re.compile(f"(?:{_STANDARD_PART})+|[^{_SPACE}]")
"""The words and signs that a name consists of."""
_ITEM_WORD: Final = "[^\\W\\d][\\w\\u0300-\\u036f]*"
_QUOTED: Final = '"(?:[^"\\\\]|\\\\.)*"'
_ITEM_QUOTED: Final = f"{_QUOTED}|“(?:[^”\\\\]|\\\\.)*”"
_NUMBER: Final = "(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """The compiled patterns of one profile and its keywords of one word."""

    item: bool
    token: re.Pattern[str]
    keywords: dict[str, str]
    phrases: dict[str, tuple[tuple[re.Pattern[str], str], ...]]
    key: re.Pattern[str]
    parameter: re.Pattern[str]
    variable: re.Pattern[str]
    type_name: re.Pattern[str]


def _spelling(*, item: bool) -> Spelling:
    word = _ITEM_WORD if item else f"{_STANDARD_START}{_STANDARD_PART}*"
    long = _ITEM_WORD if item else _STANDARD_LONG
    quoted = _ITEM_QUOTED if item else _QUOTED
    dated = "(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\\w-]))|" if item else ""
    boundary = "(?!\\w)" if item else f"(?!{_STANDARD_PART})"
    space = f"[{_SPACE}]"
    token = (
        f"(?P<space>{space}+|//[^\\n\\r]*|/\\*.*?\\*/)|{dated}(?P<number>{_NUMBER})|(?P<word>{word})"
        f"|(?P<text>{quoted})|@{space}*(?P<at>{quoted})"
        "|(?P<sign>\\.\\.|\\*\\*|<=|>=|!=|->|[-+*/=<>()\\[\\]{}.,:≥≤≠])"
    )
    in_word = "(?:in|属于)" if item else "in"
    return Spelling(
        item=item,
        token=re.compile(token, re.DOTALL),
        keywords=_keywords() if item else dict(_STANDARD_KEYWORDS),
        phrases=_phrases(space, boundary) if item else {},
        key=re.compile(f"(?:(?P<quoted>{quoted})|(?P<name>{long})){space}*:", re.DOTALL),
        parameter=re.compile(f"(?P<name>{long})(?={space}*[,:)])"),
        variable=re.compile(f"(?P<name>{long})(?={space}+{in_word}{boundary})"),
        type_name=re.compile(
            f"date{space}+and{space}+time{boundary}|years{space}+and{space}+months{space}+duration{boundary}"
            f"|days{space}+and{space}+time{space}+duration{boundary}|{word}(?:\\.{word})*"
        ),
    )


_STANDARD_KEYWORDS: Final = {
    word: word.upper()
    for word in (
        "or", "and", "between", "in", "if", "then", "else", "every", "some", "satisfies", "for", "return",
        "true", "false", "null", "function", "external",
    )
}  # fmt: skip


def _keywords() -> dict[str, str]:
    words: dict[str, str] = {}
    for token, en, zh in KEYWORDS:
        for word in (en, zh):
            if word is not None and " " not in word:
                words.setdefault(word, token)
    return words


def _phrases(space: str, boundary: str) -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for token, en, _ in KEYWORDS:
        if en is not None and " " in en:
            first, rest = en.split(" ")
            # "is not submitted" is is + not submitted
            tail = f"(?!{space}+(?:submitted|in){boundary})" if first == "is" else ""
            found.setdefault(first, []).append((re.compile(f"{space}+{rest}{boundary}{tail}"), token))
    return {first: tuple(rows) for first, rows in found.items()}


STANDARD: Final = _spelling(item=False)
ITEM: Final = _spelling(item=True)

SIGNS: Final = {
    "..": "DOTS", "**": "POW", "->": "ARROW", "+": "PLUS", "-": "MINUS", "*": "TIMES", "/": "OVER", "=": "EQ",
    "!=": "NE", "<": "ORDER", "<=": "ORDER", ">": "ORDER", ">=": "ORDER", ".": "DOT", ",": "COMMA",
    ":": "COLON",
    "(": "LPAR", ")": "RPAR", "{": "LBRACE", "}": "RBRACE", "≥": "ORDER", "≤": "ORDER", "≠": "NE",
}  # fmt: skip

_FOLD: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "＂＇"} | {
    0x3000: 0x20
}


def fold(text: str) -> str:
    """Give the text with full-width signs, digits and letters as ASCII, one character for one."""
    return text if text.isascii() else text.translate(_FOLD)


_INFIX_TOKENS: Final = frozenset(
    (
        "OR",
        "AND",
        "EQ",
        "NE",
        "IN",
        "NOT_IN",
        "BETWEEN",
        "BETWEEN_END",
        "TO",
        "THEN",
        "ELSE",
        "SATISFIES",
        "RETURN",
        "SUBMITTED",
        "NOT_SUBMITTED",
        "FILLED",
        "UNFILLED",
    )
)
INFIX: Final = re.compile(
    "|".join(
        sorted({zh for token, _, zh in KEYWORDS if zh and token in _INFIX_TOKENS}, key=len, reverse=True)
    )
)
"""The Chinese words that stand behind an operand."""

_SPACES: Final = f"[{_SPACE}]*"
_UNITS: Final = {word: form for form, one, many, zh in UNITS for word in (one, many, *zh)}
_UNIT: Final = re.compile(
    f"{_SPACES}({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?:(?!\\w)|(?={INFIX.pattern}))"
)


def unit(text: str, at: int) -> tuple[str, int] | None:
    """Find the unit that follows a number: its form (`P#M`, `workdays`) and where it ends."""
    found = _UNIT.match(text, at)
    return (_UNITS[found[1]], found.end()) if found else None


_ESCAPE: Final = re.compile(
    "\\\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)",
    re.DOTALL,
)
_PLAIN: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\", "”": "”", "“": "“"}


def unescape(quoted: str) -> str:
    """Give the value of a text literal, quotes included."""
    inside = quoted[1:-1]
    return _ESCAPE.sub(lambda m: _escaped(m[0]), inside) if "\\" in inside else inside


def _escaped(escape: str) -> str:
    if len(escape) == 12:
        return bytes.fromhex(escape[2:6] + escape[8:12]).decode("utf-16-be")
    if len(escape) == 2:
        return _PLAIN.get(escape[1], escape)
    code = int(escape[2:], 16)
    return chr(code) if code <= 0x10FFFF else escape
