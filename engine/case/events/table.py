"""The table of all events: by kind, and by the verb of the act that makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.case.events import acceptance, deciding, ending, intake, issuing
from engine.case.events.kind import EventKind

__all__ = ["EVENTS", "VERBS"]

EVENTS: Final[Mapping[str, EventKind]] = {
    row.kind: row
    for rows in (intake.ROWS, acceptance.ROWS, deciding.ROWS, issuing.ROWS, ending.ROWS)
    for row in rows
}
VERBS: Final[Mapping[str, EventKind]] = {row.verb: row for row in EVENTS.values()}
