"""What makes a place of a centre: its code lists, and the days on which it keeps other hours.

The files that plug-ins name are read here; one that cannot be read is refused with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from engine.calendar import Calendar, CalendarUnreadable, Overlay, national_calendar, overlaid, read_overlay
from engine.center.contributions import Contributions, Refuse
from engine.center.faults import BAD_CONTRIBUTION, OFFERED_TWICE
from engine.item.elements import Profile, ProfileUnreadable, read_profile

__all__ = ["calendar", "code_lists"]

_NO_FILE: Final = "不是一个绝对路径的文件 / no absolute path of a file"


def code_lists(contributions: Contributions, refuse: Refuse) -> Mapping[str, Profile]:
    """Give every code list by its name."""
    made: dict[str, Profile] = {}
    first: dict[str, str] = {}
    for plugin, path in contributions.paths("code_lists", Path.is_file, _NO_FILE):
        try:
            profile = read_profile(path.read_bytes(), str(path))
        except (OSError, ProfileUnreadable) as error:
            refuse(BAD_CONTRIBUTION, plugin, hook="code_lists", reason=str(error))
            continue
        if profile.name in made:
            refuse(OFFERED_TWICE, plugin, name=profile.name, first=first[profile.name])
        else:
            made[profile.name], first[profile.name] = profile, plugin.name
    return made


def calendar(contributions: Contributions, refuse: Refuse) -> Calendar:
    """Give the national calendar with all days of places laid over it, as far as its years reach."""
    national = national_calendar()
    closed: dict[date, str] = {}
    opened: dict[date, str] = {}
    for plugin, path in contributions.paths("holidays", Path.is_file, _NO_FILE):
        try:
            overlay = read_overlay(path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeDecodeError, CalendarUnreadable) as error:
            refuse(BAD_CONTRIBUTION, plugin, hook="holidays", reason=str(error))
            continue
        for days, mine in ((overlay.closed, closed), (overlay.opened, opened)):
            known = closed.keys() | opened.keys()
            mine.update(
                {d: why for d, why in days.items() if d not in known and national.first <= d <= national.last}
            )
    return overlaid(national, Overlay(closed=closed, opened=opened)) if closed or opened else national
