"""Holds what a plug-in gives against the type that the contract declares, and takes a copy of it.

Foreign value and declared type in, a value of our own out, or `Nonsense` with the place and the reason. It
runs where the plug-in runs and within its time: even a length or a key of a foreign object is foreign code.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from engine.hookspecs import ValueKind

__all__ = ["Nonsense", "answers", "copied", "frozen", "of_kind", "plain"]

_DEPTH: Final = 32


class Nonsense(Exception):
    """An answer that is not of the declared type; says where and why."""


def copied(value: object, hint: Any, at: str = "") -> Any:
    """Give a value as the declared type, as a copy of our own."""
    if hint is None or hint is type(None):
        return None if value is None else _wrong(value, "nothing", at)
    if hint is object or hint is Any:
        return plain(value, at)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _one_of(value, inner, at)
    if origin is Literal:
        if isinstance(value, str) and str(value) in inner:
            return str(value)
        raise Nonsense(f"{at}: not one of {', '.join(inner)}")
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(value, inner[1], at)
    if origin is not None and issubclass(origin, Sequence):
        if not isinstance(value, list | tuple):
            raise Nonsense(f"{at}: {_name(value)}, not a list")
        return tuple(copied(part, inner[0], f"{at}[{number}]") for number, part in enumerate(value))
    if origin is Callable:
        return value if callable(value) else _wrong(value, "something to call", at)
    if is_dataclass(hint):
        return _noun(value, hint, at)
    return _scalar(value, hint, at)


def plain(value: object, at: str = "", depth: int = _DEPTH) -> Any:
    """Give a value of JSON, with dates and decimals, as a copy that cannot be changed."""
    match value:
        case None | bool():
            return value
        case str():
            return str(value)
        case int():
            return int(value)
        case float():
            return _finite(Decimal(str(value)), at)
        case Decimal():
            return _finite(value, at)
        case datetime() | date():
            return value
        case Mapping() if depth:
            return MappingProxyType({_key(k, at): plain(v, f"{at}.{k}", depth - 1) for k, v in value.items()})
        case list() | tuple() if depth:
            return tuple(plain(part, f"{at}[{n}]", depth - 1) for n, part in enumerate(value))
    raise Nonsense(f"{at}: {_name(value) if depth else 'too deep'}")


def frozen(value: object) -> object:
    """Give a copy of a value of ours that cannot be changed; a FEEL null is None."""
    if value is None or isinstance(value, str | int | Decimal | date | Path):
        return value
    if isinstance(value, Mapping):
        return MappingProxyType({str(name): frozen(part) for name, part in value.items()})
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(frozen(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{each.name: frozen(getattr(value, each.name)) for each in fields(value)})
    return None


def answers(value: object, declared: Mapping[str, ValueKind]) -> Mapping[str, object]:
    """Give the answer of a check function with exactly the declared names, each of its kind."""
    if not isinstance(value, Mapping):
        raise Nonsense(f"{_name(value)}, not a mapping")
    given = dict(value)
    if given.keys() != declared.keys():
        raise Nonsense(
            "names: " + ", ".join(sorted(str(name) for name in given.keys() ^ declared.keys()))[:200]
        )
    return MappingProxyType({name: of_kind(given[name], kind, name) for name, kind in declared.items()})


def of_kind(value: object, kind: ValueKind, at: str = "") -> object:
    """Give a value of a kind as our own plain type; None is "known to be none"."""
    made = plain(value, at)
    fits = made is None
    match kind:
        case "text":
            fits = fits or isinstance(made, str)
        case "yes_no":
            fits = fits or isinstance(made, bool)
        case "integer" | "number" | "amount":
            fits = fits or (isinstance(made, int | Decimal) and not isinstance(made, bool))
            if kind == "integer" and isinstance(made, Decimal):
                fits = made == made.to_integral_value()
                made = int(made) if fits else made
        case "date":
            made = _day(made)
            fits = fits or isinstance(made, date)
        case "list":
            fits = fits or isinstance(made, tuple)
    if not fits:
        raise Nonsense(f"{at}: {_name(value)}, not {kind}")
    return made


def _day(value: object) -> object:
    """Read a text as a date, if it is one; a moment is none."""
    if isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _mapping(value: object, hint: Any, at: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Nonsense(f"{at}: {_name(value)}, not a mapping")
    return MappingProxyType(
        {_key(k, at): copied(v, hint, f"{at}.{k}" if at else str(k)) for k, v in value.items()}
    )


def _key(key: object, at: str) -> str:
    if not isinstance(key, str):
        raise Nonsense(f"{at}: {_name(key)} as a name")
    return str(key)


def _one_of(value: object, hints: Sequence[Any], at: str) -> Any:
    for hint in hints:
        try:
            return copied(value, hint, at)
        except Nonsense as reason:
            wrong = reason
    raise wrong


def _noun(value: object, hint: Any, at: str) -> Any:
    """Take a noun of the contract apart and make it anew, every field as declared."""
    if not isinstance(value, hint):
        return _wrong(value, hint, at)
    declared = hints_of(hint)
    made = {
        each.name: copied(getattr(value, each.name), declared[each.name], f"{at}.{each.name}")
        for each in fields(hint)
    }
    return hint(**made)


@cache
def hints_of(noun: Any) -> Mapping[str, Any]:
    """Give the declared types of a noun's fields, or of a hook's arguments and answer."""
    return get_type_hints(noun)


def _scalar(value: object, hint: Any, at: str) -> Any:
    if isinstance(value, bool) and hint is not bool:
        return _wrong(value, hint, at)
    if hint is float and isinstance(value, int | float | Decimal):
        return float(value)
    if isinstance(value, hint):
        return Path(str(value)) if hint is Path else plain(value, at)
    return _wrong(value, hint, at)


def _wrong(value: object, hint: Any, at: str) -> Any:
    raise Nonsense(f"{at}: {_name(value)}, not {getattr(hint, '__name__', hint)}".removeprefix(": "))


def _finite(value: Decimal, at: str) -> Decimal:
    if not value.is_finite():
        raise Nonsense(f"{at}: {value}")
    return value


def _name(value: object) -> str:
    return type(value).__name__
