"""The lints of a whole catalogue: what no single file shows, only several side by side.

Items come in, in the order of their files, faults go out; one module a pass, one row here. Every pass is
linear in the items: a province has thousands, and they are linted at every change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from engine.catalog.lint import (
    circular_proof,
    editions,
    english_names,
    material_names,
    own_output,
    package_parts,
)
from engine.catalog.lint.outline import outline
from engine.fault import Fault
from engine.item.model import Item

__all__ = ["LINTS", "CatalogLint", "find_all", "outline"]

CatalogLint: TypeAlias = Callable[[Sequence[Item]], Iterator[Fault]]

LINTS: Final[tuple[CatalogLint, ...]] = (
    editions.find,
    package_parts.find,
    circular_proof.find,
    own_output.find,
    material_names.find,
    english_names.find,
)


def find_all(items: Sequence[Item]) -> tuple[Fault, ...]:
    """Run every lint over the items of a catalogue; one item alone has nothing to disagree with."""
    return tuple(fault for find in LINTS for fault in find(items)) if len(items) > 1 else ()
