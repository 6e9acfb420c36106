"""Converts what a submission holds into values of the kinds an item names; nothing raises on any value.

The generated code handles the ordinary value inline; everything here is the other way. `bad` collects what
could not be read: (slot number, what is wrong, the raw value).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from engine.feel.values import Null, Unknown

__all__ = [
    "DAYS",
    "MOST_DAYS",
    "NONE",
    "Bad",
    "answered",
    "as_any",
    "as_day",
    "as_entries",
    "as_filed",
    "as_number",
    "as_option",
    "as_text",
    "as_yes_no",
    "filled",
    "recorded",
]

Bad: TypeAlias = list[tuple[int, str, object]]
_WORDS = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False}
_FILED = {"submitted": True, "not_submitted": False, "已提交": True, "未提交": False}
NONE = Null("答的是“没有”")
_DIGITS = 34
MOST_DAYS = 20_000
DAYS: dict[str, date] = {}
"""Dates read before, by their text: a submission's dates repeat, and a look-up is faster than reading."""
_FLOATS: dict[float, int | Decimal] = {}


def _refuse(bad: Bad, slot: int, why: str, raw: object, unknown: Unknown) -> Unknown:
    bad.append((slot, why, raw))
    return unknown


def as_text(bad: Bad, slot: int, raw: object, unknown: Unknown) -> Any:
    """Give a text; a number is taken as its digits."""
    if raw is unknown or isinstance(raw, str):
        return raw
    if raw is None:
        return NONE
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return str(raw)
    return _refuse(bad, slot, "not-text", raw, unknown)


def as_option(bad: Bad, slot: int, raw: object, unknown: Unknown, options: Iterable[str]) -> Any:
    """Give one of the options."""
    if raw is unknown:
        return raw
    if raw is None:
        return NONE
    if isinstance(raw, str) and raw in set(options):
        return raw
    return _refuse(bad, slot, "not-an-option", raw, unknown)


def as_day(bad: Bad, slot: int, raw: object, unknown: Unknown) -> Any:
    """Give a date from ISO 8601 text, within the years 1900 to 2199."""
    if isinstance(raw, str):
        try:
            day = date.fromisoformat(raw)
        except ValueError:
            return _refuse(bad, slot, "not-a-date", raw, unknown)
        if not 1900 <= day.year < 2200 or len(raw) != 10:
            return _refuse(bad, slot, "not-a-date", raw, unknown)
        if len(DAYS) < MOST_DAYS:
            DAYS[raw] = day
        return day
    if raw is unknown or raw.__class__ is date:
        return raw
    return NONE if raw is None else _refuse(bad, slot, "not-a-date", raw, unknown)


def as_yes_no(bad: Bad, slot: int, raw: object, unknown: Unknown) -> Any:
    """Give true or false from a JSON boolean or 是, 否, yes, no."""
    if raw is unknown or isinstance(raw, bool):
        return raw
    if raw is None:
        return NONE
    if isinstance(raw, str) and raw in _WORDS:
        return _WORDS[raw]
    return _refuse(bad, slot, "not-yes-or-no", raw, unknown)


def as_filed(bad: Bad, slot: int, raw: object, unknown: Unknown) -> Any:
    """Give whether an attachment was submitted."""
    if raw is unknown or isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw in _FILED:
        return _FILED[raw]
    return _refuse(bad, slot, "not-an-attachment", raw, unknown)


def as_number(bad: Bad, slot: int, raw: object, unknown: Unknown, whole: bool, low: Any, high: Any) -> Any:
    """Give a number of at most 34 digits, whole if asked, within its range."""
    if raw is unknown:
        return raw
    if raw is None:
        return NONE
    try:
        made = _FLOATS.get(raw) if raw.__class__ is float else None
        if made is None:
            made = _number(raw)
    except (InvalidOperation, ValueError):
        return _refuse(bad, slot, "not-a-number", raw, unknown)
    if whole and made != int(made):
        return _refuse(bad, slot, "not-a-whole-number", raw, unknown)
    if (low is not None and made < low) or (high is not None and made > high):
        return _refuse(bad, slot, "out-of-range", raw, unknown)
    return int(made) if whole else made


def _number(raw: object) -> int | Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise ValueError("no number")
    if isinstance(raw, float):
        return _float(raw)
    if isinstance(raw, int):
        if abs(raw) >= 10**_DIGITS:
            raise ValueError("too many digits")
        return raw
    return _decimal(raw)


def _float(raw: float) -> int | Decimal:
    made = _FLOATS.get(raw)
    if made is None:
        made = _decimal(raw)
        if len(_FLOATS) < MOST_DAYS:
            _FLOATS[raw] = made
    return made


def _decimal(raw: float | str | Decimal) -> int | Decimal:
    made = Decimal(str(raw).strip())
    if not made.is_finite() or len(made.as_tuple().digits) > _DIGITS or abs(made.adjusted()) > _DIGITS:
        raise ValueError("no number within 34 digits")
    return int(made) if made == made.to_integral_value() else made


def as_any(bad: Bad, slot: int, raw: object, unknown: Unknown) -> Any:
    """Give a value of a plug-in as a FEEL value."""
    if isinstance(raw, float):
        return as_number(bad, slot, raw, unknown, False, None, None)
    if raw is None:
        return NONE
    if isinstance(raw, str):
        try:
            return date.fromisoformat(raw) if len(raw) == 10 else raw
        except ValueError:
            return raw
    return (
        raw
        if isinstance(raw, int | Decimal | date | Unknown)
        else _refuse(bad, slot, "no-value", raw, unknown)
    )


def as_entries(
    bad: Bad, slot: int, raw: object, unknown: Unknown, entry: Callable[..., object], closed: bool
) -> Any:
    """Give a list of entries, each read by `entry`; what an entry leaves out is unknown."""
    if raw is unknown:
        return raw
    if raw is None:
        return NONE
    if not isinstance(raw, list | tuple) or len(raw) > 10_000:
        return _refuse(bad, slot, "not-a-list", raw, unknown)
    made = []
    for number, each in enumerate(raw):
        if each.__class__ is not dict and not isinstance(each, Mapping):
            return _refuse(bad, slot, "not-a-list", raw, unknown)
        made.append(entry(each, number, bad, closed))
    return tuple(made)


def answered(
    bad: Bad, slot: int, value: object, unknown: Unknown, closed: bool, required: bool
) -> tuple[object, object]:
    """Give the value of a field that holds no plain one, and whether the field was answered."""
    if value.__class__ is not Unknown and value.__class__ is not Null:
        return value, True
    given = filled(bad, slot, value, closed)
    if required:
        return unknown if value.__class__ is Null else value, given
    return NONE if closed and value is unknown else value, given


def recorded(value: object, unknown: Unknown) -> object:
    """Give a value read off a material: one that is none is not known."""
    return unknown if value.__class__ is Null else value


def filled(bad: Bad, slot: int, value: object, closed: bool) -> bool | Unknown:
    """Say whether a field that holds no plain value was answered: no, if it cannot come any more."""
    if isinstance(value, Unknown):
        return False if closed or (bad and bad[-1][0] == slot) else value
    return False
