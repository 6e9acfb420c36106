"""One way to write a value as bytes: what is hashed, sealed or compared is always these bytes.

JSON with sorted keys, no spaces, UTF-8; decimals and dates are texts. What JSON would write in more than one
way (a float, a key that is no text, half a character) is a mistake of ours and raises.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from engine.case.model import Json

__all__ = ["CHINA", "canonical", "from_micros", "micros", "said_at"]

# The whole of China keeps one time.
CHINA: Final = timezone(timedelta(hours=8))
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def canonical(value: Json) -> bytes:
    """Give the one byte string of a value."""
    return _ENCODER.encode(_plain(value)).encode()


def _plain(value: Json) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a key that is no text has no canonical form")
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no canonical form; write it as a text")


def said_at(at: datetime) -> str:
    """Write a moment as ISO 8601 in the time of China."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(CHINA).isoformat()


def micros(at: datetime) -> int:
    """Give a moment as microseconds since 1970, which sort and compare alike in every database."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return (at - _EPOCH) // _MICROSECOND


def from_micros(count: int) -> datetime:
    """Give the moment back, in the time of China."""
    return (_EPOCH + count * _MICROSECOND).astimezone(CHINA)
