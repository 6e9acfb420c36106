"""The events around acceptance: told once, put right, accepted, not accepted (DB23 7.2, 7.4; 许可法 32)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from engine.case.checked import Checked
from engine.case.clock.clocks import notice_due
from engine.case.clock.count import due
from engine.case.clock.hours import counts_on
from engine.case.datum import Datum
from engine.case.events.intake import SUBMISSION, submitted
from engine.case.events.kind import CITIZENS, RUNNING, EventKind, day, names, text
from engine.case.guards import acceptance as guard
from engine.case.guards import intake
from engine.case.model import Draft, Event, Json
from engine.case.road import sending
from engine.case.setting import Act, Setting, day_of
from engine.case.state import (
    Accepted,
    Correction,
    Ended,
    Pause,
    Permit,
    Promised,
    Round,
    State,
)
from engine.case.terms import read_span, spell_span

__all__ = ["ROWS", "used"]


def _permitted(state: State, event: Event) -> State:
    permit = Permit(
        what=text(event, "what"), sequence=event.sequence, by=event.by, reason=text(event, "reason")
    )
    return replace(state, permits=(*state.permits, permit))


def used(state: State, what: str) -> State:
    """Use up a second person's leave."""
    permits = tuple(replace(each, used=True) if each.what == what else each for each in state.permits)
    return replace(state, permits=permits)


def _closed(state: State, on: date, by: str) -> tuple[Round, ...]:
    """Give the rounds with the running one ended."""
    return tuple(
        each if each.ended_on is not None else replace(each, ended_on=on, ended_by=by)
        for each in state.rounds
    )


def _told(state: State, event: Event) -> State:
    on, after = day_of(event.at), state.accepted is not None
    assert state.checked is not None, "nothing is told without a check"
    correction = Correction(
        number=text(event, "number"),
        sequence=event.sequence,
        on=on,
        by=event.by,
        findings=names(event, "findings"),
        checked=state.checked,
        submitted=state.submitted,
        correct_by=day(event, "correct_by"),
        breaches=names(event, "breaches"),
        after_acceptance=after,
    )
    pauses = state.pauses
    if after and "correct" in state.terms.pauses:
        pauses = (*pauses, Pause(reason="correct", notice=correction.number, begin=on))
    return replace(
        used(state, "tell"),
        corrections=(*state.corrections, correction),
        rounds=_closed(state, on, "told"),
        pauses=pauses,
    )


