"""What one line of an item file shows by itself: where a key ends, where a comment begins, how to quote.

Pure functions over one line; `engine.item.blocks` walks the lines with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal

from engine.dataclass import dataclass

__all__ = [
    "ODD_SPACES",
    "KeyAt",
    "closing_quote",
    "comment_start",
    "is_cjk",
    "key_at",
    "matching_bracket",
    "quote",
    "unescape",
]

ODD_SPACES: Final = "\u3000\xa0"
_AFTER_COLON: Final = " \t" + ODD_SPACES
_LONGEST_NAME: Final = 80
_COMMENT: Final = re.compile(r"[ \t]#")
_ESCAPE: Final = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|$)", re.DOTALL)
_ESCAPES: Final = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAt:
    """A key on a line: its text from `start` to `end`, the colon at `colon`, the value from `after` on.

    `sign` is how the colon is written: `good`, `full` (full-width) or `tight` (no space behind it).
    """

    text: str
    start: int
    end: int
    colon: int
    after: int
    sign: Literal["good", "full", "tight"]
    quoted: bool


def key_at(line: str, start: int, is_name: Callable[[str], bool]) -> KeyAt | None:
    """Find the key that begins at `start`; a doubtful colon counts only after what `is_name` knows."""
    if line[start] in "\"'":
        return _quoted_key(line, start)
    stop = comment_start(line, start)
    position = start
    while position < stop:
        sign = line[position]
        if sign in ":：":
            found = _plain_key(line, start, position, is_name)
            if found is not None:
                return found
        position += 1
    return None


def _plain_key(line: str, start: int, colon: int, is_name: Callable[[str], bool]) -> KeyAt | None:
    kind: Literal["good", "full", "tight"]
    if line[colon] == ":" and (colon + 1 == len(line) or line[colon + 1] in _AFTER_COLON):
        kind = "good"
    else:
        kind = "tight" if line[colon] == ":" else "full"
        if colon - start > _LONGEST_NAME or not is_name(line[start:colon].strip(_AFTER_COLON)):
            return None
    text = line[start:colon].rstrip(_AFTER_COLON)
    if not text:
        return None
    return KeyAt(
        text=text,
        start=start,
        end=start + len(text),
        colon=colon,
        after=colon + 1,
        sign=kind,
        quoted=False,
    )


def _quoted_key(line: str, start: int) -> KeyAt | None:
    end = closing_quote(line, start)
    if end is None:
        return None
    colon = end + 1
    while colon < len(line) and line[colon] == " ":
        colon += 1
    if colon >= len(line) or line[colon] not in ":：":
        return None
    kind: Literal["good", "full", "tight"]
    if line[colon] == "：":
        kind = "full"
    else:
        kind = "good" if colon + 1 == len(line) or line[colon + 1] in _AFTER_COLON else "tight"
    return KeyAt(
        text=unescape(line[start : end + 1])[0],
        start=start + 1,
        end=end,
        colon=colon,
        after=colon + 1,
        sign=kind,
        quoted=True,
    )


def comment_start(line: str, start: int, stop: int | None = None) -> int:
    """Give the place of the `#` that begins a comment between `start` and `stop`, or `stop`."""
    stop = len(line) if stop is None else stop
    if "#" not in line:
        return stop
    if start < len(line) and line[start] == "#" and (start == 0 or line[start - 1] in " \t"):
        return start
    found = _COMMENT.search(line, start, stop)
    return found.start() + 1 if found else stop


def closing_quote(line: str, start: int) -> int | None:
    """Find the quote that closes the one at `start`, or nothing when it stays open on this line."""
    sign = line[start]
    position = start + 1
    while position < len(line):
        if line[position] == "\\" and sign == '"':
            position += 2
            continue
        if line[position] == sign:
            if sign == "'" and line[position + 1 : position + 2] == "'":
                position += 2
                continue
            return position
        position += 1
    return None


def unescape(quoted: str) -> tuple[str, bool]:
    """Give what a quoted text (with its quotes) means, and whether every escape in it is known."""
    inner = quoted[1:-1]
    if quoted[0] == "'":
        return inner.replace("''", "'"), True
    if "\\" not in inner:
        return inner, True
    known = True

    def one(found: re.Match[str]) -> str:
        nonlocal known
        code = found.group(1)
        if len(code) > 1:
            number = int(code[1:], 16)
            if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
                known = False
                return "\ufffd"
            return chr(number)
        if code not in _ESCAPES:
            known = False
            return code
        return _ESCAPES[code]

    return _ESCAPE.sub(one, inner), known


def matching_bracket(line: str, start: int) -> int | None:
    """Find the bracket that closes the one at `start` on the same line."""
    depth = 0
    for position in range(start, len(line)):
        if line[position] in "[{":
            depth += 1
        elif line[position] in "]}":
            depth -= 1
            if depth == 0:
                return position
    return None


def quote(text: str) -> str:
    """Put a text into quotes so that YAML reads exactly this text."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def is_cjk(sign: str) -> bool:
    """Tell whether a sign is a Chinese character or Chinese punctuation."""
    return (
        "\u2e80" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef" or sign > "\U0001ffff" or sign in "“”‘’…"
    )
