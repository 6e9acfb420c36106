"""The nouns of the situation wizard: what the answers given so far say an applicant must bring.

`Needs` is made by `engine.ask.needs`; `to_json` gives it for programs and pages, keys in a fixed order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from engine.check.answer import Finding
from engine.item.terms import Gravity, Kind, Necessity, Span
from engine.rules.model import Rulebook

__all__ = [
    "Asked",
    "Broken",
    "Copies",
    "Demanded",
    "Fee",
    "Group",
    "Limit",
    "Misread",
    "Need",
    "Needs",
    "Option",
    "asked_of",
]

NeedState: TypeAlias = Literal["needed", "not_needed", "depends", "exempt", "optional", "deferrable"]
AskedState: TypeAlias = Literal["answered", "open", "depends", "not_asked"]
DemandedState: TypeAlias = Literal["met", "unmet", "open", "depends", "not_applicable"]
Broken: TypeAlias = Finding
"""A condition or check that the answers break for certain: the finding that a check would make of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """How many copies: a number, or what it depends on in words; neither if nobody can say."""

    count: int | None
    says: str = ""
    waits_for: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {"count": self.count, "says": self.says, "waits_for": list(self.waits_for)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One material: is it needed, under which remaining condition (`when`), which facts still decide it.

    `how` says medium and copies in words; `group` is its 任选其一, of which one member is enough.
    `collect_at` is the stage at which it is taken, if that is after acceptance: nobody brings it at first.
    """

    name: str
    label: str
    state: NeedState
    necessity: Necessity
    when: str
    waits_for: tuple[str, ...]
    copies: Copies
    how: str
    group: str | None
    note: str
    provider: str
    supply_within: Span | None
    basis: str
    collect_at: str | None = None

    def to_json(self) -> dict[str, object]:
        within = self.supply_within
        return {
            "material": self.name,
            "label": self.label,
            "state": self.state,
            "necessity": self.necessity,
            "when": self.when,
            "waits_for": list(self.waits_for),
            "copies": self.copies.to_json(),
            "how": self.how,
            "group": self.group,
            "note": self.note,
            "provider": self.provider,
            "supply_within": None if within is None else {"count": within.count, "unit": within.unit},
            "basis": self.basis,
            "collect_at": self.collect_at,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of alternatives: `members` are those that may still be handed in for it."""

    name: str
    label: str
    state: NeedState
    when: str
    waits_for: tuple[str, ...]
    members: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        return {
            "group": self.name,
            "label": self.label,
            "state": self.state,
            "when": self.when,
            "waits_for": list(self.waits_for),
            "members": list(self.members),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a question: `value` is what an answer holds, `label` and `note` what people read."""

    value: str
    label: str
    note: str = ""

    def to_json(self) -> dict[str, object]:
        return {"value": self.value, "label": self.label, "note": self.note}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field of the item: answered, still open, not asked in this situation, or it depends (`when`).

    `scenario` fields are asked in the guide, the others only on the form.
    """

    name: str
    label: str
    ask: str
    state: AskedState
    kind: Kind
    scenario: bool
    required: bool
    when: str
    waits_for: tuple[str, ...]
    options: tuple[Option, ...]
    range: tuple[str, str] | None

    def to_json(self) -> dict[str, object]:
        return {
            "fact": self.name,
            "label": self.label,
            "ask": self.ask,
            "state": self.state,
            "kind": self.kind,
            "scenario": self.scenario,
            "required": self.required,
            "when": self.when,
            "waits_for": list(self.waits_for),
            "options": [option.to_json() for option in self.options],
            "range": None if self.range is None else list(self.range),
        }


def asked_of(
    rulebook: Rulebook,
    name: str,
    lang: str,
    state: AskedState,
    *,
    when: str = "",
    waits_for: tuple[str, ...] = (),
) -> Asked:
    """Give a field of a rulebook in a language."""
    question, slot = rulebook.questions[name], rulebook.slots[rulebook.index[name]]
    english = lang == "en"
    labels = question.options_en if english and question.options_en else slot.choose
    notes = question.notes_en if english else question.notes
    return Asked(
        name=name,
        label=question.label_en if english else name,
        ask=rulebook.asks[name][english],
        state=state,
        kind=slot.type,
        scenario=question.scenario,
        required=slot.required,
        when=when,
        waits_for=waits_for,
        options=tuple(
            Option(value=value, label=label, note=str(notes.get(value, "")))
            for value, label in zip(slot.choose, labels, strict=True)
        ),
        range=None if slot.range is None else (str(slot.range[0]), str(slot.range[1])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Demanded:
    """A condition or check: does it apply (`depends` has the remaining condition), is it met or unmet.

    `open`: it applies, but answers alone do not decide it yet. What is unmet is told in `Needs.broken`.
    """

    id: str
    kind: Literal["condition", "check"]
    gravity: Gravity
    state: DemandedState
    requirement: str
    when: str
    waits_for: tuple[str, ...]
    material: str | None
    basis: str
    part: str | None

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "kind": self.kind,
            "gravity": self.gravity,
            "state": self.state,
            "requirement": self.requirement,
            "when": self.when,
            "waits_for": list(self.waits_for),
            "material": self.material,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The promised limit in this situation: its length once it is certain, and the words in any case."""

    span: Span | None
    says: str
    waits_for: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        span = None if self.span is None else {"count": self.span.count, "unit": self.span.unit}
        return {"span": span, "says": self.says, "waits_for": list(self.waits_for)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What it costs in this situation: the possible amounts in yuan, a single one once it is certain.

    Where papers or a person decide, no amount can be foreseen, and only the words say how it is worked out.
    """

    amounts: tuple[Decimal, ...]
    says: str
    waits_for: tuple[str, ...]

    @property
    def amount(self) -> Decimal | None:
        """The amount that is certain."""
        return self.amounts[0] if len(self.amounts) == 1 else None

    def to_json(self) -> dict[str, object]:
        return {
            "amounts": [format(each, "f") for each in self.amounts],
            "says": self.says,
            "waits_for": list(self.waits_for),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """An answer that cannot be read, or that the item does not ask for; it counts as not given."""

    fact: str
    code: str
    says: str

    def to_json(self) -> dict[str, object]:
        return {"fact": self.fact, "code": self.code, "says": self.says}


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """All that the answers so far say, each part in the order of the item."""

    item: str
    edition: str
    edition_hash: str
    applied_on: str
    materials: tuple[Need, ...]
    groups: tuple[Group, ...]
    fields: tuple[Asked, ...]
    demands: tuple[Demanded, ...]
    broken: tuple[Broken, ...]
    limit: Limit | None
    fee: Fee | None
    misread: tuple[Misread, ...]

    @property
    def hopeless(self) -> bool:
        """Whether a condition is broken that cannot be put right: nobody can apply like this."""
        return any(finding.gravity == "decline" for finding in self.broken)

    @property
    def settled(self) -> bool:
        """Whether the list of materials can no longer change."""
        return all(need.state != "depends" for need in self.materials)

    def to_bring(self) -> Sequence[tuple[Need, ...]]:
        """Give the things to bring when applying, each with the members of its group that would do."""
        group = {one.name: one for one in self.groups}
        made: dict[str, list[Need]] = {}
        for need in self.materials:
            if need.collect_at is not None:
                continue
            if need.group is not None:
                if group[need.group].state == "needed" and need.name in group[need.group].members:
                    made.setdefault(need.group, []).append(need)
            elif need.state in ("needed", "deferrable"):
                made[need.name] = [need]
        return [tuple(members) for members in made.values()]

    def to_json(self) -> dict[str, object]:
        return {
            "item": self.item,
            "edition": self.edition,
            "edition_hash": self.edition_hash,
            "applied_on": self.applied_on,
            "hopeless": self.hopeless,
            "broken": [finding.to_json() for finding in self.broken],
            "materials": [need.to_json() for need in self.materials],
            "groups": [group.to_json() for group in self.groups],
            "limit": None if self.limit is None else self.limit.to_json(),
            "fee": None if self.fee is None else self.fee.to_json(),
            "fields": [field.to_json() for field in self.fields],
            "demands": [demand.to_json() for demand in self.demands],
            "misread": [misread.to_json() for misread in self.misread],
        }
