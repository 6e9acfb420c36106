"""Publishes the site into a folder: only what changed is made anew, what is gone is taken away.

The folder remembers in one file what each item was made from. A folder with other people's files is never
touched; a publication that is stopped half-way leaves whole files, and the next one completes them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

from engine.cores import on_all_cores
from engine.guide.site.item_pages import Maker
from engine.guide.site.lists import lists_of
from engine.guide.site.model import Job, Made, Published, Row, Site
from engine.guide.site.search_files import search_files

__all__ = ["NotOurs", "publish"]

Book: TypeAlias = Callable[[str], bytes | None]
Progress: TypeAlias = Callable[[int, int], None]
MEMORY: Final = ".yici-site.json"


class NotOurs(Exception):
    """The folder holds files and no memory of ours: publishing there could overwrite what somebody needs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


@dataclass(slots=True, kw_only=True)
class Memory:
    """What the folder holds: by code the key, the row and the paths of the files; the paths of the lists."""

    stamp: str
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)
    search: dict[str, str] = field(default_factory=dict)


def publish(
    jobs: Sequence[Job],
    out: Path,
    site: Site,
    *,
    book: Book,
    stamp: str,
    progress: Progress | None = None,
) -> Published:
    """Publish all jobs; raises `NotOurs`, or OSError if the folder cannot be written.

    `book` gives the rulebook of a code as bytes, or nothing if it has faults; it is asked only for what is
    made anew. `stamp` names the program and everything beside the items that pages depend on.
    """
    memory = _remembered(out, stamp)
    known = memory.items
    new = (job for job in jobs if known.get(job.code, {}).get("key") != job.key)
    changed = [replace(job, book=book(job.code)) for job in new]
    faulty = _renew(out, memory, changed, site, progress)
    gone = known.keys() - {job.code for job in jobs}
    for code in gone:
        _remove(out, known.pop(code)["files"])
    _relist(out, memory, [job.code for job in jobs if job.code in known], site)
    _remember(out, memory)
    return Published(
        written=len(changed) - len(faulty),
        kept=len(jobs) - len(changed),
        removed=len(gone),
        faulty=tuple(faulty),
        files=sum(len(item["files"]) for item in known.values()) + len(memory.lists),
    )


def _renew(
    out: Path, memory: Memory, changed: Sequence[Job], site: Site, progress: Progress | None
) -> list[str]:
    """Write what changed, an item at a time, and give the codes of those that have faults."""
    faulty = []
    for done, made in enumerate(on_all_cores(Maker(site), changed), start=1):
        _replace(out, memory, made)
        if made.row is None:
            faulty.append(made.code)
        if progress is not None:
            progress(done, len(changed))
    return faulty


def _relist(out: Path, memory: Memory, codes: Sequence[str], site: Site) -> None:
    """Write what is made from all items together, in the order of their codes here."""
    rows = [Row.from_json(memory.items[code]["row"]) for code in codes]
    lists = dict(lists_of(rows, site)) | _searched(out, memory, rows)
    _remove(out, [path for path in memory.lists if path not in lists])
    for path, data in lists.items():
        _write(out / path, data)
    memory.lists = list(lists)


def _searched(out: Path, memory: Memory, rows: Sequence[Row]) -> dict[str, bytes]:
    """Give the files of the search; those made from the same texts before are taken as they lie there."""

    def kept(name: str, digest: str) -> bytes | None:
        path = out / name
        return path.read_bytes() if memory.search.get(name) == digest and path.is_file() else None

    made = list(search_files(rows, kept))
    memory.search = {name: digest for name, _, digest in made if digest}
    return {name: data for name, data, _ in made}


def _replace(out: Path, memory: Memory, made: Made) -> None:
    """Write the files of one item, and take away those that it no longer has."""
    before = memory.items.pop(made.code, {"files": []})
    for path, data in made.files.items():
        _write(out / path, data)
    _remove(out, [path for path in before["files"] if path not in made.files])
    if made.row is not None:
        row = made.row.to_json()
        memory.items[made.code] = {"key": made.key, "row": row, "files": list(made.files)}


def _remembered(out: Path, stamp: str) -> Memory:
    """Read the memory of a folder; under another stamp all is made anew, and old files are still ours."""
    path = out / MEMORY
    if not path.exists():
        if out.exists() and any(out.iterdir()):
            raise NotOurs(out)
        return Memory(stamp=stamp)
    try:
        read = json.loads(path.read_bytes())
        memory = Memory(stamp=stamp, items=dict(read["items"]), lists=list(read["lists"]))
        paths = [*memory.lists, *(each for item in memory.items.values() for each in item["files"])]
        memory.search = dict(read["search"]) if read["stamp"] == stamp else {}
        known = read["stamp"] == stamp and all(
            {"key", "row"} <= item.keys() for item in memory.items.values()
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotOurs(out) from None
    if not all(_inside(each) for each in paths):
        raise NotOurs(out)
    if not known:
        memory.items = {code: {**item, "key": ""} for code, item in memory.items.items()}
    return memory


def _inside(path: object) -> bool:
    """Whether a remembered path stays in the folder; the memory may have been written by anybody."""
    return isinstance(path, str) and not os.path.isabs(path) and ".." not in Path(path).parts


def _remember(out: Path, memory: Memory) -> None:
    value = {
        "stamp": memory.stamp,
        "items": memory.items,
        "lists": memory.lists,
        "search": memory.search,
    }
    _write(out / MEMORY, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _write(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all; one that already holds the same is left as it is."""
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except BaseException:  # whatever stopped it, no half file is left beside
        beside.unlink(missing_ok=True)
        raise


def _remove(out: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (out / path).unlink(missing_ok=True)
