"""What a package of an archived case is made of: the names in it, its manifest, how one is opened.

A folder or a plain zip goes in, its files by name come out, within bounds that no package of ours reaches.
Nothing here believes what a package says of itself: that is for the checks.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias

from engine.case.model import Json

__all__ = [
    "ACCESS",
    "ANCHORS",
    "CONTEXT",
    "EVENTS",
    "FORMAT",
    "FORMATS",
    "KEEPING",
    "MANIFEST",
    "MATERIALS",
    "SIGNATURES",
    "VALUES",
    "Classed",
    "NoPackage",
    "indented",
    "open_package",
]

FORMAT: Final = "yici archive 1"
CONTEXT: Final = b"yici archive 1\n"
"""Stands before what is signed, so that no signature of anything else counts for a package."""

MANIFEST: Final = "manifest.json"
SIGNATURES: Final = "signatures.json"
EVENTS: Final = "events.jsonl"
ACCESS: Final = "access.jsonl"
ANCHORS: Final = "anchors.jsonl"
VALUES: Final = "values.json"
MATERIALS: Final = "materials.json"
KEEPING: Final = "keeping.json"

Classed: TypeAlias = Literal["open", "personal", "sensitive"]

FORMATS: Final[Mapping[str, bytes]] = {
    # What people will still be able to open, and how such a file begins.
    "json": b"",
    "jsonl": b"",
    "yaml": b"",
    "dmn": b"<",
    "html": b"<!doctype html>",
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}

_MOST_FILES: Final = 5000
_MOST_BYTES: Final = 512 << 20


class NoPackage(Exception):
    """What was named is no package that can be looked into, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(en)


def indented(said: Mapping[str, Json]) -> bytes:
    """Write what a file of a package says so that people can read it too."""
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def open_package(path: Path) -> dict[str, bytes]:
    """Give every file of a package by its name; raise `NoPackage` if there is none to look into."""
    try:
        files = _of_folder(path) if path.is_dir() else _of_zip(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NoPackage(f"读不了 {path}：{reason}", f"Cannot read {path}: {reason}") from error
    if MANIFEST not in files:
        raise NoPackage(f"{path} 不是归档包，里面没有 {MANIFEST}。", f"{path} is no package: no {MANIFEST}.")
    return files


def _of_folder(folder: Path) -> dict[str, bytes]:
    """Read a folder; a link is not followed, for what it points to is not in the package."""
    made: dict[str, bytes] = {}
    left = _MOST_BYTES
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        left -= path.stat().st_size
        _within(folder, len(made), left)
        made[path.relative_to(folder).as_posix()] = path.read_bytes()
    return made


def _of_zip(path: Path) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as packed:
            entries = [each for each in packed.infolist() if not each.is_dir()]
            _within(path, len(entries), _MOST_BYTES - sum(each.file_size for each in entries))
            for each in entries:
                with packed.open(each) as file:
                    # What it really is may be more than it says.
                    made[each.filename] = file.read(each.file_size + 1)[: each.file_size]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise NoPackage(f"{path} 不是归档包，打不开。", f"{path} is no package; it does not open.") from error
    return made


def _within(path: Path, files: int, left: int) -> None:
    if files > _MOST_FILES or left < 0:
        raise NoPackage(
            f"{path} 太大了，不像归档包（最多 {_MOST_FILES} 个文件，{_MOST_BYTES >> 20} MiB）。",
            f"{path} is too large for a package ({_MOST_FILES} files, {_MOST_BYTES >> 20} MiB at most).",
        )
