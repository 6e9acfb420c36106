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

from engine.case.model import Actor
from engine.case.state import State
from engine.case.store import NoCase, UploadRefused
from engine.center.office import Office
from web.apply.drafts import spaced
from web.case.vault import read
from web.door.endpoint import address_of
from web.page import refused
from web.route import Upload, Visit
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


def filed(visit: Visit, office: Office, case: str, state: State, actor: Actor) -> dict[str, list[Filed]]:
    """Give the files of a case by material; their names lie in the vault."""
    hashes = {hash for one in state.ledger.values() for hash in one.files}
    if not hashes:
        return {}
    names = _names(visit, office, case, actor)
    made: dict[str, list[Filed]] = {}
    for material, one in state.ledger.items():
        for hash in one.files:
            kept = office.store.upload(case, hash)
            line = Filed(
                material=material,
                name=names.get(hash, ""),
                hash=hash.rpartition(":")[2],
                size=None if kept is None else kept.size,
            )
            made.setdefault(material, []).append(line)
    return made


def _names(visit: Visit, office: Office, case: str, actor: Actor) -> dict[str, str]:
    events = office.store.events(case)
    references = tuple(each.personal["names"] for each in events if "names" in each.personal)
    revealed = read(visit, office, case, references, actor, "files")
    made: dict[str, str] = {}
    for reference in references:
        value = revealed.get(reference.id)
        if isinstance(value, Mapping):
            made |= {hash: str(name) for hash, name in value.items()}
    return made


def handed(visit: Visit, office: Office, case: str, state: State, actor: Actor) -> Response:
    """Hand out a file that an event of this case names; any other hash is no file."""
    hash = f"sha256:{visit.path['hash']}"
    if all(hash not in one.files for one in state.ledger.values()):
        return refused(visit, 404)
    kept = office.store.upload(case, hash)
    content = None if kept is None else office.store.read_upload(case, hash, actor, "open", visit.now)
    if kept is None or content is None:
        return refused(visit, 404)
    name = _names(visit, office, case, actor).get(hash) or f"file.{kept.kind}"
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return StreamingResponse(content, media_type=_TYPES[kept.kind], headers=headers)


def keep(
    visit: Visit, office: Office, case: str, files: tuple[Upload, ...]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Keep files for a case: gives names by hash, and what was refused in words."""
    if files and not visit.house.limits.allows("upload", address_of(visit)):
        return {}, (say("apply_upload_wait", visit.lang),)
    names: dict[str, str] = {}
    refusals: list[str] = []
    for file in files:
        name = spaced(file.name)
        kept = office.store.keep_upload(case, (file.content,), name=name, declared=file.claimed, at=visit.now)
        if isinstance(kept, UploadRefused):
            why = kept.en if visit.lang == "en" else kept.zh
            refusals.append(say("apply_refused_file", visit.lang, name=name[:100], why=why))
        else:
            assert not isinstance(kept, NoCase), "the case was found a moment ago"
            names[kept.hash] = name
    return names, tuple(refusals)
