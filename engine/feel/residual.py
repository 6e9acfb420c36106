"""What remains of an expression once some facts are known: the condition of an announcement.

`场所来源 = "租赁" and 面积 > 50` with 面积 known as 60 leaves `场所来源 = "租赁"`. Whatever the remaining
facts turn out to be, the remainder answers what the whole would have answered.
"""

from __future__ import annotations

import ast as py
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import CodeType
from typing import Any

from engine.dataclass import dataclass, field, replace
from engine.feel import ast, runtime
from engine.feel.literal import Workdays
from engine.feel.numbers import is_number, show_number
from engine.feel.temporal import DaysDuration, MonthsDuration
from engine.feel.temporal_text import show_duration
from engine.feel.to_python import to_python
from engine.feel.values import Null, Unknown
from engine.feel.walk import facts

__all__ = ["residual"]

_READ = "read"
_NO_CALENDAR = Unknown(frozenset())


def residual(
    tree: ast.Expr,
    value_of: Callable[[str], object],
    helpers: Mapping[str, Callable[..., Any]] | None = None,
    named: frozenset[str] = frozenset(),
) -> ast.Expr:
    """Give what remains of a settled tree; `value_of` gives the value of a fact's path, or an unknown.

    `helpers` are the functions of plug-ins and `add_workdays`; what needs one that is not given remains.
    Facts that are `named` decide what they can decide, but where they remain they keep their name.
    """
    return _Reduction(value_of=value_of, helpers=helpers or {}, named=named).reduce(tree)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Program:
    """A tree compiled once, to be run for many states of knowledge."""

    code: CodeType
    constants: Mapping[str, object]
    helpers: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Names:
    """The binder of such a program."""

    constants: dict[str, object] = field(default_factory=dict)
    helpers: set[str] = field(default_factory=set)
    count: int = 0

    def fact(self, path: str, element: bool) -> py.expr:
        arguments: list[py.expr] = [py.Constant(value=path), py.Constant(value=element)]
        return py.Call(func=py.Name(id=_READ, ctx=py.Load()), args=arguments, keywords=[])

    def constant(self, value: object) -> py.expr:
        name = self.fresh()
        self.constants[name] = value
        return py.Name(id=name, ctx=py.Load())

    def helper(self, name: str) -> py.expr:
        self.helpers.add(name)
        key = py.Constant(value=name)
        return py.Subscript(value=py.Name(id="helpers", ctx=py.Load()), slice=key, ctx=py.Load())

    def fresh(self) -> str:
        self.count += 1
        return f"v{self.count}"


@lru_cache(maxsize=4096)
def _compiled(tree: ast.Expr) -> _Program:
    names = _Names()
    body = py.fix_missing_locations(py.Expression(body=to_python(tree, names)))
    return _Program(
        code=compile(body, "<residual>", "eval"),
        constants=names.constants,
        helpers=tuple(sorted(names.helpers)),
    )


