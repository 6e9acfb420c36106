"""The events between acceptance and decision: transfer line by line, own stages, pauses, review, decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.case.clock.hours import batch_at
from engine.case.datum import Datum
from engine.case.events.acceptance import used
from engine.case.events.kind import RUNNING, EventKind, names, text
from engine.case.guards import deciding as guard
from engine.case.model import Event, Json
from engine.case.road import turns
from engine.case.setting import Act, Setting, day_of
from engine.case.stages import step_of
from engine.case.state import Decided, Pause, State, Transfer
from engine.case.terms import read_span

__all__ = ["ROWS"]


def _line(state: State, department: str) -> Transfer:
    """Give the line of a department, an empty one if nothing was listed for it."""
    found = (each for each in state.transfers if each.department == department)
    return next(found, Transfer(department=department, batch="", medium="electronic"))


def _with_line(state: State, line: Transfer) -> State:
    kept = tuple(each for each in state.transfers if each.department != line.department)
    return replace(state, transfers=(*kept, line))


def _dispatched(state: State, event: Event) -> State:
    return _with_line(
        state,
        Transfer(
            department=text(event, "department"),
            batch=text(event, "number"),
            medium=text(event, "medium") or "paper",
            materials=names(event, "materials"),
        ),
    )


def _dispatching(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    """Put the case on the list of the next transfer; papers of instant items never wait for one."""
    department = act.data["department"]
    batch = batch_at(act.at, setting.practice, setting.calendar)
    papers = [name for name, each in state.ledger.items() if each.handed_in and each.form != "electronic"]
    made: dict[str, Json] = {"number": f"{batch}-{setting.practice.short(department)}"}
    return made if "materials" in act.data else {**made, "materials": papers}


def _transferred(state: State, event: Event) -> State:
    line = _line(state, text(event, "department"))
    return _with_line(state, replace(line, signed_by=event.by, signed_on=day_of(event.at)))


def _signing(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    department = act.data.get("department") or act.actor.department
    return {"department": department, "batch": _line(state, department).batch}


def _differed(state: State, event: Event) -> State:
    line = _line(state, text(event, "department"))
    difference = (
        *(f"-{name}" for name in names(event, "missing")),
        *(f"+{name}" for name in names(event, "extra")),
        *((text(event, "note"),) if text(event, "note") else ()),
    )
    return _with_line(state, replace(line, difference=difference))


def _finished(state: State, event: Event) -> State:
    on = day_of(event.at)
    made = (text(event, "stage"), text(event, "department"), on)
    special = text(event, "special")
    pauses = tuple(
        replace(each, end=on) if special and each.reason == special and each.end is None else each
        for each in state.pauses
    )
    return replace(state, finished=(*state.finished, made), pauses=pauses)


def _finishing(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    step = step_of(state)
    made: dict[str, Json] = {"stage": step.name, "department": act.actor.department}
    return {**made, "special": step.special} if step.special else made


def _paused(state: State, event: Event) -> State:
    pause = Pause(
        reason=text(event, "reason"),
        notice=text(event, "number"),
        begin=day_of(event.at),
        basis=text(event, "basis"),
    )
    return replace(state, pauses=(*state.pauses, pause))


def _resumed(state: State, event: Event) -> State:
    reason, on = text(event, "reason"), day_of(event.at)
    pauses = tuple(
        replace(each, end=on) if each.reason == reason and each.end is None else each for each in state.pauses
    )
    return replace(state, pauses=pauses)


def _resuming(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    return {"reason": act.data.get("reason") or guard.stopped_by_hand(state)[-1].reason}


def _extended(state: State, event: Event) -> State:
    return replace(used(state, "extend"), extension=read_span(text(event, "span")))


def _extending(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    permit = next(each for each in state.permits if each.what == "extend" and not each.used)
    return {"approver": permit.by.id}


def _reviewed(state: State, event: Event) -> State:
    return replace(state, reviews=(*state.reviews, (text(event, "part"), text(event, "department"))))


def _part(state: State, act: Act, setting: Setting) -> Mapping[str, Json]:
    """Name the part that is meant: the one given, else the department's own whose turn it is."""
    mine = [part for part, each in turns(state, step_of(state)) if each == act.actor.department]
    part = act.data.get("part") or (mine[0] if mine else "")
    return {"part": part, "department": act.actor.department}


def _decided(state: State, event: Event) -> State:
    decided = Decided(
        part=text(event, "part"),
        result=text(event, "result"),
        number=text(event, "number"),
        on=day_of(event.at),
        by=event.by,
        sequence=event.sequence,
    )
    return replace(state, decisions=(*state.decisions, decided))


_PART: Final = Datum(name="part", kind="text", zh="一件事的哪一部分")
_DEPARTMENT: Final = Datum(name="department", kind="text", zh="部门")

