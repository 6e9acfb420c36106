"""Makes the frozen values of an answer quickly: each check makes a few, and one of them has fourteen fields.

A frozen class sets its fields slot by slot, past the guard that keeps them. Here a twin without the guard,
with the same slots, is filled and then becomes one of the class: the same value in a third of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from engine.dataclass import field_names

__all__ = ["quickly"]

T = TypeVar("T")


def quickly(kind: type[T], together: Sequence[str] = ()) -> Callable[..., T]:
    """Give a maker of the values of a frozen class with slots; it takes all fields, in their order.

    Those named as `together` come as one tuple, before all others.
    """
    names = field_names(kind)
    twin = type(kind.__name__, (), {"__slots__": names})
    rest = [name for name in names if name not in together]
    lines = [
        f"def make({', '.join(['_together'] * bool(together) + rest)}):",
        " _made = _twin()",
        *([f" {', '.join([f'_made.{name}' for name in together])}, = _together"] if together else []),
        *[f" _made.{name} = {name}" for name in rest],
        " _made.__class__ = _kind",
        " return _made",
    ]
    space: dict[str, Any] = {"_twin": twin, "_kind": kind}
    exec("\n".join(lines), space)  # the names of our own fields
    make: Callable[..., T] = space["make"]
    return make
