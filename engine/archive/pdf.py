"""What can be seen of a PDF without a reader of PDF: its standard, its fonts, whether its text comes out.

Bytes in, sentences about what is wrong out. It looks at objects as they stand and inside compressed streams
of objects. It is no proof that a file meets every clause of the standard; a validator gives that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.case.store.pdf_scan import in_objects

__all__ = ["fonts_missing", "no_text", "not_pdf_a"]

_END: Final = rb"(?![A-Za-z0-9])"
_PART: Final = re.compile(rb"pdfaid:part(?:>|=[\"'])([1234])")
_INTENT: Final = re.compile(rb"/OutputIntents" + _END)
_TAGGED: Final = re.compile(rb"/MarkInfo" + _END)
_DESCRIPTOR: Final = re.compile(rb"/Type\s*/FontDescriptor" + _END)
_FONT_FILE: Final = re.compile(rb"/FontFile[23]?" + _END)
_COMPOSITE: Final = re.compile(rb"/Subtype\s*/Type0" + _END)
_TO_TEXT: Final = re.compile(rb"/ToUnicode" + _END)


def not_pdf_a(content: bytes) -> bool:
    """Tell whether a file does not even say that it is PDF/A, or lacks what every such file has."""
    return _PART.search(content) is None or not _count(_INTENT, content)


def fonts_missing(content: bytes) -> bool:
    """Tell whether a font is only named, so that another machine would show other signs."""
    return _count(_DESCRIPTOR, content) > _count(_FONT_FILE, content)


def no_text(content: bytes) -> bool:
    """Tell whether the text cannot be taken out: a font of Chinese signs without its table of characters."""
    return _count(_COMPOSITE, content) > _count(_TO_TEXT, content) or not _count(_TAGGED, content)


def _count(pattern: re.Pattern[bytes], content: bytes) -> int:
    return sum(len(pattern.findall(some)) for some in _objects(content))


def _objects(content: bytes) -> Iterator[bytes]:
    yield content
    yield from in_objects(content)
