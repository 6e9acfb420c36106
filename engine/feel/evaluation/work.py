"""One evaluation at work: its names, its limits, and the step from a node to its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from engine.dataclass import dataclass, field
from engine.feel.ast import Node
from engine.feel.shape import Shapes
from engine.feel.values import Null, Unknown

__all__ = ["ITEM", "STANDARD", "Frame", "Handler", "Limits", "Setting", "Stop", "Work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an evaluation may use: steps, nested evaluations, characters of a text, elements of a range."""

    steps: int = 1_000_000
    depth: int = 280
    text: int = 1_000_000
    elements: int = 1_000_000


STANDARD = Limits()
ITEM = Limits(text=65_536, elements=10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an evaluation knows besides names: its limits, declared types, what time it is, a calendar."""

    limits: Limits = STANDARD
    shapes: Shapes = field(default_factory=dict)
    now: object | None = None
    calendar: Callable[[object, int], object] | None = None


class Stop(Exception):
    """A limit is reached; `reason` becomes the reason of the null that is the answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Frame:
    """Names in scope: those of this level, then those around it."""

    __slots__ = ("names", "outer")

    def __init__(self, names: Mapping[str, object], outer: Frame | None = None) -> None:
        self.names = names
        self.outer = outer

    def find(self, name: str) -> object | None:
        """Give the value of a name, or None where there is none of this name."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.names:
                return frame.names[name]
            frame = frame.outer
        return None


class Work:
    """Evaluates nodes and counts what it costs."""

    __slots__ = ("deepest", "depth", "handlers", "heavy", "most", "setting", "steps")

    def __init__(self, setting: Setting, handlers: Mapping[type[Node], Handler]) -> None:
        self.setting = setting
        self.handlers = handlers
        self.most = setting.limits.steps
        self.deepest = setting.limits.depth
        self.steps = 0
        self.depth = 0
        self.heavy: dict[int, tuple[object, int]] = {}

    def value(self, node: Node, frame: Frame) -> object:
        """Give the value of a node; that is a step."""
        self.steps += 1
        if self.steps > self.most:
            raise Stop(_TOO_MANY)
        self.depth += 1
        if self.depth > self.deepest:
            raise Stop("the evaluation is nested too deeply")
        try:
            return self.handlers[type(node)](self, node, frame)
        finally:
            self.depth -= 1

    def values(self, nodes: Sequence[Node], frame: Frame) -> tuple[object, ...]:
        """Give the values of several nodes."""
        return tuple(self.value(node, frame) for node in nodes)

    def spend(self, steps: int) -> None:
        """Count steps."""
        self.steps += steps
        if self.steps > self.most:
            raise Stop(_TOO_MANY)

    def charge(self, result: object) -> object:
        """Count the size of a result; a text or list that is too long is null."""
        limits = self.setting.limits
        if isinstance(result, str):
            if len(result) > limits.text:
                return Null(f"the text is longer than {limits.text} characters")
            self.spend(len(result) // _CHARACTERS)
        elif isinstance(result, (tuple, dict)):
            self.spend(len(result))
            if self.weigh(result) > limits.steps:
                raise Stop("a list or context grows too large")
        return result

    def weigh(self, value: object) -> int:
        """Count the values inside a value, each as often as it occurs in it; a text counts by its length.

        A list may hold another many times over, so that a few steps write down something huge. What weighs
        much is weighed once and remembered, and kept, so that its identity stays its own.
        """
        if value.__class__ in _LIGHT:
            return 1
        if isinstance(value, str):
            return 1 + len(value) // _CHARACTERS
        if not isinstance(value, (tuple, list, Mapping)):
            return 1
        known = self.heavy.get(id(value))
        if known is not None:
            return known[1]
        parts = value.values() if isinstance(value, Mapping) else value
        weight = 1 + sum(self.weigh(part) for part in parts)
        if weight > _HEAVY:
            self.heavy[id(value)] = (value, weight)
        return weight


_LIGHT = frozenset({int, Decimal, bool, date, Null, Unknown})
_TOO_MANY = "the evaluation takes too many steps"
_CHARACTERS = 256  # so many characters of a text cost a step
_HEAVY = 64


Handler = Callable[[Work, "Node", Frame], object]


def join(values: Sequence[object]) -> Unknown | None:
    """Give what the unknown among some values lack, or None where all are known."""
    found: Unknown | None = None
    for value in values:
        if isinstance(value, Unknown):
            found = value if found is None else found.join(value)
    return found
