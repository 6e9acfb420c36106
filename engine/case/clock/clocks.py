"""The clocks of a case as a table: State and calendar in, every clock with its due day out (domain 3.6).

Nothing here is stored: a pause or a new calendar moves nothing, it only makes these come out differently.
A row says of one clock whose it is and which runs it has; `_measured` does the counting for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias

from engine.calendar import Calendar, CalendarMissing
from engine.case.clock.count import Stretch, consumed, due, total
from engine.case.model import Role
from engine.case.remembered import remembered
from engine.case.road import part_codes
from engine.case.state import Accepted, Pause, State
from engine.item.terms import Span

__all__ = ["CLOCKS", "Clock", "ClockKind", "clocks", "notice_due"]

Standing: TypeAlias = Literal["running", "stopped", "over"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One run of a clock, as it stands on a day.

    `due_on` is None while an open pause holds it, or where the calendar has no such year: then `missing` is
    the day that is missing. `provisional`: a year in it whose moved days are not published yet. `used` is in
    workdays, or in days where the limit is in days or months; `earlier` in workdays before its own end.
    """

    kind: str
    owner: Role
    basis: str
    starts_on: date
    span: Span | None = None
    until: date | None = None
    ended_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    extension: Span | None = None
    earlier: int = 0
    due_on: date | None = None
    standing: Standing = "running"
    used: int = 0
    missing: date | None = None
    provisional: bool = False
    overdue: bool = False

    @property
    def budget(self) -> int | None:
        """How much may be used in all; None where the limit is no count of days."""
        if self.span is None or self.span.unit not in ("workdays", "days"):
            return None
        return _spans(self)[0].count if len(_spans(self)) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockKind:
    """One clock: who has to act before it is over, by which norm, and its runs in a case."""

    kind: str
    owner: Role
    basis: str
    runs: Callable[[State, ClockKind], Iterator[Clock]]

    def run(
        self,
        starts_on: date,
        *,
        span: Span | None = None,
        until: date | None = None,
        ended_on: date | None = None,
    ) -> Clock:
        """Begin a run of this clock that is still to be measured."""
        return Clock(
            kind=self.kind,
            owner=self.owner,
            basis=self.basis,
            starts_on=starts_on,
            span=span,
            until=until,
            ended_on=ended_on,
        )


def _decision_start(state: State, accepted: Accepted) -> date:
    """Give the day the decision clock starts on, as the item says (起算)."""
    terms = state.terms
    if terms.counts_from == "receive" and state.received is not None:
        return state.received.on
    if terms.counts_from == "window_end" and terms.window_ends_on is not None:
        return max(terms.window_ends_on, accepted.on)
    own = [on for name, _, on in state.finished if name == terms.counts_from]
    return max(own) if own else accepted.on


def _decided_on(state: State) -> date | None:
    made = {each.part: each.on for each in state.decisions}
    if state.ended is not None:
        return state.ended.on
    return max(made.values()) if made.keys() >= {*part_codes(state)} else None


def _ended_on(state: State) -> date | None:
    return state.ended.on if state.ended is not None else None


def _tell(state: State, row: ClockKind) -> Iterator[Clock]:
    span = state.terms.tell_within
    for each in state.rounds:
        yield row.run(each.starts_on, span=span, ended_on=each.ended_on or _ended_on(state))


def _statutory(state: State, row: ClockKind) -> Iterator[Clock]:
    if state.accepted is not None:
        yield from _decision(state, row, state.accepted, state.accepted.statutory)


def _promised(state: State, row: ClockKind) -> Iterator[Clock]:
    if state.accepted is not None:
        yield from _decision(state, row, state.accepted, state.accepted.promised)


def _decision(state: State, row: ClockKind, accepted: Accepted, span: Span | None) -> Iterator[Clock]:
    if span is not None:
        made = row.run(_decision_start(state, accepted), span=span, ended_on=_decided_on(state))
        yield replace(made, pauses=state.pauses, extension=state.extension)


def _hand_over(state: State, row: ClockKind) -> Iterator[Clock]:
    """One workday before the promised end (DB23 7.6.1.1); at once for what is decided on the spot."""
    decided = _decided_on(state)
    for each in _promised(state, row):
        if decided is not None and not state.granted:
            yield replace(each, earlier=1)
        else:
            taken = state.slip.taken_on if state.slip is not None else None
            yield replace(each, earlier=1, ended_on=taken or _ended_on(state))


def _mend(state: State, row: ClockKind) -> Iterator[Clock]:
    slip = state.slip
    if slip is not None and slip.refused_on is not None:
        yield row.run(slip.refused_on, span=ONE_WORKDAY, ended_on=slip.mended_on)


def _notify(state: State, row: ClockKind) -> Iterator[Clock]:
    slip = state.slip
    if slip is not None and slip.taken_on is not None:
        given = state.delivery.on if state.delivery is not None else None
        yield row.run(slip.taken_on, span=ONE_WORKDAY, ended_on=state.notified_on or given)


