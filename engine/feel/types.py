"""Settling an item's expression: every name becomes a fact, every type is checked, before anything runs.

Comes from `engine.feel.parse`, goes to the back ends. A wrong name, option or type is a fault at authoring
time, never a null at the window (DESIGN 4); all faults of an expression are reported together, and what
follows from a faulty part is not reported again.
"""

from __future__ import annotations

from engine.dataclass import dataclass
from engine.feel import ast
from engine.feel.problem import Problem
from engine.feel.settle import names, operators, structures
from engine.feel.settle.kinds import FunctionType, Kind, Scope, Type, in_words, meet
from engine.feel.settle.work import Hint, Work, value
from engine.feel.walk import facts

__all__ = [
    "FunctionType",
    "Kind",
    "Scope",
    "Settled",
    "SettledTests",
    "Type",
    "in_words",
    "settle",
    "settle_tests",
]

_RULES = (names, operators, structures)
"""The modules that register a rule for every kind of node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A settled expression: its tree, its type, the paths it reads, and what is wrong with it."""

    tree: ast.Expr
    type: Type
    facts: frozenset[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledTests:
    """A settled cell of a table."""

    tests: ast.Tests
    facts: frozenset[str]
    problems: tuple[Problem, ...]


def settle(tree: ast.Expr, scope: Scope, expect: Type | None = None) -> Settled:
    """Settle names and types of an expression; `expect` is the type that its place asks for."""
    work = Work(scope=scope)
    hint = None if expect is None else Hint(type=expect, about="这里")
    made, kind = value(tree, work, hint)
    if expect is not None and meet(expect, kind) is None:
        work.wrong(
            tree,
            f"这里要{in_words(expect.kind, 'zh')}，写出来的是{in_words(kind.kind, 'zh')}。",
            f"This must be {in_words(expect.kind, 'en')}, but it is {in_words(kind.kind, 'en')}.",
        )
    return Settled(
        tree=made,
        type=kind,
        facts=frozenset(fact.path for fact in facts(made)),
        problems=tuple(work.problems),
    )


def settle_tests(tests: ast.Tests, input_type: Type, scope: Scope) -> SettledTests:
    """Settle a table's cell against the type of its column."""
    work = Work(scope=scope)
    column = ast.Null(span=tests.span)
    made = tuple(structures.settle_test(test, column, input_type, work) for test in tests.tests)
    settled = ast.Tests(span=tests.span, tests=made, negated=tests.negated, any=tests.any)
    return SettledTests(
        tests=settled,
        facts=frozenset(fact.path for test in made for fact in facts(test)),
        problems=tuple(work.problems),
    )
