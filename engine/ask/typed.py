"""An answer typed at a terminal: the question and a line in, a value, “don't know”, “back”, or what is wrong.

People write a number of the list or the words of an option, 是 or y, full-width digits, dates in many forms;
all of them are read. What cannot be read is answered with the forms that can.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from engine.ask.model import Asked
from engine.ask.words import say_word

__all__ = ["Typed", "choices", "read_typed"]

_SKIP: Final = frozenset({"?", "不知道", "还不知道", "不清楚", "dontknow", "don'tknow", "unknown"})
_BACK: Final = frozenset({"<", "上一题", "返回", "back"})
_NONE: Final = frozenset({"-", "没有", "无", "none"})
_YES_NO: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("1", "是", "是的", "对", "有", "y", "yes", "true"), True),
    **dict.fromkeys(("2", "否", "不是", "不", "没有", "n", "no", "false"), False),
}
_DATE: Final = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a line says: an answer with its `value`, `skip`, `back`, or `wrong` and what can be read."""

    kind: Literal["answer", "skip", "back", "wrong"]
    value: object = None
    says: str = ""


def choices(asked: Asked, lang: str) -> tuple[str, ...]:
    """Give the answers of a question that are numbered from 1; none if it is answered freely."""
    if asked.options:
        return tuple(
            say_word("named", lang, name=option.label, more=option.note) if option.note else option.label
            for option in asked.options
        )
    if asked.kind in ("yes_no", "attachment"):
        return (say_word("yes", lang), say_word("no", lang))
    return ()


def read_typed(asked: Asked, line: str, lang: str) -> Typed:
    """Read a line as the answer to a question."""
    text = unicodedata.normalize("NFKC", line).strip()
    word = text.replace(" ", "").lower()
    if word in _BACK:
        return Typed(kind="back")
    if word in _SKIP or (word == "0" and choices(asked, lang)):
        return Typed(kind="skip")
    if not asked.required and word in _NONE:
        return Typed(kind="answer", value=None)
    if not word or len(text) > _LONGEST:
        return _wrong(asked, lang)
    found = _value(asked, text, word)
    return _wrong(asked, lang) if found is None else Typed(kind="answer", value=found)


def _value(asked: Asked, text: str, word: str) -> object:
    """Give the value of a text, or None if it is none of the kind that is asked for."""
    if asked.options:
        return _option(asked, word)
    match asked.kind:
        case "yes_no" | "attachment":
            return _YES_NO.get(word)
        case "integer" | "number" | "amount":
            return _number(asked, word)
        case "date":
            return _date(word)
        case "list":
            count = _NUMBER.fullmatch(word)
            return [{}] * int(word) if count is not None and word.isdigit() and int(word) <= 100 else None
    return text


def _option(asked: Asked, word: str) -> str | None:
    if word.isdigit() and len(word) <= 3:
        number = int(word)
        return asked.options[number - 1].value if 1 <= number <= len(asked.options) else None
    names = {option.value: (_plain(option.value), _plain(option.label)) for option in asked.options}
    exact = [value for value, texts in names.items() if word in texts]
    part = [value for value, texts in names.items() if any(word in text for text in texts)]
    return exact[0] if exact else part[0] if len(part) == 1 else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").lower()


def _number(asked: Asked, word: str) -> int | Decimal | None:
    word = word.replace(",", "")
    if _NUMBER.fullmatch(word) is None or len(word) > 30:
        return None
    try:
        value = Decimal(word)
    except InvalidOperation:
        return None
    whole = value == value.to_integral_value()
    low, high = (Decimal(end) for end in asked.range) if asked.range is not None else (value, value)
    if (asked.kind == "integer" and not whole) or not low <= value <= high:
        return None
    return int(value) if whole else value


def _date(word: str) -> str | None:
    found = _DATE.fullmatch(word)
    if found is None:
        return None
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return day.isoformat() if 1900 <= day.year < 2200 else None


def _wrong(asked: Asked, lang: str) -> Typed:
    """Say which forms of answer can be read."""
    numbered = choices(asked, lang)
    if numbered:
        return Typed(kind="wrong", says=say_word("take_choice", lang, count=len(numbered)))
    key = asked.kind if asked.kind in ("integer", "date", "list", "text") else "number"
    if asked.range is not None and key in ("integer", "number"):
        low, high = asked.range
        return Typed(kind="wrong", says=say_word(f"take_{key}_range", lang, low=low, high=high))
    return Typed(kind="wrong", says=say_word(f"take_{key}", lang))