def _deliver(state: State, row: ClockKind) -> Iterator[Clock]:
    decided = _decided_on(state)
    if state.decisions and decided is not None and state.ended is None:
        given = state.delivery.delivered_on if state.delivery is not None else None
        yield row.run(decided, span=TEN_WORKDAYS, ended_on=given)


def _correct(state: State, row: ClockKind) -> Iterator[Clock]:
    """What was told on paper holds: a calendar that changes may give the applicant more time, never less."""
    span = state.terms.correct_within
    for each in state.corrections:
        if each.correct_by is not None:
            ended_on = each.supplied_on or _ended_on(state)
            yield row.run(each.on, span=span, until=each.correct_by, ended_on=ended_on)


def _supply_later(state: State, row: ClockKind) -> Iterator[Clock]:
    for each in state.later:
        yield row.run(each.on, until=each.until, ended_on=each.supplied_on or _ended_on(state))


ONE_WORKDAY: Final = Span(count=1, unit="workdays")
TEN_WORKDAYS: Final = Span(count=10, unit="workdays")
CLOCKS: Final[tuple[ClockKind, ...]] = (
    ClockKind(kind="tell", owner="clerk", basis="许可法 32", runs=_tell),
    ClockKind(kind="correct", owner="applicant", basis="DB23 7.4.2", runs=_correct),
    ClockKind(kind="supply_later", owner="applicant", basis="DB23 7.4", runs=_supply_later),
    ClockKind(kind="statutory", owner="decider", basis="许可法 42", runs=_statutory),
    ClockKind(kind="promised", owner="decider", basis="DB23 6.1.3", runs=_promised),
    ClockKind(kind="hand_over", owner="reviewer", basis="DB23 7.6.1.1", runs=_hand_over),
    ClockKind(kind="mend", owner="reviewer", basis="DB23 7.6.1.2", runs=_mend),
    ClockKind(kind="notify", owner="issuer", basis="DB23 7.6.2", runs=_notify),
    ClockKind(kind="deliver", owner="issuer", basis="许可法 44", runs=_deliver),
)


def clocks(state: State, calendar: Calendar, today: date) -> tuple[Clock, ...]:
    """Give every run of every clock of a case, as it stands on a day."""
    known = _by_day(state)
    found = known.get(today)
    if found is None or found[0] is not calendar:
        made = tuple(_measured(run, calendar, today) for row in CLOCKS for run in row.runs(state, row))
        known[today] = found = calendar, made
    return found[1]


@remembered
def _by_day(state: State) -> dict[date, tuple[Calendar, tuple[Clock, ...]]]:
    """Give the place where the clocks of a state are kept, by day, each with its calendar."""
    return {}


def notice_due(state: State, calendar: Calendar) -> date:
    """Give the last day for telling or accepting of a case that was received."""
    until = due(state.rounds[-1].starts_on, state.terms.tell_within, calendar)
    assert until is not None, "nothing pauses the notice clock"
    return until


def _spans(clock: Clock) -> tuple[Span, ...]:
    """Give the limit with its extension: one sum where they have one unit, else one after the other."""
    if clock.span is None:
        return ()
    if clock.extension is None:
        return (clock.span,)
    if clock.extension.unit == clock.span.unit:
        return (total((clock.span, clock.extension)),)
    return (clock.span, clock.extension)


def _measured(clock: Clock, calendar: Calendar, today: date) -> Clock:
    stretches = [Stretch(begin=each.begin, end=each.end) for each in clock.pauses]
    upto = min(today, clock.ended_on) if clock.ended_on is not None else today
    try:
        due_on = _due(clock, stretches, calendar)
        used = consumed(clock.starts_on, upto, clock.span, calendar, stretches) if clock.span else 0
        last = max(due_on or clock.starts_on, clock.starts_on)
        years = range(clock.starts_on.year, last.year + 1)
        provisional = any(calendar.projected(date(year, 1, 1)) for year in years)
    except CalendarMissing as error:
        return replace(clock, missing=error.day, standing=_standing(clock, None, error.day))
    measured = replace(clock, due_on=due_on, used=used, provisional=provisional)
    late = due_on is not None and (clock.ended_on or today) > due_on
    return replace(measured, standing=_standing(clock, due_on, None), overdue=late)


def _due(clock: Clock, stretches: list[Stretch], calendar: Calendar) -> date | None:
    start: date | None = clock.starts_on
    for span in _spans(clock):
        if start is None:
            return None
        start = due(start, span, calendar, stretches)
    if start is None or (clock.until is not None and clock.span is None):
        return clock.until
    if clock.until is not None:
        return max(start, clock.until)
    if clock.earlier:
        return max(clock.starts_on, calendar.add_workdays(start, -clock.earlier))
    return start


def _standing(clock: Clock, due_on: date | None, missing: date | None) -> Standing:
    if clock.ended_on is not None:
        return "over"
    return "stopped" if due_on is None and missing is None else "running"
