"""The nouns of a runnable item: slots that are read, requirements that are decided, the rulebook itself.

A rulebook holds everything that a check needs and nothing of how it was written: code for the verdicts,
words for the people, settled trees for what is still to be said. It goes into the cache as bytes.
"""

from __future__ import annotations

import hashlib
import marshal
import pickle
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from engine.dataclass import dataclass, field, field_names
from engine.item.terms import Gravity, Kind, Necessity, Span

if TYPE_CHECKING:
    from engine.feel.ast import Expr

__all__ = [
    "Conditional",
    "Demand",
    "Fee",
    "Grid",
    "Member",
    "Named",
    "Promise",
    "Question",
    "Requirement",
    "Rulebook",
    "Slot",
    "Words",
    "file_hash",
]

SlotKind: TypeAlias = Literal[
    "date", "applicant", "field", "present", "sound", "copies", "record", "answer", "filled"
]
RequirementKind: TypeAlias = Literal["condition", "check", "material", "copies", "flaw", "fact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One value that a submission may carry.

    `owner` is the field, the material or the check (for an answer of a plug-in) it belongs to. `fixed`
    values do not change when a correction is obeyed; `system` values are filled by the centre itself.
    """

    path: str
    kind: SlotKind
    owner: str
    name: str
    type: Kind
    choose: tuple[str, ...] = ()
    range: tuple[Any, Any] | None = None
    entry: tuple[tuple[str, Kind, tuple[str, ...]], ...] = ()
    fixed: bool = False
    system: bool = False
    required: bool = True
    when: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What people are told, in one language; templates keep their `{…}`."""

    requirement: str = ""
    otherwise: str = ""
    remedy: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that is decided: its verdict is a column of `Rulebook.decide`.

    `reads` are the slot paths that its verdict depends on, tables and groups seen through; `replaces` the
    owners (fields, materials) whose values an applicant would change to meet it, `brings` the materials that
    it asks to be there. `repeated` are the slot paths that its verdict meets more than once, where Kleene's
    logic alone may say too much. `condition` is the settled tree of when it applies, materials' own
    conditions included; `holds` is its settled demand; of the fields that it reads, those that are
    `optional` may be left empty, and then it says nothing.
    """

    id: str
    kind: RequirementKind
    gravity: Gravity
    material: str | None
    names: tuple[str, ...]
    reads: frozenset[str]
    replaces: tuple[str, ...]
    brings: tuple[str, ...] = ()
    zh: Words
    en: Words
    condition: Expr | None = None
    holds: Expr | None = None
    optional: tuple[str, ...] = ()
    plugin: str | None = None
    each: str | None = None
    part: str | None = None
    repeated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One demand for a material: by the item or a part, when and in how many copies."""

    when: Expr | None
    copies: Expr | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A material as the check sees it; `group` is its 任选其一, `…_en` what English readers are told.

    `collect_at` is the stage at which it is taken, if that is after acceptance: the check then does not ask
    for it, and only what is handed in all the same is looked at.
    """

    name: str
    necessity: Necessity
    group: str | None
    demands: tuple[Demand, ...]
    medium: tuple[str, ...]
    supply_within: Span | None
    note: str
    note_en: str
    basis: str
    label_en: str
    provider: str
    provider_en: str
    collect_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """A stage (办理流程), an output (办理结果) or a part (包含事项) by its code; always, or `when`.

    `part` is the part of a package that a stage or output belongs to, None for the item's own.
    """

    name: str
    when: Expr | None
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """办结时限: a `fixed` length of time, or the settled `tree` that gives one and what it `reads`."""

    fixed: Span | None
    tree: Expr | None = None
    reads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """收费: a `fixed` amount in yuan, or the settled `tree` that gives one and what it `reads`."""

    fixed: Decimal | None
    tree: Expr | None = None
    reads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a path is called in English, and its options; empty where the author wrote none."""

    label: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A decision table as people read it: settled headings, cells as conditions on them, what comes out.

    `reads` are the slot paths that decide which row it is.
    """

    columns: tuple[Expr, ...]
    cells: tuple[tuple[Expr, ...], ...]
    outputs: tuple[str, ...]
    answers: tuple[tuple[object, ...], ...]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field as people meet it: asked in the guide (`scenario`) or only on the form, and when.

    `options_en` and `notes` stand beside the options of the field's slot; empty where the author wrote none.
    `reads` are the slot paths that `when` depends on; `compared`, `counted` and `otherwise` tell how the
    answer counts (`engine.rules.compared`).
    """

    scenario: bool
    when: Expr | None
    label_en: str
    reads: frozenset[str] = frozenset()
    compared: tuple[Expr, ...] = ()
    counted: bool = False
    otherwise: bool = False
    options_en: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    notes_en: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """One edition of an item, runnable. `code` is marshalled Python, `constants` what it refers to.

    `beside` are the decision files that it was made from, by path, with the hash of what they held.
    """

    item: str
    edition: str
    edition_hash: str
    name: str
    name_en: str
    department: str
    valid_from: str
    valid_until: str | None
    slots: tuple[Slot, ...]
    materials: tuple[Member, ...]
    groups: Mapping[str, tuple[str, ...]]
    requirements: tuple[Requirement, ...]
    asks: Mapping[str, tuple[str, str]]
    questions: Mapping[str, Question] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    code: bytes = b""
    constants: Mapping[str, object] = field(default_factory=dict)
    promise: Promise | None = None
    fee: Fee | None = None
    tables: Mapping[str, Grid] = field(default_factory=dict)
    english: Mapping[str, Named] = field(default_factory=dict)
    stages: tuple[Conditional, ...] = ()
    outputs: tuple[Conditional, ...] = ()
    parts: tuple[Conditional, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Give the rulebook as bytes for the cache."""
        names = field_names(Rulebook)
        state = {key: value for key, value in self.__dict__.items() if key in names}
        return pickle.dumps(state, protocol=5)

    @staticmethod
    def from_bytes(data: bytes) -> Rulebook:
        """Read back what `to_bytes` gave; only for bytes that this program wrote."""
        return Rulebook(**pickle.loads(data))

    @cached_property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The compiled functions and tables by name: read, decide, find, and those that messages need."""
        from engine.rules import run

        space: dict[str, Any] = {"__builtins__": {}, **run.HELPERS, **self.constants}
        exec(marshal.loads(self.code), space)  # text of our own signs: engine.rules.writer
        return space

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Where a slot path stands among the slots."""
        return {slot.path: number for number, slot in enumerate(self.slots)}

    def called(self, path: str, lang: str) -> str:
        """Give what people call a field, material, group or value: in Chinese always the path itself."""
        named = self.english.get(path) if lang == "en" else None
        return named.label if named is not None and named.label else path

    @cached_property
    def position(self) -> Mapping[tuple[str, str], int]:
        """Where the requirement of this id and kind stands among the requirements."""
        return {(r.id, r.kind): number for number, r in enumerate(self.requirements)}

    @cached_property
    def member(self) -> Mapping[str, Member]:
        """The material of this name."""
        return {member.name: member for member in self.materials}

    @cached_property
    def owned(self) -> Mapping[str, tuple[int, ...]]:
        """The slots that belong to a field or material; a group owns what its members own."""
        owned: dict[str, list[int]] = {}
        for number, slot in enumerate(self.slots):
            owned.setdefault(slot.owner, []).append(number)
        for group, members in self.groups.items():
            owned[group] = [number for name in members for number in owned.get(name, ())]
        return {owner: tuple(numbers) for owner, numbers in owned.items()}


def file_hash(path: str) -> str:
    """Give the hash of a file's bytes, or nothing for a file that cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
