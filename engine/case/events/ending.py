"""The events at the end of the road and beside it: sent back, withdrawn, filed, rated, reminded, messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from engine.case.datum import Datum
from engine.case.events.kind import ACTIVE, BEFORE, CITIZENS, RUNNING, EventKind, day, text
from engine.case.guards import ending as guard
from engine.case.guards import people
from engine.case.model import Event, Json
from engine.case.road import part_codes
from engine.case.setting import Act, Setting, day_of
from engine.case.state import ADDRESSES, Ended, Explained, Rating, State

__all__ = ["ROWS"]

_ALL: Final = (*ACTIVE, "archive", "rate")
_SIDES: Final = {"attitude": "态度", "quality": "质量", "efficiency": "效率", "environment": "环境"}


def _ended(state: State, event: Event) -> State:
    ended = Ended(kind=event.kind, on=day_of(event.at), by=event.by)
    return replace(state, ended=ended, waiting=False)


def _withdrawn(state: State, event: Event) -> State:
    part = text(event, "part")
    if part and {*part_codes(state)} != {part}:
        return replace(state, withdrawn_parts=(*state.withdrawn_parts, part))
    return _ended(state, event)


def _kept(state: State, event: Event) -> State:
    papers, wanted = list(state.papers), (text(event, "paper"), text(event, "number"))
    waiting = (n for n, each in enumerate(papers) if (each.paper, each.number) == wanted and not each.kept)
    at = next(waiting)
    papers[at] = replace(papers[at], kept=text(event, "digest") or "kept")
    return replace(state, papers=tuple(papers))


def _archived(state: State, event: Event) -> State:
    return replace(state, archived_on=day_of(event.at))


def _rated(state: State, event: Event) -> State:
    of, data = text(event, "of") or "case", event.data
    grade: Any = data.get("grade")
    before = next((each for each in state.ratings if each.of == of), None)
    first_on = before.first_on if before is not None else day_of(event.at)
    kept = tuple(each for each in state.ratings if each.of != of)
    return replace(state, ratings=(*kept, Rating(of=of, grade=grade, first_on=first_on)))


def _paid(state: State, event: Event) -> State:
    return replace(state, paid=True)


def _reminded(state: State, event: Event) -> State:
    key = f"{text(event, 'clock')}:{text(event, 'level')}:{text(event, 'due')}"
    return replace(state, reminded=state.reminded | {key})


def _messaged(state: State, event: Event) -> State:
    about, given_up = event.data.get("about"), text(event, "outcome") == "given_up"
    kept = [each for each in state.unsent if each.sequence != about or given_up]
    unsent = (replace(each, given_up=True) if each.sequence == about else each for each in kept)
    return replace(state, unsent=tuple(unsent))


def _explained(state: State, event: Event) -> State:
    department = event.by.department or state.terms.department
    expected_on = day(event, "expected_on")
    reason = text(event, "reason")
    made = Explained(reason=reason, on=day_of(event.at), department=department, expected_on=expected_on)
    return replace(state, explained=made)


def _moved(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    return {"moved": setting.moved}


ROWS: Final[tuple[EventKind, ...]] = (
    EventKind(
        kind="sent_back",
        verb="send_back",
        roles=("clerk", "reviewer"),
        stages=("correct", *RUNNING),
        takes=(
            Datum(name="reason", kind="text", zh="理由", required=True, personal=True),
            Datum(name="originals_returned", kind="yes_no", zh="原件退还了", required=True),
            Datum(name="remedies", kind="text", zh="救济途径", required=True),
        ),
        guards=(guard.stayed_unanswered, guard.originals_returned),
        fold=_ended,
        paper="return_notice",
        clocks=("correct", "supply_later"),
        completes="correct",
        tells=True,
    ),
    EventKind(
        kind="withdrawn",
        verb="withdraw",
        roles=(*CITIZENS, "clerk"),
        stages=(*BEFORE, "correct", *RUNNING),
        takes=(
            Datum(name="part", kind="text", zh="撤回哪一部分"),
            Datum(name="reason", kind="text", zh="理由", personal=True),
            Datum(name="signed", kind="yes_no", zh="申请人签了字"),
        ),
        guards=(guard.applicant_asked, guard.part_undecided),
        fold=_withdrawn,
        clocks=("tell", "statutory", "promised"),
        completes="correct",
    ),
    EventKind(
        kind="deemed_withdrawn",
        verb="deem_withdrawn",
        roles=("system",),
        stages=("correct",),
        guards=(guard.counts_as_withdrawn,),
        fold=_ended,
        paper="return_notice",
        clocks=("correct",),
        completes="correct",
        tells=True,
    ),
    EventKind(
        kind="kept",
        verb="keep",
        roles=("system", "clerk", "runner", "reviewer", "decider", "issuer", "archivist"),
        stages=_ALL,
        takes=(
            Datum(name="paper", kind="text", zh="文书", required=True),
            Datum(name="number", kind="text", zh="文号"),
            Datum(name="digest", kind="text", zh="校验码"),
            Datum(name="place", kind="text", zh="存在哪里"),
        ),
        guards=(guard.paper_is_owed,),
        fold=_kept,
    ),
    EventKind(
        kind="archived",
        verb="archive",
        roles=("archivist",),
        stages=("archive",),
        takes=(Datum(name="keep_for", kind="text", zh="保管期限"),),
        guards=(guard.papers_complete,),
        fold=_archived,
        completes="archive",
    ),
    EventKind(
        kind="rated",
        verb="rate",
        roles=CITIZENS,
        stages=("archive", "rate"),
        takes=(
            Datum(name="grade", kind="count", zh="几档", required=True),
            Datum(name="of", kind="word", zh="评价什么", choose=("case", "agency")),
            *(Datum(name=name, kind="count", zh=zh) for name, zh in _SIDES.items()),
            Datum(name="comment", kind="text", zh="想说的话", personal=True),
        ),
        guards=(guard.five_grades, guard.rated_once),
        fold=_rated,
    ),
    EventKind(
        kind="paid",
        verb="pay",
        roles=("clerk", "applicant", "agent", "system"),
        stages=("accept", *RUNNING, "hand_over", "issue"),
        takes=(
            Datum(name="amount", kind="text", zh="多少元", required=True),
            Datum(name="channel", kind="word", zh="怎么付", choose=("cash", "card", "electronic")),
            Datum(name="payer", kind="word", zh="谁付", required=True, choose=("applicant", "agent")),
        ),
        guards=(people.agent_never_pays,),
        fold=_paid,
    ),
    EventKind(
        kind="urged",
        verb="urge",
        roles=("applicant", "agent", "supervisor", "clerk"),
        stages=ACTIVE,
        takes=(Datum(name="reason", kind="text", zh="为什么催", required=True),),
    ),
    EventKind(
        kind="overdue_explained",
        verb="explain_overdue",
        roles=("clerk", "reviewer", "decider", "issuer", "supervisor"),
        stages=ACTIVE,
        takes=(
            Datum(name="reason", kind="text", zh="为什么超期（公众看得到）", required=True),
            Datum(name="expected_on", kind="date", zh="预计哪天办完"),
        ),
        guards=(guard.is_overdue,),
        fold=_explained,
    ),
    EventKind(
        kind="reminded",
        verb="remind",
        roles=("system",),
        stages=_ALL,
        takes=(
            Datum(name="clock", kind="text", zh="哪个计时", required=True),
            Datum(name="level", kind="text", zh="到几成", required=True),
            Datum(name="due", kind="text", zh="到期日", required=True),
        ),
        fold=_reminded,
    ),
    EventKind(
        kind="messaged",
        verb="message",
        roles=("system",),
        stages=_ALL,
        takes=(
            Datum(name="about", kind="count", zh="第几个事件", required=True),
            Datum(name="occasion", kind="text", zh="告诉什么", required=True),
            Datum(name="channel", kind="word", zh="怎么发", required=True, choose=tuple(ADDRESSES)),
            Datum(
                name="outcome",
                kind="word",
                zh="发成没有",
                required=True,
                choose=("taken", "nobody", "given_up"),
            ),
            Datum(name="plugin", kind="text", zh="哪个插件"),
        ),
        guards=(guard.message_is_owed,),
        fold=_messaged,
    ),
    EventKind(
        kind="calendar_changed",
        verb="move_dates",
        roles=("operator", "system"),
        stages=ACTIVE,
        takes=(
            Datum(name="why", kind="text", zh="为什么", required=True),
            Datum(name="old", kind="text", zh="原来的日历", required=True),
            Datum(name="new", kind="text", zh="现在的日历", required=True),
        ),
        fill=_moved,
        clocks=("tell", "statutory", "promised", "hand_over", "correct", "mend", "notify", "deliver"),
    ),
)
