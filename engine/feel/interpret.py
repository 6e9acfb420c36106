"""The interpreter of FEEL: a tree and names in, a value out.

It takes all of the standard profile, and settled trees of the item profile, for which it is the reference: an
unknown operand gives an unknown answer, by Kleene's rules. Nothing raises: what goes wrong is `Null` with the
reason, and so is an evaluation that takes too many steps or nests too deeply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from engine.feel import ast
from engine.feel.compare import kind_of, order
from engine.feel.evaluation import loops, references, simple, tests
from engine.feel.evaluation.work import ITEM, STANDARD, Frame, Handler, Limits, Setting, Stop, Work
from engine.feel.functions import call, row, signature
from engine.feel.parse import parse
from engine.feel.ranges import Function, Range
from engine.feel.values import Null

__all__ = [
    "ITEM",
    "STANDARD",
    "Frame",
    "Limits",
    "Setting",
    "Work",
    "evaluate",
    "evaluate_tests",
    "root",
    "start",
]

_Names = Mapping[str, object]


def evaluate(tree: ast.Expr, scope: _Names, *, setting: Setting | None = None) -> object:
    """Evaluate an expression; `scope` gives the value of every name and, of a settled tree, every fact."""
    return _run(lambda work, frame: work.value(cast(ast.Node, tree), frame), scope, setting)


def evaluate_tests(
    tree: ast.Tests, value: object, scope: _Names, *, setting: Setting | None = None
) -> object:
    """Put a value to the tests of a table's cell."""
    return _run(lambda work, frame: tests.passes(work, tree, value, frame), scope, setting)


def start(setting: Setting) -> Work:
    """Begin an evaluation of several expressions that share their limits (a decision model)."""
    return Work(setting, _HANDLERS)


def root(scope: _Names) -> Frame:
    """Give the outermost frame of a scope."""
    return Frame(scope, _EXTRA)


def _run(ask: Callable[[Work, Frame], object], scope: _Names, setting: Setting | None) -> object:
    work = start(setting or Setting())
    try:
        return ask(work, root(scope))
    except Stop as stop:
        return Null(stop.reason)
    except RecursionError:
        return Null("the evaluation is nested too deeply")


def _range(text: str) -> object:
    """Read a range whose ends are literals."""
    tree = parse(text, profile="standard").tree
    while isinstance(tree, (ast.Or, ast.And)) and len(tree.operands) == 1:
        tree = tree.operands[0]
    while isinstance(tree, ast.Arithmetic) and not tree.rest:
        tree = tree.first
    if not isinstance(tree, ast.Range) or tree.low is None or tree.high is None:
        return Null(f"{text!r} is not a range with two ends")
    if not (_literal(tree.low) and _literal(tree.high)):
        return Null("the ends of a range are written as literals")
    made = evaluate(tree, {})
    if not isinstance(made, Range):
        return made
    if order("<=", made.low, made.high) is not True:
        return Null(f"there is no range from {kind_of(made.low)} to {kind_of(made.high)} with these ends")
    return made


_READERS = frozenset({"date", "time", "date and time", "duration"})


def _literal(node: ast.Expr) -> bool:
    """Say whether an end is a literal, its negative, or a date, time or duration made of a text."""
    while isinstance(node, (ast.Or, ast.And)) and len(node.operands) == 1:
        node = node.operands[0]
    while isinstance(node, ast.Arithmetic) and not node.rest:
        node = node.first
    if isinstance(node, ast.Negate):
        return _literal(node.operand)
    if isinstance(node, ast.Call) and isinstance(node.function, ast.Name):
        inner = len(node.arguments) == 1 and _text(node.arguments[0])
        return inner and node.function.name in _READERS
    return isinstance(node, (ast.Number, ast.String, ast.Temporal))


def _text(node: ast.Expr) -> bool:
    return not isinstance(node, ast.Call) and _literal(node) and not isinstance(node, ast.Negate)


_RANGE = row("range", "区间", signature("from:text", _range))
_EXTRA = Frame(
    {
        name: Function(
            parameters=("from",),
            apply=lambda arguments: call(_RANGE, arguments),
            named=lambda named: call(_RANGE, tuple(named.values()), tuple(named)),
        )
        for name in (_RANGE.name, _RANGE.zh)
    }
)
_HANDLERS = cast(
    "Mapping[type[ast.Node], Handler]",
    {**simple.HANDLERS, **references.HANDLERS, **loops.HANDLERS, **tests.HANDLERS},
)
