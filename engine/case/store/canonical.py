"""One way to write a value as bytes: what is hashed, sealed or compared is always these bytes.

JSON with sorted keys, no spaces, UTF-8; decimals and dates are texts. What could be written in more than one
way, or not at all (a float, half a character), is a mistake of ours and raises.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final, NoReturn

from engine.case.model import Json

__all__ = ["CHINA", "canonical", "from_micros", "micros", "said_at", "written"]

# The whole of China keeps one time.
CHINA: Final = timezone(timedelta(hours=8))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def canonical(value: Json) -> bytes:
    """Give the one byte string of a value; what is wrong with one is said without showing it."""
    return written(value)[0]


def written(value: Json) -> tuple[bytes, Any]:
    """Give the byte string of a value, and what is read from it ever after."""
    text = _ENCODER.encode(value)
    # Reading it once more is the cheapest way to see that no number in it is a float.
    read = _READER.decode(text)
    try:
        return text.encode(), read
    except UnicodeEncodeError:
        raise ValueError("half a character has no canonical form") from None


def _plain(value: object) -> object:
    """Turn a mapping or sequence that is none of Python's own into one."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no canonical form; write it as a text")


def _refuse(text: str) -> NoReturn:
    raise TypeError("a float has no canonical form; write it as a text")


_READER: Final = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


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
