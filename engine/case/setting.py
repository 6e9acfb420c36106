"""What an act brings with it: the act itself, and what the pure road is told from outside.

The road asks nobody. Calendar, practice of the centre, the result of a check, what a comparison of
certificates gave: all of it is handed in, made for the case as it stood after `seen` events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Final

from engine.calendar import Calendar
from engine.case.checked import Checked
from engine.case.model import Actor, Json, Personal
from engine.case.numbers import NATIONAL, Pattern
from engine.case.terms import Terms

__all__ = ["CHINA", "Act", "Practice", "Setting", "day_of"]

CHINA: Final = timezone(timedelta(hours=8))
"""The whole of China keeps one time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What a centre has settled for itself: hours, times of the transfer of papers, names in numbers.

    A receipt after `closes_at` counts from the next workday. `warn_at` are the shares of a limit, in
    hundredths, at which its holder is reminded. `query_address` is where the public looks a case up: the
    address, without a slash at its end, before which nothing about a case is known. `hold_online`: what is
    sent online is taken only once nothing is wrong with it. Decisions are published (`publish_results`),
    except those of the items in `unpublished`. `keep_unscanned`: a file in which nobody could look for
    viruses is taken with a mark, not refused.
    """

    name: str = "政务服务中心"
    closes_at: time = time(17, 0)
    transfer_at: tuple[time, ...] = (time(11, 30), time(16, 30))
    short_names: Mapping[str, str] = field(default_factory=dict)
    number_pattern: Pattern = NATIONAL
    warn_at: tuple[int, ...] = (50, 80, 100)
    query_address: str = ""
    hold_online: bool = False
    publish_results: bool = True
    unpublished: frozenset[str] = frozenset()
    keep_unscanned: bool = False

    def short(self, organ: str) -> str:
        """Give the short name of an organ, as its numbers begin."""
        return self.short_names.get(organ, organ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody wants to do to a case: `data` and `personal` are read already."""

    kind: str
    actor: Actor
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Personal] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day on which it happens."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the road is told from outside.

    `judged` are the findings that should have been told the first time, `differing` the entries in which a
    certificate, its slip and the decision disagree; None where nobody has compared. `seen` is the version of
    the case that all this was made for, None if it was made for none. `anchor` is the newest anchor as it is
    printed on papers, so that each of them vouches for all that was recorded before. `said` is what is told,
    word for word. `carried` is the waybill of whoever takes the parcel, and who that is. `sends`: somebody
    sends messages to applicants.
    """

    calendar: Calendar
    practice: Practice = field(default_factory=Practice)
    terms: Terms | None = None
    checked: Checked | None = None
    judged: tuple[str, ...] | None = None
    differing: tuple[str, ...] | None = None
    seen: int | None = None
    moved: Mapping[str, Json] = field(default_factory=dict)
    anchor: str = ""
    said: Json = None
    carried: Mapping[str, Json] = field(default_factory=dict)
    sends: bool = False


def day_of(at: datetime) -> date:
    """Give the day of a moment by the clocks of China."""
    return at.astimezone(CHINA).date()
