"""Handlers of names, facts, paths, and of functions and their calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.feel import ast
from engine.feel.compare import kind_of
from engine.feel.evaluation.properties import property_of
from engine.feel.evaluation.work import Frame, Work
from engine.feel.functions import BY_NAME, CLOCKS, BuiltIn, as_function, call
from engine.feel.ranges import Function
from engine.feel.shapes import coerce, shape_of
from engine.feel.temporal import DateTime
from engine.feel.values import Null, Unknown

__all__ = ["HANDLERS", "invoke", "make_function"]


def _built_in(name: str) -> BuiltIn | None:
    return BY_NAME.get(name) or BY_NAME.get(name.replace("_", " "))


def _name(work: Work, node: ast.Name, frame: Frame) -> object:
    found = frame.find(node.name)
    if found is not None:
        return found
    built_in = _built_in(node.name)
    return Null(f"there is no name {node.name!r}") if built_in is None else as_function(built_in)


def _fact(work: Work, node: ast.Fact, frame: Frame) -> object:
    whole = frame.find(node.path)
    if whole is not None:
        return whole
    first, *rest = node.path.split(".")
    value = frame.find(first)
    for name in rest:
        if not isinstance(value, Mapping):
            break
        value = value.get(name)
    return Unknown(frozenset({node.path})) if value is None else value


def _given(work: Work, node: ast.Given, frame: Frame) -> object:
    value = work.value(node.operand, frame)
    if isinstance(value, Unknown):
        return value
    if node.state == "submitted":
        return value if isinstance(value, bool) else not isinstance(value, Null)
    filled = not isinstance(value, Null) and value not in ("", ())
    return filled if node.state == "filled" else not filled


def _path(work: Work, node: ast.Path, frame: Frame) -> object:
    return _step(work.value(node.operand, frame), node.name)


def _step(value: object, name: str) -> object:
    if isinstance(value, Mapping):
        return value[name] if name in value else Null(f"the context has no {name!r}")
    if isinstance(value, (tuple, list)):
        return tuple(_step(item, name) for item in value)
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Null):
        return Null(value.reason or f"null has no {name!r}")
    return property_of(value, name)


def _call(work: Work, node: ast.Call, frame: Frame) -> object:
    function = node.function
    if isinstance(function, ast.Name) and frame.find(function.name) is None:
        built_in = _built_in(function.name)
        if built_in is None:
            return Null(f"there is no function {function.name!r}")
        if built_in.name in CLOCKS and not node.arguments and work.setting.now is not None:
            now = work.setting.now
            return now.date if built_in.name == "today" and isinstance(now, DateTime) else now
        arguments = work.values(node.arguments, frame)
        work.spend(_cost(work, built_in, arguments))
        return work.charge(call(built_in, arguments, node.names))
    value = work.value(function, frame)
    return invoke(value, work.values(node.arguments, frame), node.names)


_PATTERNS = frozenset({"matches", "replace", "split"})
_PAIRWISE = frozenset({"distinct values", "union"})


def _cost(work: Work, built_in: BuiltIn, arguments: Sequence[object]) -> int:
    """Say how many steps a built-in counts for: by the size of what it looks at."""
    cost = sum(work.weigh(argument) for argument in arguments)
    if built_in.name in _PATTERNS and any(isinstance(one, str) and "\\" in one for one in arguments):
        return cost + 2_000
    if built_in.name in _PAIRWISE:
        lists = (one for one in arguments if isinstance(one, tuple))
        others = sum(not isinstance(item, (str, int, Decimal)) for one in lists for item in one)
        return cost + others * others // 16
    return cost


def invoke(function: object, arguments: Sequence[object], names: Sequence[str] = ()) -> object:
    """Call a function value, by position or by name."""
    if not isinstance(function, Function):
        reason = function.reason if isinstance(function, Null) else ""
        return Null(reason or f"a {kind_of(function)} is not a function")
    if not names:
        return function.apply(tuple(arguments))
    named = dict(zip(names, arguments, strict=True))
    if function.named is not None:
        return function.named(named)
    if len(named) != len(names) or set(named) != set(function.parameters):
        return Null(f"the parameters are named {', '.join(function.parameters) or 'not at all'}")
    return function.apply(tuple(named[name] for name in function.parameters))


def make_function(work: Work, node: ast.Function, frame: Frame) -> object:
    """Make the value of a function definition; it remembers the names around it."""
    parameters = tuple(parameter.name for parameter in node.parameters)
    shapes = tuple(shape_of(p.type) if p.type is not None else None for p in node.parameters)

    def apply(arguments: tuple[object, ...]) -> object:
        if len(arguments) != len(parameters):
            return Null(f"the function takes {len(parameters)} arguments, not {len(arguments)}")
        bound: dict[str, object] = {}
        for name, shape, given in zip(parameters, shapes, arguments, strict=True):
            value = coerce(given, shape, work.setting.shapes)
            if isinstance(value, Null) and not isinstance(given, Null):
                return Null(f"{name}: {value.reason}")
            bound[name] = value
        if node.external:
            return Null("external functions are not called")
        return work.value(node.body, Frame(bound, frame))

    return Function(parameters=parameters, apply=apply, types=shapes)


HANDLERS = {
    ast.Name: _name,
    ast.Fact: _fact,
    ast.Given: _given,
    ast.Path: _path,
    ast.Call: _call,
    ast.Function: make_function,
}
