"""XPath's regular expressions read into a tree; what is not one raises `PatternError` with the reason.

Whether case matters is settled here: with flag `i` every set of characters already holds all their cases.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from engine.dataclass import dataclass
from engine.feel.regex.sets import (
    ALL,
    NAME,
    NAME_START,
    SPACE,
    Chars,
    category,
    chars,
    close_case,
    invert,
    minus,
)

__all__ = ["Choice", "Edge", "Group", "Node", "PatternError", "Repeat", "Same", "Sequence", "Set", "read"]

MAX_REPEAT = 1000
_MAX_LENGTH = 4096
_SPACES = " \t\n\r"
_SPECIAL = "\\|.?*+(){}[]^$-"
_CONTROL = {"n": 10, "r": 13, "t": 9}


class PatternError(ValueError):
    """The text is no regular expression of XPath."""


@dataclass(frozen=True, slots=True)
class Set:
    """One character of a set; `native` is RE2's own name for the set, where it has one."""

    chars: Chars
    native: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or end of the text, or of a line."""

    kind: Literal["start", "end"]
    lines: bool


@dataclass(frozen=True, slots=True)
class Same:
    """`\\1`: the text of an earlier group once more."""

    group: int
    fold: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group; number 0 for one that does not count."""

    number: int
    body: Node


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after another."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The first of several that leads to a match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part `least` to `most` times (`most` None: without end), as often or as seldom as possible."""

    body: Node
    least: int
    most: int | None
    lazy: bool


Node: TypeAlias = Set | Edge | Same | Group | Sequence | Choice | Repeat


def read(pattern: str, flags: str) -> tuple[Node, int]:
    """Read a regular expression; give its tree and the number of its groups."""
    wrong = set(flags) - set("smix")
    if wrong:
        raise PatternError(f"there is no flag {min(wrong)!r}; the flags are s, m, i and x")
    if len(pattern) > _MAX_LENGTH:
        raise PatternError("the regular expression is too long")
    reader = _Reader(_without_spaces(pattern) if "x" in flags else pattern, flags)
    tree = reader.choice(0)
    if reader.at < len(reader.text):
        raise PatternError(f"nothing is open that {reader.text[reader.at]!r} could close")
    return tree, reader.groups


