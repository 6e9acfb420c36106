"""A text in, its tokens out: the words and signs of one expression in either profile, each with its place.

Names with spaces, the roles of `[` and `]`, types after `instance of` and Chinese words are told apart here,
so that the grammar stays free of them. One lexer object per call and no state outside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from engine.dataclass import dataclass
from engine.feel.frames import Frames
from engine.feel.names import Names
from engine.feel.spelling import INFIX, ITEM, SIGNS, STANDARD, fold, unescape, unit
from engine.feel.syntax import SYNTAX, Refused, StrangeSign

__all__ = ["Token", "lex"]


@dataclass(slots=True)
class Token:
    """One terminal of the grammar; the parser generator wants the lines, which every token leaves at 1."""

    type: str
    value: str
    start_pos: int
    end_pos: int
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


def lex(text: str, *, item: bool, tests: bool = False, names: Iterable[str] = ()) -> list[Token]:
    """Give the tokens of a text; raise `Refused` where no token can be read."""
    return _Lexer(text, item=item, tests=tests, names=names).run()


_ENDS: Final = frozenset(
    (
        "NAME",
        "NUMBER",
        "STRING",
        "TEMPORAL",
        "WORKDAYS",
        "RPAR",
        "RBRACK",
        "RANGE_END",
        "RBRACE",
        "TRUE",
        "FALSE",
        "NULL",
        "TYPE_NAME",
        "TYPE_CLOSE",
    )
)
# `is` before these says nothing: `x is in [a, b]`, `x is not submitted`.
_AFTER_IS: Final = frozenset(("SUBMITTED", "NOT_SUBMITTED", "FILLED", "UNFILLED", "IN", "NOT_IN"))
_DEPTH: Final = dict.fromkeys(("LPAR", "LBRACK", "FILTER", "RANGE_START", "LBRACE"), 1) | dict.fromkeys(
    ("RPAR", "BODY", "RBRACK", "RANGE_END", "RBRACE"), -1
)
_GENERIC: Final = frozenset(("list", "range", "context", "function"))
_AFTER_RANGE: Final = re.compile(
    "\\s*(?:$|[),\\]}.=<>!*+/:]|(?:and|or|in|then|else|return|satisfies|between)\\b|[且或则否])"
)
_SPACES: Final = re.compile("\\s+")


class _Lexer:
    __slots__ = ("frames", "item", "names", "raw", "spelling", "tests", "text", "tokens", "want")

    def __init__(self, text: str, *, item: bool, tests: bool, names: Iterable[str]) -> None:
        self.item = item
        self.tests = tests
        self.raw = text
        self.text = fold(text) if item else text
        self.spelling = ITEM if item else STANDARD
        # No names of the item profile have several words; only built-ins do, in English.
        self.names = Names(() if item else names)
        self.tokens: list[Token] = []
        self.frames = Frames(self.names)
        self.want = ""

    def run(self) -> list[Token]:
        at, end = 0, len(self.text)
        match = self.spelling.token.match
        while at < end:
            found = match(self.text, at)
            if found is None:
                raise self.strange(at)
            kind = found.lastgroup
            if kind == "space":
                at = found.end()
            elif self.want and (after := self.wanted(at)):
                at = after
            elif kind == "word":
                at = self.word(found[0], at)
            elif kind == "sign":
                at = self.sign(found[0], at)
            else:
                at = self.literal(kind or "", found)
        if self.tokens and self.tokens[0].type == "NOT_TESTS" and not self.encloses():
            self.tokens[0].type = "NOT_CALL" if self.item else "NAME"
        return self.tokens

    def encloses(self) -> bool:
        """Tell whether the first bracket closes at the very end, as in `not(1, 2)` but not in `not(1), 2`."""
        depth = 0
        for token in self.tokens[1:-1]:
            depth += _DEPTH.get(token.type, 0)
            if depth <= 0:
                return False
        return True

    def strange(self, at: int) -> Refused:
        sign = self.raw[at]
        if sign in '"“@':
            zh = "这里的引号只有一半，请把后一半补上。"
            return Refused(
                SYNTAX, (at, len(self.text)), zh=zh, en="A quotation mark is not closed. Close it."
            )
        zh = f"「{sign}」不能用在判断里。请去掉它，文字要放在引号里。"
        return StrangeSign(
            SYNTAX, (at, at + 1), zh=zh, en=f"「{sign}」 has no meaning here. Put texts in quotes."
        )

    def emit(self, kind: str, value: str, start: int, end: int) -> int:
        self.tokens.append(Token(kind, value, start, end))
        return end

    def last(self) -> str:
        return self.tokens[-1].type if self.tokens else ""

    def after_operand(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].type in _ENDS

    # What a place demands: a key, a parameter, an iteration variable, a type.

    def wanted(self, at: int) -> int:
        want, self.want = self.want, ""
        if want == "type":
            return self.type_name(at)
        found = getattr(self.spelling, want).match(self.text, at)
        if found is None:
            return 0
        if want == "key" and found["quoted"] is not None:
            start, end = found.span("quoted")
            name = unescape(self.raw[start:end])
        else:
            start, end = found.span("name")
            name = self.normal(found["name"])
        self.names.open(name)
        kind = "VARIABLE" if want == "variable" else "KEY"
        return self.emit(kind, name, start, end)

    def normal(self, name: str) -> str:
        name = _SPACES.sub(" ", name.strip())
        return name if name.isascii() or not self.item else unicodedata.normalize("NFC", name)

    def type_name(self, at: int) -> int:
        found = self.spelling.type_name.match(self.text, at)
        if found is None:
            return 0
        name, end = self.normal(found[0]), found.end()
        word = self.spelling.token.match(self.text, at)
        if word and (long := self.names.longest(self.text, at, word[0], member=False, element=False)):
            name, end = long if long[1] > end else (name, end)
        self.emit("TYPE_NAME", name, at, end)
        opening = re.compile("\\s*<").match(self.text, end)
        if name not in _GENERIC or not opening:
            return end
        self.frames.open("angle", opening.end() - 1).keyed = name == "context"
        self.want = "key" if name == "context" else "type"
        return self.emit("TYPE_OPEN", "<", opening.end() - 1, opening.end())

    # Words.

    def word(self, word: str, at: int) -> int:
        end = at + len(word)
        if self.last() == "DOT":
            long = self.names.longest(self.text, at, word, member=True, element=False)
            return self.emit("NAME", *self.placed(long, word, at))
        if not self.item:
            return self.standard_word(word, at, end)
        if self.after_operand() and self.last() != "NAME" and self.tokens[-1].end_pos == at:
            # No name can follow directly on a number, a text or a bracket: `50且楼层` is 50 且 楼层.
            end = at + (len(infix[0]) if (infix := INFIX.match(word)) else len(word))
            word = self.text[at:end]
        long = self.names.longest(self.text, at, word, member=False, element=False)
        if long and self.opens(long[1], "("):
            return self.emit("NAME", long[0], at, long[1])
        if word in self.spelling.phrases:
            for pattern, token in self.spelling.phrases[word]:
                found = pattern.match(self.text, end)
                if found and (token != "NOT_IN" or self.after_operand() or self.last() == "EQ"):
                    return self.keyword(token, at, found.end())
        single = self.spelling.keywords.get(word)
        if single is None or (word == "有" and not self.begins_some(end)):
            return self.emit("NAME", self.normal(word), at, end)
        if word == "是" and not self.after_operand() and not self.begins_test(end):
            single = "TRUE"
        elif word == "是":
            single = "EQ"
        return self.keyword(single, at, end)

    def placed(self, long: tuple[str, int] | None, word: str, at: int) -> tuple[str, int, int]:
        return (long[0], at, long[1]) if long else (self.normal(word), at, at + len(word))

    def standard_word(self, word: str, at: int, end: int) -> int:
        if word == "instance" and self.after_operand():
            found = re.compile("\\s+of\\b").match(self.text, end)
            if found:
                self.want = "type"
                return self.emit("INSTANCE_OF", "instance of", at, found.end())
        token = self.spelling.keywords.get(word)
        if (
            token is None
            or (word == "function" and not self.opens(end, "("))
            or (word == "external" and not self.opens(end, "{"))
        ):
            if word == "not" and self.tests and not self.tokens and self.opens(end, "("):
                return self.emit("NOT_TESTS", word, at, end)
            element = self.frames.is_inside("filter")
            long = self.names.longest(self.text, at, word, member=False, element=element)
            return self.emit("NAME", *self.placed(long, word, at))
        return self.keyword(token, at, end)

    def opens(self, end: int, bracket: str) -> bool:
        return self.text[end:].lstrip().startswith(bracket)

    def begins_some(self, end: int) -> bool:
        after = _SPACES.match(self.text, end)
        return bool(after and self.spelling.variable.match(self.text, after.end()))

    def begins_test(self, end: int) -> bool:
        """Tell whether `是` opens a test such as `是 自有`, for by itself it is yes."""
        return (
            self.tests and self.last() in ("", "COMMA") and self.text[end:].lstrip()[:1] not in ("", ",", ")")
        )

    def keyword(self, token: str, at: int, end: int) -> int:
        if token in _AFTER_IS and self.last() == "EQ" and self.tokens[-1].value in ("is", "是"):
            self.tokens.pop()
        if token == "NOT" and self.opens(end, "("):
            token = "NOT_TESTS" if self.tests and not self.tokens else "NOT_CALL"
        self.emit(token, self.text[at:end], at, end)
        if token in ("FOR", "SOME", "EVERY"):
            self.frames.open("loop", at)
            self.want = "variable"
        elif token in ("RETURN", "SATISFIES"):
            if loop := self.frames.leave("loop"):
                loop.kind = "body"
        elif token == "IF":
            self.frames.open("if", at)
        elif token in ("THEN", "ELSE"):
            if self.frames.leave("if") and token == "ELSE":
                self.frames.pop()
        elif token == "FUNCTION":
            self.frames.open("body", at)
        return end

    # Signs and what they open and close.

    def sign(self, sign: str, at: int) -> int:
        end = at + len(sign)
        if sign[0] == ">" and self.frames.is_in("angle"):
            self.frames.close()
            return self.emit("TYPE_CLOSE", ">", at, at + 1)
        if sign in "[]":
            return self.square(sign, at, end)
        if sign == "(":
            self.parenthesis(at)
        elif sign == "{":
            self.frames.open("context", at)
            self.want = "key"
        elif sign in ")}" and self.frames.close() == "parameters":
            # Unlike other brackets, this one stands before an operand.
            return self.emit("BODY", sign, at, end)
        elif sign == ",":
            self.comma()
        elif sign == "->" or (sign == ":" and self.frames.is_in("parameters", "angle")):
            self.want = "type"
        elif sign == ".." and not self.frames.is_in("loop") and (frame := self.frames.bracket()):
            frame.dots = True
        value = {"≥": ">=", "≤": "<=", "≠": "!="}.get(sign, sign)
        return self.emit(SIGNS[sign], value, at, end)

    def square(self, sign: str, at: int, end: int) -> int:
        operand = self.after_operand()
        if sign == "]":
            if operand or self.last() == "LBRACK":
                self.frames.close()
                return self.emit("RBRACK", sign, at, end)
            self.frames.open("range", at)
            return self.emit("RANGE_START", sign, at, end)
        if not operand:
            self.frames.open("list", at)
            return self.emit("LBRACK", sign, at, end)
        frame = self.frames.bracket()
        if frame and frame.dots and _AFTER_RANGE.match(self.text, end):
            self.frames.close()
            return self.emit("RANGE_END", sign, at, end)
        self.frames.open("filter", at)
        return self.emit("FILTER", sign, at, end)

    def parenthesis(self, at: int) -> None:
        if self.last() == "FUNCTION":
            self.frames.open("parameters", at)
            self.want = "parameter"
        elif self.after_operand():
            self.frames.open("call", at)
            self.want = "key"
        else:
            self.frames.open("paren", at)

    def comma(self) -> None:
        while self.frames.is_in("body", "if"):
            self.frames.pop()
        frame = self.frames.top()
        if frame is None:
            return
        wants = {"loop": "variable", "parameters": "parameter", "call": "key", "context": "key"}
        self.want = wants.get(frame.kind, "")
        if frame.kind == "angle":
            self.want = "key" if frame.keyed else "type"

    # Literals.

    def literal(self, kind: str, found: re.Match[str]) -> int:
        at, end = found.span()
        if kind == "number":
            return self.number(found[0], at, end)
        if kind == "date":
            return self.emit("TEMPORAL", found[0], at, end)
        start, stop = found.span(kind)
        value = unescape(self.raw[start:stop])
        return self.emit("STRING" if kind == "text" else "TEMPORAL", value, at, end)

    def number(self, digits: str, at: int, end: int) -> int:
        if not self.item:
            return self.emit("NUMBER", digits, at, end)
        found = unit(self.text, end)
        if found:
            return self.duration(digits, found[0], at, found[1])
        word = re.compile("\\w+").match(self.text, at)
        if word and word.end() > end and not INFIX.match(self.text, end):
            # An option such as `3号楼` or `60岁以上`.
            return self.emit("NAME", self.normal(word[0]), at, word.end())
        return self.emit("NUMBER", digits, at, end)

    def duration(self, digits: str, form: str, at: int, end: int) -> int:
        if not digits.isdigit() or len(digits) > 9:
            zh, en = (
                "年、月、日、工作日前面要写整数。",
                "Years, months, days and workdays are counted in whole numbers.",
            )
            raise Refused(SYNTAX, (at, end), zh=zh, en=en)
        if form == "workdays":
            return self.emit("WORKDAYS", digits, at, end)
        return self.emit("TEMPORAL", form.replace("#", str(int(digits))), at, end)
