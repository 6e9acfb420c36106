"""Ranges and functions as values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from engine.dataclass import dataclass
from engine.feel.shape import Shape

__all__ = ["Function", "Range"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """`[low..high)`; an end is `None` where there is none (`(> 5)`), `Null` where it was written as null.

    `operator` marks the ranges of one value, `(= 5)` and `(!= 5)`; the value then stands at both ends.
    """

    low: object | None
    high: object | None
    low_included: bool
    high_included: bool
    operator: Literal["=", "!="] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Function:
    """A function as a value: the names of its parameters, and how to apply it to as many values.

    `named` applies it to values by name; where it is None, the names of the parameters decide. `types` are
    the declared types of the parameters and of the result, as far as there are any.
    """

    parameters: tuple[str, ...]
    apply: Callable[[tuple[object, ...]], object]
    named: Callable[[dict[str, object]], object] | None = None
    types: tuple[Shape | None, ...] = ()
    result: Shape | None = None
