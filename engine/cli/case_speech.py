"""What is said of a case: after an act, in a list, line by line of its log; last comes the next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from engine import vocabulary
from engine.calendar import Calendar
from engine.case.clock.clocks import Clock
from engine.case.clock.say import explain, says
from engine.case.due import next_due
from engine.case.events.table import EVENTS
from engine.case.model import Event
from engine.case.road import road
from engine.case.stages import OWN, STAGES, holder, is_open, stage_label, stage_of
from engine.case.state import Explained, State
from engine.case.store import Listed
from engine.cli.width import width
from engine.vocabulary import Lang

__all__ = [
    "case_json",
    "clock_lines",
    "list_lines",
    "log_lines",
    "next_steps",
    "padded",
    "show_lines",
    "standing",
    "verdict",
]


def verdict(state: State, events: Sequence[Event], clocks: Sequence[Clock], lang: Lang) -> str:
    """Say what has happened to a case, where it stands, until when, and what to do next."""
    kinds = [event.kind for event in events if event.kind != "checked"] or ["checked"]
    what = vocabulary.in_lang("event", kinds[0], lang).replace("_", " ")
    if lang == "zh":
        return f"{state.number} 已{what}。{standing(state, clocks, lang)}{_then(state, lang)}"
    return f"{state.number} {what}. {standing(state, clocks, lang)}{_then(state, lang)}"


def standing(state: State, clocks: Sequence[Clock], lang: Lang) -> str:
    """Say where a case stands, who has it and until when; nothing if it is over."""
    if not is_open(state):
        return ""
    stage = stage_label(state, stage_of(state), lang)
    due = next_due(state, tuple(clocks))
    who = vocabulary.in_lang("role", holder(state), lang)
    if lang == "zh":
        return f"现在是“{stage}”环节，等{who}" + (f"，最晚 {due}。" if due else "。")
    return f"It stands at {stage}, with the {who}" + (f", due {due}." if due else ".")


def _then(state: State, lang: Lang) -> str:
    steps = " | ".join(f"yici case {verb.replace('_', '-')}" for verb in next_steps(state))
    if not steps:
        return "办完了。" if lang == "zh" else " Finished."
    return f"下一步：{steps}" if lang == "zh" else f" Next: {steps}"


def next_steps(state: State) -> tuple[str, ...]:
    """Give the acts of people that bring a case on from where it stands."""
    stage = stage_of(state)
    if stage == "hand_over" and holder(state) == "reviewer":
        return ("make_slip",) if state.slip is None else ("mend_slip",)
    if stage == "transfer" and not any(each.signed_on is None for each in state.transfers):
        return ("dispatch",)
    if stage == "rate":
        return ()
    here = stage if stage in STAGES else OWN
    rows = (row for row in EVENTS.values() if row.completes == here and here in row.stages)
    return tuple(row.verb for row in rows if row.roles != ("system",) and row.verb not in _BESIDE)


def show_lines(state: State, clocks: Sequence[Clock], lang: Lang) -> Iterator[str]:
    """Give a case on one screen: its road, materials, clocks and papers."""
    zh = lang == "zh"
    name = state.terms.name if zh else state.terms.name_en
    edition = f"实施版本 {state.terms.edition}" if zh else f"edition {state.terms.edition}"
    yield f"{state.number}  {name}  {state.terms.item}  {edition}"
    yield ""
    yield _road(state, lang)
    if state.ledger:
        yield ""
        yield "申请材料" if zh else "Materials"
        named = [each.name for each in state.terms.materials if each.name in state.ledger]
        yield from (f"  {_material(state, name, lang)}" for name in named)
    if state.corrections:
        yield ""
        yield "补正告知" if zh else "Corrections"
        for each in state.corrections:
            names = ("、" if zh else ", ").join(each.findings)
            until = each.correct_by or "—"
            yield f"  {each.number}  {each.on}  {names}  → {until}"
    if clocks:
        yield ""
        yield "计时" if zh else "Clocks"
        yield from (f"  {says(each, lang)}" for each in clocks)
    if state.explained is not None:
        yield ""
        yield _late(state.explained, lang)
    if state.papers:
        yield ""
        yield "文书" if zh else "Papers"
        for owed in state.papers:
            mark = ("已入卷" if zh else "kept") if owed.kept else ("还没入卷" if zh else "not kept yet")
            yield f"  {vocabulary.in_lang('paper', owed.paper, lang)}  {owed.number or '—'}  {mark}"


def _late(explained: Explained, lang: Lang) -> str:
    """Say why a case is late, and when it is expected now."""
    expected = explained.expected_on
    if lang == "zh":
        until = f"，预计 {expected} 办完" if expected is not None else ""
        return f"超期说明  {explained.department} {explained.on}：{explained.reason}{until}"
    until = f"; expected on {expected}" if expected is not None else ""
    return f"Why it is late  {explained.department} {explained.on}: {explained.reason}{until}"


def _road(state: State, lang: Lang) -> str:
    """Give the road in words: what is over, where it stands, what is to come."""
    names = [step.name for step in road(state) if step.name != "correct" or state.corrections]
    here = names.index(stage_of(state))
    marks = ["✓" if at < here else "●" if at == here else "○" for at in range(len(names))]
    labels = [stage_label(state, name, lang) for name in names]
    return "  ".join(f"{mark} {label}" for mark, label in zip(marks, labels, strict=True))


def _material(state: State, name: str, lang: Lang) -> str:
    one = state.ledger[name]
    zh = lang == "zh"
    made = [name, vocabulary.in_lang("state", one.state, lang)]
    if one.original_seen:
        made.append("原件已核" if zh else "original seen")
    if one.copies_match:
        made.append("与原件相符" if zh else "copy agrees")
    if one.flaws:
        made.append(("、" if zh else ", ").join(one.flaws))
    return "  ".join(made)


def clock_lines(clocks: Sequence[Clock], calendar: Calendar, lang: Lang) -> Iterator[str]:
    """Let every clock explain itself."""
    for each in clocks:
        yield (
            f"{vocabulary.in_lang('clock', each.kind, lang)}（{each.basis}）"
            if lang == "zh"
            else (f"{each.kind.replace('_', ' ')} ({each.basis})")
        )
        yield f"  {explain(each, calendar, lang)}"


def log_lines(events: Sequence[Event], lang: Lang) -> Iterator[str]:
    """Give what happened, one line an event: number, moment, what, who, and what stands openly."""
    for event in events:
        what = vocabulary.in_lang("event", event.kind, lang)
        who = f"{vocabulary.in_lang('role', event.by.role, lang)} {event.by.id}"
        who += f"@{event.by.department}" if event.by.department else ""
        head = f"{event.sequence:3d}  {event.at:%Y-%m-%d %H:%M}  {what}"
        yield f"{padded(head, 40)}{padded(who, 30)}{_brief(event)}".rstrip()


_BESIDE: Final = ("withdraw", "send_back")
_BRIEF: Final = (
    "case_number",
    "queue_number",
    "number",
    "on",
    "correct_by",
    "outcome",
    "occasion",
    "plugin",
    "result",
    "opinion",
    "what",
    "stage",
    "department",
    "materials",
    "findings",
    "breaches",
    "differing",
    "clock",
    "due",
    "grade",
    "waybill",
)


def _brief(event: Event) -> str:
    data: Any = event.data
    made = []
    for name in _BRIEF:
        value = data.get(name)
        if isinstance(value, str | int) and value != "":
            made.append(f"{name}={value}")
        elif isinstance(value, list | dict) and value:
            texts = [each if isinstance(each, str) else str(each.get("id", "")) for each in value]
            made.append(f"{name}={','.join(texts)}")
    hidden = ",".join(event.personal)
    return "  ".join([*made, *([f"🔒{hidden}"] if hidden else [])])


def list_lines(rows: Sequence[Listed], today: date, lang: Lang) -> Iterator[str]:
    """Give the lines of a list, the earliest due first."""
    for each in rows:
        line = each.line
        stage = vocabulary.in_lang("stage", line.stage, lang)
        due = str(line.due_on or "—")
        late = line.due_on is not None and line.due_on < today and line.open
        mark = ("过期" if lang == "zh" else "overdue") if late else ""
        who = vocabulary.in_lang("role", line.holder, lang)
        yield (
            f"{padded(line.number, 16)}{padded(line.item, 10)}{padded(stage, 14)}{padded(who, 14)}"
            f"{padded(due, 12)}{mark}"
        ).rstrip()


def padded(text: str, columns: int) -> str:
    """Fill a text up to a number of columns, with two blanks at least."""
    return text + " " * max(2, columns - width(text))


def case_json(state: State, case: str, clocks: Sequence[Clock]) -> dict[str, object]:
    """Give a case for programs: where it stands, its clocks and papers."""
    return {
        "case": case,
        "number": state.number,
        "version": state.version,
        "item": state.terms.item,
        "edition": state.terms.edition,
        "edition_hash": state.terms.edition_hash,
        "stage": stage_of(state),
        "holder": holder(state),
        "open": is_open(state),
        "next": list(next_steps(state)),
        "clocks": [
            {
                "kind": each.kind,
                "starts_on": each.starts_on.isoformat(),
                "due_on": each.due_on.isoformat() if each.due_on is not None else None,
                "standing": each.standing,
                "used": each.used,
                "budget": each.budget,
                "overdue": each.overdue,
                "provisional": each.provisional,
            }
            for each in clocks
        ],
        "explained": None if state.explained is None else _explained(state.explained),
        "papers": [
            {"paper": each.paper, "number": each.number, "kept": bool(each.kept)} for each in state.papers
        ],
    }


def _explained(explained: Explained) -> dict[str, object]:
    expected = explained.expected_on
    return {
        "reason": explained.reason,
        "on": explained.on.isoformat(),
        "department": explained.department,
        "expected_on": None if expected is None else expected.isoformat(),
    }
