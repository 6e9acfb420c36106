"""Certain cures written into a text: the faults' `Cure`s go in, the repaired text comes out.

A cure that overlaps an earlier one waits: after a repair the text is read anew and its faults are found
anew, so that no cure is ever applied to words it was not made for.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.dataclass import dataclass
from engine.fault import Cure, Fault

__all__ = ["Fixed", "apply", "cures_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A repaired text, the cures it took and those that wait for the next reading."""

    text: str
    applied: tuple[Cure, ...]
    waiting: tuple[Cure, ...]


def apply(text: str, cures: Iterable[Cure]) -> Fixed:
    """Apply all cures that do not overlap, the earlier one first, equal ones once."""
    starts = _line_starts(text)
    placed = {(*_stretch(cure, text, starts), cure.text): cure for cure in cures}
    applied: list[Cure] = []
    waiting: list[Cure] = []
    pieces: list[str] = []
    done, last = 0, -1
    for (start, end, new), cure in sorted(placed.items(), key=lambda pair: pair[0]):
        # Two insertions at one point, or one at the seam of a replacement, have no certain order.
        if start < done or start == last:
            waiting.append(cure)
            continue
        pieces += [text[done:start], new]
        done, last = end, start
        applied.append(cure)
    return Fixed(text="".join([*pieces, text[done:]]), applied=tuple(applied), waiting=tuple(waiting))


def cures_of(faults: Iterable[Fault], path: str) -> tuple[Cure, ...]:
    """Give the cures of one file's faults."""
    return tuple(fault.cure for fault in faults if fault.cure is not None and fault.cure.source.path == path)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    while (found := text.find("\n", starts[-1])) >= 0:
        starts.append(found + 1)
    return starts


def _stretch(cure: Cure, text: str, starts: list[int]) -> tuple[int, int]:
    """Give the first and the last (exclusive) character of a cure, kept within its line."""
    line = cure.source.line
    if not 1 <= line <= len(starts):
        raise ValueError(f"cure outside its text: line {line} of {len(starts)}")
    begin = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    start = min(begin + cure.source.column - 1, end)
    return start, max(start, min(begin + cure.source.end_column - 1, end))
