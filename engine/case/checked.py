"""What a case keeps of a check: outcome, ids and conditions that came out; never a word about a person.

Answer in, `Checked` out. It stands in events as open data, so it holds no value of the submission: the
findings by id, what was told in all (for the second-notice guard), which stages and parts apply, the promise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from engine import vocabulary
from engine.case.model import Json
from engine.case.terms import read_span, spell_span
from engine.check.answer import Answer
from engine.check.look import Looked
from engine.feel.interpret import evaluate
from engine.item.terms import Outcome, Span
from engine.rules.model import Conditional

__all__ = ["Checked", "Found", "checked_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding: what it is about, how grave it is, and which part of a package it belongs to."""

    id: str
    kind: str
    gravity: str
    material: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One check of the case.

    `submitted` is the sequence of the event that last changed the submission, so that an old check is seen
    to be old. `open` names what nobody has looked at or decided yet: the gate. `needed` are the materials
    that these facts demand, `steps` and `parts` what comes about of the item's own stages and parts.
    """

    outcome: Outcome
    submitted: int
    edition_hash: str
    findings: tuple[Found, ...] = ()
    open: tuple[str, ...] = ()
    reminders: Mapping[str, str | None]
    told: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    promised: Span | None = None
    needed: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Give the check as it stands in an event."""
        return {
            "outcome": self.outcome,
            "submitted": self.submitted,
            "edition_hash": self.edition_hash,
            "findings": [_plain(each) for each in self.findings],
            "open": list(self.open),
            "reminders": dict(self.reminders),
            "told": list(self.told),
            "replaced": list(self.replaced),
            "promised": spell_span(self.promised),
            "needed": list(self.needed),
            "steps": list(self.steps),
            "parts": list(self.parts),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Checked:
        """Read back what `to_json` gave."""
        lists = {name: tuple(data[name]) for name in ("open", "told", "replaced", "needed", "steps", "parts")}
        return Checked(
            outcome=cast(Outcome, data["outcome"]),
            submitted=data["submitted"],
            edition_hash=data["edition_hash"],
            findings=tuple(Found(**each) for each in data["findings"]),
            reminders=dict(data["reminders"]),
            promised=read_span(data["promised"]),
            **lists,
        )


def _plain(found: Found) -> dict[str, Json]:
    return {name: getattr(found, name) for name in Found.__dataclass_fields__}


def checked_of(answer: Answer, seen: Looked, submitted: int, settled: Mapping[str, str]) -> Checked:
    """Give what a case keeps of an answer; `settled` are findings that a person has decided by hand."""
    left = [each for each in answer.findings if settled.get(each.id) != "met"]
    unmet = [each for each in left if each.verdict == "unmet" or settled.get(each.id) == "unmet"]
    undecided = [each.id for each in left if each not in unmet]
    waiting = [each.fact for each in answer.unknown if not settled.keys() >= {*each.matters_to}]
    made = Checked(
        outcome="undetermined",
        submitted=submitted,
        edition_hash=answer.edition_hash,
        findings=tuple(
            Found(
                id=each.id,
                kind=each.kind,
                gravity=each.gravity,
                material=each.material or "",
                part=each.part or "",
            )
            for each in unmet
        ),
        open=tuple(dict.fromkeys((*waiting, *undecided))),
        reminders={each.id: each.until for each in answer.reminders},
        told=tuple(sorted(answer.told())),
        replaced=tuple(sorted(answer.replaced)),
        promised=_promised(seen),
        needed=tuple(name for name in seen.rulebook.member if seen.derived[f"needed {name}"] is True),
        steps=_apply(seen, seen.rulebook.stages),
        parts=_apply(seen, seen.rulebook.parts),
    )
    return replace(made, outcome=_outcome(made))


def _outcome(checked: Checked) -> Outcome:
    gravities = {each.gravity for each in checked.findings}
    if checked.open:
        return "undetermined"
    if "decline" in gravities:
        return "decline"
    return "correct" if "correct" in gravities else "accept"


def _promised(seen: Looked) -> Span | None:
    promise = seen.rulebook.promise
    if promise is None or promise.fixed is not None:
        return promise.fixed if promise is not None else None
    value = seen.rulebook.functions["promised"](seen.slots)
    return read_span(value) if isinstance(value, str) else None


def _apply(seen: Looked, conditionals: tuple[Conditional, ...]) -> tuple[str, ...]:
    """Give the stages of the item's file, or its parts, that come about with these facts."""
    return tuple(
        vocabulary.english("stage", each.name) or each.name
        for each in conditionals
        if each.part is None and (each.when is None or evaluate(each.when, seen.derived) is True)
    )
