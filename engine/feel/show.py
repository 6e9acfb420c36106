"""A value printed as FEEL: the text of `string(…)`, and the text that reads back as the same value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from engine.feel.numbers import is_number, show_number
from engine.feel.ranges import Function, Range
from engine.feel.temporal import DateTime, DaysDuration, MonthsDuration, Time, is_date
from engine.feel.temporal_text import show_temporal
from engine.feel.values import Null, Unknown

__all__ = ["show", "to_text"]

_NAME = re.compile(r"[^\W\d][\w]*(?: [\w]+)*\Z")


def to_text(value: object, *, nested: bool = False) -> str:
    """Give the text of a value as `string` does: a text as it is, unless it stands in a list or context."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if nested else value
    if value is True or value is False:
        return "true" if value else "false"
    if is_number(value):
        return show_number(value)
    if is_date(value) or isinstance(value, (Time, DateTime, DaysDuration, MonthsDuration)):
        return f'@"{show_temporal(value)}"' if nested else show_temporal(value)
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(to_text(item, nested=True) for item in value) + "]"
    if isinstance(value, Mapping):
        pairs = (f"{_key(str(key))}: {to_text(item, nested=True)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Range):
        return _range(value)
    if isinstance(value, Function):
        return f"function({', '.join(value.parameters)})"
    return "null" if isinstance(value, (Null, Unknown)) else str(value)


def show(value: object) -> str:
    """Print a value as the FEEL expression that means it."""
    return to_text(value, nested=True)


def _key(name: str) -> str:
    return name if _NAME.match(name) else json.dumps(name, ensure_ascii=False)


def _range(value: Range) -> str:
    if value.operator is not None:
        return f"({value.operator} {show(value.low)})"
    if value.low is None:
        return f"({'<=' if value.high_included else '<'} {show(value.high)})"
    if value.high is None:
        return f"({'>=' if value.low_included else '>'} {show(value.low)})"
    start, end = "[" if value.low_included else "(", "]" if value.high_included else ")"
    return f"{start}{show(value.low)}..{show(value.high)}{end}"
