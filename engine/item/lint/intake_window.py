"""An intake window (受理期间) in which nobody can apply, and a clock that waits for one that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item, Window
from engine.source import place

EMPTY_WINDOW = FaultKind(
    code="item/empty-window",
    zh="受理期间从 {first} 到 {last}，一天也没有。请核对这两个日期。",
    en="The intake window from {first} to {last} has no day. Check both dates.",
    why_zh="受理期间一天也没有，谁来申请都不予受理。",
    why_en="With no day in the window every application is declined.",
    wrong="受理期间:\n  自: 2026-05-22\n  至: 2026-05-11",
    right="受理期间:\n  自: 2026-05-11\n  至: 2026-05-22",
)
WINDOW_OUTSIDE_EDITION = FaultKind(
    code="item/window-outside-edition",
    zh="受理期间 {first} 到 {last} 不在这一版的有效期里。请改受理期间，或者改有效期。",
    en="The intake window from {first} to {last} lies outside this edition. Change one of the two.",
    why_zh="哪一天申请就按哪一版办。受理期间全在有效期外面，这一版就永远收不到申请。",
    why_en="An application goes by the edition of its day; with its window outside, none is ever accepted.",
    wrong="有效期:\n  自: 2026-09-01\n受理期间:\n  自: 2026-05-11\n  至: 2026-05-22",
    right="有效期:\n  自: 2026-03-01\n受理期间:\n  自: 2026-05-11\n  至: 2026-05-22",
)
NO_WINDOW = FaultKind(
    code="item/no-intake-window",
    zh="起算写了受理期间届满，却没有写受理期间。请加上受理期间的自和至，或者改起算。",
    en="The clock starts when the intake window ends, but there is none. Add `intake_window`, or change "
    "`counts_from`.",
    why_zh="时限从受理期间最后一天的第二天起算，没有这一天就算不出到期日。",
    why_en="The limit counts from the day after the window's last day; without that day nothing is ever due.",
    wrong="办结时限:\n  承诺: 20 个工作日\n  起算: 受理期间届满",
    right="受理期间:\n  自: 2026-05-11\n  至: 2026-05-22\n"
    "办结时限:\n  承诺: 20 个工作日\n  起算: 受理期间届满",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find windows without a day on which the edition can be applied for, and clocks that need a window."""
    window = item.intake_window
    if window is not None:
        yield from _empty(item, window)
    elif item.limits is not None and item.limits.counts_from == "window_end":
        source = place(item.limits.counts_from)
        yield Fault(kind=NO_WINDOW, source=source)


def _empty(item: Item, window: Window) -> Iterator[Fault]:
    values = {"first": str(window.first), "last": str(window.last)}
    # Dates are written as ISO 8601, so their texts are in the order of the days.
    if window.last < window.first:
        yield Fault(kind=EMPTY_WINDOW, source=place(window.last), values=values, also=place(window.first))
    elif window.last < item.valid_from:
        also = place(item.valid_from)
        yield Fault(kind=WINDOW_OUTSIDE_EDITION, source=place(window.last), values=values, also=also)
    elif item.valid_until is not None and window.first > item.valid_until:
        also = place(item.valid_until)
        yield Fault(kind=WINDOW_OUTSIDE_EDITION, source=place(window.first), values=values, also=also)
