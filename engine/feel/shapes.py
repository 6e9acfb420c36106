"""The declared types of standard FEEL: what conforms to one, and what can be made to.

An item's types are another matter (`engine.feel.types`); these are the types of DMN models and of
`instance of`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.feel import ast
from engine.feel.compare import kind_of
from engine.feel.ranges import Function, Range
from engine.feel.shape import ANY, Shape, Shapes
from engine.feel.temporal import DateTime, is_date
from engine.feel.values import Null, Unknown

__all__ = ["PRIMITIVES", "coerce", "conforms", "is_instance", "shape_of"]


_ALIASES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "Null": "null",
    "any": "Any",
}
PRIMITIVES = frozenset(
    {
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "Any",
        "null",
        "context",
        "list",
        "range",
        "function",
    }
)


def named(name: str) -> Shape:
    """Give the shape of a name: a primitive, or one to be looked up."""
    plain = _ALIASES.get(name, name)
    return Shape(kind=plain) if plain in PRIMITIVES else Shape(kind="named", name=name)


def shape_of(given: ast.TypeName) -> Shape:
    """Give the shape a type in an expression stands for."""
    arguments = tuple(shape_of(argument) for argument in given.arguments)
    if given.name == "function":
        result = shape_of(given.result) if given.result is not None else None
        return Shape(kind="function", parameters=arguments, result=result or ANY)
    if given.name in ("list", "range") and arguments:
        return Shape(kind=given.name, of=arguments[0])
    if given.name == "context":
        return Shape(kind="context", fields=dict(zip(given.keys, arguments, strict=False)))
    return named(given.name)


def _resolve(shape: Shape, shapes: Shapes) -> Shape:
    """Follow names to what they stand for; an unknown name stands for nothing that conforms."""
    seen: set[str] = set()
    while shape.kind == "named":
        if shape.name in seen or shape.name not in shapes:
            return Shape(kind="unknown type", name=shape.name)
        seen.add(shape.name)
        shape = shapes[shape.name]
    return shape


def is_instance(value: object, shape: Shape, shapes: Shapes) -> bool:
    """Answer `instance of`: null is an instance of nothing."""
    return not isinstance(value, Null) and conforms(value, shape, shapes)


def conforms(value: object, shape: Shape, shapes: Shapes) -> bool:
    """Say whether a value is of a type as it is; null is of every type."""
    shape = _resolve(shape, shapes)
    if shape.kind == "Any" or isinstance(value, (Null, Unknown)):
        return shape.kind != "unknown type"
    if kind_of(value) != shape.kind:
        return False
    if isinstance(value, (tuple, list)):
        return shape.of is None or all(conforms(item, shape.of, shapes) for item in value)
    if isinstance(value, Mapping):
        return all(key in value and conforms(value[key], of, shapes) for key, of in shape.fields.items())
    if isinstance(value, Range):
        ends = [end for end in (value.low, value.high) if end is not None]
        of = shape.of
        return of is None or all(is_instance(end, of, shapes) for end in ends)
    return not isinstance(value, Function) or _fits(value, shape, shapes)


def _fits(function: Function, shape: Shape, shapes: Shapes) -> bool:
    """Say whether a function takes at least, and gives at most, what the type says."""
    if shape.result is None:
        return True
    if len(function.parameters) != len(shape.parameters):
        return False
    own = function.types or tuple(None for _ in function.parameters)
    takes = all(
        _narrower(wanted, given or ANY, shapes) for wanted, given in zip(shape.parameters, own, strict=True)
    )
    return takes and (function.result is None or _narrower(function.result, shape.result, shapes))


def _narrower(one: Shape, other: Shape, shapes: Shapes) -> bool:
    """Say whether every value of one type is of the other."""
    one, other = _resolve(one, shapes), _resolve(other, shapes)
    if other.kind == "Any":
        return True
    if one.kind != other.kind:
        return False
    if other.of is not None:
        return _narrower(one.of or ANY, other.of, shapes)
    return all(
        key in one.fields and _narrower(one.fields[key], of, shapes) for key, of in other.fields.items()
    )


Allowed = Callable[[object, str], object]


def coerce(value: object, shape: Shape | None, shapes: Shapes, allowed: Allowed | None = None) -> object:
    """Make a value one of the declared type, or give null with the reason.

    A list of one element becomes the element, an element a list of one, a date a date-time. `allowed` asks
    whether a value passes unary tests.
    """
    if shape is None or isinstance(value, (Null, Unknown)):
        return value
    resolved = _resolve(shape, shapes)
    if resolved.kind == "unknown type":
        return Null(f"there is no type {resolved.name!r}")
    made = _made(value, resolved, shapes)
    if isinstance(made, Null):
        return made
    if allowed is not None and not _passes(made, resolved, shapes, allowed):
        return Null("the value is not among those its type allows")
    return made


def _made(value: object, shape: Shape, shapes: Shapes) -> object:
    if conforms(value, shape, shapes):
        return value
    if isinstance(value, (tuple, list)) and len(value) == 1 and conforms(value[0], shape, shapes):
        return value[0]
    single = shape.kind == "list" and not isinstance(value, (tuple, list))
    if single and (shape.of is None or conforms(value, shape.of, shapes)):
        return (value,)
    if shape.kind == "date and time" and is_date(value):
        return DateTime(date=value, nanos=0, offset=0)
    return Null(f"a {kind_of(value)} is given where the type is {shape.name or shape.kind}")


def _passes(value: object, shape: Shape, shapes: Shapes, allowed: Allowed) -> bool:
    shape = _resolve(shape, shapes)
    if isinstance(value, (Null, Unknown)):
        return True
    if isinstance(value, (tuple, list)) and shape.kind == "list":
        of = shape.of or ANY
        return all(_passes(item, of, shapes, allowed) for item in value)
    if shape.allowed and allowed(value, shape.allowed) is False:
        return False
    if isinstance(value, Mapping):
        return all(_passes(value[key], of, shapes, allowed) for key, of in shape.fields.items())
    return True
