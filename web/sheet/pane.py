"""The live correction beside the sheet: what is wrong, what is still to be looked at, what may be done.

An answer of the check and the case in; lines for people out, grouped by material in the order of the item.
The same words stand later on the correction that the applicant takes home.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.case.stages import stage_of
from engine.case.state import State
from engine.check.answer import Answer, Finding
from engine.rules.model import Rulebook
from engine.vocabulary import Lang
from web.sheet.cells import anchor
from web.sheet.flat import NOTHING

__all__ = ["Gap", "Group", "Pane", "Step", "Wrong", "pane_of"]

_TOLD: Final = "#told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing that is wrong: in words, with what to do, on which basis, and on what it rests."""

    id: str
    says: str
    remedy: str
    basis: str
    reads: tuple[tuple[str, str], ...]
    reminds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is wrong with one material, and what its replacement must satisfy; `title` empty: the answers."""

    title: str
    wrong: tuple[Wrong, ...]
    must: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something nobody has looked at yet: what to do, and where on the sheet; nothing if on no field."""

    says: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An act that the counter offers: its key, whether it may be done now, and where to look if not."""

    verb: str
    key: str
    ready: bool
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """The live correction of a case."""

    outcome: str
    groups: tuple[Group, ...]
    gaps: tuple[Gap, ...]
    by_hand: tuple[Wrong, ...]
    later: tuple[tuple[str, str, bool], ...]
    announced: tuple[tuple[str, tuple[str, ...]], ...]
    steps: tuple[Step, ...]

    @property
    def places(self) -> int:
        """How many things are wrong in all."""
        return sum(not wrong.reminds for group in self.groups for wrong in group.wrong)

    @property
    def things(self) -> int:
        """How many materials, or answers together, they belong to."""
        return sum(any(not wrong.reminds for wrong in group.wrong) for group in self.groups)


def pane_of(
    rulebook: Rulebook, state: State, answer: Answer, standing: Mapping[str, str], lang: Lang
) -> Pane:
    """Make the pane; `standing` is what stands in the fields of the sheet."""
    settled = state.settled
    left = [each for each in answer.findings if settled.get(each.id) != "met"]
    unmet = [each for each in left if each.verdict == "unmet" or settled.get(each.id) == "unmet"]
    by_hand = [each for each in left if each not in unmet]
    waiting = [each for each in answer.unknown if not settled.keys() >= {*each.matters_to}]
    first = {each.ask: each.fact for each in reversed(waiting)}
    gaps = tuple(Gap(says=ask, at=_at(rulebook, first[ask])) for ask in dict.fromkeys(e.ask for e in waiting))
    outcome = "undetermined" if gaps or by_hand else _outcome(unmet)
    promised = {each.material for each in state.later}
    return Pane(
        outcome=outcome,
        groups=tuple(_grouped(rulebook, unmet, standing, lang)),
        gaps=gaps,
        by_hand=tuple(_wrong(each, standing) for each in by_hand),
        later=tuple((each.id, each.says, each.id in promised) for each in answer.reminders),
        announced=tuple((each.when, each.needs) for each in answer.announcements),
        steps=tuple(_steps(state, outcome, gaps)),
    )


def _outcome(unmet: Iterable[Finding]) -> str:
    gravities = {each.gravity for each in unmet}
    return "decline" if "decline" in gravities else "correct" if "correct" in gravities else "accept"


def _at(rulebook: Rulebook, path: str) -> str:
    found = anchor(rulebook, path)
    return f"#{found}" if found else ""


def _grouped(
    rulebook: Rulebook, unmet: Iterable[Finding], standing: Mapping[str, str], lang: Lang
) -> Iterator[Group]:
    groups: dict[str, list[Finding]] = {}
    for each in unmet:
        groups.setdefault(each.material or "", []).append(each)
    for name, found in groups.items():
        yield Group(
            title=rulebook.called(name, lang),
            wrong=tuple(_wrong(each, standing) for each in found),
            must=tuple(dict.fromkeys(must.says for each in found for must in each.must)),
        )


def _wrong(finding: Finding, standing: Mapping[str, str]) -> Wrong:
    reads = ((path, _stands(path, standing)) for path in finding.facts)
    return Wrong(
        id=finding.id,
        says=finding.says,
        remedy=finding.remedy,
        basis=finding.basis,
        reads=tuple((path, value) for path, value in reads if value not in ("", NOTHING)),
        reminds=finding.gravity == "remind",
    )


def _stands(path: str, standing: Mapping[str, str]) -> str:
    found = (standing.get(f"{part}:{path}") for part in ("fact", "record"))
    return next((value for value in found if value), "")


def _steps(state: State, outcome: str, gaps: tuple[Gap, ...]) -> Iterator[Step]:
    """Give what the counter may do at this stage; what has to wait says for what."""
    stage = stage_of(state)
    if stage in ("queue", "receive"):
        yield Step(verb="receive", key="F8", ready=True, at="")
    if stage != "accept":
        return
    first = next((gap.at for gap in gaps if gap.at), _TOLD)
    leave = any(each.what == "accept" and not each.used for each in state.permits)
    decided = outcome != "undetermined"
    yield Step(verb="accept", key="F8", ready=outcome == "accept" or (decided and leave), at=first)
    if outcome == "decline":
        yield Step(verb="decline", key="F9", ready=True, at=first)
    else:
        yield Step(verb="tell", key="F9", ready=outcome == "correct", at=first)
