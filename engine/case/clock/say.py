"""A clock in words: since when, how long, which days did not count, what is left, in either language.

Clock and calendar in, sentences out, so that nobody has to believe a due date: it can be counted again on
the wall calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from engine import vocabulary
from engine.calendar import Calendar
from engine.case.clock.clocks import Clock
from engine.item.terms import Span
from engine.vocabulary import Lang

__all__ = ["explain", "says", "spell"]

_ONE_DAY: Final = timedelta(days=1)
_WEEKDAYS: Final = (
    ("周一", "Monday"),
    ("周二", "Tuesday"),
    ("周三", "Wednesday"),
    ("周四", "Thursday"),
    ("周五", "Friday"),
    ("周六", "Saturday"),
    ("周日", "Sunday"),
)
_UNITS: Final = {"workdays": "workday", "days": "calendar day", "months": "month", "years": "year"}


def spell(span: Span, lang: Lang) -> str:
    """Give a span as people say it: 10 个工作日, 1 workday, 当场."""
    if span.count == 0:
        return "当场" if lang == "zh" else "on the spot"
    if lang == "zh":
        return f"{span.count} {vocabulary.in_lang('unit', span.unit, 'zh')}"
    return f"{span.count} {_UNITS[span.unit]}{'' if span.count == 1 else 's'}"


def explain(clock: Clock, calendar: Calendar, lang: Lang) -> str:
    """Say how a due day comes about."""
    zh = lang == "zh"
    parts = [_head(clock, lang), *_counted(clock, calendar, lang)]
    if clock.provisional:
        parts.append("那一年的放假安排还没公布，是推算的" if zh else "projected: that year is not published")
    return ("；".join(parts) + "。") if zh else "; ".join(parts) + "."


def _head(clock: Clock, lang: Lang) -> str:
    zh = lang == "zh"
    if clock.missing is not None:
        day = clock.missing
        return f"没有 {day} 的工作日历，算不出到期日" if zh else f"no working calendar for {day}: no due date"
    if clock.due_on is None:
        return "正在暂停计时，没有到期日" if zh else "the clock stands still, so there is no due date"
    if clock.span is None:
        return f"最晚 {clock.due_on}" if zh else f"due {clock.due_on}"
    text = _limit(clock, lang)
    if zh:
        return f"最晚 {clock.due_on}：从 {clock.starts_on} 起 {text}"
    return f"due {clock.due_on}: {text} from {clock.starts_on}"


def _limit(clock: Clock, lang: Lang) -> str:
    zh = lang == "zh"
    text = spell(clock.span, lang) if clock.span is not None else ""
    if clock.extension is not None:
        more = spell(clock.extension, lang)
        text += f"，延长 {more}" if zh else f", extended by {more}"
    if clock.earlier:
        text += f"，提前 {clock.earlier} 个工作日" if zh else f", less {clock.earlier} workday"
    return text


def _counted(clock: Clock, calendar: Calendar, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    for each in clock.pauses:
        name = vocabulary.in_lang("pause", each.reason, lang)
        end = each.end or ("现在" if zh else "now")
        notice = each.notice
        yield (
            f"{each.begin} 到 {end} 暂停（{name}，{notice}）" if zh
            else f"stopped {each.begin} to {end} ({name}, {notice})"
        )  # fmt: skip
    if clock.pauses and clock.budget is not None and clock.standing != "over":
        left = max(clock.budget - clock.used, 0)
        yield f"已用 {clock.used}，还剩 {left}" if zh else f"{clock.used} used, {left} left"
    if clock.due_on is not None and clock.missing is None:
        yield from _odd_days(clock, clock.due_on, calendar, lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spell:
    """A run of days of one sort: off, or at work on a day of rest."""

    first: date
    last: date
    off: bool
    reason: str


def _odd_days(clock: Clock, last: date, calendar: Calendar, lang: Lang) -> Iterator[str]:
    """Name the days between start and end that differ from Monday to Friday."""
    zh = lang == "zh"
    for each in _spells(clock.starts_on, last, calendar):
        days = f"{each.first:%m-%d}"
        if each.last != each.first:
            days += f" 到 {each.last:%m-%d}" if zh else f" to {each.last:%m-%d}"
        weekday = _WEEKDAYS[each.first.weekday()]
        if each.reason:
            text = ("不上班" if each.off else "上班") if zh else ("closed" if each.off else "open")
            yield f"{days} {text}（{each.reason}）" if zh else f"{days} {text} ({each.reason})"
        elif each.off:
            yield f"{days} 放假" if zh else f"{days} holiday"
        else:
            yield f"{days}（{weekday[0]}）上班" if zh else f"{days} a working {weekday[1]}"


def _spells(start: date, end: date, calendar: Calendar) -> Iterator[_Spell]:
    day, made = start + _ONE_DAY, None
    while day <= end:
        year = calendar.year_of(day)
        off = day in year.off
        if off or day in year.work:
            reason = year.reasons.get(day, "")
            joins = made is not None and (made.last + _ONE_DAY, made.off, made.reason) == (day, off, reason)
            if made is not None and not joins:
                yield made
            first = made.first if made is not None and joins else day
            made = _Spell(first=first, last=day, off=off, reason=reason)
        day += _ONE_DAY
    if made is not None:
        yield made


def says(clock: Clock, lang: Lang) -> str:
    """Name a clock with what it stands at: 承诺办结 2026-03-09."""
    name = vocabulary.in_lang("clock", clock.kind, lang).replace("_", " ")
    if clock.standing == "over":
        late = clock.overdue
        text = ("已办，过了期" if late else "已办") if lang == "zh" else ("done, late" if late else "done")
    elif clock.due_on is None:
        text = "暂停" if lang == "zh" else "stopped"
    elif clock.overdue:
        text = f"过期，本来是 {clock.due_on}" if lang == "zh" else f"overdue since {clock.due_on}"
    else:
        text = f"最晚 {clock.due_on}" if lang == "zh" else f"due {clock.due_on}"
    return f"{name} {text}"
