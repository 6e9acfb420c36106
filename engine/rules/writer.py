"""Collects the code of a rulebook as text of our own signs; settled trees are written into it as expressions.

The text holds only names of ours (`s3`, `v`, `K12`), numbers, and signs in quotes (`'K7'`). A word of an
author's takes the place of its sign when the code is compiled already (guarantees D7).
"""

from __future__ import annotations

import ast as python
import marshal
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from engine.feel import ast
from engine.feel.to_python import to_python
from engine.feel.walk import transform
from engine.rules.written import put_in, written

__all__ = ["Writer"]

_NAME = re.compile(r"\b[A-Za-z_]\w*")


class Writer:
    """Collects lines of one module; also the binder that `to_python` asks for names."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.lines: list[str] = []
        self.constants: dict[str, object] = {}
        self.columns: dict[str, str] | None = None
        self._trees: dict[int, str] = {}
        self._signs: dict[object, str] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._steps: dict[str, str] = {}
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
        """Give the names that lines mention."""
        return set(_NAME.findall("\n".join(lines)))

    def const(self, value: object) -> str:
        """Give what stands for a constant: a number as it is, a sign for a word, a name for all else."""
        kind = value.__class__
        if value is None or kind is int or kind is bool:
            return str(value)
        if kind is str:
            sign = self._signs.get(value)
            if sign is None:
                sign = self._signs[value] = f"'K{self._count()}'"
            return sign
        key = (kind.__name__, repr(value))
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"K{self._count()}"
            self.constants[name] = value
        return name

    def _count(self) -> int:
        return len(self._signs) + len(self._names)

    def tree(self, node: ast.Expr) -> str:
        """Write a settled tree as an expression, each once: one that names columns anew for every loop."""
        if self.columns is not None:
            return self._tree(node)
        found = self._trees.get(id(node))
        if found is None:
            found = self._trees[id(node)] = self._tree(node)
        return found

    def _tree(self, node: ast.Expr) -> str:
        self._fresh = 0
        return written(to_python(transform(node, _given), self), self.const, self._short)

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
        """Give the name of a bound constant; a number or a word is none."""
        if isinstance(value, int | str) and type(value) in (int, str):
            return python.Constant(value=value)
        return python.Name(id=self.const(value), ctx=python.Load())

    def helper(self, name: str) -> python.expr:
        """Give the name of a function of `engine.feel.runtime`."""
        return python.Name(id=f"h_{name}", ctx=python.Load())

    def fresh(self) -> str:
        """Give a temporary name that the tree at hand does not use yet; trees never run within each other."""
        self._fresh += 1
        return f"_t{self._fresh}"

    def _short(self, call: python.Call) -> str:
        """Give what does instead of a call: looking up what a step came to before (`engine.rules.steps`)."""
        match call:
            case python.Call(
                func=python.Name(id="h_add_months" | "h_add_days" as way),
                args=[python.Name(id=day), python.Constant(value=int(count))],
            ):
                unit = way.rpartition("_")[2]
                return f"{self._step(f'{unit}{count}'.replace('-', '_'), f'{unit}_on({count})')}[{day}]"
            case python.Call(
                func=python.Name(id="h_times"), args=[python.Name(id=number), python.Name(id=rate)]
            ) if self.constants.get(rate).__class__ is Decimal:
                step = f"{self._step(f'times{rate}', f'times_rate({rate})')}[{number}]"
                return f"({step} if {number}.__class__ is int else h_times({number}, {rate}))"
        return ""

    def _step(self, name: str, made: str) -> str:
        self._steps[name] = made
        return name

    def code(self) -> bytes:
        """Give the module as marshalled code."""
        text = "\n".join([*[f"{name} = {made}" for name, made in self._steps.items()], *self.lines])
        words = {sign.strip("'"): str(word) for word, sign in self._signs.items()}
        return marshal.dumps(put_in(compile(text, "<rulebook>", "exec", dont_inherit=True), words))


def _given(node: ast.Node) -> ast.Node:
    """Read a presence test as the slot that holds its answer."""
    if not isinstance(node, ast.Given) or not isinstance(node.operand, ast.Fact):
        return node
    fact = node.operand
    if node.state == "submitted":
        return fact
    path = fact if fact.element else ast.Fact(span=fact.span, path=f"{fact.path}?")
    return path if node.state == "filled" else ast.Not(span=node.span, operand=path)
