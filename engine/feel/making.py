"""What every part of the Python back end leans on: the binder, the work at hand, and small pieces of code."""

from __future__ import annotations

import ast as py
from collections.abc import Mapping
from functools import singledispatch
from typing import Protocol

from engine.dataclass import dataclass, field
from engine.feel import ast

__all__ = ["Binder", "Making", "constant", "either", "has_class", "is_exactly", "load", "make"]


class Binder(Protocol):
    """What gives the generated code its values and names."""

    def fact(self, path: str, element: bool) -> py.expr:
        """Give the expression that reads a fact."""

    def constant(self, value: object) -> py.expr:
        """Give the expression that reads a constant."""

    def helper(self, name: str) -> py.expr:
        """Give the expression that reads a function of `engine.feel.runtime`, a plug-in or the calendar."""

    def fresh(self) -> str:
        """Give a name that stands nowhere else in the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """One expression being made.

    `variables` give the Python names of loop variables; `open` are those whose type nobody knows.
    """

    binder: Binder
    variables: Mapping[str, str] = field(default_factory=dict)
    open: frozenset[str] = frozenset()

    def call(self, helper: str, *arguments: py.expr) -> py.expr:
        """Call a helper."""
        return py.Call(func=self.binder.helper(helper), args=list(arguments), keywords=[])

    def keep(self, value: py.expr) -> tuple[py.expr, str]:
        """Keep a value in a temporary: give the expression that does so, and its name."""
        name = self.binder.fresh()
        return py.NamedExpr(target=py.Name(id=name, ctx=py.Store()), value=value), name


@singledispatch
def make(node: ast.Node, making: Making) -> py.expr:
    """Make the Python of one node; what settling refuses never comes here."""
    raise TypeError(f"{type(node).__name__} has no Python in the item profile")


def load(name: str) -> py.expr:
    """Read a temporary."""
    return py.Name(id=name, ctx=py.Load())


def is_exactly(value: py.expr, constant: bool) -> py.expr:
    """Test for exactly true or exactly false."""
    return py.Compare(left=value, ops=[py.Is()], comparators=[py.Constant(value=constant)])


def has_class(value: py.expr, kind: py.expr) -> py.expr:
    """Test the class of a value."""
    found = py.Attribute(value=value, attr="__class__", ctx=py.Load())
    return py.Compare(left=found, ops=[py.Is()], comparators=[kind])


def either(condition: py.expr, yes: py.expr, no: py.expr) -> py.expr:
    """Choose by a plain Python test."""
    return py.IfExp(test=condition, body=yes, orelse=no)


def constant(value: object, making: Making) -> py.expr:
    """Give a constant: a number, text or truth value as it stands, anything else bound."""
    return py.Constant(value=value) if isinstance(value, int | str) else making.binder.constant(value)
