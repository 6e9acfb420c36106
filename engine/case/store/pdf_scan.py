"""A bounded look through a PDF for what must not be in it: a password, scripts, programs, other files.

This is no reader of PDF and no virus scanner. It looks for the names that such things need, everywhere in
the bytes and inside compressed streams, piece by piece. What it cannot look into, although objects are kept
there, counts as unreadable.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.case.store.content import PIECE, Content, Whole
from engine.case.store.pdf_names import END_OF_NAME, Names, plain
from engine.case.store.upload_words import Wrong

__all__ = ["in_objects", "pdf_wrong"]

_EOF: Final = b"%%EOF"
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_MARK: Final = 16
_OBJECTS: Final = re.compile(rb"/ObjStm" + END_OF_NAME)
_PLAIN_FLATE: Final = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*\]?\s*(?=/|>>)")
_DICTIONARY: Final = 1024
_LAP: Final = _DICTIONARY + 2 * _LONGEST_MARK
# Inflated bytes of one stream that holds objects, of any other one, and of the whole file.
_OF_OBJECTS: Final = 16 * 1024 * 1024
_OF_OTHERS: Final = 256 * 1024
_OF_ALL: Final = 64 * 1024 * 1024
# No file of a person has so many; each of them costs a look.
_MOST_STREAMS: Final = 200_000
_FIRST_PIECE: Final = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stream:
    """A stream of a PDF: where its bytes begin, whether it keeps objects, how it is packed."""

    at: int
    objects: bool
    packed: bool
    transparent: bool


def pdf_wrong(content: Content) -> Wrong | None:
    """Tell what must not be in a PDF, or that it cannot be looked into."""
    names, ended, tail = Names(), False, b""
    for at in range(0, content.size, PIECE):
        piece = content.read(at, PIECE)
        names.take(piece)
        ended = ended or _EOF in tail + piece
        tail = piece[-len(_EOF) :]
    names.end()
    return (names.worst or _packed_wrong(content)) if ended else "unreadable"


def in_objects(content: bytes) -> Iterator[bytes]:
    """Give what stands in compressed streams of objects, as far as it can be looked into."""
    if _OBJECTS.search(content) is None:
        return
    whole, left = Whole(content), _OF_ALL
    for stream in _streams(whole):
        try:
            inflated = b"".join(_inflated(whole, stream, left))
        except zlib.error:
            continue
        left -= len(inflated)
        yield inflated


def _packed_wrong(content: Content) -> Wrong | None:
    """Tell what must not be in the compressed streams."""
    left = _OF_ALL
    for number, stream in enumerate(_streams(content)):
        if number >= _MOST_STREAMS or (stream.objects and not stream.transparent):
            return "unreadable"
        names = Names()
        try:
            for piece in _inflated(content, stream, left):
                left -= len(piece)
                names.take(piece)
        except zlib.error:
            if stream.objects and stream.packed:
                return "unreadable"
        names.end()
        if names.worst is not None:
            return names.worst
    return None


def _streams(content: Content) -> Iterator[_Stream]:
    """Give every stream, found in windows that lap over by a dictionary and a mark."""
    window, done = b"", 0
    for at in range(0, content.size, PIECE):
        lap = window[-_LAP:]
        window = lap + content.read(at, PIECE)
        begins = at - len(lap)
        # What begins before this was seen whole in the window before.
        first = len(lap) - _LONGEST_MARK if begins else 0
        for mark in _STREAM.finditer(window, max(0, first)):
            if begins + mark.start() >= done:
                done = begins + mark.end()
                yield _stream(window[max(0, mark.start() - _DICTIONARY) : mark.start()], done)


def _stream(before: bytes, at: int) -> _Stream:
    dictionary = before[before.rfind(b" obj") + 1 :]
    packed = b"/Filter" in dictionary
    return _Stream(
        at=at,
        objects=_OBJECTS.search(plain(dictionary)) is not None,
        packed=packed,
        transparent=not packed
        or (_PLAIN_FLATE.search(dictionary) is not None and b"/Predictor" not in dictionary),
    )


def _inflated(content: Content, stream: _Stream, left: int) -> Iterator[bytes]:
    """Give the beginning of a stream unpacked, piece by piece; raise `zlib.error` where it does not open."""
    most = _OF_OBJECTS if stream.objects else min(_OF_OTHERS, left)
    unpacker, at, size, made = zlib.decompressobj(), stream.at, _FIRST_PIECE, 0
    while made < most and not unpacker.eof:
        packed = unpacker.unconsumed_tail
        if not packed:
            packed = content.read(at, size)
            at, size = at + len(packed), PIECE
        if not packed:
            return
        piece = unpacker.decompress(packed, min(PIECE, most - made))
        made += len(piece)
        yield piece
