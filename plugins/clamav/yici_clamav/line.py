"""Speaks with clamd: a file goes over a socket of this machine piece by piece, one line comes back.

The line is not encrypted and clamd asks nobody who they are: so it is reached on this machine alone.
"""

from __future__ import annotations

import socket
import struct
from io import RawIOBase
from typing import Final

__all__ = ["NoVerdict", "ask"]

_SECONDS: Final = 8.0
_PIECE: Final = 64 * 1024
_HERE: Final = ("127.0.0.1", "::1", "localhost")
_LONGEST: Final = 4096
_CLEAN: Final = "stream: OK"
_BEGINS: Final = "stream: "
_ENDS: Final = " FOUND"


class NoVerdict(Exception):
    """Why clamd has not said whether a file is clean."""


def ask(where: str, file: RawIOBase) -> str:
    """Give the name of what clamd finds in a file, nothing if it is clean; anything else is no verdict."""
    with _reached(where) as line:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(_PIECE):
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        said = _answer(line)
    if said == _CLEAN:
        return ""
    if said.startswith(_BEGINS) and said.endswith(_ENDS):
        return said.removeprefix(_BEGINS).removesuffix(_ENDS) or "?"
    raise NoVerdict(said[:100])


def _reached(where: str) -> socket.socket:
    """Open the line: a path is a socket in the file system, anything else a host and port of this machine."""
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    if host.strip("[]") not in _HERE or not port.isdigit():
        raise NoVerdict("YICI_CLAMAV_SOCKET: a path, or a host and port of this machine")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS)


def _answer(line: socket.socket) -> str:
    """Read up to the end of the answer."""
    made = bytearray()
    while len(made) < _LONGEST and not made.endswith(b"\0"):
        some = line.recv(_LONGEST)
        if not some:
            break
        made += some
    return made.rstrip(b"\0").decode("utf-8", "replace").strip()
