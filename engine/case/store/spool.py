"""A file on its way in: written as it arrives, sealed with a key of this process alone, gone at its end.

Nothing of it lies open on the disk, and what a power cut leaves behind is unreadable and swept away. Its hash
and its size are worked out on the way, so that no file is ever held in memory as a whole.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from engine.case.store.answers import Reason, Unavailable
from engine.case.store.files import make_folder
from engine.case.store.sealed import Sealed, Sealer, unsealed

__all__ = ["Spool", "on_disk"]

_REASONS: Final[Mapping[int, Reason]] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EIO: "gone",
}


@contextmanager
def on_disk() -> Iterator[None]:
    """Say what the disk cannot do as the store says it."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0)
        raise (error if reason is None else Unavailable(reason)) from error


class Spool:
    """One file in a folder of files on their way in; whoever makes it closes it."""

    def __init__(self, folder: Path) -> None:
        with on_disk():
            make_folder(folder)
            self._path = folder / secrets.token_hex(16)
            self._key = secrets.token_bytes(32)
            self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
            self._sealer = Sealer(self._file, self._key)
        self._hashed, self.size = hashlib.sha256(), 0

    @property
    def hash(self) -> str:
        """The hash of what was written."""
        return "sha256:" + self._hashed.hexdigest()

    def write(self, some: bytes) -> None:
        """Take more of the file."""
        self._hashed.update(some)
        self.size += len(some)
        with on_disk():
            self._sealer.write(some)

    def finish(self) -> None:
        """Write the end; from now on it can be read."""
        with on_disk():
            self._sealer.finish()
            self._file.close()

    def pieces(self) -> Iterator[bytes]:
        """Give the file piece by piece."""
        with on_disk(), open(self._path, "rb") as file:
            yield from unsealed(file, self._key)

    @contextmanager
    def opened(self) -> Iterator[Sealed]:
        """Give the file to be looked into at any place."""
        with on_disk(), open(self._path, "rb") as file:
            yield Sealed(file, self._key)

    def close(self) -> None:
        """Leave nothing of it; what could not be written to a full disk is not missed any more."""
        self._path.unlink(missing_ok=True)
        with suppress(OSError):
            self._file.close()
