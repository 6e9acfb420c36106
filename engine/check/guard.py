"""The second-notice guard: a later correction may hold only what was not knowable at the first (DESIGN 2).

A pure function of what was told (and the submission it was told for) and the second submission. A finding
of the second check is in order if it was told, stated or announced, or if it rests on something that the
applicant changed beyond what was named. Anything else is a breach: a supervisor has to give a reason, and
the rule that missed it is named.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from engine.check.answer import Answer, Finding
from engine.check.check import Ask, Submission, check, look
from engine.dataclass import dataclass
from engine.feel.values import Null, Unknown
from engine.rules.model import Rulebook

__all__ = ["Judged", "Told", "judge", "told_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told: every requirement id told, stated or announced, the slots that obeying may change.

    `submission` is the one it was told for, with its date of application.
    """

    told: frozenset[str]
    replaced: frozenset[str]
    submission: Submission
    applied_on: date
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One finding of the second check: why it may be told, or that it breaches the promise.

    `changed` are the slots outside the first correction that differ and that the finding reads.
    """

    finding: Finding
    because: Literal["told", "changed", "breach"]
    changed: tuple[str, ...] = ()


def told_of(answer: Answer, submission: Submission, *, closed: bool = False) -> Told:
    """Give what an answer told for a submission."""
    return Told(
        told=answer.told(),
        replaced=frozenset(answer.replaced),
        submission=submission,
        applied_on=date.fromisoformat(answer.applied_on),
        closed=closed,
    )


def judge(
    rulebook: Rulebook, first: Told, submission: Submission, *, closed: bool = False, ask: Ask | None = None
) -> tuple[Judged, ...]:
    """Judge every finding of the second submission against what was told for the first."""
    day = first.applied_on
    second = check(rulebook, submission, day, closed=closed, ask=ask)
    before = look(rulebook, first.submission, day, closed=first.closed, ask=ask)
    after = look(rulebook, submission, day, closed=closed, ask=ask)
    changed = {
        slot.path.rstrip("?")
        for n, slot in enumerate(rulebook.slots)
        if slot.path not in first.replaced and _differs(before.slots[n], after.slots[n])
    }
    # Whoever is told to bring a paper is told to bring it sound and in full.
    brought = {name for one in rulebook.requirements if one.id in first.told for name in one.brings}
    return tuple(_judged(rulebook, finding, first.told | brought, changed) for finding in second.findings)


def _judged(rulebook: Rulebook, finding: Finding, told: frozenset[str], changed: set[str]) -> Judged:
    group = rulebook.member[finding.id].group if finding.id in rulebook.member else None
    owner = finding.material if finding.kind == "fact" else None
    if finding.id in told or (group is not None and group in told) or (owner is not None and owner in told):
        return Judged(finding=finding, because="told")
    kind = "check" if finding.kind == "plugin" else finding.kind
    number = rulebook.position.get((finding.id, kind))
    reads = rulebook.requirements[number].reads if number is not None else frozenset(finding.facts)
    beyond = tuple(sorted(path for path in changed if path in reads))
    return Judged(finding=finding, because="changed" if beyond else "breach", changed=beyond)


def _differs(before: Any, after: Any) -> bool:
    if isinstance(before, Unknown | Null) or isinstance(after, Unknown | Null):
        return type(before) is not type(after)
    return bool(before != after)
