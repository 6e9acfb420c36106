"""The bytes of a file as they are looked into: at any place, never all at once.

A picture is known by its head, a PDF is looked through piece by piece; a file of any size takes the memory of
a piece.
"""

from __future__ import annotations

from typing import Final, Protocol

__all__ = ["PIECE", "Content", "Whole"]

PIECE: Final = 64 * 1024


class Content(Protocol):
    """Bytes that can be read at any place."""

    @property
    def size(self) -> int:
        """How many bytes there are."""
        ...

    def read(self, at: int, size: int) -> bytes:
        """Give bytes from a place on, fewer at the end."""
        ...


class Whole:
    """Bytes that are in memory anyway."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self._content)

    def read(self, at: int, size: int) -> bytes:
        """Give bytes from a place on, fewer at the end."""
        return self._content[at : at + size]
