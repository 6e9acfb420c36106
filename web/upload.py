"""A file on its way in: its name with plain spaces, what is wrong with it, and how that is said."""

from __future__ import annotations

import unicodedata
from typing import Final

from engine.case.store.upload_kinds import Kind, content_wrong, kind_of
from engine.case.store.upload_words import UploadRefused, refused
from engine.center.intake import Looked, Sent, looked_into
from engine.center.office import Office
from web.route import Upload, Visit
from web.words import say

__all__ = ["inspected", "not_taken", "scanned", "spaced"]

_SHOWN: Final = 100


def spaced(name: str) -> str:
    """Give a file's name with plain spaces: systems put rare ones into the names of pictures."""
    made = unicodedata.normalize("NFC", name)
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in made).strip()


def inspected(upload: Upload) -> UploadRefused | None:
    """Tell what is wrong with a file, by its name, what it says it is, and its bytes."""
    if upload.wrong is not None:
        return refused(upload.wrong)
    kind = kind_of(spaced(upload.name), upload.claimed)
    assert isinstance(kind, Kind), "a file of no kind is refused while it comes"
    with upload.file.opened() as content:
        wrong = content_wrong(kind, content)
    return None if wrong is None else refused(wrong)


def scanned(visit: Visit, office: Office, upload: Upload, case: str = "") -> Looked:
    """Have a file looked into for viruses, whichever way it comes in."""
    if upload.wrong is not None:
        return Looked(refused=refused(upload.wrong))
    sent = Sent(
        pieces=upload.file.pieces,
        hash=upload.file.hash,
        media_type=upload.claimed,
        size=upload.file.size,
        case=case,
    )
    return looked_into(office, sent, visit.actor, visit.now)


def not_taken(visit: Visit, upload: Upload, why: UploadRefused) -> str:
    """Say that a file was not taken, and why."""
    says = why.en if visit.lang == "en" else why.zh
    return say("apply_refused_file", visit.lang, name=spaced(upload.name)[:_SHOWN], why=says)
