"""What must be so before anybody is told, accepted or declined: all looked at, once, by the check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from engine.case.clock.clocks import notice_due
from engine.case.refusals import Reason, among, listed, reason
from engine.case.setting import Act, Setting
from engine.case.state import State

__all__ = [
    "all_looked_at",
    "cannot_be_put_right",
    "check_accepts",
    "has_leave",
    "later_promised",
    "latest_for",
    "may_follow_later",
    "notice_is_over",
    "something_supplied",
    "something_to_put_right",
    "told_once",
    "was_asked",
    "was_promised",
]

_OUTCOMES: Final = {
    "accept": ("受理", "accept"),
    "correct": ("补正", "correct"),
    "decline": ("不予受理", "decline"),
    "undetermined": ("无法判断", "undetermined"),
}


def has_leave(state: State, what: str, actor: str) -> Iterator[Reason]:
    """Another person has given leave for this submission, with a reason."""
    given = [each for each in state.permits if each.what == what and not each.used]
    if what != "extend":
        given = [each for each in given if each.sequence > state.submitted]
    if not given:
        yield reason("case/no-second-person", what=what)
    elif all(each.by.id == actor for each in given):
        yield reason("case/same-person", other_zh="批准的人", other_en="gave the leave")


def all_looked_at(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The gate: while anything is unseen or undecided, nobody is accepted, told or declined."""
    if setting.checked is not None and setting.checked.open:
        yield reason("case/undetermined", **listed(setting.checked.open))


def check_accepts(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The check says accept; or somebody deviates from it, by name, with another person's leave."""
    checked = setting.checked
    if checked is None or checked.open or checked.outcome == "accept":
        return
    missing = tuple(has_leave(state, "accept", act.actor.id))
    if missing:
        zh, en = _OUTCOMES[checked.outcome]
        found = listed(each.id for each in checked.findings if each.gravity != "remind")
        yield reason("case/not-acceptable", outcome_zh=zh, outcome_en=en, **found)
        yield from missing


def something_to_put_right(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Somebody is told what can be put right; who has handed in all that was asked is accepted."""
    checked = setting.checked
    if checked is None or checked.open:
        return
    if checked.outcome == "accept":
        yield reason("case/nothing-wrong")
    if checked.outcome == "decline" and state.accepted is None:
        final = (each.id for each in checked.findings if each.gravity == "decline")
        yield reason("case/cannot-be-put-right", **listed(final))


def cannot_be_put_right(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only a condition that cannot be put right ends in 不予受理."""
    checked = setting.checked
    if checked is None or checked.open or checked.outcome == "decline":
        return
    if checked.outcome == "accept":
        yield reason("case/nothing-wrong")
    else:
        yield reason("case/can-be-put-right", **listed(each.id for each in checked.findings))


def told_once(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A later correction holds only what could not be known at the first."""
    if state.corrections and setting.judged is None:
        yield reason("case/not-checked")
    elif state.corrections and setting.judged and any(has_leave(state, "tell", act.actor.id)):
        yield reason("case/told-once", **listed(setting.judged))
        yield from has_leave(state, "tell", act.actor.id)


def something_supplied(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Putting right means handing something in."""
    if not act.data.get("materials") and not act.personal:
        yield reason("case/missing-data", name="materials", zh="材料或申请内容")


def was_asked(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """An answer belongs to a question."""
    if act.data["question"] not in state.questions:
        yield reason("case/no-such-question", number=act.data["question"])


def latest_for(state: State, setting: Setting, materials: Iterable[str]) -> date | None:
    """Give the last day by which these may follow, as the item says; None if it sets no time."""
    reminders = setting.checked.reminders if setting.checked is not None else {}
    days = [until for name in materials if (until := reminders.get(name)) is not None]
    return date.fromisoformat(min(days)) if days else None


def may_follow_later(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only what the item lists as 容缺后补 may follow, on a signed promise, within the item's time."""
    reminders = setting.checked.reminders if setting.checked is not None else {}
    names: list[str] = act.data["materials"]
    for name in names:
        if name not in reminders:
            yield reason("case/not-deferrable", name=name, **among(reminders))
    latest, until = latest_for(state, setting, names), act.data.get("until")
    if latest is not None and until is not None and date.fromisoformat(until) > latest:
        yield reason("case/later-than-promised", name="、".join(names), latest=latest, until=until)
    if latest is None and until is None and all(name in reminders for name in names):
        yield reason("case/missing-data", name="until", zh="最晚哪天补")
    if act.data.get("signed") is not True:
        yield reason("case/not-signed")


def later_promised(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """What is still to follow at acceptance was promised in writing."""
    promised = {each.material for each in state.later}
    reminders = setting.checked.reminders if setting.checked is not None else {}
    missing = [name for name in reminders if name not in promised and state.terms.material(name) is not None]
    if missing:
        yield reason("case/promise-first", **listed(missing))


def was_promised(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only what was promised for later is supplied later; everything else answers a correction."""
    promised = {each.material for each in state.later if each.supplied_on is None}
    looks: dict[str, Any] = act.data["materials"]
    yield from (reason("case/nothing-to-follow", name=name) for name in looks if name not in promised)


def notice_is_over(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The law deems a case accepted only when the whole last day has passed in silence (许可法 32)."""
    until = notice_due(state, setting.calendar)
    if act.on <= until:
        yield reason("case/not-yet-due", until=until)
