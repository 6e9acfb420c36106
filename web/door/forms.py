"""The texts of a form: every limit is ours, whatever a parser or a header allows (guarantees D10).

Bytes in, texts by name out; what is wrong is raised as `BadForm` with a status. Texts are NFC; control
characters, lone surrogates and signs that turn the direction of writing are refused, rare ones are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl

__all__ = ["MOST_FIELDS", "MOST_FORM", "MOST_UPLOAD", "BadForm", "clean", "collected", "typed"]

MOST_FORM: Final = 256 * 1024
MOST_UPLOAD: Final = 40 * 1024 * 1024
MOST_FIELDS: Final = 1000
_LONGEST_NAME: Final = 200
_LONGEST_TEXT: Final = 64 * 1024
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


class BadForm(Exception):
    """A body that is no form of ours: the status to answer with."""

    def __init__(self, status: int = 422) -> None:
        super().__init__(status)
        self.status = status


def typed(body: bytes) -> dict[str, tuple[str, ...]]:
    """Read the fields of a form that was typed."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError:
        raise BadForm from None
    return collected(pairs)


def clean(text: str) -> str:
    """Give a text as it is kept; raises `BadForm` for what no person types."""
    made = unicodedata.normalize("NFC", text)
    if len(made) > _LONGEST_TEXT:
        raise BadForm(413)
    for sign in made:
        category = unicodedata.category(sign)
        if (category == "Cc" and sign not in "\n\r\t") or category == "Cs" or sign in _TURNING:
            raise BadForm
    return made.replace("\r\n", "\n")


def collected(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Give texts by name, each as it is kept."""
    made: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if len(name) > _LONGEST_NAME:
            raise BadForm
        key = clean(name)
        made[key] = (*made.get(key, ()), clean(value))
    return made
