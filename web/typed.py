"""What was typed, read: a whole number, a day. Anything else is nothing, and whoever asked says what then."""

from __future__ import annotations

from datetime import date
from typing import Final

__all__ = ["day", "whole"]

_DAY: Final = len("2026-03-02")


def whole(text: str, digits: int = 9) -> int | None:
    """Read a whole number of at most so many digits, none of them full-width."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def day(text: object) -> date | None:
    """Read a day as `2026-03-02`; the other spellings that ISO 8601 knows are none."""
    if not isinstance(text, str) or len(text) != _DAY:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
