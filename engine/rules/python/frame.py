"""What the parts of the compiler share: the plan, the variables' names, and the gates of a tree."""

from __future__ import annotations

from engine.feel import ast
from engine.feel.values import Unknown
from engine.rules.lines import Line
from engine.rules.model import Slot
from engine.rules.plan import Plan, read_owners
from engine.rules.writer import Writer

__all__ = ["Frame"]


class Frame:
    """What every part of the compiler knows: the plan, lines, slots, and the names of all variables."""

    def __init__(self, plan: Plan, lines: list[Line], slots: tuple[Slot, ...]) -> None:
        self.plan = plan
        self.requirements = lines
        self.slots = slots
        self.number = {slot.path: n for n, slot in enumerate(slots)}
        self.tables = {path: n for n, path in enumerate(plan.tables)}
        self.needed = {name: n for n, name in enumerate(plan.materials)}
        self.groups = {name: n for n, name in enumerate(plan.groups)}
        self.write = Writer(self._variables())
        self.blank = {slot.path: Unknown(frozenset((slot.path.rstrip("?"),))) for slot in slots}
        self.unknown = {path: self.write.const(blank) for path, blank in self.blank.items()}

    def _variables(self) -> dict[str, str]:
        names = {slot.path: f"s{n}" for n, slot in enumerate(self.slots)}
        for path, number in self.tables.items():
            for column, output in enumerate(self.plan.tables[path].outputs):
                names[f"{path}.{output}"] = f"t{number}_{column}"
        for group, number in self.groups.items():
            for column, record in enumerate(self._group_records(group)):
                names[f"{group}.{record}"] = f"g{number}_{column}"
        return names

    def _group_records(self, group: str) -> list[str]:
        members = set(self.plan.groups[group])
        return list(dict.fromkeys(s.name for s in self.slots if s.owner in members and s.kind == "record"))

    def _gates(self, *trees: ast.Expr | None) -> list[str]:
        """Give the variables that say whether what the trees read is asked, needed and handed in."""
        gates: dict[str, None] = {}
        for tree in trees:
            for owner in read_owners(tree):
                if owner in self.plan.materials:
                    if not self.plan.materials[owner].always:
                        gates[f"n{self.needed[owner]}"] = None
                    gates[f"s{self.number[owner]}"] = None
                elif owner in self.plan.groups:
                    gates[f"q{self.groups[owner]}"] = None
                elif owner in self.plan.fields:
                    planned = self.plan.fields[owner]
                    if planned.when is not None:
                        gates[f"c{self.number[owner]}"] = None
                    if not planned.field.required:
                        gates[f"s{self.number[owner] + 1}"] = None
        return list(gates)

    def _need(self, name: str) -> list[str]:
        """Give the variable that says whether a material is needed, or nothing if it always is."""
        return [] if self.plan.materials[name].always else [f"n{self.needed[name]}"]

    def _and(self, gates: list[str], assumed: str = "") -> str:
        """Give Kleene's and of variables; plain values without a call.

        `assumed` is a gate of which it is known already that it is not false.
        """
        if len(gates) == 2 and self._is_presence(gates[1]):
            first, here = gates
            never = "" if first == assumed else f"False if {first} is False else "
            return f"{never}{here} if {first} is True or {here} is False else with_paper({first}, {here})"
        some = " or ".join([f"{gate} is False" for gate in gates if gate != assumed])
        every = " and ".join([f"{gate} is True" for gate in gates])
        return f"False if {some} else True if {every} else both(({', '.join(gates)},))"

    def _is_presence(self, gate: str) -> bool:
        """Say whether a variable says that a paper, or one of a group, was handed in: it is never null."""
        return (gate[0] == "s" and self.slots[int(gate[1:])].kind == "present") or gate[0] == "q"
