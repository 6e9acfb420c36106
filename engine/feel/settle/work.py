"""What settling carries along: the scope, the variables of loops, and the problems found so far.

`rule` gives for one node the settled node and its type; every kind of node registers its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from functools import singledispatch
from typing import TypeAlias

from engine.dataclass import dataclass, field, replace
from engine.fault import FaultKind
from engine.feel import ast
from engine.feel.problem import Problem
from engine.feel.settle.faults import LEFT_OUT, WRONG_TYPE
from engine.feel.settle.kinds import FAULTY, Scope, Type, in_words

__all__ = ["Done", "Hint", "Work", "at", "condition", "rule", "value"]

Done: TypeAlias = tuple[ast.Expr, Type]

_MANY = 20
_LONGEST_WORD = 64
_LEFT_OUT: Mapping[type[ast.Node], tuple[str, str]] = {
    ast.InstanceOf: ("「instance of」", "`instance of`"),
    ast.Context: ("花括号写的一组内容", "contexts in braces"),
    ast.Function: ("自己写的函数", "functions of their own"),
    ast.Range: ("单独一段范围，范围只能跟在「属于」后面", "a range that stands alone, only after `in`"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """The type of the other side, so that an option needs no quotes; `about` is how that side reads."""

    type: Type
    about: str


@dataclass(slots=True, kw_only=True)
class Work:
    """One settling under way; `variables` are those of loops and filters, with what they stand for."""

    scope: Scope
    problems: list[Problem] = field(default_factory=list)
    variables: dict[str, Done] = field(default_factory=dict)
    loops: int = 0

    def report(
        self,
        kind: FaultKind,
        node: ast.Node,
        near: tuple[str, ...] = (),
        cure: str | None = None,
        **values: str,
    ) -> None:
        """Note a problem of a node."""
        self.problems.append(
            Problem(kind=kind, span=node.span, values=values, nearest=near, replacement=cure)
        )

    def wrong(self, node: ast.Node, zh: str, en: str) -> None:
        """Note that the type of a node does not fit."""
        self.report(WRONG_TYPE, node, zh=zh, en=en)

    def nearest(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Give up to three known words that look like this one; in a sea of problems, none."""
        if len(self.problems) > _MANY or len(name) > _LONGEST_WORD:
            return ()
        return tuple(get_close_matches(name, list(dict.fromkeys(known)), n=3, cutoff=0.5))

    @contextmanager
    def within(self, variables: dict[str, Done]) -> Iterator[None]:
        """Bring the variables of a loop or filter into scope, and take them out again."""
        before = self.variables
        self.variables = {**before, **variables}
        self.loops += 1
        try:
            yield
        finally:
            self.variables = before
            self.loops -= 1


@singledispatch
def rule(node: ast.Node, work: Work, hint: Hint | None) -> Done:
    """Give the settled node and its type; kinds without a rule of their own are left out of the profile."""
    zh, en = _LEFT_OUT.get(type(node), ("这种写法", "this construct"))
    work.report(LEFT_OUT, node, zh=zh, en=en, hint_zh="", hint_en="")
    return node, FAULTY  # type: ignore[return-value]  # only expressions come here


def value(node: ast.Expr, work: Work, hint: Hint | None = None) -> Done:
    """Settle a node that must have a value of its own: a material alone has none."""
    made, kind = rule(node, work, hint)
    if kind.kind not in ("material", "attachment"):
        return made, kind
    name = made.path if isinstance(made, ast.Fact) else ""
    work.wrong(
        node,
        f"「{name}」是{in_words(kind.kind, 'zh')}，不能这样用。要问交没交，请写「{name} 已提交」。",
        f"「{name}」 is {in_words(kind.kind, 'en')}. Ask for it with 「{name} submitted」.",
    )
    return made, FAULTY


def condition(node: ast.Expr, work: Work) -> ast.Expr:
    """Settle a node that must answer yes or no."""
    made, kind = value(node, work)
    if kind.kind not in ("yes_no", "any"):
        zh, en = in_words(kind.kind, "zh"), in_words(kind.kind, "en")
        work.wrong(
            node, f"这里要答得出是或否，写出来的是{zh}。", f"This must answer yes or no, but it is {en}."
        )
    return made


def at(node: ast.Expr, span: ast.Span) -> ast.Expr:
    """Give the node as if it stood at this span."""
    return replace(node, span=span)
