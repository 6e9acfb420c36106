"""One act on a case: what was wanted goes in, a `Decision` or a `Refusal` with every reason comes out.

The store calls this inside its transaction, with the case read again (guarantees D1). An act is refused for
everything that stands against it at once; nothing is half decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine import vocabulary
from engine.calendar import CalendarMissing
from engine.case.datum import read
from engine.case.due import line, timers
from engine.case.events.kind import EventKind
from engine.case.events.table import EVENTS, VERBS
from engine.case.fold import fold
from engine.case.guards.people import of_the_department, owns_the_case
from engine.case.model import Actor, Decide, Decision, Draft, Draw, Event, Json, Personal, Reference, Refusal
from engine.case.papers import PAPERS, number_of, printed
from engine.case.refusals import Reason, reason, refusal
from engine.case.setting import Act, Setting, day_of
from engine.case.stages import OWN, STAGES, stage_label, stage_of
from engine.case.state import State

__all__ = ["Wish", "allowed", "decider"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An act as it was sent: the verb, who wants it, and everything that came with it, unread."""

    verb: str
    case: str
    actor: Actor
    at: datetime
    sent: Mapping[str, object] = field(default_factory=dict)


def decider(wish: Wish, setting: Setting) -> Decide:
    """Give the function that the store asks: events and numbers in, what is to be written out."""

    def decide(events: Sequence[Event], draw: Draw) -> Decision | Refusal:
        row = VERBS.get(wish.verb)
        if row is None:
            return refusal([reason("case/unknown-act", name=wish.verb)])
        try:
            return _decide(fold(events), row, wish, setting, draw)
        except CalendarMissing as missing:
            return refusal([reason("case/calendar-missing", day=missing.day)])

    return decide


def _decide(state: State, row: EventKind, wish: Wish, setting: Setting, draw: Draw) -> Decision | Refusal:
    if setting.seen is not None and setting.seen != state.version:
        return refusal([reason("case/changed-meanwhile")])
    data, personal, problems = read(row.takes, wish.sent)
    act = Act(kind=row.kind, actor=wish.actor, at=wish.at, data=data, personal=personal)
    against = [*_common(state, row, act, wish, setting), *problems]
    if not against:
        against = [each for guard in row.guards for each in guard(state, act, setting)]
    if against:
        return refusal(against)
    if setting.said is not None:
        personal = {**personal, "said": Personal(value=setting.said)}
    drafts = [*_check_first(state, row, setting), Draft(kind=row.kind, data=data, personal=personal)]
    drafts[-1] = _filled(state, row, act, setting, drafts[-1], draw)
    after = fold(_as_events(state, drafts, wish), state)
    if row.paper:
        fixed = printed(after, row.clocks, setting, act.on)
        drafts[-1] = replace(drafts[-1], data={**drafts[-1].data, "printed": fixed})
    drafts.extend(row.follow(after, act, setting))
    after = fold(_as_events(state, drafts, wish), state)
    today = day_of(wish.at)
    return Decision(
        events=tuple(drafts),
        timers=timers(after, setting, today),
        line=line(after, setting, today),
    )


def _common(state: State, row: EventKind, act: Act, wish: Wish, setting: Setting) -> Iterator[Reason]:
    """Give what stands against an act whatever it is: no such case, the wrong stage, the wrong person."""
    if row.begins != (state.version == 0):
        code = "case/exists" if row.begins else "case/no-such-case"
        yield reason(code, name=wish.case)
        return
    if act.actor.role not in row.roles:
        roles = [vocabulary.word("role", each) for each in row.roles]
        mine = vocabulary.word("role", act.actor.role)
        yield reason(
            "case/wrong-role",
            act_zh=vocabulary.in_lang("event", row.kind, "zh"),
            act_en=row.verb,
            roles_zh="、".join(each.zh for each in roles if each),
            roles_en=", ".join(row.roles),
            role_zh=mine.zh if mine else act.actor.role,
            role_en=act.actor.role,
        )
    if not row.begins:
        yield from _stage(state, row, act)
        yield from owns_the_case(state, act, setting)
        yield from of_the_department(state, act, row.turn)


def _stage(state: State, row: EventKind, act: Act) -> Iterator[Reason]:
    stage = stage_of(state)
    if _stands(stage) in row.stages:
        return
    can = allowed(state, act.actor)
    yield reason(
        "case/wrong-stage",
        now_zh=stage_label(state, stage, "zh"),
        now_en=stage_label(state, stage, "en"),
        act_zh=vocabulary.in_lang("event", row.kind, "zh"),
        act_en=row.verb,
        can_zh="、".join(vocabulary.in_lang("event", each.kind, "zh") for each in can) or "没有您能办的",
        can_en=", ".join(each.verb for each in can) or "nothing that is yours",
    )


def _stands(stage: str) -> str:
    return stage if stage in STAGES else OWN


def allowed(state: State, actor: Actor) -> tuple[EventKind, ...]:
    """Give the acts that an actor's role may do at this stage; their guards are still to be asked."""
    stage = _stands(stage_of(state))
    return tuple(row for row in EVENTS.values() if stage in row.stages and actor.role in row.roles)


def _check_first(state: State, row: EventKind, setting: Setting) -> Iterator[Draft]:
    """Record the check that an act rests on, unless it stands there already."""
    if row.checks and row.kind != "checked" and setting.checked not in (None, state.checked):
        assert setting.checked is not None
        yield Draft(kind="checked", data=setting.checked.to_json())


def _filled(state: State, row: EventKind, act: Act, setting: Setting, draft: Draft, draw: Draw) -> Draft:
    """Complete an event with what a rule made of it, and with its number."""
    data: dict[str, Json] = {**draft.data, **row.fill(state, act, setting)}
    paper = PAPERS.get(row.paper)
    if paper is not None and paper.word:
        own = data.get("department") if row.turn == "step" else None
        department = own if isinstance(own, str) else state.terms.department
        data["number"] = number_of(paper, department, day_of(act.at).year, setting.practice, draw)
    if row.begins:
        data["case_number"] = f"{act.on:%Y%m%d}-{draw(f'case/{act.on:%Y%m%d}'):04d}"
    if row.kind == "queued":
        zone = str(data.get("zone") or "A")
        data["queue_number"] = f"{zone}{draw(f'queue/{act.on:%Y%m%d}/{zone}'):03d}"
    return Draft(kind=draft.kind, data=data, personal=draft.personal)


def _as_events(state: State, drafts: Iterable[Draft], wish: Wish) -> Iterator[Event]:
    """Give drafts as the events they are going to be; personal values are only known to be there."""
    for sequence, draft in enumerate(drafts, start=state.version + 1):
        yield Event(
            case=wish.case,
            sequence=sequence,
            kind=draft.kind,
            at=wish.at,
            by=wish.actor,
            data=draft.data,
            personal={
                name: Reference(id="", digest="", person=each.person) for name, each in draft.personal.items()
            },
        )
