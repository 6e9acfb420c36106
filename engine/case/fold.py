"""Folds events into a case: events in, `State` out, nothing looked up and nothing asked (guarantees G6).

Every event also moves the version, owes the paper that its row names and the message that it is to be told
by, and shows whether the clock of the machine went back: order is by sequence, never by clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from engine.case.events.kind import text
from engine.case.events.table import EVENTS
from engine.case.model import Event
from engine.case.state import Owed, State, Unsent

__all__ = ["advance", "fold"]


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """Give the case as it stands after its events; what was folded a moment ago is not folded again."""
    if state is not None or not isinstance(events, tuple) or not events:
        return _advanced(state or State(), events)
    begun = len(events)
    while begun and (known := _known(events, begun)) is None:
        begun -= 1
    made = _advanced(known if begun and known is not None else State(), events[begun:])
    if len(_KNOWN) >= _MOST:
        _KNOWN.clear()
    _KNOWN[id(events[-1])] = events, made
    return made


_KNOWN: Final[dict[int, tuple[tuple[Event, ...], State]]] = {}
"""What was folded, by the identity of its last event, which is kept with it and so stays what it is."""
_MOST: Final = 2000


def _known(events: tuple[Event, ...], begun: int) -> State | None:
    """Give the case as it stood after so many of its events, if just these were folded before."""
    found = _KNOWN.get(id(events[begun - 1]))
    return None if found is None or found[0] != events[:begun] else found[1]


def _advanced(state: State, events: Iterable[Event]) -> State:
    for event in events:
        state = advance(state, event)
    return state


def advance(state: State, event: Event) -> State:
    """Give the case as it stands after one more event."""
    row = EVENTS[event.kind]
    made = row.fold(state, event)
    papers = made.papers
    if row.paper:
        owed = Owed(paper=row.paper, number=text(event, "number"), sequence=event.sequence)
        papers = (*papers, owed)
    unsent = made.unsent
    if row.tells and made.contact.known:
        unsent = (*unsent, Unsent(sequence=event.sequence, occasion=event.kind, at=event.at))
    jumped = state.last_at is not None and event.at < state.last_at
    return replace(
        made,
        case=event.case,
        version=event.sequence,
        last_at=event.at,
        clock_jumped=made.clock_jumped or jumped,
        papers=papers,
        unsent=unsent,
    )
