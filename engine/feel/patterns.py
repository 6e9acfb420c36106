"""Regular expressions: `matches`, `replace` and `split` in XPath's dialect, run by RE2.

RE2 takes time in proportion to the text, whatever the pattern. Only a pattern with a back-reference, which
RE2 has not, is matched by counted steps (standard profile; the item profile refuses it).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2

from engine.dataclass import dataclass
from engine.feel.regex.sets import ALL, Chars
from engine.feel.regex.steps import Program, TooManySteps, compile_steps, find
from engine.feel.regex.syntax import (
    Choice,
    Edge,
    Group,
    Node,
    PatternError,
    Repeat,
    Same,
    Sequence,
    Set,
    read,
)
from engine.feel.values import Null

__all__ = ["Pattern", "compile_pattern", "matches", "replace", "split", "to_re2"]

_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression made ready: for RE2, or as steps."""

    groups: int
    re2: Any = None
    steps: Program = ()

    def spans(self, text: str) -> Iterator[tuple[tuple[int, int], ...]]:
        """Give the matches from left to right: the whole, then the groups; (-1, -1) for a group left out."""
        if self.re2 is not None:
            for match in self.re2.finditer(text):
                yield tuple(match.span(n) for n in range(self.groups + 1))
            return
        at = 0
        while at <= len(text):
            slots = find(self.steps, text, at)
            if slots is None:
                return
            found = _pairs(slots, self.groups)
            yield found
            at = max(found[0][1], found[0][0] + 1)


def _pairs(slots: tuple[int, ...], groups: int) -> tuple[tuple[int, int], ...]:
    pairs = [(slots[2 * n], slots[2 * n + 1]) for n in range(groups + 1)]
    return tuple(pair if -1 not in pair else (-1, -1) for pair in pairs)


@lru_cache(maxsize=512)
def compile_pattern(pattern: str, flags: str = "", *, references: bool = True) -> Pattern | Null:
    """Make a regular expression ready, or say why it is none; `references` allows `\\1`."""
    try:
        tree, groups = read(pattern, flags)
        if _refers(tree):
            if not references:
                return Null("a back-reference such as \\1 cannot be used here")
            return Pattern(groups=groups, steps=compile_steps(tree, groups))
    except PatternError as error:
        return Null(f"{pattern!r} is not a regular expression: {error}")
    options = re2.Options()
    options.log_errors = False
    try:
        return Pattern(groups=groups, re2=re2.compile(to_re2(tree), options))
    except (re2.error, UnicodeError):
        return Null(f"{pattern!r} is a regular expression too large to be run")


def _refers(node: Node) -> bool:
    if isinstance(node, (Sequence, Choice)):
        return any(_refers(part) for part in node.parts)
    if isinstance(node, (Group, Repeat)):
        return _refers(node.body)
    return isinstance(node, Same)


def to_re2(node: Node) -> str:
    """Print a tree in RE2's dialect."""
    if isinstance(node, Set):
        return node.native or _set(node.chars)
    if isinstance(node, Edge):
        if node.lines:
            return "(?m:^)" if node.kind == "start" else "(?m:$)"
        return r"\A" if node.kind == "start" else r"\z"
    if isinstance(node, Group):
        return f"({'' if node.number else '?:'}{to_re2(node.body)})"
    if isinstance(node, Sequence):
        return "".join(
            f"(?:{to_re2(part)})" if isinstance(part, Choice) else to_re2(part) for part in node.parts
        )
    if isinstance(node, Choice):
        return "|".join(to_re2(part) for part in node.parts)
    if isinstance(node, Repeat):
        most = "" if node.most is None else str(node.most)
        body = to_re2(node.body)
        inner = body if isinstance(node.body, (Set, Group)) else f"(?:{body})"
        return f"{inner}{{{node.least},{most}}}{'?' if node.lazy else ''}"
    raise PatternError("RE2 has no back-references")


def _set(given: Chars) -> str:
    if given == ALL:
        return "(?s:.)"
    if not given:
        return r"[^\x{0}-\x{10FFFF}]"
    if len(given) == 1 and given[0][0] == given[0][1]:
        return f"\\x{{{given[0][0]:X}}}"
    return "[" + "".join(f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in given) + "]"


def matches(text: str, pattern: str, flags: str = "") -> bool | Null:
    """Say whether a text matches somewhere."""
    found = compile_pattern(pattern, flags)
    if isinstance(found, Null):
        return found
    try:
        return next(found.spans(text), None) is not None
    except (TooManySteps, UnicodeError) as error:
        return _gave_up(error)


def replace(text: str, pattern: str, replacement: str, flags: str = "") -> str | Null:
    """Replace every match; `$1` stands for a group, `$0` for the match, `\\$` and `\\\\` for the signs."""
    found = compile_pattern(pattern, flags)
    if isinstance(found, Null):
        return found
    parts = _replacement(replacement, found.groups)
    if isinstance(parts, Null):
        return parts
    pieces: list[str] = []
    at = long = 0
    try:
        for spans in found.spans(text):
            if spans[0][0] == spans[0][1]:
                return Null("a regular expression that matches nothing at all cannot be replaced")
            made = [part if isinstance(part, str) else _slice(text, spans[part]) for part in parts]
            pieces += [text[at : spans[0][0]], *made]
            long += sum(map(len, made))
            if long > _LONGEST:
                return Null(f"the text is longer than {_LONGEST} characters")
            at = spans[0][1]
    except (TooManySteps, UnicodeError) as error:
        return _gave_up(error)
    return "".join([*pieces, text[at:]])


def _slice(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]] if span[0] >= 0 else ""


def split(text: str, pattern: str) -> tuple[str, ...] | Null:
    """Cut a text at every match."""
    found = compile_pattern(pattern, "")
    if isinstance(found, Null):
        return found
    pieces, at = [], 0
    try:
        for spans in found.spans(text):
            if spans[0][0] == spans[0][1]:
                return Null("a text cannot be split where nothing at all matches")
            pieces.append(text[at : spans[0][0]])
            at = spans[0][1]
    except (TooManySteps, UnicodeError) as error:
        return _gave_up(error)
    return (*pieces, text[at:])


def _gave_up(error: Exception) -> Null:
    if isinstance(error, TooManySteps):
        return Null("the regular expression takes too many steps on this text")
    return Null("the text holds half a character (a lone surrogate)")


def _replacement(text: str, groups: int) -> tuple[str | int, ...] | Null:
    """Read a replacement: texts, and the numbers of groups."""
    parts: list[str | int] = []
    at = 0
    while at < len(text):
        char, following = text[at], text[at + 1 : at + 2]
        at += 1
        if char == "\\":
            if following not in ("\\", "$") or not following:
                return Null("in a replacement, \\ stands only before \\ or $")
            parts.append(following)
            at += 1
        elif char == "$":
            if not (following.isascii() and following.isdigit()):
                return Null("in a replacement, $ is followed by the number of a group")
            number, at = int(following), at + 1
            while text[at : at + 1].isascii() and text[at : at + 1].isdigit():
                if number * 10 + int(text[at]) > groups:
                    break
                number, at = number * 10 + int(text[at]), at + 1
            parts.append(number if number <= groups else "")
        else:
            parts.append(char)
    return _joined(parts)


def _joined(parts: list[str | int]) -> tuple[str | int, ...]:
    """Join texts that stand side by side."""
    made: list[str | int] = []
    for part in parts:
        last = made[-1] if made else 0
        if isinstance(part, str) and isinstance(last, str):
            made[-1] = last + part
        else:
            made.append(part)
    return tuple(made)
