"""The answer of a check, as values: findings, reminders, announcements, what is still unknown (DESIGN 5).

`to_json` gives exactly the shape of DESIGN 5, keys in its order, so that equal answers are equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Literal, Protocol, TypeAlias

from engine.dataclass import dataclass, field
from engine.item.terms import Gravity, Outcome

__all__ = ["Announcement", "Answer", "Finding", "Must", "Open", "Paths", "Reminder", "Repeated"]

FindingKind: TypeAlias = Literal["condition", "check", "material", "copies", "flaw", "fact", "plugin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """What a replacement must satisfy: a requirement's id and its words."""

    id: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, or that could not be decided (`verdict` unknown)."""

    id: str
    kind: FindingKind
    verdict: Literal["unmet", "unknown"]
    gravity: Gravity
    material: str | None
    facts: tuple[str, ...]
    says: str
    remedy: str
    basis: str
    must: tuple[Must, ...] = ()
    needed: int | None = None
    present: int | None = None
    elements: tuple[int, ...] = ()
    part: str | None = None

    def to_json(self) -> dict[str, object]:
        """Give the finding as in DESIGN 5: copies carry needed and present, everything else its facts."""
        made: dict[str, object] = {
            "id": self.id,
            "kind": self.kind,
            "verdict": self.verdict,
            "gravity": self.gravity,
        }
        if self.material is not None:
            made["material"] = self.material
        if self.kind == "copies":
            made |= {"needed": self.needed, "present": self.present}
        elif self.facts and self.kind not in ("material", "flaw"):
            made["facts"] = list(self.facts)
        made |= {"says": self.says, "remedy": self.remedy, "basis": self.basis}
        made["must"] = [{"id": must.id, "says": must.says} for must in self.must]
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A material that may follow later, with its last day (ISO 8601), or none if the item sets no time."""

    id: str
    says: str
    until: str | None

    def to_json(self) -> dict[str, object]:
        return {"id": self.id, "says": self.says, "until": self.until}


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What else is needed if something turns out so; `ids` are the requirements that it announces."""

    when: str
    needs: tuple[str, ...]
    ids: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        return {"when": self.when, "needs": list(self.needs)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A fact that is not yet known and matters: what to ask, and to which requirements it matters."""

    fact: str
    ask: str
    matters_to: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        return {"fact": self.fact, "ask": self.ask, "matters_to": list(self.matters_to)}


Repeated: TypeAlias = "tuple[Announcement, ...] | tuple[Open, ...]"
Say: TypeAlias = Callable[[Repeated], object]


def _one_by_one(parts: Repeated) -> object:
    return [part.to_json() for part in parts]


class HasPaths(Protocol):
    """What opens slots says which, by their paths."""

    @property
    def paths(self) -> frozenset[str]: ...


class Paths(Set[str]):
    """Paths of slots, kept as what opened them: of most answers nobody asks which they are."""

    __slots__ = ("_openings",)

    def __init__(self, openings: Sequence[HasPaths]) -> None:
        self._openings = openings

    def __contains__(self, path: object) -> bool:
        return any(path in opening.paths for opening in self._openings)

    def __iter__(self) -> Iterator[str]:
        return iter(frozenset().union(*[opening.paths for opening in self._openings]))

    def __len__(self) -> int:
        return len(frozenset(self))

    def __repr__(self) -> str:
        return f"Paths({', '.join(sorted(self))})"

    _from_iterable = frozenset


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The whole answer. `complete`: nothing was left undecided, so the applicant may be told.

    `replaced` are the slots whose values may change when the correction is obeyed; with the ids told it is
    what the second-notice guard needs. `headings` say by id what a finding is about, in words.
    """

    item: str
    item_name: str
    department: str
    edition: str
    edition_hash: str
    applied_on: str
    outcome: Outcome
    complete: bool
    findings: tuple[Finding, ...]
    reminders: tuple[Reminder, ...]
    announcements: tuple[Announcement, ...]
    unknown: tuple[Open, ...]
    replaced: Set[str] = frozenset()
    headings: Mapping[str, str] = field(default_factory=dict)

    def to_json(self, said: Say = _one_by_one) -> dict[str, object]:
        """Give the answer as the JSON of DESIGN 5; `said` puts into it what comes again and again."""
        return {
            "item": self.item,
            "edition": self.edition,
            "edition_hash": self.edition_hash,
            "applied_on": self.applied_on,
            "outcome": self.outcome,
            "complete": self.complete,
            "findings": [finding.to_json() for finding in self.findings],
            "reminders": [reminder.to_json() for reminder in self.reminders],
            "announcements": said(self.announcements),
            "unknown": said(self.unknown),
        }

    def told(self) -> frozenset[str]:
        """Give every requirement id that this answer tells, states or announces."""
        ids = {finding.id for finding in self.findings} | {reminder.id for reminder in self.reminders}
        ids |= {must.id for finding in self.findings for must in finding.must}
        return frozenset(ids | {id for announcement in self.announcements for id in announcement.ids})
