"""Conditions joined: nothing is said twice, and what comes out is worth the same, unknown or not."""

from __future__ import annotations

from itertools import product

import pytest

from engine.feel import ast
from engine.feel.to_feel import to_feel
from engine.rules.joined import conjunction, covers, disjunction


def fact(name: str, at: int = 0) -> ast.Expr:
    return ast.Fact(span=(at, at + 1), path=name)


def both(*parts: ast.Expr) -> ast.Expr:
    return ast.And(span=(0, 0), operands=parts)


def either(*parts: ast.Expr) -> ast.Expr:
    return ast.Or(span=(0, 0), operands=parts)


A, B, C = fact("甲"), fact("乙"), fact("丙")


def worth(node: ast.Expr | None, values: dict[str, bool | None]) -> bool | None:
    match node:
        case None:
            return True
        case ast.Fact(path=path):
            return values[path]
        case ast.And(operands=operands):
            parts = [worth(one, values) for one in operands]
            return False if False in parts else None if None in parts else True
        case ast.Or(operands=operands):
            parts = [worth(one, values) for one in operands]
            return True if True in parts else None if None in parts else False
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("joined", "said"),
    [
        (disjunction([A, both(A, B)]), "甲"),
        (disjunction([both(A, B), B]), "乙"),
        (disjunction([both(A, B), both(fact("乙", 7), fact("甲", 3))]), "甲 and 乙"),
        (disjunction([both(A, B), both(A, C)]), "甲 and 乙 or 甲 and 丙"),
        (disjunction([either(A, B), B]), "甲 or 乙"),
        (conjunction(A, either(A, B)), "甲"),
        (conjunction(either(A, B), both(fact("甲", 5), C)), "甲 and 丙"),
        (conjunction(A, None, fact("甲", 9)), "甲"),
    ],
)
def test_what_is_said_already_is_left_out(joined: ast.Expr | None, said: str) -> None:
    assert joined is not None and to_feel(joined) == said


@pytest.mark.parametrize(
    ("wide", "narrow", "seen"),
    [
        (None, A, True),
        (A, None, False),
        (A, both(fact("甲", 4), B), True),
        (both(A, B), A, False),
        (either(A, B), both(B, C), True),
        (A, either(both(A, B), both(A, C)), True),
        (A, either(both(A, B), C), False),
    ],
)
def test_a_wide_condition_covers_a_narrow_one(wide: ast.Expr, narrow: ast.Expr, seen: bool) -> None:
    assert covers(wide, narrow) is seen


def test_nothing_asked_always_holds() -> None:
    assert conjunction(None, None) is None
    assert disjunction([A, None]) is None


@pytest.mark.parametrize("parts", list(product([A, B, both(A, B), either(A, C), both(B, C)], repeat=3)))
def test_joining_changes_no_value(parts: tuple[ast.Expr, ...]) -> None:
    for known in product((True, False, None), repeat=3):
        values = dict(zip(("甲", "乙", "丙"), known, strict=True))
        assert worth(disjunction(parts), values) is worth(either(*parts), values)
        assert worth(conjunction(*parts), values) is worth(both(*parts), values)
