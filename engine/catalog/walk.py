"""The files of a folder, as they stand: paths with size, time and inode, nothing read."""

from __future__ import annotations

import os
import time
from typing import Final

from engine.catalog.store import Seen

__all__ = ["settled", "walk"]

_SUFFIXES: Final = (".yaml", ".yml")
_DEEPEST: Final = 32
# A file changed again within one tick of the clock keeps its size and time: what is this young is read again.
_TICK_NS: Final = 100_000_000
_COARSE_TICK_NS: Final = 2_000_000_000


def walk(folder: str, *, deep: bool = True) -> dict[str, Seen]:
    """Give every YAML file below a folder by its relative path with `/`; hidden ones are left out."""
    found: dict[str, Seen] = {}
    waiting = [("", 0)]
    while waiting:
        below, depth = waiting.pop()
        try:
            entries = list(os.scandir(os.path.join(folder, below)))
        except OSError:
            if not below:
                raise
            continue
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            if name.endswith(_SUFFIXES):
                seen = _seen(entry)
                if seen is not None:
                    found[below + name] = seen
                    continue
            if deep and depth < _DEEPEST and entry.is_dir(follow_symlinks=False):
                waiting.append((f"{below}{name}/", depth + 1))
    return found


def settled(seen: Seen) -> Seen:
    """Give what may be remembered of a file just read: a file that young gets a time that never matches."""
    size, mtime, inode = seen
    tick = _COARSE_TICK_NS if mtime % 1_000_000_000 == 0 else _TICK_NS
    return (size, -1, inode) if time.time_ns() - mtime < tick else seen


def _seen(entry: os.DirEntry[str]) -> Seen | None:
    try:
        if not entry.is_file():
            return None
        status = entry.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
