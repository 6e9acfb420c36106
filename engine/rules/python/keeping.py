"""Keeping: what the second look remembers, tables that take their time and hang on few values."""

from __future__ import annotations

from engine.rules.model import Slot
from engine.rules.python.bringing import Bringing
from engine.rules.python.deriving import Block

__all__ = ["Keeping"]

_MOST_INPUTS = 8
_MOST_KEPT = 4096


class Keeping(Bringing):
    """Writes derived blocks whose answers are remembered."""

    def is_worth_keeping(self, block: Block) -> bool:
        """Say whether the answer of a table is remembered: where it takes its time, and few values decide."""
        if block.owner not in self.plan.tables:
            return False
        slots = self._inputs(block)
        return len(slots) <= _MOST_INPUTS and all(
            slot is not None and _is_short(slot) for slot in slots.values()
        )

    def _inputs(self, block: Block) -> dict[str, Slot | None]:
        """Give the variables that a table depends on, each with its slot if it is one."""
        names = sorted(block.reads & {*self.write.variables.values()} - block.gives)
        return {name: self.slots[int(name[1:])] if name[0] == "s" else None for name in names}

    def kept(self, memory: str, block: Block) -> None:
        """Write a table whose answers are remembered, by what is known of the values that decide it."""
        w, answer = self.write, "".join([f"{name}, " for name in sorted(block.gives)])
        key = "".join([f"None if {name}.__class__ is Unknown else {name}, " for name in self._inputs(block)])
        w.line(1, f"k = ({key}); r = {memory}.get(k)")
        w.line(1, "if r is None:")
        w.lines.extend([f"    {line}" for line in block.lines])
        w.line(2, f"if len({memory}) >= {_MOST_KEPT}: {memory}.clear()")
        w.line(2, f"{memory}[k] = ({answer})")
        w.line(1, f"else: {answer}= r")


def _is_short(slot: Slot) -> bool:
    """Say whether a slot holds one value, and nothing that somebody wrote in words of their own."""
    return bool(slot.choose) or slot.type in ("integer", "number", "amount", "date", "yes_no", "attachment")
