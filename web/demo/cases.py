"""The living cases of the demonstration: the cases that `yici demo` walks, each stopped at another step.

`since` says how many workdays ago the last step was done; with it every step before moves too, workday by
workday, so that clocks stand as they would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from engine.calendar import Calendar
from engine.case.setting import CHINA
from engine.center.demo_cases import CASES, Step, Walk

__all__ = ["LIVING", "WAITING", "Living", "lived"]

_POOL, _SIGN = CASES
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_INVENTED: Final = ("示例游泳馆有限公司", "示例餐饮店")


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """One case: whose, how far it has come (the step after which it stands), since how many workdays."""

    walk: Walk
    name: str
    until: tuple[str, int]
    since: int = 0


def _pool(name: str, verb: str, nth: int = 1, since: int = 0) -> Living:
    return Living(walk=_POOL, name=name, until=(verb, nth), since=since)


def _sign(name: str, verb: str, since: int = 0) -> Living:
    return Living(walk=_SIGN, name=name, until=(verb, 1), since=since)


LIVING: Final = (
    _pool("云帆游泳馆", "open"),
    _pool("碧波游泳馆", "receive", 1, 1),
    _pool("海豚游泳馆", "receive", 1, 4),
    _pool("清流游泳馆", "tell", 1, 2),
    _pool("浪花游泳馆", "tell", 1, 11),
    _pool("星河游泳馆", "supply"),
    _pool("银滩游泳馆", "dispatch", 2),
    _pool("翠湖游泳馆", "pause", 1, 3),
    _pool("金沙游泳馆", "finish", 2, 1),
    _pool("长桥游泳馆", "finish", 2, 24),
    _pool("东岸游泳馆", "review", 1, 1),
    _pool("北江游泳馆", "make_slip"),
    _pool("和平游泳馆", "hand_over", 1, 1),
    _sign("小满面馆", "receive"),
    _sign("阿福烧饼铺", "accept", 1),
    _sign("老街茶馆", "review"),
    _sign("春风书店", "decide", 1),
    _sign("有间咖啡", "deliver", 1),
    _sign("同福小吃店", "archive", 3),
    _sign("和顺五金店", "rate", 4),
    _pool("南苑游泳馆", "rate", 1, 5),
)
WAITING: Final = (("A", "CG-0101"), ("A", "WJ-0201"), ("B", "CG-0101"))
"""Those who have taken a number and wait to be called: zone and item."""


def lived(one: Living, calendar: Calendar, now: datetime) -> Iterator[tuple[datetime, Step]]:
    """Give the steps of a case that were done, each with its moment."""
    steps = _done(one)
    days = [date.fromisoformat(step.at[:10]) for step in steps]
    last = _workday(now.date(), -one.since, calendar)
    if _moment(last, steps[-1]) > now:
        last = calendar.add_workdays(last, -1)
    moved = [calendar.add_workdays(last, -calendar.workdays_between(day, days[-1])) for day in days]
    shift = moved[0] - days[0]
    for day, step in zip(moved, steps, strict=True):
        yield _moment(day, step), replace(step, sent=_told(step.sent, one.name, shift))


def _done(one: Living) -> list[Step]:
    verb, nth = one.until
    made: list[Step] = []
    for step in one.walk.steps:
        if step.refused:
            continue
        made.append(step)
        nth -= step.verb == verb
        if nth == 0:
            return made
    raise AssertionError(f"{one.name}: there is no such step")


def _workday(day: date, n: int, calendar: Calendar) -> date:
    """Give a workday so many workdays before; a day off counts as the workday before it."""
    return calendar.add_workdays(day + timedelta(days=1), n - 1)


def _moment(day: date, step: Step) -> datetime:
    return datetime.combine(day, datetime.fromisoformat(step.at).time(), CHINA)


def _told(value: Any, name: str, shift: timedelta) -> Any:
    """Say what was sent of somebody else, and on days that have moved with the case."""
    if isinstance(value, dict):
        return {key: _told(each, name, shift) for key, each in value.items()}
    if isinstance(value, list):
        return [_told(each, name, shift) for each in value]
    if isinstance(value, str) and _DAY.fullmatch(value):
        return (date.fromisoformat(value) + shift).isoformat()
    return name if value in _INVENTED else value
