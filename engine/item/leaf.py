"""Reads one scalar by its kind: dates, numbers, words, lengths of time.

A function takes a text and gives the value, or `None` when the text is not of the kind; the words for the
fault stand in `EXPECTED`.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Final, Literal

from engine.item.terms import Span

__all__ = [
    "EXPECTED",
    "amount",
    "computes",
    "date",
    "first_line",
    "fold",
    "integer",
    "joined",
    "number_range",
    "span",
    "split_span",
]

Unit = Literal["workdays", "days", "months", "years"]
EXPECTED: Final[dict[str, tuple[str, str]]] = {
    "date": ("像 2026-03-01 这样的日期", "a date like 2026-03-01"),
    "integer": ("一个整数", "a whole number"),
    "duration": (
        "时间长短，像「5 个工作日」「6 个月」",
        "a length of time like 「5 workdays」 or 「6 months」",
    ),
    "promised": (
        "时间长短（像「5 个工作日」）、「当场办结」或者一个判断",
        "a length of time like 「5 workdays」, 「on_the_spot」 or an expression",
    ),
    "range": ("最小到最大，像「1 到 200」", "smallest to largest, like 「1 to 200」"),
    "fee": (
        "「不收费」「按标准」、多少元（像「120」）或者一个判断",
        "「free」, 「by_tariff」, an amount in yuan like 「120」 or an expression",
    ),
    "amount": ("「不收费」或者多少元，像「120」", "「free」 or an amount in yuan like 「120」"),
    "copies": ("一个整数或者一个判断", "a whole number or an expression"),
    "text": ("一句话", "one text"),
    "list": ("一个列表，一行一项，前面写「- 」", "a list, one entry a line with 「- 」 in front"),
    "map": ("一项一行的“键: 值”", "lines of “key: value”"),
}
_UNITS: Final[dict[str, Unit]] = {
    "个工作日": "workdays",
    "工作日": "workdays",
    "workdays": "workdays",
    "workday": "workdays",
    "working days": "workdays",
    "working day": "workdays",
    "个自然日": "days",
    "自然日": "days",
    "日": "days",
    "天": "days",
    "days": "days",
    "day": "days",
    "个月": "months",
    "月": "months",
    "months": "months",
    "month": "months",
    "年": "years",
    "years": "years",
    "year": "years",
}
_SPAN: Final = re.compile(r"([0-9]{1,5})\s*(.*)", re.DOTALL)
_NUMBER: Final = r"(-?[0-9]{1,18}(?:\.[0-9]{1,9})?)"
_RANGE: Final = re.compile(_NUMBER + r"\s*(到|to)\s*" + _NUMBER)
_AMOUNT: Final = re.compile(_NUMBER + r"\s*(?:元|yuan)?")
_COMPUTES: Final = re.compile(r"若|if\b|[^\W\d]\w*\s*[.*+(（-]|[0-9.]+\s*[*+]|[(（]")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def fold(text: str) -> str:
    """Fold full-width digits and letters to ordinary ones and drop space at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def date(text: str) -> datetime.date | None:
    """Read a date written as 2026-03-01."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def integer(text: str) -> int | None:
    """Read a whole number of at most nine digits."""
    folded = fold(text)
    return int(folded) if re.fullmatch(r"[0-9]{1,9}", folded) else None


def split_span(text: str) -> tuple[str, str, Unit] | None:
    """Take a length of time apart: its number and unit as written, and the unit it means."""
    found = _SPAN.fullmatch(fold(text))
    if not found or found.group(2) not in _UNITS:
        return None
    return found.group(1), found.group(2), _UNITS[found.group(2)]


def span(text: str) -> Span | None:
    """Read a length of time such as `5 个工作日`."""
    parts = split_span(text)
    return Span(count=int(parts[0]), unit=parts[2]) if parts else None


def number_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Read `1 到 200`; the first must not be the larger."""
    found = _RANGE.fullmatch(fold(text))
    if not found:
        return None
    low, high = Decimal(found.group(1)), Decimal(found.group(3))
    return (low, high) if low <= high else None


def amount(text: str) -> Decimal | None:
    """Read an amount of money in yuan, not below zero, with two decimals at most."""
    found = _AMOUNT.fullmatch(fold(text))
    if not found:
        return None
    value = Decimal(found.group(1))
    return value if value >= 0 and value == value.quantize(Decimal("0.01")) else None


def computes(text: str) -> bool:
    """Say whether a text begins as one that works out an amount does: `若`, `表.列`, `份数 * 5`."""
    return _COMPUTES.match(text) is not None


def joined(text: str) -> tuple[str, ...]:
    """Read `甲、乙` or `【甲，乙】`: the parts of a list written as one text; none if it is one thing."""
    parts = tuple(re.split(r"\s*[、，；]\s*", text.strip("【】［］")))
    return parts if len(parts) > 1 and all(parts) else ()


def first_line(text: str) -> str:
    """Give the beginning of a text, short enough to be quoted."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= 20 else line[:20] + "…"
