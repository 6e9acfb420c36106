"""Values on their way between the centre and an isolated plug-in: JSON with a few tags, nothing that runs.

The nouns of the contract, decimals, days and paths are rebuilt from their parts; what can be called stays
where it is and travels as the way to it. Nothing is unpickled: only these kinds ever come out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn, TypeAlias

from engine import hookspecs

__all__ = ["LARGEST", "Remote", "Way", "WireError", "from_wire", "pack", "to_wire", "unpack"]

Way: TypeAlias = tuple[str | int, ...]
"""From the name of a hook to what is meant: ("functions", "住建/距离", "run")."""

LARGEST: Final = 16 * 1024 * 1024
NOUNS: Final[Mapping[str, type]] = {
    name: noun for name in hookspecs.__all__ if isinstance(noun := getattr(hookspecs, name), type)
}


class WireError(ValueError):
    """What cannot travel, or cannot be understood on arrival."""


@dataclass(frozen=True, slots=True)
class Remote:
    """Something to call that lives in the child; only its host can call it."""

    way: Way

    def __call__(self, *args: object, **given: object) -> NoReturn:
        raise WireError(f"{self.way} is called through its host")


def pack(value: object) -> bytes:
    """Give a message as bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        raise WireError(f"{len(data)} bytes")
    return data


def unpack(data: bytes) -> Any:
    """Read a message."""
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise WireError(str(error)) from error


def to_wire(value: object, way: Way = ()) -> Any:
    """Give a value as JSON; `way` leads to it, so that what can be called can be found again."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Path():
            return {"path": str(value)}
        case list() | tuple():
            return [to_wire(part, (*way, number)) for number, part in enumerate(value)]
        case Mapping():
            return {"map": [[str(key), to_wire(part, (*way, str(key)))] for key, part in value.items()]}
        case _ if is_dataclass(value) and type(value).__name__ in NOUNS:
            parts = {
                each.name: to_wire(getattr(value, each.name), (*way, each.name)) for each in fields(value)
            }
            return {"noun": type(value).__name__, "of": parts}
        case _ if callable(value) and way:
            return {"call": list(way)}
    raise WireError(f"{type(value).__name__} cannot travel")


def from_wire(value: Any) -> Any:
    """Read a value back."""
    if isinstance(value, list):
        return tuple(from_wire(part) for part in value)
    if not isinstance(value, dict):
        return value
    if value.keys() == {"noun", "of"}:
        return _noun(value["noun"], value["of"])
    if len(value) == 1:
        ((tag, part),) = value.items()
        read = _READ.get(tag)
        if read is not None:
            try:
                return read(part)
            except (ValueError, TypeError, ArithmeticError) as error:
                raise WireError(f"{tag}: {error}") from error
    raise WireError(f"{sorted(value)[:3]} means nothing")


def _noun(name: Any, parts: Any) -> Any:
    noun = NOUNS.get(name) if isinstance(name, str) else None
    if noun is None or not isinstance(parts, dict):
        raise WireError(f"{name!r} is no noun")
    try:
        return noun(**{key: from_wire(part) for key, part in parts.items()})
    except TypeError as error:
        raise WireError(f"{name}: {error}") from error


def _way(parts: Any) -> Remote:
    if not isinstance(parts, list) or not all(isinstance(part, str | int) for part in parts):
        raise WireError("a way is names and numbers")
    return Remote(tuple(parts))


def _no_number(text: str) -> NoReturn:
    raise WireError(text)


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "decimal": Decimal,
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "path": Path,
    "map": lambda pairs: {str(key): from_wire(part) for key, part in pairs},
    "call": _way,
}
