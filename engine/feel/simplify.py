"""A condition said with fewer words: what another part already says is dropped, tests of one fact are joined.

`(A or (B and A)) and A` becomes `A`; `X in (a, b) and X != b` becomes `X = a`. Conditions that come together
from several places of an item (what is needed, when a part applies, when a check applies) say one thing
twice; people should hear it once. Every step holds in Kleene's logic too: whatever is known, the short
condition has the value of the long one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.dataclass import dataclass, replace
from engine.feel import ast
from engine.feel.walk import transform

__all__ = ["follows", "simplified"]

_NOWHERE = (0, 0)
_MOST = 200
"""Parts of a condition that are still compared with each other: nobody reads a longer one."""


def simplified(tree: ast.Expr) -> ast.Expr:
    """Give a settled condition with its repetitions gone; places in the text are lost."""
    bare = _bare(tree)
    return bare if _size(bare) > _MOST else _simple(bare)


def follows(one: ast.Expr, other: ast.Expr) -> bool:
    """Tell whether the other condition is seen to hold wherever the one does."""
    return _size(one) + _size(other) <= _MOST and _follows(_bare(one), _bare(other))


def _bare(tree: ast.Expr) -> ast.Expr:
    return transform(tree, lambda node: replace(node, span=_NOWHERE))


def _size(node: ast.Expr) -> int:
    operands = node.operands if isinstance(node, ast.And | ast.Or) else ()
    return 1 + sum(map(_size, operands)) if not isinstance(node, ast.Not) else _size(node.operand)


def _simple(node: ast.Expr) -> ast.Expr:
    match node:
        case ast.And() | ast.Or():
            whole = isinstance(node, ast.And)
            return _joined(whole, _shortened(whole, [_simple(operand) for operand in node.operands]))
        case ast.Not():
            return replace(node, operand=_simple(node.operand))
    return node


def _shortened(whole: bool, operands: Sequence[ast.Expr]) -> list[ast.Expr]:
    """Shorten the operands of an and (`whole`) or an or until nothing more can be dropped."""
    kind = ast.And if whole else ast.Or
    kept = list(operands)
    while True:
        before = kept
        flat = [part for one in kept for part in (one.operands if isinstance(one, kind) else (one,))]
        kept = _by_fact(whole, list(dict.fromkeys(flat)))
        for one in sorted(reversed(kept), key=_size, reverse=True):  # the long ones go first
            number = kept.index(one)
            rest = _beside(one, kept[:number] + kept[number + 1 :], whole)
            if rest != one or rest == _boolean(whole):
                left = [] if rest == _boolean(whole) else [_simple(rest)]
                kept = [*kept[:number], *left, *kept[number + 1 :]]
        if kept == before:
            return kept


def _beside(node: ast.Expr, others: Iterable[ast.Expr], whole: bool) -> ast.Expr:
    """Give what a part of an and may say shorter, since the others hold too (of an or: since none does)."""
    if any(_follows(other, node) if whole else _follows(node, other) for other in others):
        return _boolean(whole)
    if not isinstance(node, ast.And | ast.Or):
        return node
    inner = isinstance(node, ast.And)
    operands = [_beside(operand, others, whole) for operand in node.operands]
    if _boolean(not inner) in operands:
        return _boolean(not inner)
    return _joined(inner, [operand for operand in operands if operand != _boolean(inner)])


def _follows(one: ast.Expr, other: ast.Expr) -> bool:
    """Say whether the other is seen to be never lower than the one, in Kleene's order: no, open, yes."""
    if one == other or other == _boolean(True) or one == _boolean(False):
        return True
    if isinstance(one, ast.Or):
        return all(_follows(part, other) for part in one.operands)
    if isinstance(other, ast.And):
        return all(_follows(one, part) for part in other.operands)
    if isinstance(one, ast.And) and any(_follows(part, other) for part in one.operands):
        return True
    if isinstance(other, ast.Or):
        return any(_follows(one, part) for part in other.operands)
    return _test_follows(_test(one), _test(other))


