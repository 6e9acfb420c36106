"""What an upload is, told by its name and its bytes, and why some are not taken (guarantees D14).

Extension, declared type and magic bytes must agree; what a picture claims to measure is read before anybody
opens it; a PDF goes through `pdf_scan`; nothing may be an archive at the same time.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.case.store.content import Content
from engine.case.store.pdf_scan import pdf_wrong
from engine.case.store.upload_words import Wrong

__all__ = ["KINDS", "LONGEST_MAGIC", "Kind", "begun_wrong", "content_wrong", "kind_of", "name_wrong"]

_MOST_PIXELS: Final = 64_000_000
_MOST_SEGMENTS: Final = 10_000
_LONGEST_NAME: Final = 200
# Controls, direction and other invisible marks, halves of characters, line and paragraph breaks.
_UNSEEN: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_TAIL: Final = 65_557


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of file that is taken: how it is named, declared and begun, and what else must be right."""

    name: str
    extensions: tuple[str, ...]
    types: tuple[str, ...]
    magic: bytes
    wrong: Callable[[Content], Wrong | None]


def name_wrong(name: str) -> Wrong | None:
    """Tell what is wrong with the name of a file; it is kept as it is or not at all."""
    if not name.strip(". ") or len(name) > _LONGEST_NAME or name != name.strip():
        return "bad_name"
    if any(sign in "/\\" or unicodedata.category(sign) in _UNSEEN for sign in name):
        return "bad_name"
    return None


def kind_of(name: str, declared: str) -> Kind | Wrong:
    """Give the kind by its extension, if the declared type agrees."""
    _, dot, extension = name.lower().rpartition(".")
    kind = BY_EXTENSION.get(extension) if dot else None
    if kind is None:
        return "not_allowed"
    stated = declared.partition(";")[0].strip().lower()
    return kind if stated in kind.types else "not_what_it_says"


def begun_wrong(kind: Kind, head: bytes) -> Wrong | None:
    """Tell from its first bytes that a file is not of the kind it says, before the rest has come."""
    return None if head.startswith(kind.magic[: len(head)]) else "not_what_it_says"


def content_wrong(kind: Kind, content: Content) -> Wrong | None:
    """Tell what is wrong with the bytes of a file that says it is of this kind."""
    if not content.size:
        return "empty"
    if content.read(0, len(kind.magic)) != kind.magic:
        return "not_what_it_says"
    if _ZIP_END in content.read(max(0, content.size - _ZIP_TAIL), _ZIP_TAIL):
        return "carries_files"
    return kind.wrong(content)


def _png_wrong(content: Content) -> Wrong | None:
    head = content.read(0, 24)
    if head[12:16] != b"IHDR" or len(head) < 24:
        return "unreadable"
    width, height = struct.unpack(">II", head[16:24])
    return _size_wrong(width, height)


def _jpeg_wrong(content: Content) -> Wrong | None:
    """Walk the segments to the one that holds the measures."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        head = content.read(at, 9)
        if len(head) < 9 or head[0] != 0xFF:
            break
        mark = head[1]
        if mark == 0xFF:
            at += 1
            continue
        # Frame headers, but for the tables that share their range.
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[5:9])
            return _size_wrong(width, height)
        (length,) = struct.unpack(">H", head[2:4])
        at += 2 + max(length, 2)
    return "unreadable"


def _size_wrong(width: int, height: int) -> Wrong | None:
    if not width or not height:
        return "unreadable"
    return "too_many_pixels" if width * height > _MOST_PIXELS else None


KINDS: Final = (
    Kind(name="pdf", extensions=("pdf",), types=("application/pdf",), magic=b"%PDF-", wrong=pdf_wrong),
    Kind(
        name="jpeg",
        extensions=("jpg", "jpeg"),
        types=("image/jpeg", "image/jpg"),
        magic=b"\xff\xd8\xff",
        wrong=_jpeg_wrong,
    ),
    Kind(
        name="png",
        extensions=("png",),
        types=("image/png",),
        magic=b"\x89PNG\r\n\x1a\n",
        wrong=_png_wrong,
    ),
)
LONGEST_MAGIC: Final = max(len(kind.magic) for kind in KINDS)
BY_EXTENSION: Final[Mapping[str, Kind]] = {each: kind for kind in KINDS for each in kind.extensions}
