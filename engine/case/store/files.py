"""Files on disk: wholly or not at all, for their owner alone, and there when the call returns."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from pathlib import Path
from typing import Final

__all__ = ["copy_whole", "hash_file", "make_folder", "sync_file", "sync_folder", "write_whole"]


_PIECE: Final = 1 << 20


def make_folder(path: Path) -> None:
    """Make a folder for its owner alone, if it is not there."""
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of mode 0600 wholly or not at all."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:  # whatever stopped it, no half file is left beside
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file to a new place, for its owner alone."""
    with (
        open(source, "rb") as read,
        open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
    ):
        shutil.copyfileobj(read, file, _PIECE)
        file.flush()
        os.fsync(file.fileno())


def hash_file(path: Path) -> str:
    """Hash a file piece by piece."""
    with open(path, "rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Have a file on disk that another hand wrote."""
    opened = os.open(path, os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk; where a folder cannot be opened, the system sees to it."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
