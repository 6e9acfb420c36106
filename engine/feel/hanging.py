"""What a condition hangs on: the facts of which each, if unknown, keeps it from being known."""

from __future__ import annotations

from engine.feel import ast

__all__ = ["hangs_on"]

_NOTHING: frozenset[str] = frozenset()


def hangs_on(node: ast.Node | None) -> frozenset[str]:
    """Give the paths of which each, if unknown, keeps a demand or a value from being known."""
    match node:
        case ast.Fact(path=path, element=False):
            return frozenset((path,))
        case ast.Compare(left=left, right=right):
            return hangs_on(left) | hangs_on(right)
        case ast.Arithmetic(first=first, rest=rest):
            return _NOTHING.union(hangs_on(first), *[hangs_on(each) for _, each in rest])
        case ast.Negate(operand=operand) | ast.Not(operand=operand):
            return hangs_on(operand)
        case ast.Between(operand=operand):
            return hangs_on(operand)
        case ast.In(operand=operand, tests=tests) if all(_compares(test) for test in tests):
            return hangs_on(operand)
        case ast.And(operands=operands) | ast.Or(operands=operands):
            return frozenset.intersection(*[hangs_on(each) for each in operands])
    return _NOTHING


def _compares(test: ast.Test) -> bool:
    """Say whether a test of a value asks for nothing but a comparison with it."""
    return isinstance(test, ast.Range | ast.Endpoint | ast.List | ast.String | ast.Number | ast.Boolean)
