"""Numbers as lines of a chart, each with the address of the list behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from engine.case.store.counts import Count

__all__ = ["LAMPS", "Bar", "Cell", "bars", "list_of", "parts_of", "share"]

LAMPS: Final = ("late", "soon", "later", "still")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number with the address of its list."""

    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a chart: its label, its numbers, its parts in hundredths of the longest."""

    label: str
    note: str
    cells: tuple[Cell, ...]
    parts: tuple[tuple[str, float, float], ...]


def share(part: int, whole: int) -> str:
    """Say a part of a whole in hundredths; of nothing there is no share."""
    return f"{max(part, 0) / whole:.0%}" if whole else ""


def list_of(**wanted: str) -> str:
    """Give the address of the list behind a number."""
    return f"/board/cases?{urlencode(wanted)}" if wanted else "/board/cases"


def bars(rows: Sequence[tuple[str, Count]], key: str, called: Callable[[str], str]) -> list[Bar]:
    """Add the counts of one kind up, and lay each out as one line of a chart, what is late first."""
    summed: dict[str, Counter[str]] = {}
    for name, count in rows:
        summed.setdefault(name, Counter()).update({lamp: getattr(count, lamp) for lamp in LAMPS})
    longest = max((sum(each.values()) for each in summed.values()), default=0)
    ordered = sorted(summed.items(), key=lambda each: (-each[1]["late"], -sum(each[1].values()), each[0]))
    return [
        Bar(
            label=called(name),
            note="",
            cells=tuple(
                Cell(count=counts[lamp], href=list_of(**{key: name, "lamp": lamp})) for lamp in LAMPS
            ),
            parts=parts_of({lamp: counts[lamp] for lamp in LAMPS}, longest),
        )
        for name, counts in ordered
    ]


def parts_of(counts: Mapping[str, int], longest: int) -> tuple[tuple[str, float, float], ...]:
    """Lay counts one behind the other: the name of each, where it begins, how wide it is."""
    made: list[tuple[str, float, float]] = []
    at = 0.0
    for name, count in counts.items():
        width = 100 * count / longest if longest else 0.0
        if count:
            made.append((name, round(at, 2), round(width, 2)))
        at += width
    return tuple(made)
