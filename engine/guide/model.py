"""The nouns of a guide (办事指南): everything a citizen reads about one item, in one language.

Made by `engine.guide.build` from item, rulebook and the answers of one situation; written by the `to_*`
modules beside it. A guide holds words, never expressions: whoever renders it decides nothing any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, TypeAlias

from engine.ask.model import Asked

__all__ = [
    "Answered",
    "Bring",
    "Demand",
    "Guide",
    "KeyFact",
    "Place",
    "Reply",
    "Source",
    "Step",
    "Table",
    "to_json",
]

BringState: TypeAlias = Literal["needed", "if", "later", "collected", "exempt", "optional", "not_needed"]
DemandState: TypeAlias = Literal["self", "system", "window", "met", "unmet", "not_needed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFact:
    """One of the four facts on top: how long, how much, how many trips, what you get.

    `varies`: the answers decide about it, so it is said with the situation, too.
    """

    key: Literal["limit", "fee", "visits", "outputs"]
    label: str
    says: str
    note: str = ""
    varies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A part of the situation: the question's name, its value as the rules know it, and both in words."""

    name: str
    value: str
    label: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bring:
    """A material in this situation. `when` says on what it depends, `one_of` names its group.

    What is `collected` is brought only at a later stage, most often when the result is handed out. `tag` says
    in a word or two what is special about the state.

    `watch` are the demands of the checks that read it: what people get wrong most.
    """

    id: str
    label: str
    state: BringState
    form: str = ""
    copies: str = ""
    tag: str = ""
    when: str = ""
    one_of: str = ""
    notes: tuple[str, ...] = ()
    issuer: str = ""
    blank_form: str = ""
    filled_form: str = ""
    watch: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A condition or a check, in the words of its author and as the machine decides it (`exactly`)."""

    id: str
    kind: Literal["condition", "check"]
    says: str
    exactly: str
    state: DemandState
    when: str = ""
    material: str = ""
    otherwise: str = ""
    remedy: str = ""
    leads_to: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the road, told to the applicant."""

    name: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line about where and when: place, hours, telephones, channels."""

    key: str
    label: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A frequent question with its reply."""

    ask: str
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A decision table as its author wrote it: what is looked at, what comes out."""

    name: str
    columns: tuple[str, ...]
    outputs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    how: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A basis and what rests on it."""

    basis: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The guide of one edition of an item, for one situation; without answers, for every situation.

    `open` tells that some answers are still missing, so that a line may say "if". `untranslated` names what
    has no English text and stands in Chinese on an English guide.
    """

    item: str
    name: str
    department: str
    edition: str
    edition_hash: str
    valid_from: str
    valid_until: str
    on: str
    lang: Literal["zh", "en"]
    summary: str
    facts: tuple[KeyFact, ...]
    questions: tuple[Asked, ...]
    situation: tuple[Answered, ...]
    bring: tuple[Bring, ...]
    conditions: tuple[Demand, ...]
    checks: tuple[Demand, ...]
    steps: tuple[Step, ...]
    places: tuple[Place, ...]
    replies: tuple[Reply, ...]
    sources: tuple[Source, ...]
    rights: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    parts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    open: bool = False
    untranslated: tuple[str, ...] = ()

    @property
    def to_bring(self) -> tuple[Bring, ...]:
        """The materials to bring, or to bring if something holds."""
        return tuple(each for each in self.bring if each.state in ("needed", "if", "later"))

    @property
    def to_collect(self) -> tuple[Bring, ...]:
        """The materials that are taken only after acceptance."""
        return tuple(each for each in self.bring if each.state == "collected")

    @property
    def not_to_bring(self) -> tuple[Bring, ...]:
        """The materials that nobody has to bring here."""
        return tuple(each for each in self.bring if each.state in ("exempt", "not_needed"))

    @property
    def barred(self) -> tuple[Demand, ...]:
        """The conditions that the answers already break."""
        return tuple(each for each in self.conditions if each.state == "unmet")

    @property
    def to_ask(self) -> tuple[Asked, ...]:
        """The questions to show now: asked in this situation, or perhaps."""
        return tuple(each for each in self.questions if each.state != "not_asked")

    def value_of(self, name: str) -> str:
        """Give what was answered to a question, or nothing."""
        return next((each.value for each in self.situation if each.name == name), "")

    def to_json(self) -> dict[str, Any]:
        """Give the guide as plain values, keys in snake_case, empty ones left out."""
        made: dict[str, Any] = to_json(self)
        return made


def to_json(value: object) -> Any:
    """Give a noun of this module as plain values; what is empty is left out."""
    if isinstance(value, Asked):
        return value.to_json()
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((each.name, to_json(getattr(value, each.name))) for each in fields(value))
        return {name: part for name, part in pairs if part not in ("", [], None)}
    if isinstance(value, Mapping):
        return {str(key): to_json(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_json(part) for part in value]
    return value
