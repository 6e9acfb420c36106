"""An act on its way into the store: who, when, on which case, and the road that decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.case.model import Actor, Decide, Timer
from engine.case.store.answers import Key

__all__ = ["Act", "Claimed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A due timer in the hands of one worker: another may take it after `until`; `turn` tells who has it."""

    id: int
    case: str
    timer: Timer
    until: datetime
    attempts: int
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`case` is None for a new one; `expected` is the version the actor saw; `begins` lets a chain begin.

    With `fires`, the act counts only while that claim holds, and settles its timer.
    """

    case: str | None
    decide: Decide
    actor: Actor
    at: datetime
    key: Key | None = None
    expected: int | None = None
    fires: Claimed | None = None
    begins: bool = False
