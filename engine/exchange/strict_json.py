"""Reads JSON that strangers send: bytes in, a value or everything wrong with them out.

One parser for the command line and the web (guarantees D10): UTF-8, at most 1 MiB, 32 levels, no duplicate
names, no NaN, no control or direction-changing characters, whole numbers up to 18 digits, other numbers as
`Decimal`. Texts come out in NFC. What was refused is never repeated back.
"""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal
from typing import Final, NoReturn

from engine.dataclass import dataclass, quickly

__all__ = ["MAX_BYTES", "Problem", "Read", "read"]

MAX_BYTES: Final = 1024 * 1024
_BLANK: Final = " \t\n\r"
_DEEPEST: Final = 32
_DIGITS: Final = 18
_LONGEST_NUMBER: Final = 40
_MARKS: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
# Controls but tab and line breaks, marks that change the direction of writing, halves of characters.
_REFUSED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_WORDS: Final = {
    "too-large": ("内容太大，最多 1 MiB。", "Too large; at most 1 MiB."),
    "not-utf8": ("编码不是 UTF-8，请另存为 UTF-8。", "Not UTF-8; please save it as UTF-8."),
    "byte-order-mark": (
        "开头有字节顺序标记（BOM），请去掉。",
        "Begins with a byte-order mark; please remove it.",
    ),
    "empty": ("里面什么都没有。", "There is nothing in it."),
    "too-deep": ("括号套得太深，最多 32 层。", "Nested too deeply; at most 32 levels."),
    "not-json": ("这里不合 JSON 的写法。", "This is not JSON."),
    "not-a-number": (
        "NaN 和 Infinity 不是数字，请写一个数。",
        "NaN and Infinity are no numbers; please write one.",
    ),
    "duplicate-name": ("同一个名字写了两次，只能留一个。", "The same name stands here twice; keep one."),
    "number-too-long": ("数字太长，整数最多 18 位。", "The number is too long; at most 18 digits."),
    "bad-character": (
        "里面有看不见的控制字符，请删掉。",
        "Contains invisible control characters; remove them.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong: what, where (a JSON pointer, or line and column of the text)."""

    code: str
    zh: str
    en: str
    pointer: str = "#"
    line: int | None = None
    column: int | None = None

    def says(self, lang: str) -> str:
        """Say it in Chinese or English."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The value, to be used only if there are no problems."""

    value: object
    problems: tuple[Problem, ...] = ()


_read = quickly(Read)


def read(data: bytes) -> Read:
    """Read JSON; never raises, whatever the bytes."""
    text, problem = _text(data)
    if problem is None and _is_plain(text):
        whole = text.strip(_BLANK)
        try:
            value, end = _PLAIN.raw_decode(whole)
            if end == len(whole):
                return _read(value, ())
        except (ValueError, _NotPlain, _NotANumber):
            pass  # Whatever it is, the way below says it, and where.
    problem = problem or _too_deep(text)
    if problem is not None:
        return Read(value=None, problems=(problem,))
    try:
        raw = _THOROUGH.decode(text)
    except json.JSONDecodeError as error:
        return Read(value=None, problems=(_problem("not-json", line=error.lineno, column=error.colno),))
    except _NotANumber:
        return Read(value=None, problems=(_problem("not-a-number", *_place(text, _CONSTANT)),))
    problems: list[Problem] = []
    value = _clean(raw, "#", problems)
    return Read(value=value, problems=tuple(problems))


_CONSTANT: Final = re.compile(r"NaN|-?Infinity")


class _NotANumber(Exception):
    """The text holds NaN or Infinity."""


class _Pairs(list[tuple[str, object]]):
    """An object as it was written, before names are known to be different."""


def _is_plain(text: str) -> bool:
    """Tell whether a text holds nothing that has to be looked at string by string: then one pass reads it."""
    return (
        "\\" not in text
        and _REFUSED.search(text) is None
        and text.count("{") + text.count("[") <= _DEEPEST
        and unicodedata.is_normalized("NFC", text)
    )


class _NotPlain(Exception):
    """A name that stands twice, or a number that is too long."""


def _plain_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _NotPlain
    return made


def _plain_whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _NotPlain
    return int(digits)


def _plain_decimal(digits: str) -> Decimal:
    made = _decimal(digits)
    if isinstance(made, _TooLong):
        raise _NotPlain
    return made


def _constant(_: str) -> NoReturn:
    raise _NotANumber


def _text(data: bytes) -> tuple[str, Problem | None]:
    if len(data) > MAX_BYTES:
        return "", _problem("too-large")
    if data.startswith(b"\xef\xbb\xbf"):
        return "", _problem("byte-order-mark", 1, 1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        return "", _problem("not-utf8", before.count("\n") + 1, len(before) - before.rfind("\n"))
    return text, None if text.strip() else _problem("empty", 1, 1)


def _too_deep(text: str) -> Problem | None:
    depth = 0
    for match in _MARKS.finditer(text):
        sign = text[match.start()]
        if sign in "[{":
            depth += 1
            if depth > _DEEPEST:
                before = text[: match.start()]
                return _problem("too-deep", before.count("\n") + 1, len(before) - before.rfind("\n"))
        elif sign in "]}":
            depth -= 1
    return None


class _TooLong:
    """Stands for a number that is too long to be taken."""


def _whole(digits: str) -> int | _TooLong:
    return int(digits) if len(digits.lstrip("-")) <= _DIGITS else _TooLong()


def _decimal(digits: str) -> Decimal | _TooLong:
    if len(digits) > _LONGEST_NUMBER:
        return _TooLong()
    made = Decimal(digits)
    return made if abs(made.adjusted()) <= _DIGITS else _TooLong()


_PLAIN: Final = json.JSONDecoder(
    object_pairs_hook=_plain_object,
    parse_constant=_constant,
    parse_int=_plain_whole,
    parse_float=_plain_decimal,
)
_THOROUGH: Final = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_constant=_constant, parse_int=_whole, parse_float=_decimal
)


def _clean(raw: object, pointer: str, problems: list[Problem]) -> object:
    """Give the value with its texts in NFC, and note whatever it may not hold."""
    match raw:
        case str():
            return _clean_text(raw, pointer, problems)
        case _Pairs():
            return _clean_object(raw, pointer, problems)
        case list():
            return [_clean(each, f"{pointer}/{number}", problems) for number, each in enumerate(raw)]
        case _TooLong():
            problems.append(_problem("number-too-long", pointer=pointer))
            return None
        case _:
            return raw


def _clean_object(pairs: _Pairs, pointer: str, problems: list[Problem]) -> dict[str, object]:
    made: dict[str, object] = {}
    for name, value in pairs:
        if _REFUSED.search(name):
            problems.append(_problem("bad-character", pointer=pointer))
            continue
        plain = unicodedata.normalize("NFC", name)
        below = f"{pointer}/{plain.replace('~', '~0').replace('/', '~1')}"
        if plain in made:
            problems.append(_problem("duplicate-name", pointer=below))
        made[plain] = _clean(value, below, problems)
    return made


def _clean_text(text: str, pointer: str, problems: list[Problem]) -> str:
    if _REFUSED.search(text):
        problems.append(_problem("bad-character", pointer=pointer))
        return ""
    return unicodedata.normalize("NFC", text)


def _place(text: str, what: re.Pattern[str]) -> tuple[int, int]:
    outside = _MARKS.sub(lambda match: " " * len(match.group()), text)
    found = what.search(outside)
    before = text[: found.start()] if found else ""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _problem(code: str, line: int | None = None, column: int | None = None, pointer: str = "#") -> Problem:
    zh, en = _WORDS[code]
    return Problem(code=f"check/{code}", zh=zh, en=en, pointer=pointer, line=line, column=column)
