"""What becomes of a file that somebody sends, once scanners have looked into it: refused, taken, or marked.

Bytes in, what a scanner said out, and the sentence for whoever sent the file if it is not taken. What was
found, and what nobody could look into, stands in the journal of the store by its hash, never by its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.case.model import Actor, Draft
from engine.case.store import UploadRefused
from engine.case.store.upload_words import refused
from engine.case.store.uploads import ScanMark
from engine.center.office import Office
from engine.center.scanning import Pieces

__all__ = ["INFECTED", "UNSCANNED", "Looked", "Sent", "looked_into"]

INFECTED: Final = "upload_infected"
UNSCANNED: Final = "upload_unscanned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file as it stands at the door: its bytes as often as they are wanted, and what is known of them."""

    pieces: Pieces
    hash: str
    media_type: str
    size: int
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What came of looking for viruses: the mark that the file is kept with, or why it is not taken."""

    mark: ScanMark = ""
    refused: UploadRefused | None = None


def looked_into(office: Office, sent: Sent, actor: Actor, at: datetime) -> Looked:
    """Have a file looked into; without a scanner it is taken as it is, and says so by an empty mark."""
    if office.scanning is None or not office.scanning.scans:
        return Looked()
    scan = office.scanning.look(sent.pieces, sent.media_type, sent.size)
    if scan.outcome == "clean":
        return Looked(mark="clean")
    taken = scan.outcome == "unknown" and office.practice.keep_unscanned
    office.store.note(
        Draft(
            kind=INFECTED if scan.outcome == "infected" else UNSCANNED,
            data={
                "hash": sent.hash,
                "found": scan.found,
                "plugin": scan.by,
                "case": sent.case,
                "by": actor.id,
                "taken": taken,
            },
        ),
        at,
    )
    if taken:
        return Looked(mark="unknown")
    return Looked(refused=refused("infected" if scan.outcome == "infected" else "unscanned"))
