"""Every kind of fault there is, gathered from the modules that raise them.

A kind is a constant where it is raised; `yici explain` and docs/faults.md read this gathering, so a new
lint is listed by being written.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import engine
from engine.fault import FaultKind

__all__ = ["FAMILIES", "all_kinds"]

FAMILIES = ("source", "item", "feel", "rule", "study", "case", "plugin", "exchange", "check")


@cache
def all_kinds() -> tuple[FaultKind, ...]:
    """Give all kinds by family, then by code."""
    kinds = {kind.code: kind for name in _modules() for kind in _constants(name)}
    return tuple(sorted(kinds.values(), key=lambda kind: (_family(kind), kind.code)))


def _family(kind: FaultKind) -> int:
    family = kind.code.partition("/")[0]
    return FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)


def _modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(engine.__path__, "engine."):
        if not found.name.startswith(("engine.cli", "engine._data")) and "__main__" not in found.name:
            yield found.name


def _constants(name: str) -> Iterator[FaultKind]:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as missing:
        # A back end whose extra is not installed has nothing to explain here.
        if missing.name is None or missing.name.split(".")[0] == "engine":
            raise
        return
    for value in vars(module).values():
        if isinstance(value, FaultKind):
            yield value
        elif isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, FaultKind))
        elif isinstance(value, dict):
            yield from (each for each in value.values() if isinstance(each, FaultKind))
