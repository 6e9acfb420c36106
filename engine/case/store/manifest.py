"""The list of what a backup holds: counts, heads, the hash of every file; without it there is no backup."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from engine.case.store.answers import CannotOpen
from engine.case.store.files import hash_file, write_whole

__all__ = [
    "ANCHORS",
    "DATABASE",
    "NAME",
    "UPLOADS",
    "Manifest",
    "read_manifest",
    "write_manifest",
    "wrong_files",
]

NAME: Final = "manifest.json"
DATABASE: Final = "store.sqlite"
UPLOADS: Final = "uploads"
ANCHORS: Final = "anchors.jsonl"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`anchor` is the number of the last anchor in the copy; `heads` is a hash over the heads of chains."""

    program: str
    schema: int
    installation: str
    made_at: str
    epoch: int
    chains: int
    events: int
    anchor: int
    heads: str
    files: Mapping[str, str]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a backup."""
    text = json.dumps({"format": _FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1)
    write_whole(folder / NAME, text.encode())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a backup, or say that this is none."""
    try:
        read = json.loads((folder / NAME).read_bytes())
        if read.pop("format") != _FORMAT:
            raise ValueError("of another format")
        return Manifest(**read)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotOpen(
            "no_backup", f"{folder} 里没有完整的备份。", f"{folder} holds no complete backup."
        ) from error


def wrong_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Give the files that are missing or not what was backed up."""
    for name, hash in manifest.files.items():
        path = folder / name
        if not path.is_file() or hash_file(path) != hash:
            yield name
