"""Tells plug-ins what happened to a case: open data only, after it is on disk, each event once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from engine.case.model import Event
from engine.case.stages import stage_of
from engine.case.state import State
from engine.center.center import Center
from engine.center.office import Done
from engine.hookspecs import Happened, Told

__all__ = ["informer"]


def informer(center: Center) -> Callable[[Done], None]:
    """Give what an office calls after every act; whatever a plug-in does with it, the act stands."""

    def inform(done: Done) -> None:
        for event in done.events:
            center.event_recorded(_happened(done.state, event))
            if event.kind == "told":
                center.correction_told(_told(done.state, event))

    return inform


def _happened(state: State, event: Event) -> Happened:
    return Happened(
        case=event.case,
        number=state.number,
        item=state.terms.item,
        edition=state.terms.edition,
        sequence=event.sequence,
        kind=event.kind,
        at=event.at,
        role=event.by.role,
        department=event.by.department,
        stage=stage_of(state),
        data=event.data,
    )


def _told(state: State, event: Event) -> Told:
    data: Any = event.data
    until = data.get("correct_by")
    return Told(
        case=event.case,
        number=state.number,
        item=state.terms.item,
        correction=data["number"],
        round=data["round"],
        at=event.at,
        findings=tuple(data["findings"]),
        breaches=tuple(data["breaches"]),
        correct_by=None if until is None else date.fromisoformat(until),
    )
