"""A text in, its tree out: FEEL of either profile, or the problems that keep it from being read.

Parsing makes nodes and nothing else; names and types are settled later. No text raises: what is too long, too
deep or misspelt comes back as a `Problem`, in milliseconds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast

from lark import Lark, UnexpectedToken
from lark.lexer import Lexer

from engine.dataclass import dataclass
from engine.feel import ast
from engine.feel.build import Builder
from engine.feel.joined import joined
from engine.feel.lex import Token, lex
from engine.feel.mistakes import Stop, explain, explain_sign, stop
from engine.feel.problem import Problem
from engine.feel.syntax import CHAINED, SYNTAX, TOO_DEEP, TOO_LONG, Refused, StrangeSign
from engine.feel.walk import children

__all__ = ["DEPTH", "LENGTH", "Parsed", "ParsedTests", "Profile", "parse", "parse_tests"]

Profile: TypeAlias = Literal["standard", "item"]
LENGTH: Final = 16_384
DEPTH: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The tree of an expression, or none and what is wrong with it."""

    tree: ast.Expr | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedTests:
    """The tests of a table cell, or none and what is wrong with them."""

    tree: ast.Tests | None
    problems: tuple[Problem, ...] = ()


def parse(text: str, *, profile: Profile, names: Iterable[str] = ()) -> Parsed:
    """Read an expression; `names` are those in scope."""
    try:
        tree = _read(text, "expression", item=profile == "item", names=names)
    except Refused as refused:
        return Parsed(tree=None, problems=(refused.problem,))
    found = joined(tree, text, names) if profile == "item" else ()
    return Parsed(tree=None if found else tree, problems=found)


def parse_tests(text: str, *, profile: Profile, names: Iterable[str] = ()) -> ParsedTests:
    """Read a table cell: `-`, `a, b`, `> 300`, `100 到 300`, `not(1, 2)`."""
    if text.strip() in ("-", "－"):
        start = len(text) - len(text.lstrip())
        return ParsedTests(tree=ast.Tests(span=(start, start + 1), tests=(), any=True))
    try:
        tree = _read(text, "tests", item=profile == "item", names=names)
    except Refused as refused:
        return ParsedTests(tree=None, problems=(refused.problem,))
    found = joined(tree, text, names) if profile == "item" else ()
    return ParsedTests(tree=None if found else tree, problems=found)


class _Given(Lexer):
    """The tokens were made before; the parser takes them as they come."""

    def __init__(self, conf: object) -> None:
        pass

    def lex(self, tokens: list[Token]) -> Iterator[Token]:  # type: ignore[override]  # lark passes what parse got
        return iter(tokens)


@lru_cache(maxsize=1)
def _grammar() -> Lark:
    text = Path(__file__).with_name("feel.lark").read_text(encoding="utf-8")
    return Lark(
        text,
        parser="lalr",
        lexer=_Given,
        start=["expression", "tests"],
        keep_all_tokens=True,
        maybe_placeholders=False,
        transformer=cast(Any, Builder()),
        cache=_table(Path(cache_from_source(__file__)).parent),
    )


def _table(compiled: Path) -> str | Literal[False]:
    """Give the file that keeps the parser's table, or none: then it is built anew, in 0.2 s.

    It stands beside the compiled modules, is trusted like them, and is written where they are.
    """
    table = compiled / "feel.lark.table"
    writable = not sys.dont_write_bytecode and os.access(compiled, os.W_OK)
    return str(table) if writable or table.is_file() else False


def _read(text: str, start: str, *, item: bool, names: Iterable[str]) -> Any:
    if len(text) > LENGTH:
        raise Refused(TOO_LONG, (LENGTH, len(text)), length=str(len(text)), limit=str(LENGTH))
    try:
        tokens = lex(text, item=item, tests=start == "tests", names=names)
    except StrangeSign as strange:
        known = explain_sign(text, strange.problem.span[0]) if item else None
        raise Refused.of(known or strange.problem) from None
    if len(tokens) > 2 * DEPTH and _surely_deeper(tokens, DEPTH):
        raise Refused(TOO_DEEP, (0, len(text)), limit=str(DEPTH))
    tree = _tree(tokens, text, start, item=item)
    if len(tokens) > DEPTH and _deeper(tree, DEPTH):
        raise Refused(TOO_DEEP, (0, len(text)), limit=str(DEPTH))
    if item:
        _refuse_unlike(tokens)
        _refuse_chains(tokens, tree)
    return tree


