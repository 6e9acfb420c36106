"""Going through a tree: its parts, its facts in the order they are written, and trees with parts replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.dataclass import field_names, field_type, replace
from engine.feel.ast import Expr, Fact, Given, Node

__all__ = ["children", "facts", "transform", "values_read"]


_BELOW: dict[type[Node], tuple[str, ...]] = {}
_WITHOUT_NODES = frozenset({"Span", "Order", "str", "bool", "int", "tuple[str, ...]"})


def _below(kind: type[Node]) -> tuple[str, ...]:
    """Give the fields of a kind of node that may hold nodes."""
    found = _BELOW.get(kind)
    if found is None:
        said = [(name, field_type(kind, name)) for name in field_names(kind)]
        found = tuple([name for name, written in said if written not in _WITHOUT_NODES])
        _BELOW[kind] = found
    return found


def children(node: Node) -> list[Node]:
    """Give the nodes directly below a node, from left to right."""
    made: list[Node] = []
    for name in _below(node.__class__):
        _gather(getattr(node, name), made)
    return made


def _gather(value: object, made: list[Node]) -> None:
    if isinstance(value, Node):
        made.append(value)
    elif value.__class__ is tuple:
        for part in value:
            _gather(part, made)


def facts(node: Node | None) -> list[Fact]:
    """Give the settled references of a tree in the order they are written, repetitions included."""
    made: list[Fact] = []
    if node is not None:
        _facts(node, made)
    return made


def _facts(node: Node, made: list[Fact]) -> None:
    if isinstance(node, Fact):
        made.append(node)
        return
    for child in children(node):
        _facts(child, made)


def values_read(node: Node) -> Iterator[Fact]:
    """Give the facts whose value a tree reads: not those that it only asks to be there."""
    if isinstance(node, Given):
        return
    if isinstance(node, Fact):
        yield node
    for child in children(node):
        yield from values_read(child)


def transform(node: Expr, change: Callable[[Node], Node]) -> Expr:
    """Give the tree with `change` applied to every node, from the leaves upwards."""
    made: Expr = _transform(node, change)
    return made


def _transform(value: Any, change: Callable[[Node], Node]) -> Any:
    if value.__class__ is tuple:
        return tuple([_transform(part, change) for part in value])
    if not isinstance(value, Node):
        return value
    changed = {}
    for name in _below(value.__class__):
        old = getattr(value, name)
        new = _transform(old, change)
        if new is not old and new != old:
            changed[name] = new
    return change(replace(value, **changed) if changed else value)
