"""Has a file looked into for viruses before it is kept: by every plug-in that scans, each within its time.

The bytes of a file go in, a `Scan` comes out. They are handed over through a pipe, because nothing that
somebody uploads lies open on the disk. A scanner that fails, is late, or did not read the file to its end has
said nothing about it; and what nobody has said anything about is unknown, never clean (guarantees D14).
"""

from __future__ import annotations

import errno
import os
import secrets
import select
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from engine.case.store.files import make_folder
from engine.center.calls import Called
from engine.center.center import Center
from engine.hookspecs import Incoming, Scanned

__all__ = ["Outcome", "Pieces", "Scan", "Scanning"]

Outcome: TypeAlias = Literal["none", "clean", "infected", "unknown"]
Pieces: TypeAlias = Callable[[], Iterable[bytes]]
"""Gives a file piece by piece, as often as it is called."""
_LOOK_SECONDS: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What is known of a file: `none` if nobody scans here, `unknown` if nobody could say.

    `found` is what a scanner has found, `by` which plug-in has found it, or gave no answer.
    """

    outcome: Outcome
    found: str = ""
    by: str = ""


class Scanning:
    """Whom a centre has files looked into by; pipes are made in `folder`."""

    def __init__(self, center: Center, folder: Path) -> None:
        self._scanners = center.scanners
        self._folder = folder

    @property
    def scans(self) -> bool:
        """Tell whether anybody looks into files here."""
        return bool(self._scanners)

    def look(self, pieces: Pieces, media_type: str, size: int) -> Scan:
        """Have a file looked into by everybody; the worst that is said of it counts."""
        said: list[Scan] = []
        for scanner in self._scanners:
            said.append(self._asked(scanner, pieces, media_type, size))
            if said[-1].outcome == "infected":
                return said[-1]
        silent = next((each for each in said if each.outcome == "unknown" and each.by), None)
        clean = next((each for each in said if each.outcome == "clean"), None)
        return silent or clean or Scan(outcome="unknown" if said else "none")

    def _asked(
        self, scanner: Callable[[Incoming], Called], pieces: Pieces, media_type: str, size: int
    ) -> Scan:
        try:
            with _piped(self._folder, pieces) as pipe:
                called = scanner(Incoming(path=pipe.path, media_type=media_type, size=size))
        except OSError:
            # No pipe can be made, or the file not read: nobody has looked into it, and that is what is said.
            return Scan(outcome="unknown", by="?")
        answer: Scanned | None = called.answer
        if called.state != "answered":
            return Scan(outcome="unknown", by=called.plugin)
        if answer is None:
            return Scan(outcome="unknown")
        if answer.found:
            return Scan(outcome="infected", found=answer.found[:200], by=called.plugin)
        return Scan(outcome="clean" if pipe.read else "unknown", by=called.plugin)


class _Pipe:
    """A named pipe and the thread that writes a file into it, piece by piece, as somebody reads."""

    def __init__(self, path: Path, pieces: Pieces) -> None:
        self.path, self.read = path, False
        self.failed: Exception | None = None
        self._pieces, self._over = pieces, threading.Event()
        self._thread = threading.Thread(target=self._write, name="yici-scan", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Stop writing, and let go of whoever still waits for something to read."""
        self._over.set()
        self._thread.join()
        opened = self._opened()
        if opened is not None:
            os.close(opened)

    def _write(self) -> None:
        try:
            opened = self._awaited()
            if opened is None:
                return
            # Closing it is what tells the reader that this was the end.
            with open(opened, "wb", buffering=0):
                self.read = all(self._written(opened, piece) for piece in self._pieces())
        except BrokenPipeError:
            # The reader has gone away, and has not read the file to its end.
            return
        except Exception as error:  # raised where the file was to be looked into
            self.failed = error

    def _awaited(self) -> int | None:
        """Give the pipe open for writing as soon as somebody reads; nothing if it is over before."""
        while not self._over.is_set():
            opened = self._opened()
            if opened is not None:
                return opened
            self._over.wait(_LOOK_SECONDS)
        return None

    def _opened(self) -> int | None:
        """Open the pipe for writing; nothing as long as nobody reads."""
        try:
            return os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return None
            raise

    def _written(self, opened: int, piece: bytes) -> bool:
        rest = memoryview(piece)
        waits = select.poll()
        waits.register(opened, select.POLLOUT)
        while rest:
            if self._over.is_set():
                return False
            if waits.poll(_LOOK_SECONDS * 1000):
                try:
                    rest = rest[os.write(opened, rest) :]
                except BlockingIOError:
                    continue
        return True


@contextmanager
def _piped(folder: Path, pieces: Pieces) -> Iterator[_Pipe]:
    """Give a pipe that a file comes out of, for this process and its children alone."""
    if not hasattr(os, "mkfifo"):
        raise OSError(errno.ENOSYS, "no named pipes")
    make_folder(folder)
    path = folder / secrets.token_hex(16)
    os.mkfifo(path, 0o600)
    pipe = _Pipe(path, pieces)
    try:
        pipe.start()
        yield pipe
    finally:
        pipe.end()
        path.unlink()
    if pipe.failed is not None:
        raise pipe.failed
