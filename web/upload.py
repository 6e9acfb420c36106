"""A file on its way in: its name with plain spaces, what is wrong with it, and how that is said."""

from __future__ import annotations

import unicodedata
from typing import Final

from engine.case.store.upload_kinds import Kind, content_wrong, kind_of, name_wrong
from engine.case.store.upload_words import MOST_A_FILE, UploadRefused, refused
from web.route import Upload, Visit
from web.words import say

__all__ = ["inspected", "not_taken", "spaced"]

_SHOWN: Final = 100


def spaced(name: str) -> str:
    """Give a file's name with plain spaces: systems put rare ones into the names of pictures."""
    made = unicodedata.normalize("NFC", name)
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in made).strip()


def inspected(name: str, upload: Upload) -> UploadRefused | None:
    """Tell what is wrong with a file, by its name, what it says it is, and its bytes."""
    kind = name_wrong(name) or kind_of(name, upload.claimed)
    if not isinstance(kind, Kind):
        return refused(kind)
    if len(upload.content) > MOST_A_FILE:
        return refused("too_large")
    wrong = content_wrong(kind, upload.content)
    return None if wrong is None else refused(wrong)


def not_taken(visit: Visit, upload: Upload, why: UploadRefused) -> str:
    """Say that a file was not taken, and why."""
    says = why.en if visit.lang == "en" else why.zh
    return say("apply_refused_file", visit.lang, name=spaced(upload.name)[:_SHOWN], why=says)
