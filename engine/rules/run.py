"""What the code of a rulebook calls when a value is not the plain one: unknowns, tables, conversions.

The generated code handles the ordinary value inline; everything here is the other way. Nothing raises on
what a submission holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.calendar import CalendarMissing, national_calendar
from engine.feel import runtime
from engine.feel.values import Null, Unknown
from engine.rules.convert import (
    DAYS,
    NONE,
    answered,
    as_any,
    as_day,
    as_entries,
    as_filed,
    as_number,
    as_option,
    as_text,
    as_yes_no,
    recorded,
)
from engine.rules.steps import days_on, months_on, times_rate

__all__ = ["HELPERS"]


def both(values: Sequence[object]) -> Any:
    """Give Kleene's and of verdicts; a null counts as an unknown that lacks nothing."""
    found: Unknown | None = None
    for value in values:
        if value is False:
            return False
        if value is not True and value is not found:
            unknown = value if value.__class__ is Unknown else OPEN
            found = unknown if found is None else found.join(unknown)
    return True if found is None else found


def either(values: Sequence[object]) -> Any:
    """Give Kleene's or of verdicts; a null counts as an unknown that lacks nothing."""
    found: Unknown | None = None
    for value in values:
        if value is True:
            return True
        if value is not False and value is not found:
            unknown = value if value.__class__ is Unknown else OPEN
            found = unknown if found is None else found.join(unknown)
    return False if found is None else found


def imply(condition: object, verdict: object) -> Any:
    """Give the verdict of a demand under its condition: met if either settles it, unmet if both do."""
    if condition.__class__ is Unknown:
        if verdict is False or verdict is condition:
            return condition
        if verdict.__class__ is Unknown:
            return condition.join(verdict)
    if condition is False or verdict is True:
        return True
    if condition is True and verdict is False:
        return False
    return both((condition, OPEN if verdict is False else verdict))


def with_paper(need: object, here: object) -> Any:
    """Give Kleene's and of a need that is not plainly true and whether the paper is here, if it may be."""
    if need.__class__ is Unknown:
        if here is True or here is need:
            return need
        if here.__class__ is Unknown:
            return need.join(here)
    return both((need, here))


def asked(condition: object, value: object) -> Any:
    """Give a field's value where its condition is not plainly true: none if it is not asked."""
    if condition is False:
        return NOT_ASKED
    if condition.__class__ is Unknown:
        return condition.join(value)
    return value if value.__class__ is Unknown else OPEN


NOT_ASKED = Null("这一项不用填")
OPEN = Unknown(frozenset())
"""An unknown of which nobody asks what it lacks."""


def pick(pairs: Sequence[tuple[object, object]]) -> Any:
    """Give what was recorded on the first alternative that was handed in.

    From the first on of which that is not known, all that may be handed in is lacking.
    """
    found: Unknown | None = None
    for present, value in pairs:
        if present is False:
            continue
        if found is None:
            if present is True:
                return value
            found = OPEN
        if value.__class__ is Unknown:
            found = found.join(value)
        if present.__class__ is Unknown and present is not value:
            found = found.join(present)
    return Null("这一组都没有交") if found is None else found


def table(
    policy: str, conditions: Sequence[object], answers: Sequence[Sequence[object]], width: int
) -> tuple[Any, ...]:
    """Give the answer of a table, column by column; unknown where a row that may hit could change it.

    No hit gives null; UNIQUE with two hits and ANY with hits that differ give null with the reason.
    """
    if policy == "first":
        return _first(conditions, answers, width)
    pairs = [(c, a) for c, a in zip(conditions, answers, strict=True) if c is not False]
    lacking = frozenset().union(*(c.names for c, _ in pairs if isinstance(c, Unknown)))
    open_rows = any(c is not True for c, _ in pairs)
    if open_rows:
        return (Unknown(lacking),) * width
    hits = [a for _, a in pairs]
    if policy == "collect":
        return tuple(tuple(a[k] for a in hits) for k in range(width))
    if not hits:
        return (Null("对照表里没有符合的行"),) * width
    if policy == "unique" and len(hits) > 1:
        return (Null("对照表里有两行同时符合，“唯一”只允许一行"),) * width
    if any(tuple(a) != tuple(hits[0]) for a in hits):
        return (Null("对照表里符合的几行结果不一样"),) * width
    return tuple(hits[0])


def _first(conditions: Sequence[object], answers: Sequence[Sequence[object]], width: int) -> tuple[Any, ...]:
    """Give what the first row that hits answers, where rows that may hit before it agree with it."""
    kept: list[Sequence[object]] = []
    lacking, sure, open_rows = OPEN, False, False
    for condition, answer in zip(conditions, answers, strict=True):
        if condition is False:
            continue
        if condition.__class__ is Unknown:
            lacking = lacking.join(condition)
        if sure:
            continue
        kept.append(answer)
        if condition is True:
            sure = True
        else:
            open_rows = True
    if not kept:
        return (Null("对照表里没有符合的行"),) * width
    if not open_rows:
        return tuple(kept[-1])
    return tuple(
        [
            kept[0][k] if sure and all([row[k] == kept[0][k] for row in kept]) else lacking
            for k in range(width)
        ]
    )


def add_workdays(day: object, count: object) -> Any:
    """Give the day that many workdays later by the national calendar; null beyond its years."""
    if isinstance(day, Unknown | Null) or isinstance(count, Unknown | Null):
        return day if isinstance(day, Unknown | Null) else count
    if not isinstance(day, date) or not isinstance(count, int):
        return Null("工作日要从一个日期起算")
    try:
        return national_calendar().add_workdays(day, count)
    except CalendarMissing:
        return Null(f"还没有 {day.year} 年前后的工作日历")


def hits(policy: str, conditions: Sequence[object]) -> tuple[int, ...]:
    """Give the numbers of the rows that certainly hit; with `first`, none after a row that may hit."""
    if policy != "first":
        return tuple(n for n, condition in enumerate(conditions) if condition is True)
    sure = next((n for n, condition in enumerate(conditions) if condition is not False), None)
    return (sure,) if sure is not None and conditions[sure] is True else ()


def undecided(verdict: object) -> bool:
    """Say whether a person must decide: the verdict is null, or unknown without lacking anything."""
    return isinstance(verdict, Null) or (isinstance(verdict, Unknown) and not verdict.names)


HELPERS: Mapping[str, Any] = {
    "DAYS": DAYS,
    "as_text": as_text,
    "as_option": as_option,
    "as_day": as_day,
    "as_yes_no": as_yes_no,
    "as_filed": as_filed,
    "as_number": as_number,
    "as_entries": as_entries,
    "as_any": as_any,
    "answered": answered,
    "recorded": recorded,
    "both": both,
    "either": either,
    "imply": imply,
    "with_paper": with_paper,
    "asked": asked,
    "pick": pick,
    "table": table,
    "hits": hits,
    "undecided": undecided,
    "Null": Null,
    "NONE": NONE,
    "OPEN": OPEN,
    "Unknown": Unknown,
    "str": str,
    "int": int,
    "bool": bool,
    "dict": dict,
    "list": list,
    "tuple": tuple,
    "len": len,
    "KeyError": KeyError,
    "TypeError": TypeError,
    "enumerate": enumerate,
    "months_on": months_on,
    "days_on": days_on,
    "times_rate": times_rate,
    **{f"h_{name}": helper for name, helper in vars(runtime).items() if callable(helper)},
    "h_add_workdays": add_workdays,
}
