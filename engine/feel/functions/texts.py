"""Built-ins for texts; they count in code points."""

from __future__ import annotations

from engine.feel import patterns
from engine.feel.functions.table import row, signature
from engine.feel.numbers import Number, whole
from engine.feel.values import Null

__all__ = ["ROWS"]

MAX_TEXT = 1_000_000


def _substring(text: str, start: Number, length: Number | None) -> object:
    first = whole(start)
    if first == 0 or abs(first) > len(text):
        return Null(f"there is no position {first} in a text of {len(text)} characters")
    begin = first - 1 if first > 0 else len(text) + first
    if length is None:
        return text[begin:]
    if whole(length) < 1:
        return Null("a length is at least 1")
    return text[begin : begin + whole(length)]


def _before(text: str, match: str) -> str:
    at = text.find(match)
    return text[:at] if at > 0 else ""


def _after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


def _join(parts: tuple[object, ...], delimiter: str | None) -> object:
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) + sum(isinstance(part, Null) for part in parts) < len(parts):
        return Null("only texts can be joined")
    if sum(len(text) + len(delimiter or "") for text in texts) > MAX_TEXT:
        return Null("the text is too long")
    return (delimiter or "").join(texts)


def _replace(text: str, pattern: str, replacement: str, flags: str | None) -> object:
    if (len(text) + 1) * (len(replacement) + 1) > 50 * MAX_TEXT:
        return Null("the text is too long")
    return patterns.replace(text, pattern, replacement, flags or "")


def _matches(text: str, pattern: str, flags: str | None) -> object:
    return patterns.matches(text, pattern, flags or "")


_TWO = "string:text, match:text"

ROWS = (
    row("substring", "截取", signature("string:text, start position:number, length:number?", _substring)),
    row("string length", "字数", signature("string:text", len)),
    row("upper case", "转成大写", signature("string:text", str.upper)),
    row("lower case", "转成小写", signature("string:text", str.lower)),
    row("substring before", "前面的字", signature(_TWO, _before)),
    row("substring after", "后面的字", signature(_TWO, _after)),
    row(
        "replace",
        "替换",
        signature("input:text, pattern:text, replacement:text, flags:text|null?", _replace),
    ),
    row("contains", "包含", signature(_TWO, lambda text, match: match in text)),
    row("starts with", "开头是", signature(_TWO, str.startswith)),
    row("ends with", "结尾是", signature(_TWO, str.endswith)),
    row("matches", "符合样式", signature("input:text, pattern:text, flags:text|null?", _matches)),
    row("split", "拆分", signature("string:text, delimiter:text", patterns.split)),
    row("string join", "连成一句", signature("list:list, delimiter:text|null?", _join)),
)
