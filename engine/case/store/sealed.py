"""Files sealed piece by piece: written and read as a stream, each piece bound to its place and to the end.

A piece that is changed, moved, left out or cut off does not open (the STREAM construction over AES-GCM), so
nothing unsealed lies on the disk at any time, and a file of any size takes the memory of one piece. Each
file has a key of its own, derived from the given one and the salt at its beginning.
"""

from __future__ import annotations

import hmac
import secrets
import struct
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.case.store.content import PIECE

__all__ = ["PIECE", "Altered", "Sealed", "Sealer", "unsealed"]

_SALT: Final = 16
_TAG: Final = 16


class Altered(Exception):
    """The file on disk is not what was written there."""


class Sealer:
    """Seals what is written to it into a file; only `finish` makes the file whole."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        salt = secrets.token_bytes(_SALT)
        self._file, self._cipher = file, _cipher(key, salt)
        self._waiting, self._number = bytearray(), 0
        file.write(salt)

    def write(self, some: bytes) -> None:
        """Take more of the file."""
        self._waiting += some
        # The last piece is marked, so one is always kept back.
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def finish(self) -> None:
        """Write the last piece."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), piece, None))
        self._number += 1


class Sealed:
    """A sealed file that is looked into at any place; the piece that was opened last is kept at hand."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file, self._cipher = file, _cipher(key, file.read(_SALT))
        sealed = file.seek(0, SEEK_END) - _SALT
        # An empty file has one piece too, of nothing but its tag.
        self._last = max(0, sealed - 1) // (PIECE + _TAG)
        self._size = sealed - (self._last + 1) * _TAG
        self._number, self._piece = -1, b""

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self._size

    def read(self, at: int, size: int) -> bytes:
        """Give bytes from a place on, fewer at the end; raise `Altered` where somebody changed them."""
        made, end = bytearray(), min(at + size, self._size)
        while at < end:
            number, skip = divmod(at, PIECE)
            some = self._opened(number)[skip : skip + end - at]
            made += some
            at += len(some)
        return bytes(made)

    def _opened(self, number: int) -> bytes:
        if number != self._number:
            self._file.seek(_SALT + number * (PIECE + _TAG))
            sealed = self._file.read(PIECE + _TAG)
            try:
                self._piece = self._cipher.decrypt(_nonce(number, number == self._last), sealed, None)
            except (InvalidTag, ValueError) as error:
                raise Altered from error
            self._number = number
        return self._piece


def unsealed(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """Open a sealed file piece by piece; raise `Altered` at the first that is not what was written."""
    cipher, number = _cipher(key, file.read(_SALT)), 0
    piece = file.read(PIECE + _TAG)
    while True:
        following = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, not following), piece, None)
        except (InvalidTag, ValueError) as error:
            raise Altered from error
        if not following:
            return
        piece, number = following, number + 1


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(hmac.digest(key, b"yici file" + salt, "sha256"))


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">QI", number, last)
