"""Conditions joined by and, and by or: settled trees in, one tree out that says nothing twice.

What a part of a package asks under its own condition, the whole may ask anyway: 甲 or (甲 and 乙) is 甲.
`None` stands for what always holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.feel import ast
from engine.feel.simplify import follows, simplified

__all__ = ["NO_SPAN", "conjunction", "covers", "disjunction"]

NO_SPAN: Final = (0, 0)


def conjunction(*parts: ast.Expr | None) -> ast.Expr | None:
    """Join conditions by and."""
    given = [part for part in parts if part is not None]
    if len(given) < 2:
        return given[0] if given else None
    return simplified(ast.And(span=NO_SPAN, operands=tuple(given)))


def disjunction(parts: Iterable[ast.Expr | None]) -> ast.Expr | None:
    """Join conditions by or; one that always holds makes the whole hold."""
    given = []
    for part in parts:
        if part is None:
            return None
        given.append(part)
    return given[0] if len(given) == 1 else simplified(ast.Or(span=NO_SPAN, operands=tuple(given)))


def covers(wide: ast.Expr | None, narrow: ast.Expr | None) -> bool:
    """Tell whether the wide condition is seen to hold wherever the narrow one does."""
    return wide is None or (narrow is not None and follows(narrow, wide))
