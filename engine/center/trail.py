"""Which plug-in is at work in this process just now, in a file that outlives the process.

A plug-in that runs here can end, crash or block the whole program (guarantees D15). Its name lies in memory
that is shared with a file; whoever starts next finds it there and says so. Writing it costs no system call.
"""

from __future__ import annotations

import importlib
import mmap
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

__all__ = ["Left", "Trail"]

_SLOTS: Final = 64
_SIZE: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a process that is gone was running: the plug-in, and the hook it was asked."""

    plugin: str
    hook: str


class Trail:
    """The trail of one centre; without a folder, or where files cannot be locked, there is none."""

    def __init__(self, folder: Path | None) -> None:
        system: Any = importlib.import_module("fcntl") if os.name == "posix" else None
        self._folder = None if folder is None or system is None else folder / "running"
        self._system = system
        self._lock = threading.Lock()
        self._memory: mmap.mmap | None = None
        self._free: list[int] = []

    def left(self) -> Iterator[Left]:
        """Give what processes that are gone were running when they went, each once."""
        if self._folder is None or not self._folder.is_dir():
            return
        for path in sorted(self._folder.iterdir()):
            try:
                with path.open("rb") as file:
                    # Its own process holds the lock as long as it lives.
                    self._system.flock(file, self._system.LOCK_EX | self._system.LOCK_NB)
                    text = file.read(_SLOTS * _SIZE)
                    path.unlink()
            except OSError:
                continue
            yield from _read(text)

    def marked(self, target: Callable[..., object], plugin: str, hook: str) -> Callable[..., object]:
        """Give the same code, with its name on the trail for as long as it really runs."""
        if self._folder is None:
            return target
        said = f"{plugin}\n{hook}".encode()[:_SIZE].ljust(_SIZE, b"\0")

        def run(*args: object, **given: object) -> object:
            slot = self._enter(said)
            try:
                return target(*args, **given)
            finally:
                self._leave(slot)

        return run

    def _enter(self, said: bytes) -> int | None:
        with self._lock:
            memory = self._memory or self._begin()
            if memory is None or not self._free:
                return None
            slot = self._free.pop()
            memory[slot * _SIZE : (slot + 1) * _SIZE] = said
            return slot

    def _leave(self, slot: int | None) -> None:
        if slot is None:
            return
        with self._lock:
            if self._memory is not None:
                self._memory[slot * _SIZE] = 0
            self._free.append(slot)

    def _begin(self) -> mmap.mmap | None:
        """Make the file of this process; where none can be made, nothing is remembered."""
        assert self._folder is not None, "asked for only with a folder"
        path = self._folder / f"{os.getpid()}-{id(self)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = path.open("x+b")
            self._system.flock(file, self._system.LOCK_EX | self._system.LOCK_NB)
            file.truncate(_SLOTS * _SIZE)
            self._memory = mmap.mmap(file.fileno(), _SLOTS * _SIZE)
        except OSError:
            self._folder = None
            return None
        self._free = [*range(_SLOTS)]
        weakref.finalize(self, _end, file, path)
        return self._memory


def _read(text: bytes) -> Iterator[Left]:
    for slot in range(0, len(text), _SIZE):
        said = text[slot : slot + _SIZE].rstrip(b"\0")
        if said and text[slot]:
            plugin, _, hook = said.decode("utf-8", "replace").partition("\n")
            yield Left(plugin=plugin, hook=hook)


def _end(file: Any, path: Path) -> None:
    """Take the trail away: this process ends as it should."""
    with suppress(OSError):
        path.unlink()
    file.close()
