"""The case store: the only place that writes. Events go in through `Store.append`, as a whole or not at all.

It knows nothing of stages: it asks the road inside its transaction and writes what the road decides.
"""

from engine.case.store.act import Claimed
from engine.case.store.anchors import Anchor, Witness, read_export, witness
from engine.case.store.answers import (
    Answer,
    Busy,
    CannotOpen,
    Conflict,
    Key,
    Moot,
    NoCase,
    OtherBody,
    Recorded,
    Unavailable,
)
from engine.case.store.broken import Broken, Report
from engine.case.store.evidence import Evidence
from engine.case.store.lists import Fold, Listed, Page, Wanted
from engine.case.store.open import found_store, founded, open_store
from engine.case.store.place import Place, place
from engine.case.store.store import Store
from engine.case.store.upload_words import UploadRefused
from engine.case.store.uploads import Upload
from engine.case.store.vault import Revealed

__all__ = [
    "Anchor",
    "Answer",
    "Broken",
    "Busy",
    "CannotOpen",
    "Claimed",
    "Conflict",
    "Evidence",
    "Fold",
    "Key",
    "Listed",
    "Moot",
    "NoCase",
    "OtherBody",
    "Page",
    "Place",
    "Recorded",
    "Report",
    "Revealed",
    "Store",
    "Unavailable",
    "Upload",
    "UploadRefused",
    "Wanted",
    "Witness",
    "found_store",
    "founded",
    "open_store",
    "place",
    "read_export",
    "witness",
]
