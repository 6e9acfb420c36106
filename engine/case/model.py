"""The nouns of a case: who acts, what happened, and what one act decides.

Goes between the road (`stages`, `fold`, `clock`), which is pure, and the store, which alone writes. The road
sees events and gives a `Decision` or a `Refusal`; the store reads the case again inside its transaction, asks
the road, and writes what it decided as a whole or not at all (guarantees D1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

__all__ = [
    "Actor",
    "Decide",
    "Decision",
    "Draft",
    "Draw",
    "Event",
    "Json",
    "Line",
    "Personal",
    "Reference",
    "Refusal",
    "Role",
    "Timer",
]

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
Role: TypeAlias = Literal[
    "applicant",
    "agent",
    "clerk",
    "runner",
    "reviewer",
    "decider",
    "issuer",
    "archivist",
    "supervisor",
    "author",
    "operator",
    "system",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a person by an id that says nothing about them, in one role, for one department."""

    id: str
    role: Role
    department: str = ""
    window: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """A value about a person on its way into the vault; it never stands in an event (guarantees D4).

    `person` says whose it is (`applicant`, `agent`), so that one person can be erased. `find_by` makes the
    value findable by a keyed digest (an identity number, a telephone). Its `repr` shows nothing.
    """

    value: Json = field(repr=False)
    person: str = "applicant"
    classed: Literal["personal", "sensitive"] = "personal"
    find_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What an event holds in place of a personal value: where it lies in the vault, and its salted digest."""

    id: str
    digest: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event about to be recorded: `data` is open, `personal` goes into the vault under its own names."""

    kind: str
    data: Mapping[str, Json] = field(default_factory=dict)
    personal: Mapping[str, Personal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a case; `sequence` counts from 1 without a gap, `at` is in UTC+08:00."""

    case: str
    sequence: int
    kind: str
    at: datetime
    by: Actor
    data: Mapping[str, Json] = field(default_factory=dict)
    personal: Mapping[str, Reference] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Something that falls due: the worker acts on the case at `at` if nobody else has made it moot."""

    kind: str
    at: datetime
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What lists show of a case; derived from its events, may be dropped and made anew at any time.

    `due_on` is the day by which the holder of the case must have acted; None if no clock runs. `number` is
    what people call the case by; it opens nothing.
    """

    item: str
    department: str
    stage: str
    holder: str
    due_on: date | None = None
    open: bool = True
    parent: str | None = None
    marks: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one act does: events, then the timers and the line that the case has afterwards."""

    events: tuple[Draft, ...]
    timers: tuple[Timer, ...] = ()
    line: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an act is not allowed: a lasting code and what to say, in both languages; nothing was written.

    `lines` lists every reason where there are several; nobody is told the second after mending the first.
    """

    code: str
    zh: str
    en: str
    lines: tuple[tuple[str, str], ...] = ()


class Draw(Protocol):
    """Give the next number of a series, used in this transaction or not at all (guarantees G3)."""

    def __call__(self, series: str) -> int: ...


Decide: TypeAlias = Callable[[Sequence[Event], Draw], "Decision | Refusal"]
"""The road, asked inside the transaction: the events so far and the numbers in, what is to be written out."""
