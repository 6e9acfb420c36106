"""Makes frozen values quickly: an answer holds a dozen of them, and a frozen class takes its time.

It sets field after field through `object.__setattr__`. Here a twin that may still be changed, with the same
slots, is filled and then becomes one of the class: the same value in a fifth of the time.
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
