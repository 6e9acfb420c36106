"""What tests of the store share: a clerk, a moment, and the smallest road there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from engine.case.model import (
    Actor,
    Decide,
    Decision,
    Draft,
    Draw,
    Event,
    Json,
    Line,
    Personal,
    Refusal,
    Timer,
)
from engine.case.store import Place, Recorded, Store
from engine.case.store.canonical import CHINA
from engine.case.store.connect import writing_engine

__all__ = [
    "AT",
    "CLERK",
    "TAKEN",
    "accept_once",
    "begin",
    "database",
    "line",
    "minutes",
    "place_in",
    "receive",
    "say",
]

AT = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
CLERK = Actor(id="clerk-1", role="clerk", department="市场监督管理局", window="3")
TAKEN = Refusal(code="taken", zh="已经受理了。", en="It is accepted already.")


def place_in(folder: Path, url: str | None = None) -> Place:
    """Give a place in a folder of its own."""
    return Place(data=folder / "data", keys=folder / "keys", url=url)


@contextmanager
def database(place: Place) -> Iterator[Connection]:
    """Give a connection that writes to the database of a place, in one transaction."""
    engine = writing_engine(place)
    try:
        with engine.connect() as db, db.begin():
            yield db
    finally:
        engine.dispose()


def minutes(count: float) -> datetime:
    """Give a moment some minutes later."""
    return AT + timedelta(minutes=count)


def line(**changed: Any) -> Line:
    """Give a line as a clerk sees it."""
    usual: dict[str, Any] = {
        "item": "SC-0107",
        "department": "市场监督管理局",
        "stage": "receive",
        "holder": "clerk-1",
        "due_on": date(2026, 3, 9),
    }
    return Line(**{**usual, **changed})


def say(
    kind: str,
    data: Mapping[str, Json] | None = None,
    *,
    personal: Mapping[str, Personal] | None = None,
    series: str | None = None,
    timers: Sequence[Timer] = (),
    line: Line | None = None,
) -> Decide:
    """Give a road that always decides on one event, with a number of the series if one is named."""

    def decide(events: Sequence[Event], draw: Draw) -> Decision:
        number: dict[str, Json] = {} if series is None else {"number": draw(series)}
        draft = Draft(kind=kind, data={**(data or {}), **number}, personal=personal or {})
        return Decision(events=(draft,), timers=tuple(timers), line=line)

    return decide


def receive(number: int = 1) -> Decide:
    """Give the road of a case that is received: an event, a number, a timer, a line."""
    timer = Timer(kind="notice", at=minutes(60), data={"limit": "notice"})
    return say("received", {"no": number}, series="case", timers=[timer], line=line())


def accept_once(events: Sequence[Event], draw: Draw) -> Decision | Refusal:
    """Accept a case unless it is accepted, as the road does."""
    if any(each.kind == "accepted" for each in events):
        return TAKEN
    return Decision(
        events=(Draft(kind="accepted", data={"number": draw("accepted")}),), line=line(stage="accept")
    )


def begin(store: Store, decide: Decide | None = None) -> Recorded:
    """Begin a case."""
    answer = store.append(None, decide or receive(), CLERK, AT)
    assert isinstance(answer, Recorded)
    return answer
