"""The DMN conformance tests, where they are at hand: their folder, their rows, the texts in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.conformance import find_kit, read_rows

__all__ = ["kit", "texts"]


def kit() -> Path:
    """Give the folder of the tests; a test that needs it is skipped without it."""
    found = find_kit()
    if found is None:
        pytest.skip("not run: the conformance tests are not here; YICI_TCK names their folder")  # not ours
    return found


def texts() -> Iterator[tuple[str, set[str]]]:
    """Give the text of every row with the names of its inputs."""
    for row in read_rows(kit()):
        if "expr" in row:
            yield row["expr"], set(row["inputs"]) | set().union(*map(_keys, row["inputs"].values()))


def _keys(value: Any) -> set[str]:
    inner = value.get("v") if isinstance(value, dict) else None
    if isinstance(inner, dict):
        return set(inner).union(*map(_keys, inner.values()))
    return set().union(*map(_keys, inner)) if isinstance(inner, list) else set()
