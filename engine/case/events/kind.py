"""One row of the table of events, and how its parts read what an event holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from engine.case.datum import Datum
from engine.case.model import Draft, Event, Json, Role
from engine.case.refusals import Reason
from engine.case.setting import Act, Setting
from engine.case.state import State

__all__ = [
    "ACTIVE",
    "BEFORE",
    "CITIZENS",
    "RUNNING",
    "EventKind",
    "Fill",
    "Fold",
    "Follow",
    "Guard",
    "day",
    "names",
    "same",
    "text",
]

BEFORE: Final = ("queue", "receive", "accept")
"""The stages before acceptance."""
RUNNING: Final = ("transfer", "own", "review", "decide")
"""The stages in which the department has the case; `own` stands for every stage that an item adds."""
ACTIVE: Final = (*BEFORE, "correct", *RUNNING, "hand_over", "issue")
"""The stages in which somebody works on the case."""
CITIZENS: Final[tuple[Role, ...]] = ("applicant", "agent")

Guard: TypeAlias = Callable[[State, Act, Setting], Iterable[Reason]]
"""Says what stands against an act; a named function, listed in the row of every event that it guards."""
Fold: TypeAlias = Callable[[State, Event], State]
"""Gives the case as it stands after an event."""
Fill: TypeAlias = Callable[[State, Act, Setting], Mapping[str, Json]]
"""Gives what the event records beyond what was sent: days that count, what a rule made of it."""
Follow: TypeAlias = Callable[[State, Act, Setting], Iterable[Draft]]
"""Gives what happens at once with it, in the same transaction."""
Turn: TypeAlias = Literal["case", "step"]


def same(state: State, event: Event) -> State:
    """Leave the case as it is: the event is only on record."""
    return state


def nothing(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    """Record what was sent and no more."""
    return {}


def alone(state: State, act: Act, setting: Setting) -> Iterable[Draft]:
    """Let nothing follow."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """One kind of event.

    `verb` is the act, `kind` its past. `turn` says of which department a reviewer or decider must be: of any
    that acts on the case, or of one whose turn it is at this step. `begins` marks what opens a case.
    `completes` is the stage that it can bring to an end; `clocks` are those it starts, stops or moves.
    `tells`: the applicant is told of it by a message. `checks`, `compares` and `carries` say what has to be
    prepared outside: a check, a comparison of certificates, a parcel that the post takes over.
    """

    kind: str
    verb: str
    roles: tuple[Role, ...]
    stages: tuple[str, ...]
    takes: tuple[Datum, ...] = ()
    guards: tuple[Guard, ...] = ()
    fold: Fold = same
    fill: Fill = nothing
    follow: Follow = alone
    turn: Turn = "case"
    paper: str = ""
    clocks: tuple[str, ...] = ()
    completes: str = ""
    checks: bool = False
    compares: bool = False
    carries: bool = False
    tells: bool = False
    begins: bool = False


def text(event: Event, name: str) -> str:
    """Read a text of an event; empty if it has none."""
    found: Any = event.data.get(name)
    return found if isinstance(found, str) else ""


def names(event: Event, name: str) -> tuple[str, ...]:
    """Read a list of names."""
    found: Any = event.data.get(name)
    return tuple(found or ())


def day(event: Event, name: str) -> date | None:
    """Read a day."""
    found = text(event, name)
    return date.fromisoformat(found) if found else None
