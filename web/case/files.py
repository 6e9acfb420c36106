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
from engine.case.store import Upload as Kept
from engine.center.intake import Sent, looked_into
from web.case.opened import Opened
from web.case.vault import read
from web.door.endpoint import address_of
from web.page import page, refused
from web.route import Upload, Visit
from web.upload import not_taken, scanned, spaced
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
    """One file of a case as a page lists it; `size` is None while its bytes have not arrived.

    `unscanned`: it was taken although nobody could look for viruses in it.
    """

    material: str
    name: str
    hash: str
    size: int | None
    unscanned: bool


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
                unscanned=kept is not None and kept.scan == "unknown",
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
    against = None if kept is None else _scanned_again(visit, opened, kept)
    if against is not None:
        return page(visit, "apply/not_opened.html", status=409, code=against.code)
    content = None if kept is None else store.read_upload(case, hash, opened.actor, "open", visit.now)
    if kept is None or content is None:
        return refused(visit, 404)
    name = _names(visit, opened).get(hash) or f"file.{kept.kind}"
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return StreamingResponse(content, media_type=_TYPES[kept.kind], headers=headers)


def _scanned_again(visit: Visit, opened: Opened, kept: Kept) -> UploadRefused | None:
    """Have a file looked into that nobody could look into before; gives why it is not handed out."""
    store = opened.office.store
    if kept.scan == "clean":
        return None
    sent = Sent(
        pieces=lambda: store.upload_pieces(kept.case, kept.hash) or (),
        hash=kept.hash,
        media_type=_TYPES[kept.kind],
        size=kept.size,
        case=kept.case,
    )
    looked = looked_into(opened.office, sent, opened.actor, visit.now)
    if looked.mark != kept.scan and looked.mark:
        store.mark_upload(kept.case, kept.hash, looked.mark)
    return looked.refused


def keep(visit: Visit, opened: Opened, files: tuple[Upload, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Keep files for a case: gives names by hash, and what was refused in words."""
    if files and not visit.house.limits.allows("upload", address_of(visit)):
        return {}, (say("apply_upload_wait", visit.lang),)
    names: dict[str, str] = {}
    refusals: list[str] = []
    for file in files:
        name, looked = spaced(file.name), scanned(visit, opened.office, file, opened.case)
        kept = looked.refused or opened.office.store.keep_upload(
            opened.case,
            file.file.pieces(),
            name=name,
            declared=file.claimed,
            at=visit.now,
            scan=looked.mark,
        )
        if isinstance(kept, UploadRefused):
            refusals.append(not_taken(visit, file, kept))
        else:
            assert not isinstance(kept, NoCase), "the case was found a moment ago"
            names[kept.hash] = name
    return names, tuple(refusals)