def _telling(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    checked, within = setting.checked, state.terms.correct_within
    until = due(act.on, within, setting.calendar) if within is not None else None
    made: dict[str, Json] = {
        "round": len(state.corrections) + 1,
        "findings": [each.id for each in checked.findings] if checked is not None else [],
        "breaches": list(setting.judged or ()),
    }
    if until is not None:
        made["correct_by"] = until.isoformat()
    if setting.judged:
        made["missed_by"] = state.corrections[-1].by.id
    return made


def _supplied(state: State, event: Event) -> State:
    on = day(event, "on") or day_of(event.at)
    made = submitted(state, event)
    pauses = tuple(
        replace(each, end=on) if each.reason == "correct" and each.end is None else each
        for each in made.pauses
    )
    rounds = made.rounds if made.accepted is not None else (*made.rounds, Round(starts_on=on))
    answered = replace(made.corrections[-1], supplied_on=on)
    return replace(made, corrections=(*made.corrections[:-1], answered), pauses=pauses, rounds=rounds)


def _arrived(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    return {"on": counts_on(act.at, setting.practice, setting.calendar).isoformat()}


def _asked(state: State, event: Event) -> State:
    return replace(state, questions={**state.questions, event.sequence: 0})


def _answered(state: State, event: Event) -> State:
    asked: Any = event.data.get("question")
    return replace(state, questions={**state.questions, asked: event.sequence})


def _promised_later(state: State, event: Event) -> State:
    on, until = day_of(event.at), day(event, "until") or day_of(event.at)
    fresh = tuple(Promised(material=name, on=on, until=until) for name in names(event, "materials"))
    gone = {each.material for each in fresh}
    kept = tuple(each for each in state.later if each.material not in gone or each.supplied_on is not None)
    return replace(state, later=(*kept, *fresh))


def _promising(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    latest = guard.latest_for(state, setting, act.data["materials"])
    return {} if "until" in act.data or latest is None else {"until": latest.isoformat()}


def _supplied_later(state: State, event: Event) -> State:
    on = day(event, "on") or day_of(event.at)
    data: Any = event.data
    came = {name for name, look in data["materials"].items() if look["state"] == "sound"}
    later = tuple(
        replace(each, supplied_on=on) if each.material in came and each.supplied_on is None else each
        for each in state.later
    )
    return replace(submitted(state, event), later=later)


def _accepted(state: State, event: Event) -> State:
    on = day(event, "on") or day_of(event.at)
    accepted = Accepted(
        number=text(event, "number"),
        on=on,
        at=event.at,
        by=event.by,
        how=text(event, "how"),
        promised=read_span(text(event, "promised") or None),
        statutory=read_span(text(event, "statutory") or None),
        steps=names(event, "steps"),
        parts=names(event, "parts"),
    )
    made = used(state, "accept") if accepted.how == "deviation" else state
    return replace(made, accepted=accepted, rounds=_closed(made, on, event.kind))


def _accepting(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    checked = setting.checked
    deviates = checked is not None and checked.outcome != "accept"
    made: dict[str, Json] = {"on": act.on.isoformat(), "how": "deviation" if deviates else "checked"}
    if deviates and checked is not None:
        made["despite"] = [each.id for each in checked.findings]
    return {**made, **_limits(state, checked)}


def _deeming(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    until = notice_due(state, setting.calendar)
    return {
        "on": state.rounds[-1].starts_on.isoformat(),
        "how": "deemed",
        "silent_until": until.isoformat(),
        **_limits(state, state.checked),
    }


def _limits(state: State, checked: Checked | None) -> Mapping[str, Json]:
    """Give what the acceptance fixes for the rest of the road, as far as the facts tell."""
    terms = state.terms
    known = checked is not None and checked.edition_hash == terms.edition_hash
    if known and checked is not None:
        promised, steps, parts = checked.promised, checked.steps, checked.parts
    else:
        promised = terms.promised
        steps = tuple(each.name for each in terms.extras if not each.conditional)
        parts = tuple(each.code for each in terms.parts if not each.conditional)
    promised = promised or terms.promised or terms.statutory
    return {
        "promised": spell_span(promised),
        "statutory": spell_span(terms.statutory),
        "steps": list(steps),
        "parts": list(parts or (each.code for each in terms.parts)),
    }


def _at_once(state: State, act: Act, setting: Setting) -> Iterable[Draft]:
    """Send electronic materials, and those of a case decided on the spot, to their departments at once."""
    received, accepted = state.received, state.accepted
    assert received is not None and accepted is not None, "it has just been accepted"
    instant = accepted.promised is not None and accepted.promised.count == 0
    if received.medium != "electronic" and not instant:
        return
    for department in sending(state):
        yield Draft(
            kind="transferred",
            data={"department": department, "medium": received.medium, "at_once": True},
        )


def _declined(state: State, event: Event) -> State:
    on = day_of(event.at)
    ended = Ended(kind="declined", on=on, by=event.by)
    return replace(state, ended=ended, rounds=_closed(state, on, "declined"))


def _declining(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    checked = setting.checked
    return {"findings": [each.id for each in checked.findings] if checked is not None else []}


ROWS: Final[tuple[EventKind, ...]] = (
    EventKind(
        kind="permitted",
        verb="permit",
        roles=("supervisor", "decider"),
        stages=("accept", *RUNNING),
        takes=(
            Datum(
                name="what", kind="word", zh="批准什么", required=True, choose=("accept", "tell", "extend")
            ),
            Datum(name="reason", kind="text", zh="理由", required=True),
            Datum(name="missed_by", kind="text", zh="第一次是谁或哪条规则漏了"),
        ),
        fold=_permitted,
    ),
    EventKind(
        kind="told",
        verb="tell",
        roles=("clerk", "reviewer"),
        stages=("accept", "transfer", "own", "review"),
        takes=(Datum(name="note", kind="text", zh="另外要说的", personal=True),),
        guards=(
            intake.freshly_checked,
            guard.all_looked_at,
            guard.something_to_put_right,
            guard.told_once,
        ),
        fold=_told,
        fill=_telling,
        paper="correction",
        clocks=("tell", "correct", "statutory", "promised"),
        checks=True,
        completes="accept",
        tells=True,
    ),
    EventKind(
        kind="asked",
        verb="ask",
        roles=CITIZENS,
        stages=("correct", "accept", *RUNNING),
        takes=(
            Datum(name="finding", kind="text", zh="问的是哪一条"),
            Datum(name="question", kind="text", zh="问题", required=True, personal=True),
        ),
        fold=_asked,
    ),
    EventKind(
        kind="answered",
        verb="answer",
        roles=("clerk", "reviewer"),
        stages=("correct", "accept", *RUNNING),
        takes=(
            Datum(name="question", kind="count", zh="第几号提问", required=True),
            Datum(name="answer", kind="text", zh="解答", required=True, personal=True),
        ),
        guards=(guard.was_asked,),
        fold=_answered,
    ),
    EventKind(
        kind="supplied",
        verb="supply",
        roles=(*CITIZENS, "clerk"),
        stages=("correct",),
        takes=SUBMISSION,
        guards=(intake.known_materials, guard.something_supplied),
        fold=_supplied,
        fill=_arrived,
        paper="receipt",
        clocks=("tell", "correct", "statutory", "promised"),
        completes="correct",
    ),
    EventKind(
        kind="promised_later",
        verb="promise",
        roles=(*CITIZENS, "clerk"),
        stages=("receive", "accept"),
        takes=(
            Datum(name="materials", kind="names", zh="后补的材料", required=True),
            Datum(name="until", kind="date", zh="最晚哪天补"),
            Datum(name="signed", kind="yes_no", zh="承诺书签了字", required=True),
        ),
        guards=(guard.may_follow_later,),
        fold=_promised_later,
        fill=_promising,
        paper="later_promise",
        clocks=("supply_later",),
        checks=True,
    ),
    EventKind(
        kind="supplied_later",
        verb="supply_later",
        roles=(*CITIZENS, "clerk"),
        stages=("accept", "correct", *RUNNING),
        takes=(Datum(name="materials", kind="looks", zh="补交的材料", required=True), *SUBMISSION[1:]),
        guards=(intake.known_materials, guard.was_promised),
        fold=_supplied_later,
        fill=_arrived,
        paper="receipt",
        clocks=("supply_later",),
    ),
    EventKind(
        kind="accepted",
        verb="accept",
        roles=("clerk", "reviewer"),
        stages=("accept",),
        takes=(Datum(name="note", kind="text", zh="另外要说的", personal=True),),
        guards=(
            intake.freshly_checked,
            guard.all_looked_at,
            guard.check_accepts,
            guard.later_promised,
            intake.attested,
        ),
        fold=_accepted,
        fill=_accepting,
        follow=_at_once,
        paper="acceptance",
        clocks=("tell", "statutory", "promised", "hand_over"),
        checks=True,
        completes="accept",
        tells=True,
    ),
    EventKind(
        kind="deemed_accepted",
        verb="deem_accepted",
        roles=("system",),
        stages=("accept",),
        guards=(guard.notice_is_over,),
        fold=_accepted,
        fill=_deeming,
        follow=_at_once,
        paper="acceptance",
        clocks=("tell", "statutory", "promised", "hand_over"),
        completes="accept",
        tells=True,
    ),
    EventKind(
        kind="declined",
        verb="decline",
        roles=("clerk", "reviewer"),
        stages=("accept",),
        takes=(
            Datum(name="reasons", kind="text", zh="理由", required=True, personal=True),
            Datum(name="remedies", kind="text", zh="救济途径", required=True),
            Datum(name="elsewhere", kind="text", zh="该找哪个机关"),
        ),
        guards=(intake.freshly_checked, guard.all_looked_at, guard.cannot_be_put_right),
        fold=_declined,
        fill=_declining,
        paper="decline",
        clocks=("tell",),
        checks=True,
        completes="accept",
        tells=True,
    ),
)
