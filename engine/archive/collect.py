"""Collects what a package holds: an archived case of an office in, its files by name out, its readers noted.

Everything comes from what was recorded: papers are taken as they were put on file where their pages still
lie, or written again from their events by the template they had; nothing is decided here but how long, and
for whom, it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, get_args

from engine.archive.authentic import EDITION
from engine.archive.cover import cover
from engine.archive.package import ACCESS, ANCHORS, EVENTS, KEEPING, MATERIALS, VALUES, Classed, indented
from engine.archive.safe import KEEP_FOR, UNSCANNED
from engine.case.fold import fold
from engine.case.model import Actor, Json
from engine.case.setting import day_of
from engine.case.state import State
from engine.case.store import Evidence, Upload
from engine.case.store.canonical import canonical
from engine.case.store.sealed import Altered
from engine.center.office import Office
from engine.center.papers import Written, ours
from engine.documents.record import Record
from engine.documents.to_html import to_html
from engine.documents.to_pdf import NoPdf, to_pdf
from engine.documents.write import file_name, write
from engine.vocabulary import Lang

__all__ = ["PURPOSE", "Asked", "CannotArchive", "Collected", "collect"]

PURPOSE: Final = "archive"
_ACCESS: Final[Sequence[Mapping[str, Json]]] = (
    {"role": "archivist", "may": ["read", "hand_over"]},
    {"role": "supervisor", "may": ["read"]},
    {"role": "applicant", "may": ["read_own"]},
)


class CannotArchive(Exception):
    """Why there is no package of a case now, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is wanted: which case, who asks and when; `pages` is where papers lie as they were put on file."""

    case: str
    actor: Actor
    at: datetime
    keep_for: str = ""
    pages: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The files of a package and the class of each, and the case that they are about."""

    state: State
    algorithms: tuple[str, ...]
    files: Mapping[str, bytes] = field(repr=False)
    classes: Mapping[str, Classed]
    no_pdf: NoPdf | None


def collect(office: Office, asked: Asked, written: Written = ours) -> Collected:
    """Collect a package, or raise `CannotArchive`; `written` is `Center.written` where there are plug-ins."""
    evidence = _evidence(office, asked)
    state = fold(evidence.events)
    edition = office.edition(state.terms.edition_hash)
    if edition is None:
        raise CannotArchive("事项的文本不在了，归不了档。", "The text of the edition is gone.")
    record = Record(
        events=evidence.events,
        values={id: each.value for id, each in evidence.values.items()},
        item=edition.item,
        rulebook=edition.rulebook,
        parts=edition.parts,
    )
    made = _Made()
    for name, text in edition.files.items():
        made.put(_edition_name(name), text.encode(), "open")
    made.put(EVENTS, _lines(evidence.rows), "open")
    made.put(ACCESS, _lines(evidence.access), "open")
    made.put(ANCHORS, "".join(f"{line}\n" for line in evidence.anchors).encode(), "open")
    made.put(VALUES, _values(evidence), _class_of_values(evidence))
    no_pdf = _put_papers(made, record, state, asked, written)
    _put_materials(made, office, evidence, state, asked)
    keep_for = _keep_for(evidence, asked)
    made.put(KEEPING, indented(_keeping(state, keep_for, evidence.uploads)), "open")
    inside = [*made.files]
    for lang in get_args(Lang):
        made.put(
            f"cover.{lang}.html", cover(record, state, asked.at, keep_for, inside, lang).encode(), "personal"
        )
    algorithms = tuple(sorted({str(row["algorithm"]) for row in evidence.rows}))
    return Collected(
        state=state, algorithms=algorithms, files=made.files, classes=made.classes, no_pdf=no_pdf
    )


@dataclass(slots=True)
class _Made:
    """What has been collected so far."""

    files: dict[str, bytes] = field(default_factory=dict)
    classes: dict[str, Classed] = field(default_factory=dict)

    def put(self, name: str, content: bytes, classed: Classed) -> None:
        """Put a file into the package."""
        self.files[name], self.classes[name] = content, classed


def _evidence(office: Office, asked: Asked) -> Evidence:
    """Give the whole case, anchored up to its last event."""
    state = office.state(asked.case)
    if state is None or state.archived_on is None:
        raise CannotArchive(
            "这个办件还没有归档，先办：yici case archive。",
            "This case is not archived yet. First: yici case archive.",
        )
    office.store.anchor(asked.at)
    found = office.store.evidence(asked.case, asked.actor, PURPOSE, asked.at)
    assert found is not None, "a case that has events is there"
    if "altered" in found.lost.values():
        raise CannotArchive(
            "有的个人信息打不开了，归不了档。请先查：yici case verify。",
            "Some personal values do not open. Look first: yici case verify.",
        )
    return found


