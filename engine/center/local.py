"""What a centre has settled for itself, read from files beside its cases: hours, names, days of its own.

`center.yaml` gives the `Practice`, `calendar.yaml` the days that differ from the national calendar. Neither
has to be there; what cannot be understood is refused with its place, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any, Final

from engine.calendar import Calendar, CalendarMissing, CalendarUnreadable, overlaid, read_overlay
from engine.case.numbers import Pattern, PatternWrong, pattern
from engine.case.setting import Practice

__all__ = ["LocalUnreadable", "local_calendar", "read_practice"]

_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.:-]{1,200}(/[A-Za-z0-9._~/-]{0,200})?")
_KEYS: Final[Mapping[str, str]] = {
    "名称": "name",
    "下班时间": "closes_at",
    "交接时间": "transfer_at",
    "简称": "short_names",
    "提醒": "warn_at",
    "文号": "number_pattern",
    "查询网址": "query_address",
    "网上改好再交": "hold_online",
    "结果公示": "publish_results",
    "不公示事项": "unpublished",
    "查不了毒也收": "keep_unscanned",
}
_YES_NO: Final[Mapping[str, bool]] = {"是": True, "yes": True, "否": False, "no": False}


class LocalUnreadable(ValueError):
    """A file of the centre that says something we do not understand, in both languages."""

    def __init__(self, path: Path, what: str, en: str = "") -> None:
        self.zh = f"{path} 看不懂：{what}"
        self.en = f"{path} cannot be read: {en or what}"
        super().__init__(self.en)


class _Unfit(ValueError):
    """A pattern of numbers that cannot be used, and why."""

    def __init__(self, why: PatternWrong) -> None:
        self.why = why
        super().__init__(why.en)


def local_calendar(folder: Path, national: Calendar) -> Calendar:
    """Give the calendar of a centre: the national one with its own days laid over it."""
    path = folder / "calendar.yaml"
    if not path.exists():
        return national
    try:
        return overlaid(national, read_overlay(path.read_text(encoding="utf-8"), path.name))
    except (CalendarUnreadable, CalendarMissing, UnicodeDecodeError) as wrong:
        raise LocalUnreadable(path, str(wrong)) from wrong


def read_practice(folder: Path) -> Practice:
    """Give the practice of a centre."""
    path = folder / "center.yaml"
    if not path.exists():
        return Practice()
    from ruamel.yaml import YAML  # takes time to load: only where there is a file
    from ruamel.yaml.error import YAMLError

    try:
        said = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) or {}
    except (YAMLError, UnicodeDecodeError) as wrong:
        raise LocalUnreadable(path, str(wrong).splitlines()[0]) from wrong
    if not isinstance(said, dict):
        raise LocalUnreadable(path, "名称: …")
    made: dict[str, Any] = {}
    for key, value in said.items():
        name = _KEYS.get(str(key), str(key))
        if name not in _KEYS.values():
            raise LocalUnreadable(path, f"{key}（{'、'.join(_KEYS)}）")
        try:
            made[name] = _value(name, value)
        except _Unfit as wrong:
            raise LocalUnreadable(path, f"{key}：{wrong.why.zh}", f"{key}: {wrong.why.en}") from wrong
        except (TypeError, ValueError) as wrong:
            raise LocalUnreadable(path, f"{key}: {value}") from wrong
    return Practice(**made)


def _value(name: str, value: object) -> object:
    match name:
        case "name" if isinstance(value, str) and value.strip():
            return value.strip()
        case "closes_at":
            return _time(value)
        case "transfer_at" if isinstance(value, list):
            return tuple(sorted(_time(each) for each in value))
        case "warn_at" if isinstance(value, list):
            return tuple(sorted({int(each) for each in value if 0 < int(each) <= 100}))
        case "short_names" if isinstance(value, dict):
            return {str(organ): str(short) for organ, short in value.items()}
        case "number_pattern" if isinstance(value, str):
            found = pattern(value)
            if isinstance(found, Pattern):
                return found
            raise _Unfit(found)
        case "query_address" if isinstance(value, str) and _ADDRESS.fullmatch(value):
            return value.rstrip("/")
        case "hold_online" | "publish_results" | "keep_unscanned" if str(value) in _YES_NO:
            return _YES_NO[str(value)]
        case "unpublished" if isinstance(value, list):
            return frozenset(str(code) for code in value)
    raise ValueError(name)


def _time(value: object) -> time:
    # YAML 1.2 keeps 17:00 as it is typed; a number of minutes would be YAML 1.1.
    return time.fromisoformat(str(value))
