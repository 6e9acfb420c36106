"""Reads and compiles what the index does not know: files in, records and rulebooks out, on all cores.

The only module of the catalogue that loads the parser; it is imported when something changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from engine.catalog.store import Record, pack
from engine.cores import on_all_cores
from engine.dataclass import dataclass
from engine.item.load import load
from engine.item.model import Item
from engine.rules.rulebook import compile_item

__all__ = ["Built", "Make", "Progress", "build", "make", "make_package"]

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of one file: its record, and its rulebook as bytes unless it has faults or parts."""

    record: Record
    blob: bytes | None


Make: TypeAlias = Callable[[bytes, str], Built]


def make(data: bytes, path: str) -> Built:
    """Read and compile one item; the parts of a package are put in later, when it is known which."""
    loaded = load(data, path)
    faults = sum(fault.kind.level == "fault" for fault in loaded.faults)
    if loaded.item is None:
        return Built(record=_record(data, None, max(faults, 1)), blob=None)
    if loaded.item.parts or faults:
        return Built(record=_record(data, loaded.item, faults), blob=None)
    compiled = compile_item(loaded.item, {})
    if compiled.rulebook is None:
        faults = sum(fault.kind.level == "fault" for fault in compiled.faults)
        return Built(record=_record(data, loaded.item, max(faults, 1)), blob=None)
    return Built(record=_record(data, loaded.item, 0), blob=compiled.rulebook.to_bytes())


def make_package(data: bytes, path: str, parts: Mapping[str, tuple[bytes, str]]) -> bytes | None:
    """Compile a package with its parts, given as bytes and path by code; None if there are faults."""
    whole = load(data, path)
    loaded = {code: load(*part) for code, part in parts.items()}
    if whole.item is None or any(fault.kind.level == "fault" for fault in whole.faults):
        return None
    items = {code: part.item for code, part in loaded.items() if part.item is not None}
    compiled = compile_item(whole.item, items)
    return None if compiled.rulebook is None else compiled.rulebook.to_bytes()


def build(
    jobs: Sequence[tuple[str, bytes]], maker: Make = make, progress: Progress | None = None
) -> Iterator[Built]:
    """Compile many files, given as path and bytes, in their order; the rulebooks come packed."""
    total = len(jobs)
    for done, built in enumerate(on_all_cores(_Job(maker), jobs), start=1):
        if progress is not None:
            progress(done, total)
        yield built


@dataclass(frozen=True, slots=True)
class _Job:
    maker: Make

    def __call__(self, job: tuple[str, bytes]) -> Built:
        path, data = job
        built = self.maker(data, path)
        return built if built.blob is None else Built(record=built.record, blob=pack(built.blob))


def _record(data: bytes, item: Item | None, faults: int) -> Record:
    content = hashlib.sha256(data).hexdigest()
    if item is None:
        return Record(
            content=content,
            code="",
            edition="",
            valid_from="",
            valid_until=None,
            name="",
            department="",
            faults=faults,
        )
    return Record(
        content=content,
        code=str(item.code),
        edition=str(item.edition),
        valid_from=str(item.valid_from),
        valid_until=None if item.valid_until is None else str(item.valid_until),
        name=str(item.name),
        department=str(item.department),
        parts=tuple(str(part.code) for part in item.parts),
        faults=faults,
    )