ROWS: Final[tuple[EventKind, ...]] = (
    EventKind(
        kind="dispatched",
        verb="dispatch",
        roles=("clerk", "runner"),
        stages=("transfer",),
        takes=(
            Datum(name="department", kind="text", zh="交给哪个部门", required=True),
            Datum(name="materials", kind="names", zh="材料"),
        ),
        guards=(guard.goes_there,),
        fold=_dispatched,
        fill=_dispatching,
        paper="transfer_list",
    ),
    EventKind(
        kind="transferred",
        verb="transfer",
        roles=("reviewer",),
        stages=("transfer",),
        takes=(_DEPARTMENT,),
        guards=(guard.own_line, guard.line_agrees),
        fold=_transferred,
        fill=_signing,
        turn="step",
        completes="transfer",
    ),
    EventKind(
        kind="differed",
        verb="differ",
        roles=("reviewer",),
        stages=("transfer",),
        takes=(
            _DEPARTMENT,
            Datum(name="missing", kind="names", zh="列了但没有的"),
            Datum(name="extra", kind="names", zh="有但没列的"),
            Datum(name="note", kind="text", zh="哪里不一样"),
        ),
        guards=(guard.own_line, guard.says_what_differs),
        fold=_differed,
        fill=_signing,
        turn="step",
    ),
    EventKind(
        kind="finished",
        verb="finish",
        roles=("reviewer",),
        stages=("own",),
        takes=(Datum(name="result", kind="text", zh="结果", required=True, personal=True),),
        guards=(guard.special_was_announced,),
        fold=_finished,
        fill=_finishing,
        turn="step",
        clocks=("statutory", "promised"),
        completes="own",
    ),
    EventKind(
        kind="paused",
        verb="pause",
        roles=("reviewer", "decider"),
        stages=RUNNING,
        takes=(
            Datum(name="reason", kind="text", zh="暂停的事由", required=True),
            Datum(name="basis", kind="text", zh="依据"),
            Datum(name="days", kind="count", zh="预计几天"),
        ),
        guards=(guard.pause_is_listed,),
        fold=_paused,
        paper="special_notice",
        clocks=("statutory", "promised", "hand_over"),
    ),
    EventKind(
        kind="resumed",
        verb="resume",
        roles=("reviewer", "decider"),
        stages=RUNNING,
        takes=(
            Datum(name="reason", kind="text", zh="哪一个暂停"),
            Datum(name="result", kind="text", zh="结果", required=True, personal=True),
        ),
        guards=(guard.pause_runs,),
        fold=_resumed,
        fill=_resuming,
        clocks=("statutory", "promised", "hand_over"),
    ),
    EventKind(
        kind="extended",
        verb="extend",
        roles=("reviewer", "decider"),
        stages=RUNNING,
        takes=(
            Datum(name="span", kind="span", zh="延长多久", required=True),
            Datum(name="reason", kind="text", zh="理由", required=True),
            Datum(name="basis", kind="text", zh="依据", required=True),
        ),
        guards=(guard.extended_once, guard.extension_approved),
        fold=_extended,
        fill=_extending,
        paper="extension",
        clocks=("statutory", "promised", "hand_over"),
    ),
    EventKind(
        kind="reviewed",
        verb="review",
        roles=("reviewer",),
        stages=("review",),
        takes=(
            _PART,
            Datum(name="opinion", kind="word", zh="意见", required=True, choose=("agree", "object")),
            Datum(name="reasons", kind="text", zh="理由", required=True, personal=True),
            Datum(name="second", kind="text", zh="另一名审查人员"),
        ),
        guards=(guard.part_of_mine,),
        fold=_reviewed,
        fill=_part,
        turn="step",
        completes="review",
    ),
    EventKind(
        kind="decided",
        verb="decide",
        roles=("decider",),
        stages=("decide",),
        takes=(
            _PART,
            Datum(name="result", kind="word", zh="结果", required=True, choose=("granted", "refused")),
            Datum(name="reasons", kind="text", zh="理由", required=True, personal=True),
            Datum(name="remedies", kind="text", zh="救济途径", required=True),
            Datum(name="basis", kind="text", zh="依据"),
            Datum(name="valid_until", kind="date", zh="有效期至"),
            Datum(name="certificate", kind="values", zh="证件上的内容", personal=True),
        ),
        guards=(
            guard.not_who_accepted,
            guard.part_of_mine,
            guard.earlier_part_granted,
            guard.nothing_to_follow,
            guard.certificate_said,
        ),
        fold=_decided,
        fill=_part,
        turn="step",
        paper="decision",
        clocks=("statutory", "promised", "deliver"),
        completes="decide",
        tells=True,
    ),
)
