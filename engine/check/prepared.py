"""What a check asks of a rulebook again and again, worked out once: slots by owner, texts, what was said.

Everything here follows from the rulebook alone, except two memories: what remained of a condition, and
whether a requirement was certain, both by the values that they depend on. They hold a bounded number of
answers and belong to one rulebook.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from engine.check.answer import Finding, Must
from engine.feel.values import Null, Unknown
from engine.rules.model import Rulebook, Words

__all__ = ["Prepared", "Template", "prepared", "remember", "values_key"]

MOST_REMEMBERED = 4096
_KEY = "_prepared"
_ABSENT = (Unknown, Null)
_OPEN = ("unknown",)
Openable: TypeAlias = tuple[tuple[int, bool, bool], ...]
"""Slots that may be opened: number, fixed, and whether it says that another was filled."""

Template: TypeAlias = tuple[tuple[str, int, str], ...]
"""A text in pieces: words, then the slot whose value follows (-1: ask by path), and its path."""


class Prepared:
    """The tables of one rulebook, and its bounded memories."""

    def __init__(self, rulebook: Rulebook) -> None:
        functions: Any = rulebook.functions
        self.rulebook = rulebook
        self.again = functions["again"]
        self.touched: Sequence[int] = functions["TOUCHED"]
        self.always: int = functions["ALWAYS"]
        self.condition_reads: Sequence[tuple[int, ...]] = functions["WHENS"]
        self.paths = tuple(slot.path.rstrip("?") for slot in rulebook.slots)
        self.unknown = tuple(Unknown(frozenset((path,))) for path in self.paths)
        self.openable = {owner: _openable(rulebook, ns, False) for owner, ns in rulebook.owned.items()}
        self.changeable = {owner: _openable(rulebook, ns, True) for owner, ns in rulebook.owned.items()}
        self.uncounted = tuple(
            _may_be_uncounted(rulebook, number) for number in range(len(rulebook.requirements))
        )
        self.one_copy = tuple(_always_one(rulebook, number) for number in range(len(rulebook.requirements)))
        self.implied = tuple(_implied_by(rulebook, number) for number in range(len(rulebook.requirements)))
        self.brings = tuple(
            requirement.kind in ("material", "fact") or requirement.plugin is not None
            for requirement in rulebook.requirements
        )
        self.twice = tuple(
            tuple(n for n, slot in enumerate(rulebook.slots) if slot.path in requirement.repeated)
            for requirement in rulebook.requirements
        )
        self.reads = tuple(
            tuple(n for n, mask in enumerate(self.touched) if mask >> number & 1)
            for number in range(len(rulebook.requirements))
        )
        self.may_follow = tuple(
            m for m in rulebook.materials if m.necessity == "deferrable" and m.collect_at is None
        )
        self.musts: dict[tuple[int, str], Must] = {}
        self.needs: dict[tuple[int, str], str] = {}
        self.findings: dict[tuple[int, str], Finding] = {}
        self.templates: dict[tuple[int, str], tuple[Template, Template]] = {}
        self.said: dict[Hashable, Words] = {}
        self.lacking: dict[Hashable, Words] = {}
        self.questions: dict[tuple[str, str], str] = {}
        self.whens: dict[Hashable, str] = {}
        self.certain: dict[Hashable, bool] = {}


def prepared(rulebook: Rulebook) -> Prepared:
    """Give the tables of a rulebook, made at its first check; they are no part of its value."""
    found: Prepared | None = rulebook.__dict__.get(_KEY)
    if found is None:
        found = rulebook.__dict__[_KEY] = Prepared(rulebook)
    return found


def remember(memory: dict[Any, Any], key: Hashable, value: Any) -> None:
    """Keep an answer; a full memory is emptied, so that it never grows further."""
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()
    memory[key] = value


def values_key(slots: Sequence[Any], numbers: Iterable[int]) -> tuple[Hashable, ...] | None:
    """Give what stands for the values of some slots in a memory; None for values that cannot be a key."""
    key: list[Hashable] = []
    for n in numbers:
        value = slots[n]
        if value.__class__ in _ABSENT:
            key.append(None if value.__class__ is Null else _OPEN)
        elif value.__class__ is tuple:
            return None
        else:
            key.append(str(value) if value.__class__ is Decimal else value)
    return tuple(key)


def _openable(rulebook: Rulebook, numbers: Iterable[int], only_values: bool) -> Openable:
    """Give the slots of an owner that obeying a correction may change."""
    made = []
    for n in numbers:
        slot = rulebook.slots[n]
        if only_values and slot.system and slot.kind != "answer":
            continue
        if only_values and slot.kind in ("present", "sound", "copies"):
            continue
        made.append((n, slot.fixed, slot.kind == "filled"))
    return tuple(made)


def _may_be_uncounted(rulebook: Rulebook, number: int) -> bool:
    """Say whether it can be open how many copies of a material are needed."""
    requirement = rulebook.requirements[number]
    if requirement.kind != "copies":
        return False
    demands = rulebook.member[requirement.id].demands
    return any(demand.when is not None or demand.copies is not None for demand in demands)


def _implied_by(rulebook: Rulebook, number: int) -> int:
    """Give the slot that, unknown, makes a requirement go without saying: sound, and one copy; -1 for none.

    Not so for a material that is handed in already, with its fault, and turns out to be needed.
    """
    requirement = rulebook.requirements[number]
    if requirement.kind == "flaw":
        return rulebook.index[f"{requirement.id}?"]
    if requirement.kind != "copies":
        return -1
    counted = any(demand.copies is not None for demand in rulebook.member[requirement.id].demands)
    return -1 if counted else rulebook.index[f"{requirement.id}.份数"]


def _always_one(rulebook: Rulebook, number: int) -> bool:
    """Say whether no demand for a material names a number of copies."""
    requirement = rulebook.requirements[number]
    if requirement.kind not in ("copies", "material") or requirement.id in rulebook.groups:
        return False
    return all(demand.copies is None for demand in rulebook.member[requirement.id].demands)
