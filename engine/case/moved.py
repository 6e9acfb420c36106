"""What another calendar moves: a case and two calendars in, the due dates that differ out."""

from __future__ import annotations

from datetime import date

from engine.calendar import Calendar
from engine.case.clock.clocks import clocks
from engine.case.model import Json
from engine.case.state import State

__all__ = ["moved_dates"]


def moved_dates(state: State, old: Calendar, new: Calendar, today: date) -> dict[str, Json]:
    """Give the due dates that another calendar moves, by clock, the old and the new."""
    before = {each.kind: each for each in clocks(state, old, today)}
    after = {each.kind: each for each in clocks(state, new, today)}
    return {
        kind: {"old": _spelt(before[kind].due_on), "new": _spelt(each.due_on)}
        for kind, each in after.items()
        if each.standing != "over" and before[kind].due_on != each.due_on
    }


def _spelt(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