def _test_follows(first: _Test | None, second: _Test | None) -> bool:
    if first is None or second is None or first.fact != second.fact:
        return False
    if first.among:
        return first.options <= second.options if second.among else not first.options & second.options
    return not second.among and second.options <= first.options


def _boolean(value: bool) -> ast.Expr:
    return ast.Boolean(span=_NOWHERE, value=value)


def _joined(whole: bool, operands: Sequence[ast.Expr]) -> ast.Expr:
    if len(operands) < 2:
        return operands[0] if operands else _boolean(whole)
    return (ast.And if whole else ast.Or)(span=_NOWHERE, operands=tuple(operands))


@dataclass(frozen=True, slots=True)
class _Test:
    """A fact is `among` some options, or is none of them; `values` in the order they were written."""

    fact: ast.Expr
    values: tuple[ast.Expr, ...]
    among: bool

    @property
    def options(self) -> frozenset[ast.Expr]:
        return frozenset(self.values)


def _test(node: ast.Expr) -> _Test | None:
    """Read a node as a test of one fact against texts, or give None."""
    match node:
        case ast.Not(operand=inner) if (found := _test(inner)) is not None:
            return replace(found, among=not found.among)
        case ast.Compare(left=ast.Fact() as fact, right=ast.String() as value, operator="=" | "!="):
            return _Test(fact, (value,), node.operator == "=")
        case ast.In(operand=ast.Fact() as fact, tests=tests):
            values = [v for test in tests for v in (test.items if isinstance(test, ast.List) else (test,))]
            if values and all(isinstance(value, ast.String) for value in values):
                texts = tuple(value for value in values if isinstance(value, ast.String))
                return _Test(fact, tuple(dict.fromkeys(texts)), not node.negated)
    return None


def _by_fact(whole: bool, operands: Sequence[ast.Expr]) -> list[ast.Expr]:
    """Join the tests of one fact into one, where the first of them stands; what never holds is left alone."""
    tests: dict[ast.Expr, list[_Test]] = {}
    for operand in operands:
        if (found := _test(operand)) is not None:
            tests.setdefault(found.fact, []).append(found)
    joined = {fact: _all_of(found) if whole else _any_of(found) for fact, found in tests.items()}
    made: dict[ast.Expr, None] = {}
    for operand in operands:
        found = _test(operand)
        short = joined[found.fact] if found is not None and len(tests[found.fact]) > 1 else None
        made[operand if short is None else _written(short)] = None
    return list(made)


def _all_of(tests: Sequence[_Test]) -> _Test | None:
    wanted, barred = [t for t in tests if t.among], [t for t in tests if not t.among]
    out = frozenset[ast.Expr]().union(*(test.options for test in barred))
    if not wanted:
        return _Test(tests[0].fact, _values(barred), False)
    values = tuple(v for v in wanted[0].values if v not in out and all(v in t.options for t in wanted))
    return _Test(tests[0].fact, values, True) if values else None


def _any_of(tests: Sequence[_Test]) -> _Test | None:
    wanted, barred = [t for t in tests if t.among], [t for t in tests if not t.among]
    if not barred:
        return _Test(tests[0].fact, _values(wanted), True)
    enough = frozenset[ast.Expr]().union(*(test.options for test in wanted))
    values = tuple(v for v in barred[0].values if v not in enough and all(v in t.options for t in barred))
    return _Test(tests[0].fact, values, False) if values else None


def _values(tests: Iterable[_Test]) -> tuple[ast.Expr, ...]:
    return tuple(dict.fromkeys(value for test in tests for value in test.values))


def _written(test: _Test) -> ast.Expr:
    if len(test.values) == 1:
        operator: ast.Order = "=" if test.among else "!="
        return ast.Compare(span=_NOWHERE, operator=operator, left=test.fact, right=test.values[0])
    listed = ast.List(span=_NOWHERE, items=test.values)
    return ast.In(span=_NOWHERE, operand=test.fact, tests=(listed,), negated=not test.among)
