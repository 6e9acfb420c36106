"""Going through a tree: its parts, its facts in the order they are written, and trees with parts replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.dataclass import field_names, replace
from engine.feel.ast import Expr, Fact, Given, Node

__all__ = ["children", "facts", "transform", "values_read"]


_SLOTS: dict[str, tuple[str, ...]] = {}


def _slots(kind: type[Node]) -> tuple[str, ...]:
    found = _SLOTS.get(kind.__name__)
    if found is None:
        found = _SLOTS[kind.__name__] = tuple(name for name in field_names(kind) if name != "span")
    return found


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes(part)


def children(node: Node) -> Iterator[Node]:
    """Give the nodes directly below a node, from left to right."""
    for name in _slots(type(node)):
        yield from _nodes(getattr(node, name))


def facts(node: Node | None) -> Iterator[Fact]:
    """Give the settled references of a tree in the order they are written, repetitions included."""
    if isinstance(node, Fact):
        yield node
    elif node is not None:
        for child in children(node):
            yield from facts(child)


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
    if isinstance(value, tuple):
        return tuple(_transform(part, change) for part in value)
    if not isinstance(value, Node):
        return value
    old = {name: getattr(value, name) for name in _slots(type(value))}
    new = {name: _transform(part, change) for name, part in old.items()}
    same = all(new[name] is old[name] or new[name] == old[name] for name in old)
    return change(value if same else replace(value, **new))
