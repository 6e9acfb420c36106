"""The best way of asking, found by trying every way: what the wizard's own way is measured against.

Nothing is shared with the wizard but the classes of answers and how demands for copies add up: outcomes are
read from the verdicts of a whole submission, every order of questions is tried, and no shortcut is taken.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

from engine.ask.classes import OPEN, classes_of
from engine.ask.copies import largest
from engine.feel.values import Null, Unknown
from engine.rules.model import Rulebook
from engine.rules.run import NOT_ASKED


def plain(value: object) -> Hashable:
    return "?" if isinstance(value, Unknown | Null) else value  # type: ignore[return-value]  # facts are plain values


def outcome(rulebook: Rulebook, facts: Mapping[str, Any], on: date) -> Hashable:
    """Give all that a citizen's list says: broken conditions; if none is fatal, needs, copies, limit, fee."""
    functions = rulebook.functions
    slots, unmet, _ = functions["look"]({"facts": facts}, on, False, [], True)
    derived = functions["derive"](slots)
    broken = [
        (number, requirement.gravity)
        for number, requirement in enumerate(rulebook.requirements)
        if requirement.kind == "condition" and number in unmet
    ]
    if any(gravity == "decline" for _, gravity in broken):
        return tuple(broken)
    said: list[Hashable] = [tuple(broken)]
    for number, requirement in enumerate(rulebook.requirements):
        if requirement.kind in ("copies", "flaw"):
            needed = plain(derived[f"needed {requirement.id}"])
            copies: Hashable = None
            if requirement.kind == "copies" and needed is not False:
                copies = largest(functions[f"copies{number}"](slots))
            said.append((requirement.id, needed, copies))
    said.extend(plain(functions[name](slots)) for name in ("promised", "fee") if name in functions)
    return tuple(said)


def grid(rulebook: Rulebook, on: date) -> dict[str, tuple[Any, ...]]:
    """Give one answer of each class for every field, those whose effect is not foreseen left out."""
    every = {name: classes_of(rulebook, name, on) for name in rulebook.questions}
    return {name: tuple(value for value in values if value is not OPEN) for name, values in every.items()}


@dataclass
class Best:
    """The best expected and the best largest number of questions, by trying everything."""

    rulebook: Rulebook
    on: date
    memory: dict[int, tuple[float, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        every = {name: classes_of(self.rulebook, name, self.on) for name in self.rulebook.questions}
        self.values = {
            name: tuple(value for value in values if value is not OPEN)
            for name, values in every.items()
            if len(values) > 1
        }
        self.points = [
            dict(zip(self.values, chosen, strict=True)) for chosen in product(*self.values.values())
        ]
        self.whole = (1 << len(self.points)) - 1
        self.outcomes: dict[Hashable, int] = {}
        self.said: list[int] = []
        self.asked = dict.fromkeys(self.values, 0)
        self.with_value = {name: [0] * len(values) for name, values in self.values.items()}
        for number, point in enumerate(self.points):
            self._note(1 << number, point)

    def _note(self, bit: int, point: dict[str, Any]) -> None:
        said = outcome(self.rulebook, point, self.on)
        self.outcomes[said] = self.outcomes.get(said, 0) | bit
        self.said.append(list(self.outcomes).index(said))
        functions, index = self.rulebook.functions, self.rulebook.index
        slots = functions["read"]({"facts": point}, self.on, False, [])
        derived = functions["derive"](slots)
        for name, values in self.values.items():
            self.with_value[name][[each is point[name] for each in values].index(True)] |= bit
            value = derived[name]
            if value is slots[index[name]] and value is not NOT_ASKED:
                self.asked[name] |= bit

    def settled(self, here: int) -> bool:
        """Say whether the outcome is the same in all cases that are left."""
        return any(here & ~same == 0 for same in self.outcomes.values())

    def askable(self, here: int) -> list[str]:
        """Give the fields that are certainly asked, and not answered yet."""
        return [
            name
            for name, asked in self.asked.items()
            if here & ~asked == 0 and all(here & each for each in self.with_value[name])
        ]

    def matters(self, here: int, name: str) -> bool:
        """Say whether an answer can change anything in some case that is left."""
        seen: dict[tuple[str, ...], set[int]] = {}
        for bit, point in enumerate(self.points):
            if here >> bit & 1:
                others = tuple(repr(value) for each, value in point.items() if each != name)
                seen.setdefault(others, set()).add(self.said[bit])
        return any(len(found) > 1 for found in seen.values())

    def cost(self, here: int) -> tuple[float, int]:
        """Give the best expected and the best largest number of questions; one way need not reach both."""
        found = self.memory.get(here)
        if found is None:
            found = self.memory[here] = self._cost(here)
        return found

    def _cost(self, here: int) -> tuple[float, int]:
        if self.settled(here):
            return 0.0, 0
        ways = []
        for name in self.askable(here):
            after = [self.cost(here & each) for each in self.with_value[name]]
            ways.append((1 + sum(e for e, _ in after) / len(after), 1 + max(most for _, most in after)))
        return min((e for e, _ in ways), default=0.0), min((most for _, most in ways), default=0)
