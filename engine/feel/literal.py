"""What is written out in an item's expression becomes a value: dates and lengths of time.

The item profile knows plain dates, whole days, months and workdays; what stands with hours or a zone is
no literal of it.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from engine.dataclass import dataclass
from engine.feel.temporal import DAY, DaysDuration, MonthsDuration
from engine.feel.temporal_text import read_temporal

__all__ = ["Plain", "Workdays", "temporal"]

Plain: TypeAlias = date | DaysDuration | MonthsDuration


@dataclass(frozen=True, slots=True, order=True)
class Workdays:
    """A number of workdays; only a calendar can add it to a date."""

    count: int


def temporal(text: str) -> Plain | None:
    """Read `2026-03-01`, `P15D`, `P1Y6M`; None for anything else."""
    made = read_temporal(text)
    if isinstance(made, DaysDuration):
        return made if made.nanos % DAY == 0 else None
    return made if type(made) is date or isinstance(made, MonthsDuration) else None
