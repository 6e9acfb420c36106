"""A bounded look through a PDF for what must not be in it: a password, scripts, programs, other files.

This is no reader of PDF and no virus scanner. It looks for the names that such things need, everywhere in
the bytes and inside compressed streams, with escapes in names undone. What it cannot look into, although
objects are kept there, counts as unreadable.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from engine.case.store.upload_words import Wrong

__all__ = ["in_objects", "pdf_wrong"]

_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_END_OF_NAME: Final = rb"(?![^\x00\t\n\f\r ()<>\[\]{}/%])"
# Long names only: a short one like /JS stands by chance somewhere in any large picture.
_NAMES: Final[tuple[tuple[Wrong, re.Pattern[bytes]], ...]] = (
    ("encrypted", re.compile(rb"/Encrypt" + _END_OF_NAME)),
    (
        "active",
        re.compile(
            rb"/(?:JavaScript|Launch|RichMedia|Rendition|ImportData|SubmitForm|XFA)" + _END_OF_NAME,
        ),
    ),
    ("carries_files", re.compile(rb"/(?:EmbeddedFiles?|GoToE|Collection)" + _END_OF_NAME)),
)
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_OBJECTS: Final = re.compile(rb"/ObjStm" + _END_OF_NAME)
_PLAIN_FLATE: Final = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*\]?\s*(?=/|>>)")
_DICTIONARY: Final = 1024
# Inflated bytes of one stream that holds objects, of any other one, and of the whole file.
_OF_OBJECTS: Final = 16 * 1024 * 1024
_OF_OTHERS: Final = 256 * 1024
_OF_ALL: Final = 64 * 1024 * 1024


def pdf_wrong(content: bytes) -> Wrong | None:
    """Tell what must not be in a PDF, or that it cannot be looked into."""
    if b"%%EOF" not in content:
        return "unreadable"
    found = _named(content)
    if found is not None:
        return found
    for inflated in _streams(content):
        found = "unreadable" if inflated is None else _named(inflated)
        if found is not None:
            return found
    return None


def in_objects(content: bytes) -> Iterator[bytes]:
    """Give what stands in compressed streams of objects, as far as it can be looked into."""
    if _OBJECTS.search(content) is not None:
        yield from (each for each in _streams(content) if each is not None)


def _named(some: bytes) -> Wrong | None:
    plain = _ESCAPE.sub(lambda each: bytes([int(each[1], 16)]), some)
    return next((wrong for wrong, names in _NAMES if names.search(plain)), None)


def _streams(content: bytes) -> Iterator[bytes | None]:
    """Give the beginning of each compressed stream; None for one that holds objects and does not open."""
    left = _OF_ALL
    for mark in _STREAM.finditer(content):
        before = content[max(0, mark.start() - _DICTIONARY) : mark.start()]
        before = before[before.rfind(b" obj") + 1 :]
        objects = _OBJECTS.search(_ESCAPE.sub(lambda each: bytes([int(each[1], 16)]), before)) is not None
        if objects and not _transparent(before):
            yield None
        inflated = _inflate(content, mark.end(), _OF_OBJECTS if objects else min(_OF_OTHERS, left))
        left -= len(inflated or b"")
        if inflated is not None:
            yield inflated
        elif objects and b"/Filter" in before:
            yield None


def _transparent(dictionary: bytes) -> bool:
    """Tell whether objects behind this dictionary can be seen: not packed, or packed in the one usual way."""
    if b"/Filter" not in dictionary:
        return True
    return _PLAIN_FLATE.search(dictionary) is not None and b"/Predictor" not in dictionary


def _inflate(content: bytes, at: int, most: int) -> bytes | None:
    if most <= 0:
        return None
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(memoryview(content)[at:], most)
    except zlib.error:
        return None
