"""How many copies of a material several demands come to."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from engine.feel.values import Null, Unknown

__all__ = ["largest"]


def largest(pairs: Sequence[tuple[object, Any]]) -> int | None:
    """Give the most copies among demands (does it apply, how many), or None if that is not certain."""
    possible = [(applies, count) for applies, count in pairs if applies is not False]
    known = [(applies, ceil(count)) for applies, count in possible if not isinstance(count, Unknown | Null)]
    counts = {count for _, count in known}
    most = max(counts, default=1)
    certain = len(counts) <= 1 or any(applies is True and count == most for applies, count in known)
    return most if certain and len(known) == len(possible) else None
