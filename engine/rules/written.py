"""Writes a Python expression down in our own signs: ast nodes of `engine.feel.to_python` in, text out.

Python parses and compiles text twice as fast as it takes nodes from outside. What an author wrote is not in
that text: a word stands there as a sign of ours, quoted, and the compiled code is given the word afterwards.
"""

from __future__ import annotations

import ast as python
from collections.abc import Callable, Mapping
from types import CodeType

__all__ = ["put_in", "written"]

_NAMED, _CHOICE, _OR, _AND, _COMPARED, _WHOLE = range(6)
"""How tightly an expression holds together; one that holds less than its place asks for is bracketed."""

_SIGNS: Mapping[type[python.cmpop], str] = {
    python.Eq: "==",
    python.NotEq: "!=",
    python.Lt: "<",
    python.LtE: "<=",
    python.Gt: ">",
    python.GtE: ">=",
    python.Is: "is",
    python.In: "in",
    python.NotIn: "not in",
}


def written(node: python.expr, word: Callable[[str], str], short: Callable[[python.Call], str]) -> str:
    """Write an expression; `word` gives the sign that stands for a text, `short` what does instead of a call.

    That is in brackets if it needs any, and empty if nothing does.
    """
    return _Hand(word, short).write(node, _WHOLE)


class _Hand:
    def __init__(self, word: Callable[[str], str], short: Callable[[python.Call], str]) -> None:
        self.word = word
        self.short = short

    def write(self, node: python.expr, asked: int) -> str:
        """Write a node for a place that asks for an expression which holds together that tightly."""
        text, held = self._write(node)
        return text if held >= asked else f"({text})"

    def _write(self, node: python.expr) -> tuple[str, int]:
        match node:
            case python.Name():
                return node.id, _WHOLE
            case python.Constant():
                return self._constant(node.value), _WHOLE
            case python.NamedExpr():
                return f"{node.target.id} := {self.write(node.value, _CHOICE)}", _NAMED
            case python.Compare():
                return self._compare(node), _COMPARED
            case python.BoolOp():
                held, sign = (_AND, " and ") if isinstance(node.op, python.And) else (_OR, " or ")
                return sign.join([self.write(one, held + 1) for one in node.values]), held
            case python.IfExp():
                yes, test = self.write(node.body, _OR), self.write(node.test, _OR)
                return f"{yes} if {test} else {self.write(node.orelse, _CHOICE)}", _CHOICE
            case python.Lambda():
                return f"lambda {node.args.args[0].arg}: {self.write(node.body, _CHOICE)}", _CHOICE
        return self._primary(node), _WHOLE

    def _primary(self, node: python.expr) -> str:
        match node:
            case python.Call():
                arguments = ", ".join([self.write(one, _NAMED) for one in node.args])
                return self.short(node) or f"{self.write(node.func, _WHOLE)}({arguments})"
            case python.Attribute():
                return f"({self.write(node.value, _NAMED)}).{node.attr}"
            case python.Subscript():
                return f"{self.write(node.value, _WHOLE)}[{self.write(node.slice, _CHOICE)}]"
            case python.Tuple():
                return f"({''.join([self.write(one, _NAMED) + ', ' for one in node.elts])})"
        raise TypeError(f"{type(node).__name__} is nothing that an expression becomes")

    def _compare(self, node: python.Compare) -> str:
        rest = [
            f" {_SIGNS[type(sign)]} {self.write(one, _WHOLE)}"
            for sign, one in zip(node.ops, node.comparators, strict=True)
        ]
        return self.write(node.left, _WHOLE) + "".join(rest)

    def _constant(self, value: object) -> str:
        if value is None or isinstance(value, bool):
            return str(value)
        if isinstance(value, int):
            return str(value) if value >= 0 else f"({value})"
        assert isinstance(value, str)
        return self.word(value)


def put_in(code: CodeType, words: Mapping[str, str]) -> CodeType:
    """Give the code with the words in place of the signs that stand for them."""
    return code.replace(co_consts=tuple([_put(one, words) for one in code.co_consts]))


def _put(value: object, words: Mapping[str, str]) -> object:
    match value:
        case str():
            return words.get(value, value)
        case tuple():
            return tuple([_put(one, words) for one in value])
        case CodeType():
            return put_in(value, words)
    return value
