"""Trees as nested tuples without their places, and trees of standard FEEL to try things with."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from engine.feel import ast

NAMES = ("a", "b", "full name", "x-y", "面积", "string length", "d e")
_AT = (0, 0)


def plain(value: Any) -> Any:
    """Give a tree as tuples, spans left out."""
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    if not isinstance(value, ast.Node):
        return value
    slots = {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name != "span"}
    return (type(value).__name__, *slots.items())


def paired(value: Any) -> Any:
    """Give a tree as tuples with every chain taken apart into pairs, from the left."""
    if isinstance(value, tuple):
        return tuple(paired(part) for part in value)
    if isinstance(value, ast.Arithmetic):
        tree = paired(value.first)
        for operator, operand in value.rest:
            tree = (operator, tree, paired(operand))
        return tree
    if isinstance(value, ast.And | ast.Or):
        first, *rest = value.operands
        tree = paired(first)
        for operand in rest:
            tree = (type(value).__name__, tree, paired(operand))
        return tree
    if not isinstance(value, ast.Node):
        return value
    return (
        type(value).__name__,
        *(paired(getattr(value, f.name)) for f in fields(value) if f.name != "span"),
    )


def _node(kind: type[ast.Node], /, **parts: Any) -> st.SearchStrategy[Any]:
    return st.builds(kind, span=st.just(_AT), **parts)


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_leaves = st.one_of(
    _node(ast.Null),
    _node(ast.Boolean, value=st.booleans()),
    _node(ast.Number, digits=st.sampled_from(["0", "12.50", ".5", "1.2e3", "007"])),
    _node(ast.String, value=_texts),
    _node(ast.Temporal, text=st.sampled_from(["2026-03-01", "P6M", "10:00:00@Europe/Paris"])),
    _node(ast.Name, name=st.sampled_from(NAMES)),
)
_types = st.recursive(
    _node(
        ast.TypeName, name=st.sampled_from(["number", "Any", "date and time", "years and months duration"])
    ),
    lambda inner: st.one_of(
        _node(ast.TypeName, name=st.sampled_from(["list", "range"]), arguments=st.tuples(inner)),
        st.lists(inner, min_size=1, max_size=2).flatmap(
            lambda kinds: _node(
                ast.TypeName,
                name=st.just("context"),
                arguments=st.just(tuple(kinds)),
                keys=st.just(("k", "other one")[: len(kinds)]),
            )
        ),
        _node(
            ast.TypeName,
            name=st.just("function"),
            arguments=st.lists(inner, max_size=2).map(tuple),
            result=inner,
        ),
    ),
    max_leaves=4,
)
_orders = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
_keys_of_contexts = st.sampled_from(["k", "other one", "", "k+1", 'with "quotes"', "键"])
_variables = st.sampled_from(["i", "each one", "某个"])


def _several(part: Any, least: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(part, min_size=least, max_size=3).map(tuple)


def _operators(inner: Any) -> list[st.SearchStrategy[Any]]:
    endpoint = _node(ast.Endpoint, operator=_orders, value=inner)
    return [
        *(
            _node(ast.Arithmetic, first=inner, rest=_several(st.tuples(st.sampled_from(signs), inner), 1))
            for signs in (["+", "-"], ["*", "/"], ["**"])
        ),
        _node(ast.And, operands=_several(inner, 2)),
        _node(ast.Or, operands=_several(inner, 2)),
        _node(ast.Negate, operand=inner),
        _node(ast.Compare, operator=_orders, left=inner, right=inner),
        _node(ast.Between, operand=inner, low=inner, high=inner),
        _node(ast.In, operand=inner, tests=_several(inner | endpoint, 1)),
        _node(ast.InstanceOf, operand=inner, type=_types),
    ]


def _bracketed(inner: Any) -> list[st.SearchStrategy[Any]]:
    parameter = _node(ast.Parameter, name=_variables, type=st.none() | _types)
    iterator = _node(ast.Iterator, name=_variables, source=inner, end=st.none() | inner)
    flags = st.booleans()
    return [
        _node(ast.List, items=_several(inner, 0)),
        _node(ast.Context, entries=_several(st.tuples(_keys_of_contexts, inner), 0)),
        _node(ast.Range, low=inner, high=inner, low_included=flags, high_included=flags),
        _node(ast.Range, low=st.none(), high=inner, low_included=st.just(False), high_included=flags),
        _node(ast.Range, low=inner, high=st.none(), low_included=flags, high_included=st.just(False)),
        _node(ast.Path, operand=inner, name=st.sampled_from(["k", "d e", "time offset", "in"])),
        _node(ast.Filter, operand=inner, condition=inner),
        _node(ast.Call, function=inner, arguments=_several(inner, 0)),
        _node(ast.Call, function=inner, arguments=st.tuples(inner), names=st.just(("start position",))),
        _node(ast.If, condition=inner, yes=inner, no=inner),
        _node(ast.For, iterators=_several(iterator, 1), result=inner),
        _node(
            ast.Quantified,
            kind=st.sampled_from(["some", "every"]),
            iterators=_several(iterator, 1),
            condition=inner,
        ),
        _node(ast.Function, parameters=_several(parameter, 0), body=inner),
    ]


trees = st.recursive(_leaves, lambda inner: st.one_of(*_operators(inner), *_bracketed(inner)), max_leaves=12)
cells = st.one_of(
    _node(
        ast.Tests,
        tests=_several(trees | _node(ast.Endpoint, operator=_orders, value=trees), 1),
        negated=st.booleans(),
    ),
    _node(ast.Tests, tests=st.just(()), any=st.just(True)),
)
