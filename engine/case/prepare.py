"""Makes ready what an act needs from outside the road: a check, a judgement, a comparison of certificates.

Events, revealed values and the rulebook of the case's edition go in, the setting of the act comes out. It is
made for the case as it stands; the road refuses it if the case has moved on meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.case.checked import Checked, checked_of
from engine.case.events.kind import EventKind
from engine.case.fold import fold
from engine.case.model import Event, Json, Reference
from engine.case.said import said_of
from engine.case.setting import Setting
from engine.case.state import State
from engine.case.submission import brought_since, references_of, submission_of
from engine.check.check import check
from engine.check.guard import Told, judge
from engine.check.look import Ask, look
from engine.rules.model import Rulebook

__all__ = ["Known", "differing", "needed", "prepare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is at hand: the events, the values revealed by reference, the rulebook, whom to ask."""

    events: Sequence[Event]
    values: Mapping[str, Json] = field(repr=False)
    rulebook: Rulebook | None = None
    ask: Ask | None = None


def needed(row: EventKind, events: Sequence[Event]) -> tuple[Reference, ...]:
    """Give the personal values that have to be revealed before an act can be made ready."""
    made: tuple[Reference, ...] = references_of(events) if row.checks else ()
    if row.compares:
        certificates = (each.personal.get("certificate") for each in events)
        made += tuple(each for each in certificates if each is not None)
    return made


def prepare(row: EventKind, known: Known, sent: Mapping[str, object], setting: Setting) -> Setting:
    """Give the setting of an act."""
    if not row.checks and not row.compares:
        return setting
    state = fold(known.events)
    made, known = replace(setting, seen=state.version), replace(known, ask=_once(known.ask))
    if row.checks and known.rulebook is not None:
        made = _checked(row, state, known, known.rulebook, made)
    if row.compares:
        made = replace(made, differing=differing(state, known, sent.get("certificate")))
    return made


def _once(ask: Ask | None) -> Ask | None:
    """Ask nobody the same thing twice within one act: it is checked, looked at, and held against before."""
    if ask is None:
        return None
    answers: dict[str, Mapping[str, object] | None] = {}

    def asked(name: str, inputs: Mapping[str, object]) -> Mapping[str, object] | None:
        key = json.dumps([name, inputs], ensure_ascii=False, sort_keys=True, default=str)
        if key not in answers:
            answers[key] = ask(name, inputs)
        return answers[key]

    return asked


def _checked(row: EventKind, state: State, known: Known, rulebook: Rulebook, setting: Setting) -> Setting:
    submission = submission_of(known.events, known.values)
    day = state.applied_on
    assert day is not None, "a case has its date of application from its first event on"
    answer = check(rulebook, submission, day, ask=known.ask)
    seen = look(rulebook, submission, day, ask=known.ask)
    checked = checked_of(answer, seen, state.submitted, state.settled)
    made = replace(setting, checked=checked)
    if row.kind in ("told", "declined"):
        english = check(rulebook, submission, day, ask=known.ask, lang="en")
        made = replace(made, said=said_of({"zh": answer, "en": english}, checked))
    if row.kind == "told" and state.corrections:
        made = replace(made, judged=_judged(state, known, rulebook, submission, checked))
    return made


def _judged(
    state: State, known: Known, rulebook: Rulebook, submission: Mapping[str, Any], checked: Checked
) -> tuple[str, ...]:
    """Give the findings that should have been told before, held against all that was told so far.

    What rests on something the applicant has brought or changed since could not be known; what only looks
    different because a clerk looked again could.
    """
    last, day = state.corrections[-1], state.applied_on
    assert day is not None, "a case that was told has its date of application"
    told = Told(
        told=frozenset(id for each in state.corrections for id in each.checked.told),
        replaced=frozenset(last.checked.replaced),
        submission=submission_of(known.events, known.values, last.submitted),
        applied_on=day,
    )
    demanded = {each.id for each in checked.findings if each.gravity != "remind"}
    brought = brought_since(known.events, known.values, last.sequence)
    found = (
        each.finding.id
        for each in judge(rulebook, told, submission, ask=known.ask)
        if each.because != "told" and not {_owner(rulebook, path) for path in each.changed} & brought
    )
    return tuple(dict.fromkeys(id for id in found if id in demanded))


def _owner(rulebook: Rulebook, path: str) -> str:
    """Give the material or field that a slot belongs to."""
    number = rulebook.index.get(path, rulebook.index.get(f"{path}?"))
    return rulebook.slots[number].owner if number is not None else path


def differing(state: State, known: Known, read: object) -> tuple[str, ...]:
    """Compare decision, slip and what was read off the certificate, entry by entry (DB23 7.6.1.2)."""
    decided: dict[str, Json] = {}
    slip: dict[str, Json] = {}
    parts = {each.sequence: each.part for each in state.decisions}
    for event in known.events:
        reference = event.personal.get("certificate")
        value = known.values.get(reference.id) if reference is not None else None
        if not isinstance(value, Mapping):
            continue
        if event.sequence in parts:
            part = parts[event.sequence]
            decided |= {f"{part}.{name}" if part else name: each for name, each in value.items()}
        else:
            slip = dict(value)
    found = {name: _trimmed(each) for name, each in read.items()} if isinstance(read, Mapping) else {}
    names = dict.fromkeys([*decided, *slip, *found])
    return tuple(str(name) for name in names if not _agree(name, decided, slip, found))


def _agree(name: str, decided: Mapping[str, Any], slip: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Tell whether an entry agrees; what the decision does not say stands on the slip and the certificate."""
    return name in slip and slip[name] == found.get(name) == decided.get(name, slip[name])


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value
