"""Asking: one small function for each thing that a citizen's list says, for the wizard to run many times.

`need…` says whether a material is needed, `asks…` whether a field is asked, `verdict…` how a condition comes
out. Each derives only what it reads.
"""

from __future__ import annotations

from engine.rules.python.deciding import implied
from engine.rules.python.finding import Finding

__all__ = ["Asking"]


class Asking(Finding):
    """Writes what the wizard runs."""

    def asking(self) -> None:
        """Write a function for every material and field that has a condition, and for every condition."""
        for name, number in self.needed.items():
            if not self.plan.materials[name].always:
                self._gives(f"need{number}", f"n{number}")
        for name, planned in self.plan.fields.items():
            if planned.when is not None:
                self._gives(f"asks{self.number[name]}", f"c{self.number[name]}")
        for one in self.verdicts:
            if one.line.requirement.kind == "condition":
                start = len(self.write.lines)
                depth, gate = self.gated(1, one)
                value = self.value(depth, one, gate)
                self.write.line(depth, f"return {implied(gate, value) if gate else value}")
                if gate:
                    self.write.line(1, "return True")
                self.function(f"def verdict{one.number}(s):", start)

    def _gives(self, name: str, variable: str) -> None:
        start = len(self.write.lines)
        self.write.line(1, f"return {variable}")
        self.function(f"def {name}(s):", start)
