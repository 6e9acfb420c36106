"""Writes Python for a rulebook: frames of our own names, with settled trees and constants put in as nodes.

A frame is text that holds only identifiers of ours (`s3`, `v7`, `K12`); author's words enter as bound
constants, as constant nodes, or as trees made by `engine.feel.to_python`, never as text (guarantees D7).
"""

from __future__ import annotations

import ast as python
import marshal
import re
from collections.abc import Iterable, Mapping

from engine.feel import ast
from engine.feel.to_python import to_python
from engine.feel.walk import transform

__all__ = ["Writer"]

_NAME = re.compile(r"\b[A-Za-z_]\w*")


class Writer:
    """Collects lines of one module; also the binder that `to_python` asks for names."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.lines: list[str] = []
        self.constants: dict[str, object] = {}
        self.columns: dict[str, str] | None = None
        self._trees: dict[str, python.expr] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._fresh = 0

    def line(self, depth: int, text: str) -> None:
        """Add one line at an indentation depth."""
        self.lines.append("    " * depth + text)

    def cut(self, start: int) -> list[str]:
        """Take back the lines from `start` on: they are put in elsewhere."""
        lines = self.lines[start:]
        del self.lines[start:]
        return lines

    def names(self, lines: Iterable[str]) -> set[str]:
        """Give the names that lines mention, those of their trees included."""
        found = set(_NAME.findall("\n".join(lines)))
        for name in list(found):
            if name in self._trees:
                found |= {part.id for part in python.walk(self._trees[name]) if isinstance(part, python.Name)}
        return found

    def const(self, value: object) -> str:
        """Bind a constant and give its name."""
        key = (type(value).__name__, repr(value))
        if key not in self._names:
            name = f"K{len(self.constants)}"
            self._names[key] = name
            self.constants[name] = value
        return self._names[key]

    def tree(self, node: ast.Expr) -> str:
        """Put a settled tree in and give the name that stands for it in the frame."""
        name = f"X{len(self._trees)}"
        self._trees[name] = to_python(transform(node, _given), self)
        return name

    def fact(self, path: str, element: bool) -> python.expr:
        """Give the variable of a fact; of the element at hand, its column (or its number)."""
        if element and path == "序号":
            return python.Name(id="i", ctx=python.Load())
        if element and self.columns is not None:
            name = self.columns.setdefault(path.partition(".")[2], f"e{len(self.columns)}")
            return python.Name(id=name, ctx=python.Load())
        if element:
            column = python.Constant(value=path.partition(".")[2])
            return python.Subscript(
                value=python.Name(id="e", ctx=python.Load()), slice=column, ctx=python.Load()
            )
        return python.Name(id=self.variables[path], ctx=python.Load())

    def constant(self, value: object) -> python.expr:
        """Give the name of a bound constant."""
        return python.Name(id=self.const(value), ctx=python.Load())

    def helper(self, name: str) -> python.expr:
        """Give the name of a function of `engine.feel.runtime`."""
        return python.Name(id=f"h_{name}", ctx=python.Load())

    def fresh(self) -> str:
        """Give an unused temporary name."""
        self._fresh += 1
        return f"_t{self._fresh}"

    def code(self) -> bytes:
        """Give the module as marshalled code."""
        module = python.parse("\n".join(self.lines))
        _Insert({**self._trees, **self._written()}).into(module)
        return marshal.dumps(compile(module, "<rulebook>", "exec"))

    def _written(self) -> dict[str, python.expr]:
        """Take out the constants that Python can hold in the code itself: texts and whole numbers."""
        plain = {
            n: v for n, v in self.constants.items() if isinstance(v, str | int) and type(v) in (str, int)
        }
        for name in plain:
            del self.constants[name]
        return {name: python.Constant(value=value) for name, value in plain.items()}


_NEVER = frozenset({"ctx", "op", "ops", "id", "attr", "arg", "name", "targets", "target", "kind", "level"})
_NEVER |= {"type_comment", "type_ignores", "module", "names", "is_async", "conversion", "n", "s"}
"""Fields of Python's nodes in which a frame never names a tree or a constant."""


class _Insert:
    """Puts the trees and the written constants where the frame names them.

    Python's own transformer and `fix_missing_locations` took two thirds of the time of a compilation: they
    look at every node of the frame, and every node again; here only what is put in is given its place.
    """

    def __init__(self, named: Mapping[str, python.expr]) -> None:
        self.named = named

    def into(self, node: python.AST) -> None:
        """Replace the names below a node by what they stand for."""
        for name in node._fields:
            if name in _NEVER:
                continue
            value = getattr(node, name, None)
            if value.__class__ is list:
                for number, part in enumerate(value):
                    value[number] = self._put(part)
            elif value is not None:
                setattr(node, name, self._put(value))

    def _put(self, node: python.AST) -> python.AST:
        kind = node.__class__
        if kind is python.Name:
            assert isinstance(node, python.Name)
            found = self.named.get(node.id)
            if found is None:
                return node
            made = self._put(found)
            _locate(made, node.lineno)
            return made
        if kind is not python.Constant and node._fields:
            self.into(node)
        return node


def _locate(node: python.AST, line: int) -> None:
    """Give every node below one the same line: Python wants a place, and nobody reads this one."""
    todo = [node]
    while todo:
        part = todo.pop()
        if "lineno" in part._attributes:
            part.lineno = part.end_lineno = line  # type: ignore[attr-defined]  # it has these attributes
            part.col_offset = part.end_col_offset = 0  # type: ignore[attr-defined]  # the same
        if part.__class__ is not python.Constant and part.__class__ is not python.Name:
            todo.extend(python.iter_child_nodes(part))


def _given(node: ast.Node) -> ast.Node:
    """Read a presence test as the slot that holds its answer."""
    if not isinstance(node, ast.Given) or not isinstance(node.operand, ast.Fact):
        return node
    fact = node.operand
    if node.state == "submitted":
        return fact
    path = fact if fact.element else ast.Fact(span=fact.span, path=f"{fact.path}?")
    return path if node.state == "filled" else ast.Not(span=node.span, operand=path)
