"""One declared type of standard FEEL, as DMN models and `instance of` name it.

What conforms to one, and what can be made to, is in `engine.feel.shapes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from engine.dataclass import dataclass, field

__all__ = ["ANY", "Shape", "Shapes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A type. `kind` is a kind of value, `Any`, or `named` for one to be looked up by `name`.

    `allowed` holds the unary tests that a value of the type must pass, as text.
    """

    kind: str
    name: str = ""
    of: Shape | None = None
    fields: Mapping[str, Shape] = field(default_factory=dict)
    parameters: tuple[Shape, ...] = ()
    result: Shape | None = None
    allowed: str = ""


Shapes: TypeAlias = Mapping[str, Shape]

ANY = Shape(kind="Any")
