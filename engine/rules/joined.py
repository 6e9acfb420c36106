"""Conditions joined by and, and by or: settled trees in, one tree out that says nothing twice.

What a part of a package asks under its own condition, the whole may ask anyway: 甲 or (甲 and 乙) is 甲.
These laws hold with what is not known too, and a guide has to print what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.feel import ast
from engine.feel.to_feel import to_feel

__all__ = ["NO_SPAN", "conjunction", "covers", "disjunction"]

NO_SPAN: Final = (0, 0)


def conjunction(*parts: ast.Expr | None) -> ast.Expr | None:
    """Join conditions by and, flattening; None stands for `always`."""
    flat: list[ast.Expr] = []
    for part in parts:
        if part is not None:
            flat.extend(part.operands if isinstance(part, ast.And) else (part,))
    left = _shortest(flat, ast.Or)
    if not left:
        return None
    return left[0] if len(left) == 1 else ast.And(span=NO_SPAN, operands=left)


def disjunction(parts: Iterable[ast.Expr | None]) -> ast.Expr | None:
    """Join conditions by or, flattening; one that always holds makes the whole hold (None)."""
    flat: list[ast.Expr] = []
    for part in parts:
        if part is None:
            return None
        flat.extend(part.operands if isinstance(part, ast.Or) else (part,))
    left = _shortest(flat, ast.And)
    return left[0] if len(left) == 1 else ast.Or(span=NO_SPAN, operands=left)


def covers(wide: ast.Expr | None, narrow: ast.Expr | None) -> bool:
    """Tell whether the wide condition is seen to hold wherever the narrow one does."""
    if wide is None or narrow is None:
        return wide is None
    said = [_said(one, ast.And) for one in _operands(wide)]
    return all(any(one <= _said(part, ast.And) for one in said) for part in _operands(narrow))


def _operands(one: ast.Expr) -> tuple[ast.Expr, ...]:
    return one.operands if isinstance(one, ast.Or) else (one,)


def _shortest(flat: list[ast.Expr], inner: type[ast.And] | type[ast.Or]) -> tuple[ast.Expr, ...]:
    """Leave out what an earlier or a shorter one of them already says."""
    if len(flat) < 2:
        return tuple(flat)
    said = [_said(one, inner) for one in flat]
    return tuple(
        one
        for at, one in enumerate(flat)
        if not any(other < said[at] for other in said) and said[at] not in said[:at]
    )


def _said(one: ast.Expr, inner: type[ast.And] | type[ast.Or]) -> frozenset[str]:
    # The same words at another place of a text are the same condition, so nodes are compared as printed.
    return frozenset(to_feel(part) for part in (one.operands if isinstance(one, inner) else (one,)))
