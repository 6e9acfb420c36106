"""What a case leaves behind for others after an act: its line in the lists, and the timers of the worker.

State and calendar in, `Line` and `Timer` out; both may be dropped and made anew at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from engine.case.clock.clocks import Clock, clocks
from engine.case.clock.count import Stretch, due
from engine.case.model import Json, Line, Timer
from engine.case.road import turns
from engine.case.setting import CHINA, Setting
from engine.case.stages import holder, is_open, step_of, waits_for_mending
from engine.case.state import State
from engine.item.terms import Span

__all__ = ["line", "next_due", "timers"]

_MORNING: Final = time(9, 0)
_ONE_DAY: Final = timedelta(days=1)
_NEWS: Final = timedelta(days=3)
"""What happened longer ago is no news: no message about it is begun any more."""


def line(state: State, setting: Setting, today: date) -> Line:
    """Give what lists show of a case."""
    step = step_of(state)
    own = state.terms.department
    acting = tuple(dict.fromkeys(department for _, department in turns(state, step)))
    return Line(
        item=state.terms.item,
        department=own if own in acting or not acting else acting[0],
        stage=step.name,
        holder=holder(state),
        due_on=next_due(state, clocks(state, setting.calendar, today)),
        open=is_open(state),
        marks=tuple(_marks(state, acting)),
        number=state.number,
    )


def next_due(state: State, running: tuple[Clock, ...]) -> date | None:
    """Give the day by which whoever holds the case must have acted."""
    theirs = holder(state) == "applicant"
    days = [
        each.due_on
        for each in running
        if each.standing == "running" and each.due_on is not None and (each.owner == "applicant") == theirs
    ]
    return min(days, default=None)


def _marks(state: State, acting: tuple[str, ...]) -> Iterator[str]:
    """Give what a list may be asked for: whose turn it is, and what is out of the ordinary."""
    yield from (f"turn:{department}" for department in acting)
    yield from (f"batch:{each.batch}" for each in state.transfers if each.batch and each.signed_on is None)
    yield from (f"rated:{each.grade}" for each in state.ratings if each.of == "case")
    marks = {
        "online": state.channel == "online" and state.received is None,
        "paused": any(each.end is None for each in state.pauses),
        "told_again": len(state.corrections) > 1,
        "breach": any(each.breaches for each in state.corrections),
        "deemed": state.accepted is not None and state.accepted.how == "deemed",
        "deviation": state.accepted is not None and state.accepted.how == "deviation",
        "to_follow": any(each.supplied_on is None for each in state.later),
        "difference": any(each.difference for each in state.transfers),
        "slip_refused": waits_for_mending(state),
        "clock_jumped": state.clock_jumped,
        "unsent": any(each.given_up for each in state.unsent),
    }
    yield from (name for name, holds in marks.items() if holds)


def timers(state: State, setting: Setting, today: date) -> tuple[Timer, ...]:
    """Give everything that falls due in a case by itself: messages, the law's silence, and reminders."""
    made = [*_messages(state, today)] if setting.sends else []
    if not is_open(state):
        return tuple(made)
    for clock in clocks(state, setting.calendar, today):
        if clock.standing != "running" or clock.due_on is None:
            continue
        lawful = _lawful(state, clock)
        if lawful:
            made.append(Timer(kind=lawful, at=_at(clock.due_on + _ONE_DAY, time(0, 0))))
        made.extend(_reminders(state, clock, setting))
    return tuple(made)


def _messages(state: State, today: date) -> Iterator[Timer]:
    for each in state.unsent:
        if not each.given_up and each.at.astimezone(CHINA).date() + _NEWS >= today:
            channel = state.contact.channels[0]
            values: dict[str, Json] = {"about": each.sequence, "occasion": each.occasion, "channel": channel}
            yield Timer(kind="message", at=each.at, data=values)


def _lawful(state: State, clock: Clock) -> str:
    """Give the act that follows from the law when a clock runs out, or nothing."""
    if clock.kind == "tell":
        return "deem_accepted"
    overdue = state.terms.on_overdue
    return "deem_withdrawn" if clock.kind == "correct" and overdue == "deemed_withdrawn" else ""


def _reminders(state: State, clock: Clock, setting: Setting) -> Iterator[Timer]:
    assert clock.due_on is not None
    levels = setting.practice.warn_at if clock.kind == "promised" else (100,)
    days = {str(level): _reached(clock, level, setting) for level in levels}
    days["over"] = clock.due_on + _ONE_DAY
    for level, on in days.items():
        key = f"{clock.kind}:{level}:{clock.due_on}"
        if on is not None and key not in state.reminded:
            values = {"clock": clock.kind, "level": level, "due": clock.due_on.isoformat()}
            yield Timer(kind="remind", at=_at(on, _MORNING), data=values)


def _reached(clock: Clock, level: int, setting: Setting) -> date | None:
    """Give the day on which a share of the limit is used up."""
    if level >= 100:
        return clock.due_on
    if clock.budget is None or clock.span is None or clock.budget < 2:
        return None
    part = Span(count=-(-clock.budget * level // 100), unit=clock.span.unit)
    stretches = [Stretch(begin=each.begin, end=each.end) for each in clock.pauses]
    return due(clock.starts_on, part, setting.calendar, stretches)


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, CHINA)