def _edition_name(name: str) -> str:
    """Name a file of the edition so that its format shows; decision files beside items say it already."""
    return f"{EDITION}{name}" if name.startswith("beside/") else f"{EDITION}{name}.yaml"


def _lines(rows: Sequence[Mapping[str, Json]]) -> bytes:
    return b"".join(canonical(row) + b"\n" for row in rows)


def _values(evidence: Evidence) -> bytes:
    values: dict[str, Json] = {
        id: {"value": each.value, "salt": each.salt.hex()} for id, each in evidence.values.items()
    }
    return indented({"values": values, "erased": sorted(evidence.lost)})


def _class_of_values(evidence: Evidence) -> Classed:
    return "sensitive" if evidence.values else "open"


def _put_papers(made: _Made, record: Record, state: State, asked: Asked, written: Written) -> NoPdf | None:
    """Put every paper in, as a page and, where it can be made, as PDF/A; say why it could not."""
    no_pdf: NoPdf | None = None
    places = dict(_places(record))
    for owed in state.papers:
        paper = write(record, owed)
        name = f"papers/{file_name(owed, 'en', 'html')}"
        page = _on_file(asked.pages, places.get(owed.number, ""), owed.kept)
        if page is None:
            page = written(owed.paper, state.terms.item, partial(to_html, paper)).encode()
        made.put(name, page, "personal")
        pdf = to_pdf(paper, day_of(record.events[owed.sequence - 1].at))
        if isinstance(pdf, NoPdf):
            no_pdf = pdf
        else:
            made.put(name.removesuffix("html") + "pdf", pdf, "personal")
    return no_pdf


def _places(record: Record) -> Iterator[tuple[str, str]]:
    for event in record.events:
        if event.kind == "kept":
            yield str(event.data.get("number", "")), str(event.data.get("place", ""))


def _on_file(pages: Path | None, place: str, kept: str) -> bytes | None:
    """Give a page as it was put on file, if it still lies there and is the one."""
    if pages is None or not place:
        return None
    path = pages / place
    if not path.resolve().is_relative_to(pages.resolve()) or not path.is_file():
        return None
    content = path.read_bytes()
    return content if "sha256:" + hashlib.sha256(content).hexdigest() == kept else None


def _file_of(upload: Upload) -> str:
    return f"materials/{upload.hash.removeprefix('sha256:')}.{upload.kind}"


def _put_materials(made: _Made, office: Office, evidence: Evidence, state: State, asked: Asked) -> None:
    """Put every file in that was handed in, under its hash, and the list of everything that was."""
    files: list[Json] = []
    for each in evidence.uploads:
        found = office.store.read_upload(asked.case, each.hash, asked.actor, PURPOSE, asked.at, each.person)
        name = _file_of(each)
        try:
            made.put(name, b"".join(found or ()), "sensitive")
        except Altered as error:
            raise CannotArchive(
                "有一份电子材料和交来时不一样了，归不了档。", "A file is not what was handed in."
            ) from error
        files.append({"name": name, "hash": each.hash, "size": each.size, "person": each.person})
    handed: list[Json] = [
        {"name": name, "state": each.state, "copies": each.copies, "form": each.form, "kept": each.collected}
        for name, each in state.ledger.items()
        if each.handed_in
    ]
    made.put(MATERIALS, indented({"handed_in": handed, "files": files}), "open")


def _keep_for(evidence: Evidence, asked: Asked) -> str:
    """Give how long the file is kept: as was said when it was closed, or as is said now."""
    archived = (each.data.get("keep_for") for each in reversed(evidence.events) if each.kind == "archived")
    said = str(next(archived, None) or asked.keep_for)
    if KEEP_FOR.fullmatch(said) is None:
        raise CannotArchive(
            "没有写明保管期限，请加 --keep-for 30年（或者 永久）。",
            "It is not said how long it is kept: add --keep-for 30年 (or 永久).",
        )
    return said


def _keeping(state: State, keep_for: str, uploads: Sequence[Upload]) -> Mapping[str, Json]:
    """Say how long it is kept, since when, who may open it, and what scanners said of its files."""
    assert state.archived_on is not None
    scanned: dict[str, Json] = {_file_of(each): each.scan or UNSCANNED for each in uploads}
    return {
        "keep_for": keep_for,
        "since": state.archived_on.isoformat(),
        "access": list(_ACCESS),
        "scanned": scanned if any(each.scan for each in uploads) else None,
    }
