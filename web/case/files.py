"""The files of a case: listed by material, kept under their hash, handed out as attachments.

A file is found by the hash that an event holds, never by a name; who opens one is on record. Nothing that
somebody uploaded is ever opened inside our own pages (guarantees D14).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from engine.case.store import NoCase, UploadRefused
from web.case.opened import Opened
from web.case.vault import read
from web.door.endpoint import address_of
from web.page import refused
from web.route import Upload, Visit
from web.upload import not_taken, spaced
from web.words import say

__all__ = ["Filed", "filed", "handed", "keep"]

_TYPES: Final = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One file of a case as a page lists it; `size` is None while its bytes have not arrived."""

    material: str
    name: str
    hash: str
    size: int | None


def filed(visit: Visit, opened: Opened) -> dict[str, list[Filed]]:
    """Give the files of a case by material; their names lie in the vault."""
    hashes = {hash for one in opened.state.ledger.values() for hash in one.files}
    if not hashes:
        return {}
    names = _names(visit, opened)
    made: dict[str, list[Filed]] = {}
    for material, one in opened.state.ledger.items():
        for hash in one.files:
            kept = opened.office.store.upload(opened.case, hash)
            line = Filed(
                material=material,
                name=names.get(hash, ""),
                hash=hash.rpartition(":")[2],
                size=None if kept is None else kept.size,
            )
            made.setdefault(material, []).append(line)
    return made


def _names(visit: Visit, opened: Opened) -> dict[str, str]:
    events = opened.office.store.events(opened.case)
    references = tuple(each.personal["names"] for each in events if "names" in each.personal)
    revealed = read(visit, opened, references, "files")
    made: dict[str, str] = {}
    for reference in references:
        value = revealed.get(reference.id)
        if isinstance(value, Mapping):
            made |= {hash: str(name) for hash, name in value.items()}
    return made


def handed(visit: Visit, opened: Opened) -> Response:
    """Hand out a file that an event of this case names; any other hash is no file."""
    hash = f"sha256:{visit.path['hash']}"
    if all(hash not in one.files for one in opened.state.ledger.values()):
        return refused(visit, 404)
    store, case = opened.office.store, opened.case
    kept = store.upload(case, hash)
    content = None if kept is None else store.read_upload(case, hash, opened.actor, "open", visit.now)
    if kept is None or content is None:
        return refused(visit, 404)
    name = _names(visit, opened).get(hash) or f"file.{kept.kind}"
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return StreamingResponse(content, media_type=_TYPES[kept.kind], headers=headers)


def keep(visit: Visit, opened: Opened, files: tuple[Upload, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Keep files for a case: gives names by hash, and what was refused in words."""
    if files and not visit.house.limits.allows("upload", address_of(visit)):
        return {}, (say("apply_upload_wait", visit.lang),)
    names: dict[str, str] = {}
    refusals: list[str] = []
    for file in files:
        name = spaced(file.name)
        kept = opened.office.store.keep_upload(
            opened.case, (file.content,), name=name, declared=file.claimed, at=visit.now
        )
        if isinstance(kept, UploadRefused):
            refusals.append(not_taken(visit, file, kept))
        else:
            assert not isinstance(kept, NoCase), "the case was found a moment ago"
            names[kept.hash] = name
    return names, tuple(refusals)
