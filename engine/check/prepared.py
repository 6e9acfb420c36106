"""What a check asks of a rulebook again and again, worked out once: what a finding opens, texts, tables.

Everything here follows from the rulebook alone, except a few memories: of texts by the numbers in them, of
what remained of a condition and whether a requirement was certain by the values that they depend on. They
hold a bounded number of answers and belong to one rulebook; none is of a whole submission.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from engine.check.answer import Announcement, Finding, Must, Open, Reminder
from engine.check.openings import Lanes, Openings, cases
from engine.check.shown import Shown
from engine.check.words import headings_of
from engine.feel import ast
from engine.feel.ast import Expr
from engine.rules.model import Requirement, Rulebook

__all__ = ["MOST_OF_ONE", "Prepared", "prepared", "remember"]

MOST_REMEMBERED = 4096
MOST_OF_ONE = 256
"""How many findings of one requirement are remembered."""
_KEY = "_prepared"

Flawed: TypeAlias = tuple[str, str, str, str]
"""What is said of a flawed material: before and after what is wrong with it, what to do, the basis."""


class Prepared:
    """The tables of one rulebook, and its bounded memories."""

    __slots__ = (
        "about",
        "again",
        "always",
        "announced",
        "announcements",
        "brought",
        "certain",
        "condition_values",
        "conditions",
        "copies",
        "counted",
        "declines",
        "demanded",
        "doubled",
        "endless",
        "facts",
        "first",
        "flawed",
        "handed_in",
        "heads",
        "ids",
        "kept",
        "kinds",
        "lacking",
        "lanes",
        "late",
        "look",
        "may_follow",
        "may_turn_up",
        "musts",
        "one_copy",
        "openings",
        "part",
        "paths",
        "plugged",
        "questions",
        "read_values",
        "reminders",
        "reminds",
        "rulebook",
        "settled",
        "shown",
        "stuck",
        "tried",
        "twice",
        "uncounted",
        "waits",
        "whens",
    )

    def __init__(self, rulebook: Rulebook) -> None:
        functions: Any = rulebook.functions
        self.rulebook = rulebook
        self.look = functions["look"]
        self.again = functions["again"]
        self.part: Sequence[int] = functions["PARTS"]
        self.late: int = functions["LATE"]
        self.read_values = tuple([_values(reads) for reads in functions["READS"]])
        self.condition_values = tuple([_values(reads) for reads in functions["WHENS"]])
        self.kept: dict[str, dict[int, dict[Hashable, Finding]]] = {
            lang: defaultdict(dict) for lang in ("zh", "en")
        }
        self.shown = {lang: Shown(rulebook, lang) for lang in ("zh", "en")}
        self.flawed: dict[str, dict[int, Flawed]] = {"zh": {}, "en": {}}
        self.questions: dict[str, dict[Hashable, Open]] = {"zh": {}, "en": {}}
        self.reminders: dict[Hashable, Reminder] = {}
        self.musts: dict[Hashable, tuple[Must, ...]] = {}
        self.announcements: dict[Hashable, Announcement] = {}
        self.announced: dict[str, dict[Hashable, tuple[Announcement, ...]]] = {"zh": {}, "en": {}}
        self.lacking: dict[bool, dict[Hashable, Any]] = {False: {}, True: {}}
        self.whens: dict[Hashable, str] = {}
        self.certain: dict[Hashable, bool] = {}
        self._by_number(rulebook)
        self._by_part(rulebook)
        self._by_path(rulebook)

    def _by_number(self, rulebook: Rulebook) -> None:
        """Lay out what is looked up by the number of a requirement."""
        functions: Any = rulebook.functions
        requirements, numbered = rulebook.requirements, list(enumerate(rulebook.requirements))
        self.kinds = tuple([one.kind for one in requirements])
        self.ids = tuple([one.id for one in requirements])
        self.about = {lang: _about(rulebook, lang) for lang in ("zh", "en")}
        self.heads = tuple(
            [
                (one.id, one.kind, "unmet", one.gravity, one.material, one.names, one.part)
                for one in requirements
            ]
        )
        self.facts = frozenset([number for number, one in numbered if one.kind == "fact"])
        self.one_copy = tuple([_always_one(rulebook, one) for one in requirements])
        self.copies = tuple([functions.get(f"copies{number}") for number, _ in numbered])
        self.demanded = tuple(
            [None if one else copies for one, copies in zip(self.one_copy, self.copies, strict=True)]
        )
        self.counted = tuple([rulebook.position.get((one.id, "copies")) for one in requirements])
        self.handed_in = tuple([rulebook.index.get(f"{one.id}.份数", -1) for one in requirements])
        self.twice = tuple([_bits(rulebook, one.repeated) for one in requirements])
        self.doubled = sum(1 << number for number, slots in enumerate(self.twice) if slots)
        self.tried = sum(
            1 << n for n in range(len(rulebook.slots)) if any(bits >> n & 1 for bits in self.twice)
        )
        self.endless = sum(1 << n for n, slot in enumerate(rulebook.slots) if not cases(slot))
        self.tried &= ~self.endless
        self.conditions = _numbered([(one.condition, one.optional) for one in requirements])
        self.first = {one.id: number for number, one in reversed(numbered)}
        self.plugged = frozenset([number for number, one in numbered if one.plugin is not None])
        self.declines = frozenset([number for number, one in numbered if one.gravity == "decline"])
        self.reminds = frozenset([number for number, one in numbered if one.gravity == "remind"])
        self.brought = sum(1 << number for number, one in numbered if _is_brought(rulebook, one))
        self.uncounted = sum(1 << number for number, one in numbered if _is_uncounted(rulebook, one))

    def _by_part(self, rulebook: Rulebook) -> None:
        """Lay out what is looked up by the bit of a requirement or of a part that is decided again."""
        functions: Any = rulebook.functions
        requirements, numbered = rulebook.requirements, list(enumerate(rulebook.requirements))
        apply: int = functions["APPLY"]
        implied: frozenset[int] = functions["IMPLIED"]
        self.settled = apply & ~sum(1 << number for number in implied)
        counted = sum(1 << number for number, one in numbered if _is_counted(rulebook, one))
        parts: Sequence[int] = self.part
        self.lanes = lanes = Lanes(len(rulebook.slots), max(parts, default=0).bit_length(), len(requirements))
        self.openings = Openings(rulebook, counted, lanes)
        self.always = lanes.together(touched=functions["ALWAYS"])
        # What lacked facts the first time, and may not apply or is null, is decided again.
        self.stuck = tuple([lanes.together(waiting=1 << n, touched=part) for n, part in enumerate(parts)])
        self.waits = tuple(
            [
                lanes.together(waiting=1 << number) if apply >> number & 1 else stuck
                for number, stuck in enumerate(self.stuck)
            ]
        )

    def _by_path(self, rulebook: Rulebook) -> None:
        """Lay out what is looked up by a path or a material."""
        self.paths = tuple([slot.path for slot in rulebook.slots])
        later = [member for member in rulebook.materials if member.necessity == "deferrable"]
        self.may_follow = tuple(
            [(member, rulebook.index[member.name]) for member in later if member.collect_at is None]
        )
        self.may_turn_up = any(demand.when is not None for member in later for demand in member.demands)


def prepared(rulebook: Rulebook) -> Prepared:
    """Give the tables of a rulebook, made at its first check; they are no part of its value."""
    found: Prepared | None = rulebook.__dict__.get(_KEY)
    if found is None:
        found = rulebook.__dict__[_KEY] = Prepared(rulebook)
    return found


def remember(memory: dict[Any, Any], key: Hashable, value: Any, most: int = MOST_REMEMBERED) -> None:
    """Keep an answer; a full memory is emptied, so that it never grows further."""
    if len(memory) >= most:
        memory.clear()
    memory[key] = value


def _about(rulebook: Rulebook, lang: str) -> tuple[object, ...]:
    """Give what every answer says of its item, and its headings."""
    name = rulebook.name_en if lang == "en" else rulebook.name
    edition = (rulebook.department, rulebook.edition, rulebook.edition_hash)
    return (rulebook.item, name, *edition, headings_of(rulebook, lang))


def _values(numbers: Sequence[int]) -> Callable[[Sequence[Any]], Any]:
    """Give what takes the values of some slots out of all, to be looked up in a memory."""
    return itemgetter(*numbers) if numbers else lambda _: None


def _bits(rulebook: Rulebook, paths: Iterable[str]) -> int:
    index = rulebook.index
    return sum(1 << index[path] for path in paths if path in index)


def _numbered(trees: Sequence[object]) -> tuple[int, ...]:
    """Give every tree the place of the first that is the same."""
    first: dict[object, int] = {}
    return tuple([first.setdefault(tree, place) for place, tree in enumerate(trees)])


def _is_brought(rulebook: Rulebook, requirement: Requirement) -> bool:
    """Say whether someone would bring what a requirement lacks as soon as it may apply, seen or not."""
    grouped = requirement.kind == "material" and requirement.id not in rulebook.member
    return requirement.kind == "fact" or grouped


def _is_uncounted(rulebook: Rulebook, requirement: Requirement) -> bool:
    """Say whether it can be open how many copies of a material are needed, or whether any are."""
    if requirement.kind != "copies":
        return False
    demands = rulebook.member[requirement.id].demands
    return any(demand.when is not None or not _is_number(demand.copies) for demand in demands)


def _is_counted(rulebook: Rulebook, requirement: Requirement) -> bool:
    """Say whether it is known how many copies are needed as soon as it is known that some are."""
    if requirement.kind != "copies":
        return True
    demands = rulebook.member[requirement.id].demands
    return len(demands) == 1 and _is_number(demands[0].copies)


def _is_number(copies: Expr | None) -> bool:
    return copies is None or isinstance(copies, ast.Number)


def _always_one(rulebook: Rulebook, requirement: Requirement) -> bool:
    """Say whether no demand for a material names a number of copies."""
    if requirement.kind not in ("copies", "material") or requirement.id in rulebook.groups:
        return False
    return all(demand.copies is None for demand in rulebook.member[requirement.id].demands)
