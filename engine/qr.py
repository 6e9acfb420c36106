"""Draws a QR code as inline SVG: a text in, one element out, for pages and papers alike."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final

import segno

__all__ = ["drawn", "svg"]

_LARGEST: Final = 1200
_MASK: Final = 2


@lru_cache(maxsize=256)
def svg(text: str, label: str) -> str:
    """Draw a code as inline SVG with a label, and keep it at hand."""
    return drawn(text, label)


def drawn(text: str, label: str) -> str:
    """Draw a code as inline SVG with a label; nothing if the text is too long to be scanned.

    For a text that is secret: nothing of it is kept.
    """
    if len(text.encode()) > _LARGEST:
        return ""
    out = BytesIO()
    # Any mask can be read; trying all eight for the most even one takes four times as long as the rest.
    segno.make_qr(text, error="m", boost_error=False, mask=_MASK).save(
        out,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=False,
        nl=False,
        omitsize=True,
        dark="#17202a",
        title=label,
    )
    return out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)