def _tree(tokens: list[Token], text: str, start: str, *, item: bool) -> Any:
    try:
        return _grammar().parse(cast(Any, tokens), start=start)
    except UnexpectedToken as wrong:
        at = _where(tokens, wrong)
        raise Refused.of(explain(text, tokens, at, item=item, stop_of=_stop)) from None


def _where(tokens: list[Token], wrong: UnexpectedToken) -> int:
    return next((i for i, token in enumerate(tokens) if token is wrong.token), len(tokens))


@lru_cache(maxsize=256)
def _stop(typed: str) -> Stop:
    """Tell where reading an example of mistakes.yaml stops."""
    tokens = lex(typed, item=True)
    try:
        _grammar().parse(cast(Any, tokens), start="expression")
    except UnexpectedToken as wrong:
        return stop(tokens, _where(tokens, wrong))
    return "", "", ""


def _deeper(tree: ast.Node, limit: int) -> bool:
    """Tell whether a tree is deeper than a limit; goes level by level, so that no depth can hurt."""
    level = [tree]
    for _ in range(limit):
        level = [child for node in level for child in children(node)]
        if not level:
            return False
    return True


_OPENING: Final = frozenset(("LPAR", "LBRACK", "FILTER", "RANGE_START", "LBRACE"))
_CLOSING: Final = frozenset(("RPAR", "RBRACK", "RANGE_END", "RBRACE", "BODY"))
_RELATING: Final = frozenset(("EQ", "NE", "ORDER", "IN", "NOT_IN", "INSTANCE_OF"))
_INSIDE: Final = frozenset(("NAME", "KEY", "NUMBER", "STRING", "TYPE_NAME"))


def _surely_deeper(tokens: list[Token], limit: int) -> bool:
    """Tell from the tokens alone that chains such as `a.b.c` or `a = b = c` nest too deeply.

    It spares the parser texts that are nothing else; brackets inside one another count, too.
    """
    outer: list[tuple[int, int]] = []
    links = relations = 0
    for token in tokens:
        kind = token.type
        if kind in _OPENING:
            outer.append((links + (kind in ("FILTER", "LPAR")), relations))
            links = relations = 0
        elif kind in _CLOSING and outer:
            links, relations = outer.pop()
        elif kind == "DOT":
            links += 1
        elif kind in _RELATING:
            links, relations = 0, relations + 1
        elif kind not in _INSIDE:
            links = relations = 0
        if links > limit or relations > limit or len(outer) > limit:
            return True
    return False


def _refuse_unlike(tokens: list[Token]) -> None:
    """Refuse `(!= 5)` as a value, which only the standard knows."""
    for i, token in enumerate(tokens):
        if token.type != "NE" or i == 0 or tokens[i - 1].type != "LPAR":
            continue
        if i == 1 or tokens[i - 2].type not in ("IN", "NOT_IN", "NOT_TESTS"):
            zh = "「不是」前面要写清楚是谁，比如「楼层 不是 地下」。"
            en = "Write before 「!=」 what is compared, as in 「floor != 3」."
            raise Refused(SYNTAX, (token.start_pos, token.end_pos), zh=zh, en=en)


_COMPARING: Final = frozenset(("EQ", "NE", "ORDER", "IN", "NOT_IN", "BETWEEN"))


def _refuse_chains(tokens: list[Token], tree: ast.Node) -> None:
    if sum(token.type in _COMPARING for token in tokens) < 2:
        return
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(children(node))
        left = _left(node)
        # A comparison in brackets begins before its own left side.
        inner = _left(left) if left else None
        if left and inner and inner.span[0] == left.span[0]:
            raise Refused(CHAINED, node.span)


def _left(node: ast.Node) -> ast.Node | None:
    match node:
        case ast.Compare(left=left):
            return left
        case ast.In(operand=left) | ast.Between(operand=left):
            return left
    return None
