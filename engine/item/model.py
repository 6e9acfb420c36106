"""The nouns of an item file: what an author declares, as frozen values, every word with its place.

Comes from `engine.item.load`, goes to `engine.item.lint` and `engine.rules`. Expressions are still texts
here; `engine.rules` settles them. Value words (sound, accept, text …) are the English words of
schemas/vocabulary.yaml whatever the language of the file; author's words are as written.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from engine.dataclass import dataclass, field
from engine.item.terms import Gravity, Hit, Kind, Necessity, Outcome, Span, State
from engine.source import Source, Text

FIVE_WORKDAYS = Span(count=5, unit="workdays")
"""The limit for telling once where an item sets none (许可法 32)."""

Fee: TypeAlias = Decimal | Literal["by_tariff"] | Text
INTAKE = frozenset({None, "queue", "receive", "accept"})
"""Where a material may be collected so that it is part of the application."""

English: TypeAlias = Mapping[str, "str | tuple[str, ...] | Mapping[str, str]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value read off a material (登记), or one column of a list field (每项)."""

    name: Text
    kind: Kind
    choose: tuple[Text, ...] = ()
    fixed: bool = False
    english: English = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A question to the applicant: in 办理情形 (`scenario`) or 申请表.

    `range` holds the smallest and largest answer, both included. `fixed`: cannot change between two
    submissions (a birth date). `required` is false for 必要性: 非必要.
    """

    name: Text
    kind: Kind
    scenario: bool
    ask: Text | None = None
    when: Text | None = None
    choose: tuple[Text, ...] = ()
    option_notes: Mapping[str, Text] = field(default_factory=dict)
    range: tuple[Decimal, Decimal] | None = None
    entry: tuple[Entry, ...] = ()
    required: bool = True
    fixed: bool = False
    english: English = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A decision table as written: `rows` is the text block with its `|` and `||`.

    With `dmn_file` the table stands in a `.dmn` file beside the item and `rows` is empty. `english` gives the
    English of its own words: its name, the columns and values of its answers.
    """

    name: Text
    hit_policy: Hit
    rows: Text
    dmn_file: Text | None = None
    basis: Text | None = None
    english: Mapping[Text, Text] = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A condition (受理条件) or check (审查要点); `holds` is the expression 判断."""

    id: Text
    kind: Literal["condition", "check"]
    gravity: Gravity
    requirement: Text
    holds: Text
    when: Text | None = None
    each: Text | None = None
    plugin: Text | None = None
    inputs: tuple[tuple[Text, Text], ...] = ()
    otherwise: Text | None = None
    remedy: Text | None = None
    basis: Text | None = None
    english: English = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A material; `any_of` names its group, `copies` is an expression or None for 1.

    `provider` is 来源, the system that has what is exempt; `issuer` is 出具机构, where people get it.
    What has a `collect_at` after acceptance is not asked for when somebody applies.
    """

    name: Text
    necessity: Necessity = "required"
    any_of: Text | None = None
    provider: Text | None = None
    issuer: Text | None = None
    when: Text | None = None
    medium: tuple[str, ...] = ()
    copies: Text | None = None
    supply_within: Span | None = None
    note: Text | None = None
    blank_form: Text | None = None
    filled_form: Text | None = None
    record: tuple[Entry, ...] = ()
    collect_at: str | None = None
    basis: Text | None = None
    english: English = field(default_factory=dict)
    source: Source

    @property
    def collected_later(self) -> str | None:
        """The stage after acceptance at which the material is taken, or None."""
        return None if self.collect_at in INTAKE else self.collect_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A deviation from the standard road (办理流程).

    While a stage with a `special_procedure` runs, the decision clock stands still (许可法 45).
    """

    name: Text
    after: str | None = None
    when: Text | None = None
    departments: tuple[Text, ...] = ()
    parallel: bool = False
    special_procedure: Text | None = None
    basis: Text | None = None
    english: English = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """办结时限: `promised` is a span or an expression that gives one; the rest as written.

    `counts_from` is a stage, or `window_end`: the clock starts the day after the intake window's last day.
    """

    promised: Span | Text
    statutory: Span | None = None
    counts_from: str = "accept"
    basis: Text | None = None
    pauses: tuple[str, ...] = ()
    tell_within: Span = FIVE_WORKDAYS
    correct_within: Span | None = None
    on_overdue: str = "offer_return"
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What the applicant gets (办理结果); `wording` (文书正文) is what its decision says."""

    name: Text
    medium: tuple[str, ...] = ()
    when: Text | None = None
    wording: Text | None = None
    english: English = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """受理期间: the first and the last day on which the item is accepted."""

    first: Text
    last: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the common questions (常见问题) with its answer."""

    ask: Text
    reply: Text
    english: English = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An item included in a package (包含事项)."""

    code: Text
    when: Text | None = None
    source: Source


SampleValue: TypeAlias = "Text | tuple[Mapping[str, Text], ...] | tuple[Text, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A named submission with outcome, limit and fee expected; paths and values as written.

    `others_sound` is 其余: 合格 (otherwise unwritten things are unseen); `closed` is 其余: 没带.
    """

    name: Text
    applied_on: Text
    submission: Mapping[Text, SampleValue]
    expect: Outcome
    others: State = "unseen"
    because: tuple[Text, ...] = ()
    promised: Text | None = None
    fee: Decimal | None = None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One edition of a service item (政务服务事项).

    `fee` is an amount in yuan, 0 for 不收费, `by_tariff`, or an expression that gives an amount; None where
    the author did not say.
    `fee_standard` (收费标准) says how it is worked out.

    The elements of GB/T 39046 from `item_type` to `handling` are value words and codes as written.

    `notes` are texts that the guide shows as they are, under place, hours, consultation and complaint.
    `everyday_phrases` (便民说法) are what people call the item; the search finds it by them.
    """

    path: str
    language: Literal["zh", "en"]
    name: Text
    code: Text
    edition: Text
    valid_from: Text
    valid_until: Text | None
    department: Text
    item_type: Text | None = None
    base_code: Text | None = None
    implementation_code: Text | None = None
    level: Text | None = None
    authority_kind: Text | None = None
    audiences: tuple[Text, ...] = ()
    handling: Text | None = None
    english: English = field(default_factory=dict)
    summary: Text | None = None
    basis: Text | None = None
    channels: tuple[str, ...] = ()
    visits: int | None = None
    notes: Mapping[str, Text] = field(default_factory=dict)
    everyday_phrases: tuple[Text, ...] = ()
    life_events: tuple[Text, ...] = ()
    intake_window: Window | None = None
    faq: tuple[Question, ...] = ()
    parts: tuple[Part, ...] = ()
    fields: tuple[Field, ...] = ()
    tables: tuple[Table, ...] = ()
    conditions: tuple[Check, ...] = ()
    materials: tuple[Material, ...] = ()
    checks: tuple[Check, ...] = ()
    stages: tuple[Stage, ...] = ()
    limits: Limits | None = None
    fee: Fee | None = None
    fee_source: Source | None = None
    fee_standard: Text | None = None
    fee_basis: Text | None = None
    outputs: tuple[Output, ...] = ()
    samples: tuple[Sample, ...] = ()
    source: Source
