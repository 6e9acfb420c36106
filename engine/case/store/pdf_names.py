"""The names that must not stand in a PDF, looked for in bytes that come piece by piece.

Escapes in names are undone; a name that is cut in two by the end of a piece is found with the next.
"""

from __future__ import annotations

import re
from typing import Final

from engine.case.store.upload_words import Wrong

__all__ = ["END_OF_NAME", "Names", "plain"]

_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
END_OF_NAME: Final = rb"(?![^\x00\t\n\f\r ()<>\[\]{}/%])"
# Long names only: a short one like /JS stands by chance somewhere in any large picture.
_NAMES: Final[tuple[tuple[Wrong, re.Pattern[bytes]], ...]] = (
    ("encrypted", re.compile(rb"/Encrypt" + END_OF_NAME)),
    (
        "active",
        re.compile(
            rb"/(?:JavaScript|Launch|RichMedia|Rendition|ImportData|SubmitForm|XFA)" + END_OF_NAME,
        ),
    ),
    ("carries_files", re.compile(rb"/(?:EmbeddedFiles?|GoToE|Collection)" + END_OF_NAME)),
)
# The longest name with every sign escaped has some 40 bytes; an escape that is cut off has up to two.
_LAP: Final = 128
_UNSURE: Final = 4


def plain(some: bytes) -> bytes:
    """Give bytes with the escapes of names undone."""
    return _ESCAPE.sub(lambda each: bytes([int(each[1], 16)]), some)


class Names:
    """Looks for the names; `worst` is what counts of all that was found."""

    def __init__(self) -> None:
        self._rest = b""
        self._found: set[Wrong] = set()

    @property
    def worst(self) -> Wrong | None:
        """Give what is wrong, the first of the list if there is more."""
        return next((wrong for wrong, _ in _NAMES if wrong in self._found), None)

    def take(self, piece: bytes) -> None:
        """Look through more bytes; what stands at their very end is not certain yet."""
        some = self._rest + piece
        self._look(some, _UNSURE)
        self._rest = some[-_LAP:]

    def end(self) -> None:
        """Look at what stood at the end."""
        self._look(self._rest, 0)

    def _look(self, some: bytes, unsure: int) -> None:
        clear = plain(some)
        for wrong, names in _NAMES:
            if wrong not in self._found and any(
                each.end() <= len(clear) - unsure for each in names.finditer(clear)
            ):
                self._found.add(wrong)
