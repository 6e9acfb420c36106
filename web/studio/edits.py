"""Which stretches of two rows of words differ, in bounded time whatever the words are.

What both begin and end with is set aside; the rest is compared by its longest common subsequence, and as a
whole where that would take too long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

__all__ = ["Edit", "edits"]

Edit: TypeAlias = tuple[int, int, int, int]
_MOST_CELLS: Final = 40_000


def edits(old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...]:
    """Give every stretch of `old` that became another stretch of `new`, as (from, to, from, to)."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    if not a and not b:
        return ()
    if len(a) * len(b) > _MOST_CELLS:
        return ((head, head + len(a), head, head + len(b)),)
    return tuple((head + i, head + j, head + k, head + n) for i, j, k, n in _middle(a, b))


def _alike(a: Sequence[str], b: Sequence[str]) -> int:
    """Count how many words both begin with."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(a: Sequence[str], b: Sequence[str]) -> Iterator[Edit]:
    """Give the stretches between the words of a longest common subsequence."""
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        row, below = lengths[i], lengths[i + 1]
        for j in range(len(b) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if a[i] == b[j] else max(below[j], row[j + 1])
    i = j = begun = came = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            if i > begun or j > came:
                yield begun, i, came, j
            i, j = i + 1, j + 1
            begun, came = i, j
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    if begun < len(a) or came < len(b):
        yield begun, len(a), came, len(b)