def _without_spaces(pattern: str) -> str:
    """Take the white space out, except inside character classes."""
    kept, depth, escaped = [], 0, False
    for char in pattern:
        if char in _SPACES and not depth:
            continue
        kept.append(char)
        if not escaped:
            depth = max(0, depth + (char == "[") - (char == "]"))
        escaped = char == "\\" and not escaped
    return "".join(kept)


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, text: str, flags: str) -> None:
        self.text = text
        self.at = 0
        self.groups = 0
        self.closed: set[int] = set()
        self.fold = "i" in flags
        self.dot = Set(ALL) if "s" in flags else Set(invert(((10, 10), (13, 13))))
        self.lines = "m" in flags

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        char = self.peek()
        if not char:
            raise PatternError("the regular expression ends too early")
        self.at += 1
        return char

    def choice(self, depth: int) -> Node:
        if depth > 50:
            raise PatternError("the regular expression is nested too deeply")
        parts = [self.sequence(depth)]
        while self.peek() == "|":
            self.at += 1
            parts.append(self.sequence(depth))
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.quantified(self.atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def quantified(self, atom: Node) -> Node:
        sign = self.peek()
        if sign not in ("?", "*", "+", "{") or not sign:
            return atom
        self.at += 1
        least, most = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(sign) or self.counts()
        lazy = self.peek() == "?"
        self.at += lazy
        if self.peek() in ("?", "*", "+", "{") and self.peek():
            raise PatternError("a repetition cannot be repeated without brackets")
        return Repeat(atom, least, most, lazy)

    def counts(self) -> tuple[int, int | None]:
        inner, closing, _ = self.text[self.at :].partition("}")
        low, comma, high = inner.partition(",")
        digits = low.isascii() and low.isdigit() and (not high or (high.isascii() and high.isdigit()))
        if not closing or not digits or len(inner) > 12:
            raise PatternError("{ } holds how often: {2}, {2,} or {2,5}")
        self.at += len(inner) + 1
        most = (int(high) if high else None) if comma else int(low)
        if int(low) > MAX_REPEAT or (most or 0) > MAX_REPEAT:
            raise PatternError(f"at most {MAX_REPEAT} repetitions can be counted")
        if most is not None and most < int(low):
            raise PatternError("the larger number of repetitions comes second")
        return int(low), most

    def atom(self, depth: int) -> Node:
        char = self.take()
        if char == "(":
            return self.group(depth)
        if char == "[":
            return Set(self.char_class(0))
        if char == ".":
            return self.dot
        if char in "^$":
            return Edge("start" if char == "^" else "end", self.lines)
        if char == "\\":
            return self.escape()
        if char in "?*+{}])":
            raise PatternError(f"{char!r} stands where something to repeat or a character is wanted")
        return self.one(ord(char))

    def one(self, code: int) -> Set:
        single: Chars = ((code, code),)
        return Set(close_case(single) if self.fold else single)

    def group(self, depth: int) -> Node:
        number = 0
        if self.peek() == "?":
            if self.text[self.at : self.at + 2] != "?:":
                raise PatternError("XPath has no groups that begin with '(?', except '(?:'")
            self.at += 2
        else:
            self.groups += 1
            number = self.groups
        body = self.choice(depth + 1)
        if self.peek() != ")":
            raise PatternError("a bracket is not closed")
        self.at += 1
        self.closed.add(number)
        return Group(number, body)

    def escape(self) -> Node:
        if self.peek().isascii() and self.peek().isdigit():
            return self.same()
        found = self.escaped_set()
        if found is not None:
            return found
        return self.one(self.escaped_char())

    def same(self) -> Same:
        number = int(self.take())
        while (
            self.peek().isascii() and self.peek().isdigit() and number * 10 + int(self.peek()) <= self.groups
        ):
            number = number * 10 + int(self.take())
        if number not in self.closed or number == 0:
            raise PatternError(f"there is no finished group {number} before \\{number}")
        return Same(number, self.fold)

    def escaped_char(self) -> int:
        char = self.take()
        if char in _CONTROL:
            return _CONTROL[char]
        if char in _SPECIAL:
            return ord(char)
        raise PatternError(f"there is no escape \\{char}")

    def escaped_set(self) -> Set | None:
        char = self.peek()
        if not char or char not in "sSdDwWiIcCpP":
            return None
        self.at += 1
        if char in "pP":
            return self.named(negative=char == "P")
        lower = char.lower()
        native = {"d": r"\p{Nd}", "w": r"[\p{L}\p{M}\p{N}\p{S}]"}.get(char, "")
        base = {"s": SPACE, "i": NAME_START, "c": NAME}.get(lower) or _letters(lower)
        return Set(base if char == lower else invert(base), native)

    def named(self, *, negative: bool) -> Set:
        inner, closing, _ = self.text[self.at :].partition("}")
        if not inner.startswith("{") or not closing:
            raise PatternError("\\p is followed by a name in { }")
        self.at += len(inner) + 1
        found = category(inner[1:])
        if found is None:
            raise PatternError(f"there is no category or block {inner[1:]!r}")
        return Set(invert(found) if negative else found)

    def char_class(self, depth: int) -> Chars:
        """Read what stands in `[ ]`, the opening bracket already taken."""
        if depth > 20:
            raise PatternError("the regular expression is nested too deeply")
        negative = self.peek() == "^"
        self.at += negative
        single: list[tuple[int, int]] = []
        sets: list[tuple[int, int]] = []
        taken: Chars = ()
        first = True
        while self.peek() != "]" or first:
            if self.text[self.at : self.at + 2] == "-[" and not first:
                self.at += 2
                taken = self.char_class(depth + 1)
                if self.peek() != "]":
                    raise PatternError("a subtraction ends its class")
                break
            self.class_part(single, sets)
            first = False
        self.at += 1
        base = chars([*(close_case(chars(single)) if self.fold else single), *sets])
        return minus(invert(base) if negative else base, taken)

    def class_part(self, single: list[tuple[int, int]], sets: list[tuple[int, int]]) -> None:
        """Read one character, stretch or escape of a class."""
        if self.peek() == "\\":
            self.at += 1
            found = self.escaped_set()
            if found is not None:
                sets.extend(found.chars)
                return
            low = self.escaped_char()
        else:
            low = self.class_char()
        high = low
        following = self.text[self.at + 1 : self.at + 2]
        if self.peek() == "-" and following not in ("]", "[", ""):
            self.at += 1
            if self.peek() == "\\":
                self.at += 1
                high = self.escaped_char()
            else:
                high = self.class_char()
            if high < low:
                raise PatternError(f"the stretch {chr(low)}-{chr(high)} runs backwards")
        single.append((low, high))

    def class_char(self) -> int:
        char = self.take()
        if char in "[]":
            raise PatternError(f"{char!r} in a class is written \\{char}")
        return ord(char)


def _letters(kind: str) -> Chars:
    """Give the digits (`d`), or every character except punctuation, separators and control (`w`)."""
    if kind == "d":
        return category("Nd") or ()
    others = [*(category("P") or ()), *(category("Z") or ()), *(category("C") or ())]
    return invert(chars(others))
