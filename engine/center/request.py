"""What somebody asks of an office, and what comes of it: an act that is done, a paper that was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from engine.case.model import Actor, Event, Refusal
from engine.case.state import Owed, State
from engine.case.store import Conflict, Moot, NoCase, OtherBody

__all__ = ["SYSTEM", "Done", "Outcome", "Rendered", "Request"]

SYSTEM: Final = Actor(id="system", role="system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Somebody asks for an act.

    `expected` is the version of the case that they saw; a `key` makes a repetition do nothing new.
    """

    verb: str
    actor: Actor
    at: datetime
    case: str | None = None
    item: str = ""
    sent: Mapping[str, object] = field(default_factory=dict)
    key: str = ""
    expected: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act that is on disk: the case as it stands, what happened, and the papers that this act owes."""

    case: str
    state: State
    events: tuple[Event, ...]
    repeated: bool = False

    @property
    def owed(self) -> tuple[Owed, ...]:
        """The papers that these events owe."""
        made = {each.sequence for each in self.events}
        return tuple(each for each in self.state.papers if each.sequence in made)


Outcome: TypeAlias = Done | Refusal | Conflict | OtherBody | NoCase | Moot


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A paper that was made: what its bytes hash to, and where it lies."""

    digest: str
    place: str
