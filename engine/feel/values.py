"""The values of FEEL that Python lacks: null with its reason, unknown with its names.

A fact is known, known to be none (`Null`), or not yet known (`Unknown`). Both answer every comparison
themselves, so compiled code compares at the speed of Python and only an unusual operand takes the slow
way: `date >= UNKNOWN` asks `Unknown.__le__`. Neither is a truth value: using one in `if` raises, so that
no unknown can pass or fail by accident (DESIGN 2).
"""

from __future__ import annotations

from typing import Any, NoReturn

__all__ = ["Null", "Unknown", "negate"]


class Unknown:
    """A value not yet known; `names` are the facts that it lacks."""

    __slots__ = ("names",)

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def join(self, other: object) -> Unknown:
        """Give the unknown that lacks what either lacks."""
        if other.__class__ is Unknown and other is not self:
            mine, names = self.names, other.names
            if not names <= mine:
                return other if mine <= names else Unknown(mine | names)
        return self

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown is neither true nor false")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = join  # type: ignore[assignment]  # no boolean: unknown
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"Unknown({', '.join(sorted(self.names))})"


class Null:
    """FEEL's null, with the reason where there is one; equal to every null, comparable to nothing."""

    __slots__ = ("reason",)

    def __init__(self, reason: str = "") -> None:
        self.reason = reason

    def __bool__(self) -> NoReturn:
        raise TypeError("null is neither true nor false")

    def __eq__(self, other: object) -> Any:
        return other if isinstance(other, Unknown) else isinstance(other, Null)

    def __ne__(self, other: object) -> Any:
        return other if isinstance(other, Unknown) else not isinstance(other, Null)

    def _order(self, other: object) -> Any:
        return other if isinstance(other, Unknown) else self

    __lt__ = __le__ = __gt__ = __ge__ = _order
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"Null({self.reason!r})"


def negate(value: Any) -> Any:
    """Give Kleene's not: true and false swap, null and unknown stay."""
    if value is True:
        return False
    return True if value is False else value