def _no_helper(*arguments: object) -> Unknown:
    return _NO_CALENDAR


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reduction:
    value_of: Callable[[str], object]
    helpers: Mapping[str, Callable[..., Any]]
    named: frozenset[str]

    def reduce(self, node: ast.Expr) -> ast.Expr:
        """Give what remains of one node."""
        match node:
            case ast.And() | ast.Or():
                return self._logic(node)
            case ast.Not():
                return self._not(node)
            case ast.If():
                return self._if(node)
            case ast.Boolean() | ast.String() | ast.Number() | ast.Temporal() | ast.Workdays() | ast.Null():
                return node
        known = _literal(self.value(node), node.span)
        if known is None:
            return self._open(node)
        return known if isinstance(known, ast.Boolean) or not self._keeps_name(node) else node

    def _keeps_name(self, node: ast.Expr) -> bool:
        paths = {fact.path for fact in facts(node)} if self.named else set()
        return bool(paths) and paths <= self.named

    def value(self, node: ast.Expr) -> Any:
        """Give the value of a node as far as it is known."""
        program = _compiled(node)
        found = {name: self._helper(name) for name in program.helpers}
        space = {"__builtins__": {}, **program.constants, _READ: self._read, "helpers": found}
        return eval(program.code, space)  # made by to_python from ast nodes only

    def _helper(self, name: str) -> Callable[..., Any]:
        built_in: Callable[..., Any] = getattr(runtime, name, _no_helper)
        return self.helpers.get(name, built_in)

    def _read(self, path: str, element: bool) -> object:
        return Unknown(frozenset((path,))) if element else self.value_of(path)

    def _logic(self, node: ast.And | ast.Or) -> ast.Expr:
        deciding = isinstance(node, ast.Or)
        kept: dict[ast.Expr, None] = {}
        for operand in map(self.reduce, node.operands):
            if isinstance(operand, ast.Boolean):
                if operand.value is deciding:
                    return ast.Boolean(span=node.span, value=deciding)
                continue
            inner = operand.operands if isinstance(operand, type(node)) else (operand,)
            kept.update(dict.fromkeys(inner))
        if not kept:
            return ast.Boolean(span=node.span, value=not deciding)
        left = tuple(kept)
        return left[0] if len(left) == 1 else replace(node, operands=left)

    def _not(self, node: ast.Not) -> ast.Expr:
        operand = self.reduce(node.operand)
        match operand:
            case ast.Boolean():
                return ast.Boolean(span=node.span, value=not operand.value)
            case ast.Null():
                return operand
            case ast.Not():
                return operand.operand
        return replace(node, operand=operand)

    def _if(self, node: ast.If) -> ast.Expr:
        condition = self.reduce(node.condition)
        if isinstance(condition, ast.Boolean | ast.Null):
            asked = isinstance(condition, ast.Boolean) and condition.value
            return self.reduce(node.yes if asked else node.no)
        yes, no = self.reduce(node.yes), self.reduce(node.no)
        known = _literal(self.value(node), node.span)
        return replace(node, condition=condition, yes=yes, no=no) if known is None else known

    def _open(self, node: ast.Expr) -> ast.Expr:
        """Put what is known into a node that as a whole is not; loops stay as they are."""
        match node:
            case ast.Compare():
                return replace(node, left=self.reduce(node.left), right=self.reduce(node.right))
            case ast.Between():
                return replace(
                    node,
                    operand=self.reduce(node.operand),
                    low=self.reduce(node.low),
                    high=self.reduce(node.high),
                )
            case ast.Arithmetic():
                rest = tuple((operator, self.reduce(operand)) for operator, operand in node.rest)
                return replace(node, first=self.reduce(node.first), rest=rest)
            case ast.Negate():
                return replace(node, operand=self.reduce(node.operand))
            case ast.Call():
                return replace(node, arguments=tuple(map(self.reduce, node.arguments)))
            case ast.List():
                return replace(node, items=tuple(map(self.reduce, node.items)))
        return node


def _literal(value: Any, span: ast.Span) -> ast.Expr | None:
    """Write a known value out, or give None for what is not known or cannot be written."""
    if isinstance(value, bool):
        return ast.Boolean(span=span, value=value)
    if is_number(value):
        written = show_number(value)
        digits = ast.Number(span=span, digits=written.removeprefix("-"))
        return ast.Negate(span=span, operand=digits) if written.startswith("-") else digits
    if isinstance(value, str):
        return ast.String(span=span, value=value)
    if isinstance(value, date):
        return ast.Temporal(span=span, text=value.isoformat())
    if isinstance(value, DaysDuration | MonthsDuration):
        return ast.Temporal(span=span, text=show_duration(value))
    if isinstance(value, Workdays):
        return ast.Workdays(span=span, count=value.count)
    return ast.Null(span=span) if isinstance(value, Null) else None
