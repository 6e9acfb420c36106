"""What must be so between acceptance and decision: lines signed, pauses listed, another person decides."""

from __future__ import annotations

from collections.abc import Iterator

from engine import vocabulary
from engine.case.guards.acceptance import has_leave
from engine.case.refusals import Reason, among, listed, reason
from engine.case.road import part_codes, parts_of, sending, turns
from engine.case.setting import Act, Setting
from engine.case.stages import step_of
from engine.case.state import Pause, State, Transfer

__all__ = [
    "certificate_said",
    "earlier_part_granted",
    "extended_once",
    "extension_approved",
    "goes_there",
    "line_agrees",
    "not_who_accepted",
    "nothing_to_follow",
    "own_line",
    "part_of_mine",
    "pause_is_listed",
    "pause_runs",
    "says_what_differs",
    "special_was_announced",
    "stopped_by_hand",
]


def _department(act: Act) -> str:
    return str(act.data.get("department") or act.actor.department)


def _line(state: State, act: Act) -> Transfer | None:
    return next((each for each in state.transfers if each.department == _department(act)), None)


def goes_there(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Papers go to a department that acts on the case, and once; after a difference they are listed anew."""
    line = _line(state, act)
    if _department(act) not in sending(state):
        theirs = "、".join(sending(state))
        yield reason("case/other-department", theirs=theirs, yours=_department(act))
    elif line is not None and not line.difference:
        yield reason("case/already-sent", department=line.department)


def own_line(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A department signs its own line, and only what was listed."""
    line = _line(state, act)
    if act.actor.department != _department(act):
        yield reason("case/other-department", theirs=_department(act), yours=act.actor.department or "—")
    elif line is None:
        yield reason("case/not-sent", department=_department(act))


def line_agrees(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A difference blocks its line, not the list; it is never signed over in silence (DB23 7.3)."""
    line = _line(state, act)
    if line is not None and line.difference:
        yield reason("case/difference-open", **listed(line.difference))


def says_what_differs(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A difference names what differs."""
    if not any(act.data.get(name) for name in ("missing", "extra", "note")):
        yield reason("case/no-difference")


def special_was_announced(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A special procedure is told in writing first: the clock stands still by a notice, or not at all."""
    step = step_of(state)
    begun = any(name == step.name for name, _, _ in state.finished)
    stands = any(each.reason == step.special and each.end is None for each in state.pauses)
    if step.special and not begun and not stands:
        yield reason("case/pause-first", stage=step.name)


def stopped_by_hand(state: State) -> tuple[Pause, ...]:
    """Give the pauses that somebody has to end; a correction's ends when it is answered."""
    return tuple(each for each in state.pauses if each.end is None and each.reason != "correct")


def pause_is_listed(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only what the item lists stops the clock (许可法 45), and a stage that is a special procedure."""
    word = act.data["reason"]
    special = step_of(state).special
    listed = (*state.terms.pauses, *((special,) if special else ()))
    can = tuple(dict.fromkeys(each for each in listed if each != "correct"))
    if word not in can:
        zh = "、".join(vocabulary.in_lang("pause", each, "zh") for each in can) or "没有"
        name = vocabulary.in_lang("pause", word, "zh")
        yield reason("case/pause-not-listed", name=name, can_zh=zh, can_en=", ".join(can) or "none")
    elif any(each.reason == word for each in stopped_by_hand(state)):
        zh = vocabulary.in_lang("pause", word, "zh")
        yield reason("case/pause-running", reason_zh=zh, reason_en=word)


def pause_runs(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only a pause that runs can end."""
    word = act.data.get("reason")
    if not any(word in (None, each.reason) for each in stopped_by_hand(state)):
        yield reason("case/no-pause")


def extended_once(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A limit is extended once (许可法 42)."""
    if state.extension is not None:
        span = state.extension
        unit = vocabulary.in_lang("unit", span.unit, "zh")
        yield reason(
            "case/extended-before", span_zh=f"{span.count} {unit}", span_en=f"{span.count} {span.unit}"
        )


def extension_approved(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """An extension is approved by another person."""
    yield from has_leave(state, "extend", act.actor.id)


def not_who_accepted(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Accepting and deciding are done by different people (guarantees 4)."""
    if state.accepted is not None and state.accepted.by.id == act.actor.id:
        yield reason("case/same-person", other_zh="受理的人", other_en="accepted the case")


def part_of_mine(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """In a package every part is reviewed and decided by its own department, and once."""
    part = act.data.get("part")
    mine = [each for each, department in turns(state, step_of(state)) if department == act.actor.department]
    if part is not None and part not in part_codes(state):
        known = [each.code for each in parts_of(state)]
        yield reason("case/unknown-part", name=part, **among(known))
    elif part is not None and part not in mine:
        yield reason("case/already-decided", name=part)


def _meant(state: State, act: Act) -> str:
    mine = [each for each, department in turns(state, step_of(state)) if department == act.actor.department]
    return str(act.data.get("part") or (mine[0] if mine else ""))


def earlier_part_granted(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A part that is given another's result waits for it, and cannot be granted if that was refused."""
    results = {each.part: each.result for each in state.decisions}
    codes = part_codes(state)
    part = next((each for each in parts_of(state) if each.code == _meant(state, act)), None)
    for code in part.waits_for if part is not None else ():
        if code not in codes or part is None:
            continue
        if code not in results:
            yield reason("case/part-first", name=part.code, other=code)
        elif results[code] == "refused" and act.data["result"] == "granted":
            yield reason("case/part-refused", name=part.code, other=code)


def nothing_to_follow(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Nothing is granted before everything is there (容缺 is no exemption)."""
    missing = [each.material for each in state.later if each.supplied_on is None]
    if missing and act.data["result"] == "granted":
        yield reason("case/still-to-follow", **listed(missing))


def certificate_said(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A grant says what will stand on the certificate, so that the window can compare it."""
    part = next((each for each in parts_of(state) if each.code == _meant(state, act)), None)
    outputs = part.outputs if part is not None else state.terms.outputs
    if act.data["result"] == "granted" and outputs and "certificate" not in act.personal:
        yield reason("case/no-certificate")
