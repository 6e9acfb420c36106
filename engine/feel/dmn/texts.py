"""The expressions that a model gives as text: parsed with the names in scope, evaluated, made to fit."""

from __future__ import annotations

from collections.abc import Mapping

from engine.dataclass import dataclass, field
from engine.feel import ast
from engine.feel.evaluation.tests import passes
from engine.feel.evaluation.work import Frame, Work
from engine.feel.parse import parse, parse_tests
from engine.feel.shape import Shape
from engine.feel.shapes import coerce, named
from engine.feel.values import Null

__all__ = ["Texts"]


@dataclass(frozen=True, slots=True)
class Texts:
    """What the expressions of one model share: the work, and the names that may follow a point."""

    work: Work
    fields: frozenset[str]
    trees: dict[tuple[str, bool, frozenset[str]], ast.Node | Null] = field(default_factory=dict)

    def names(self, frame: Frame) -> frozenset[str]:
        """Give every name the parser must know: those in scope, and the keys of values in scope."""
        found: set[str] = set(self.fields)
        level: Frame | None = frame
        while level is not None:
            for name, value in level.names.items():
                found.add(name)
                _keys(value, found, 3)
            level = level.outer
        return frozenset(found)

    def tree(self, text: str, frame: Frame, *, tests: bool = False) -> ast.Node | Null:
        """Parse a text with the names in scope."""
        names = self.names(frame)
        key = (text, tests, names)
        if key not in self.trees:
            parsed = (parse_tests if tests else parse)(text, profile="standard", names=names)
            tree: ast.Node | Null
            if parsed.tree is None:
                said = parsed.problems[0] if parsed.problems else None
                where = f" at {said.span[0] + 1}" if said is not None else ""
                tree = Null(f"{text!r} cannot be read{where}")
            else:
                tree = parsed.tree
            self.trees[key] = tree
        return self.trees[key]

    def literal(self, text: str, frame: Frame) -> object:
        """Evaluate an expression that is given as text."""
        tree = self.tree(text, frame)
        return tree if isinstance(tree, Null) else self.work.value(tree, frame)

    def passes(self, text: str, value: object, frame: Frame) -> object:
        """Put a value to the unary tests of a text."""
        tree = self.tree(text, frame, tests=True)
        return passes(self.work, tree, value, frame) if isinstance(tree, ast.Tests) else tree

    def fit(self, value: object, type_name: str) -> object:
        """Make a value one of a declared type."""
        if not type_name:
            return value
        return self.fit_shape(value, named(type_name))

    def fit_shape(self, value: object, shape: Shape | None) -> object:
        """Make a value one of a shape, its allowed values included."""

        def allowed(given: object, tests: str) -> object:
            return self.passes(tests, given, Frame({}))

        return coerce(value, shape, self.work.setting.shapes, allowed)


def _keys(value: object, found: set[str], depth: int) -> None:
    """Add the keys of a context, and of those inside it, to the names."""
    if not depth:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            found.add(str(key))
            _keys(inner, found, depth - 1)
    elif isinstance(value, (tuple, list)):
        for item in value[:20]:
            _keys(item, found, depth)
