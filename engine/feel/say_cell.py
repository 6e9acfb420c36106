"""One cell of a decision table read aloud: what it wants, without saying again what of."""

from __future__ import annotations

from collections.abc import Callable

from engine.feel import ast
from engine.feel.say import compared, words
from engine.feel.say_words import Lang
from engine.feel.saying import Saying
from engine.feel.simplify import simplified

__all__ = ["say_cell"]


def say_cell(
    cell: ast.Expr, column: ast.Expr, lang: Lang, label: Callable[[str], str | None] | None = None
) -> str:
    """Say a cell that was settled as a condition on its column; `true` is a cell that wants nothing."""
    to = Saying(lang=lang, label=label)
    return _said(simplified(cell), simplified(column), to)


def _said(cell: ast.Expr, column: ast.Expr, to: Saying) -> str:
    match cell:
        case ast.Boolean(value=True):
            return to.phrase("any size")
        case ast.Compare(operator="=", left=left, right=right) if left == column:
            return _value(right, to)
        case ast.Compare(left=left) if left == column:
            return compared(cell, to)
        case ast.In(operand=operand, negated=False) if operand == column:
            tests = (t for one in cell.tests for t in (one.items if isinstance(one, ast.List) else (one,)))
            return _listed([_value(test, to) for test in tests], to)
        case ast.Or(operands=operands):
            return _listed([_said(each, column, to) for each in operands], to)
        case ast.And(operands=operands):
            return to.join("and", [_said(each, column, to) for each in operands])
        case ast.Fact() if cell == column:
            return to.phrase("true")
    return words(cell, to)


def _value(node: ast.Test, to: Saying) -> str:
    """Say a value; a text stands by itself in a cell, so it needs no quotes."""
    return node.value if isinstance(node, ast.String) else words(node, to)


def _listed(said: list[str], to: Saying) -> str:
    head = [to.join("listed", said[:-1])] if len(said) > 1 else []
    return to.join("or short", [*head, said[-1]])
