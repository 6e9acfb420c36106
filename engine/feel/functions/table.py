"""The shape of a built-in's row, and how a row is called: by position or by name, with its kinds checked.

A row names its parameters as the standard does. Behind the colon stands what a parameter takes, several kinds
separated by `|`; `?` marks one that may be missing, `*` one that takes all that follow. A list of one element
is taken for the element where no list is wanted, and the other way round. Whatever does not fit gives null
with the reason, an unknown argument an unknown answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from engine.dataclass import dataclass
from engine.feel.compare import kind_of
from engine.feel.numbers import is_number
from engine.feel.ranges import Function, Range
from engine.feel.temporal import DateTime, DaysDuration, MonthsDuration, Time, is_date
from engine.feel.values import Null, Unknown

__all__ = ["BuiltIn", "Parameter", "Signature", "as_function", "call", "row", "signature"]

_CHECKS: dict[str, Callable[[object], bool]] = {
    "number": is_number,
    "text": lambda value: isinstance(value, str),
    "boolean": lambda value: value is True or value is False,
    "list": lambda value: isinstance(value, tuple),
    "date": is_date,
    "time": lambda value: isinstance(value, Time),
    "moment": lambda value: isinstance(value, DateTime),
    "days": lambda value: isinstance(value, DaysDuration),
    "months": lambda value: isinstance(value, MonthsDuration),
    "range": lambda value: isinstance(value, Range),
    "context": lambda value: isinstance(value, Mapping),
    "function": lambda value: isinstance(value, Function),
    "point": lambda value: not isinstance(value, (Range, Null, tuple, Mapping, Function)),
    "null": lambda value: isinstance(value, Null),
    "any": lambda value: True,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter: its name, the kinds it takes, whether it may be missing, whether it takes all the rest."""

    name: str
    kinds: tuple[str, ...]
    optional: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One way to call a built-in, and the Python behind it."""

    parameters: tuple[Parameter, ...]
    python: Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """A built-in function. `moves`: it does not look at the elements of its lists, so they may be unknown."""

    name: str
    zh: str
    signatures: tuple[Signature, ...]
    moves: bool = False


def signature(parameters: str, python: Callable[..., object]) -> Signature:
    """Read a signature: `string:text, start position:number, length:number?`."""
    parts = (part.strip() for part in parameters.split(",") if part.strip())
    return Signature(parameters=tuple(_parameter(part) for part in parts), python=python)


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(":")
    return Parameter(
        name=name,
        kinds=tuple(kinds.rstrip("?*").split("|")),
        optional=kinds.endswith("?"),
        many=kinds.endswith("*"),
    )


def row(name: str, zh: str, *signatures: Signature, moves: bool = False) -> BuiltIn:
    """Make the row of one built-in."""
    return BuiltIn(name=name, zh=zh, signatures=signatures, moves=moves)


def call(built_in: BuiltIn, arguments: Sequence[object], names: Sequence[str] = ()) -> object:
    """Call a built-in, by name when there are names."""
    if names:
        return _call_named(built_in, dict(zip(names, arguments, strict=True)), len(names))
    key = (id(built_in), *[one.__class__ for one in arguments])
    known = _PLAIN.get(key)
    if known is not None and not any(
        one.__class__ is tuple and _unknowns(one, deep=True) for one in arguments
    ):
        return _said(built_in, known.python(*arguments, *[None] * (len(known.parameters) - len(arguments))))
    problem = f"{built_in.name} does not take {len(arguments)} arguments"
    first = True
    for way in built_in.signatures:
        bound = _by_position(way.parameters, arguments)
        if bound is None:
            continue
        answer = _apply(built_in, way, bound)
        if not isinstance(answer, str):
            if first and _is_plain(way, arguments):
                _PLAIN[key] = way
            return answer.value
        first = False
        problem = answer if problem.endswith("arguments") else problem
    return Null(problem)


def _call_named(built_in: BuiltIn, named: dict[str, object], count: int) -> object:
    if len(named) != count:
        return Null(f"{built_in.name}: a name is given twice")
    problem = f"{built_in.name} has no parameters named {', '.join(named)}"
    for way in built_in.signatures:
        known = {parameter.name for parameter in way.parameters}
        if not named.keys() <= known or any(parameter.many for parameter in way.parameters[:-1]):
            continue
        bound: list[object] = []
        for parameter in way.parameters:
            value = named.get(parameter.name, _MISSING if parameter.optional else Null())
            bound.append((value,) if parameter.many else value)
        answer = _apply(built_in, way, bound)
        if not isinstance(answer, str):
            return answer.value
        problem = answer
    return Null(problem)


class _Missing:
    """The place of an argument that is not given."""


_MISSING = _Missing()


@dataclass(frozen=True, slots=True)
class _Answer:
    value: object


def _by_position(parameters: tuple[Parameter, ...], arguments: Sequence[object]) -> list[object] | None:
    """Lay arguments beside parameters, or give None where their number does not fit."""
    if parameters and parameters[-1].many:
        fixed = len(parameters) - 1
        if len(arguments) <= fixed:
            return None
        return [*arguments[:fixed], tuple(arguments[fixed:])]
    least = sum(not parameter.optional for parameter in parameters)
    if not least <= len(arguments) <= len(parameters):
        return None
    return [*arguments, *(_MISSING for _ in parameters[len(arguments) :])]


def _apply(built_in: BuiltIn, way: Signature, bound: list[object]) -> _Answer | str:
    """Check the kinds and call; a text says why they do not fit."""
    ready: list[object] = []
    unknown: list[Unknown] = []
    for parameter, value in zip(way.parameters, bound, strict=True):
        values = value if parameter.many and isinstance(value, tuple) else (value,)
        taken = tuple(_fit(parameter, one) for one in values)
        for given, one in zip(values, taken, strict=True):
            if one is _UNFIT:
                kinds = " or ".join(parameter.kinds)
                return f"{built_in.name}: {parameter.name} is a {kind_of(given)}, not a {kinds}"
            if not built_in.moves or parameter.kinds != ("any",):
                unknown.extend(_unknowns(one, deep=not built_in.moves))
        ready.append(taken if parameter.many else taken[0])
    if unknown:
        return _Answer(reduce(Unknown.join, unknown))
    return _Answer(_said(built_in, way.python(*ready)))


def _said(built_in: BuiltIn, answer: object) -> object:
    """Give an answer; a null says which function it comes from."""
    if isinstance(answer, Null) and answer.reason and not answer.reason.startswith(built_in.name):
        return Null(f"{built_in.name}: {answer.reason}")
    return answer


# The way that arguments of these classes go: their kinds follow from the class alone, so that a second call
# need not look again. The first way that their number fits is the only one kept.
_PLAIN: dict[tuple[object, ...], Signature] = {}
_CLASSES: dict[type, str] = {str: "text", int: "number", Decimal: "number", bool: "boolean", tuple: "list"}


def _is_plain(way: Signature, arguments: Sequence[object]) -> bool:
    """Say whether a way takes arguments of just these classes as they are."""
    if any(parameter.many for parameter in way.parameters):
        return False
    pairs = zip(way.parameters, arguments, strict=False)
    return all(_CLASSES.get(one.__class__) in parameter.kinds for parameter, one in pairs)


def _unknowns(value: object, *, deep: bool) -> list[Unknown]:
    if isinstance(value, Unknown):
        return [value]
    if deep and isinstance(value, tuple):
        return [part for part in value if isinstance(part, Unknown)]
    return []


_UNFIT = _Missing()


def _fit(parameter: Parameter, value: object) -> object:
    """Give the value as the parameter takes it: None for one left out, `_UNFIT` for one that does not fit."""
    if value is _MISSING:
        return None
    if isinstance(value, Unknown):
        return value
    if isinstance(value, list):
        value = tuple(value)
    for kind in parameter.kinds:
        if _CHECKS[kind](value):
            return None if kind == "null" else value
    if isinstance(value, tuple) and len(value) == 1 and "list" not in parameter.kinds:
        return _fit(parameter, value[0])
    if "list" in parameter.kinds and not isinstance(value, Null):
        return (value,)
    return _UNFIT


def as_function(built_in: BuiltIn) -> Function:
    """Give a built-in as a value."""
    first = built_in.signatures[0]
    return Function(
        parameters=tuple(parameter.name for parameter in first.parameters),
        apply=lambda arguments: call(built_in, arguments),
        named=lambda named: call(built_in, tuple(named.values()), tuple(named)),
    )
