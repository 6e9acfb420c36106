"""Folds events into a case: events in, `State` out, nothing looked up and nothing asked (guarantees G6).

Every event also moves the version, owes the paper that its row names, and shows whether the clock of the
machine went back: order is by sequence, never by clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine.case.events.kind import text
from engine.case.events.table import EVENTS
from engine.case.model import Event
from engine.case.state import Owed, State

__all__ = ["advance", "fold"]


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """Give the case as it stands after its events."""
    made = state or State()
    for event in events:
        made = advance(made, event)
    return made


def advance(state: State, event: Event) -> State:
    """Give the case as it stands after one more event."""
    row = EVENTS[event.kind]
    made = row.fold(state, event)
    papers = made.papers
    if row.paper:
        owed = Owed(paper=row.paper, number=text(event, "number"), sequence=event.sequence)
        papers = (*papers, owed)
    jumped = state.last_at is not None and event.at < state.last_at
    return replace(
        made,
        case=event.case,
        version=event.sequence,
        last_at=event.at,
        clock_jumped=made.clock_jumped or jumped,
        papers=papers,
    )
