"""Publishing: an approved text becomes the edition in force from a day on, and the one before it ends there.

A draft goes in, a plan comes out or everything that stands against it. A plan is written whole: every file
beside its place first, then all of them put there; doing it again after a crash does nothing twice.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from engine.catalog.catalog import Place, read_bytes
from engine.catalog.lint import find_all, outline
from engine.item.load import load
from engine.item.text import decode
from web.shelf import Shelf
from web.studio.model import Draft
from web.studio.sheet import Sheet
from web.studio.sight import Sight
from web.typed import day

__all__ = ["Against", "Plan", "dated", "file_of", "latest", "plan_of", "standing_against", "write"]

_DATED: Final = re.compile(r"\.\d{4}-\d{2}-\d{2}$")
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """One thing that stands against a step: its word with its values, or a sentence in both languages."""

    key: str = ""
    values: dict[str, object] = field(default_factory=dict)
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The files of a publication: the new edition first, then those whose period it ends."""

    edition: str
    first: date
    files: tuple[tuple[Path, str], ...]


def latest(shelf: Shelf, code: str) -> Place | None:
    """Give the newest edition of an item."""
    editions = shelf.editions(code)
    return editions[-1] if editions else None


def file_of(shelf: Shelf, draft: Draft, first: date | None = None) -> Path:
    """Give the file of a draft's edition: beside the one before it, or where its department's items are."""
    newest = latest(shelf, draft.code)
    if newest is not None:
        path = Path(newest.path)
        stem = _DATED.sub("", path.stem)
        return path.with_name(f"{stem}.{first}.yaml" if first is not None else path.name)
    near = Counter(
        str(Path(place.path).parent) for place in shelf.files() if place.record.department == draft.department
    )
    folder = Path(near.most_common(1)[0][0]) if near else shelf.folder.absolute()
    return folder / f"{draft.code}.yaml"


def dated(sheet: Sheet, first: date) -> Sheet:
    """Give a definition the name and the first day of its edition; an end that lies before it goes."""
    made = sheet.put(("edition",), [first.isoformat()]).put(("valid", "from"), [first.isoformat()])
    until = made.values(("valid", "until"))
    return made.put(("valid", "until"), []) if until and until[0] < first.isoformat() else made


def standing_against(sight: Sight, draft: Draft) -> tuple[Against, ...]:
    """Give what in the text itself stands against sending, approving and publishing it."""
    made = []
    if sight.wrong:
        made.append(Against(key="studio_against_faults", values={"count": len(sight.wrong)}))
    elif sight.tried is None or sight.tried.left:
        made.append(Against(key="studio_against_not_run"))
    elif sight.tried.failed:
        made.append(Against(key="studio_against_samples", values={"count": sight.tried.failed}))
    item = sight.item
    if item is not None and str(item.code) != draft.code:
        made.append(Against(key="studio_against_code", values={"code": draft.code}))
    if item is not None and draft.department and str(item.department) != draft.department:
        made.append(Against(key="studio_against_department", values={"department": draft.department}))
    return tuple(made)


def plan_of(draft: Draft, sight: Sight, shelf: Shelf, today: date) -> Plan | tuple[Against, ...]:
    """Plan the publication of a draft; instead, everything at once that stands against it."""
    against = list(standing_against(sight, draft))
    first = None if sight.item is None else day(str(sight.item.valid_from))
    if first is None or sight.item is None:
        return (*against, Against(key="studio_against_no_day"))
    path = file_of(shelf, draft, first)
    if not shelf.editions(draft.code):
        path = file_of(shelf, draft)
    digest = hashlib.sha256(sight.text.encode()).hexdigest()
    others = [each for each in shelf.editions(draft.code) if each.record.content != digest]
    again = len(others) < len(shelf.editions(draft.code))
    if again:
        path = next(Path(p.path) for p in shelf.editions(draft.code) if p.record.content == digest)
    elif first < today:
        against.append(Against(key="studio_against_past", values={"day": first}))
    base = others[-1].record.content if others else ""
    if base != draft.base and not again:
        against.append(Against(key="studio_against_base"))
    against += _later(others, first)
    closed = [] if against else [_closed(each, first) for each in others if _reaches(each, first)]
    plan = Plan(edition=str(sight.item.edition), first=first, files=((path, sight.text), *closed))
    against += [] if against else _side_by_side(plan, shelf)
    return tuple(against) if against else plan


def _later(others: Sequence[Place], first: date) -> Iterator[Against]:
    """Editions that begin on the same day or later would be pushed aside by nobody's decision."""
    for each in others:
        if each.record.valid_from >= first.isoformat():
            values = {"edition": each.record.edition, "day": each.record.valid_from}
            yield Against(key="studio_against_later", values=dict(values))


def _reaches(place: Place, first: date) -> bool:
    """Whether an earlier edition would still cover the first day of the new one."""
    until = place.record.valid_until
    return until is None or until >= first.isoformat()


def _closed(place: Place, first: date) -> tuple[Path, str]:
    """Give the file of an earlier edition with its last day: the day before."""
    text, _ = decode(read_bytes(place.path), place.path)
    sheet = Sheet(text or "").put(("valid", "until"), [(first - _DAY).isoformat()])
    return Path(place.path), sheet.text


def _side_by_side(plan: Plan, shelf: Shelf) -> Iterator[Against]:
    """What the lints of the whole catalogue would say about the files of the plan."""
    ours = {str(path): load(text.encode(), str(path)).item for path, text in plan.files}
    items = [item for item in shelf.items() if item.path not in ours]
    items += [item for item in ours.values() if item is not None]
    for fault in find_all([outline(item) for item in items]):
        places = {fault.source.path, fault.also.path if fault.also is not None else ""}
        if fault.kind.level == "fault" and places & ours.keys():
            yield Against(zh=fault.says("zh"), en=fault.says("en"))


def write(plan: Plan) -> None:
    """Write the files of a plan; raises OSError with nothing changed if one of them cannot be written."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in plan.files:
            beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
            staged.append((beside, path))
            with open(beside, "xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                os.chmod(beside, path.stat().st_mode & 0o7777)
        for beside, path in staged:
            os.replace(beside, path)
    finally:
        for beside, _ in staged:
            beside.unlink(missing_ok=True)
    for folder in {path.parent for path, _ in plan.files}:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
