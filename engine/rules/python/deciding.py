"""Deciding: the lines that give the verdict of every requirement, and whether it applies."""

from __future__ import annotations

from engine.feel import ast
from engine.feel.values import Null
from engine.rules.lines import Line
from engine.rules.plan import CheckPlan, read_owners
from engine.rules.python.deriving import Deriving

__all__ = ["Deciding"]

NONSENSE = Null("插件的答复不是这里要的那种值")


class Deciding(Deriving):
    """Writes the verdicts."""

    def verdicts(self, depth: int, weigh: bool) -> None:
        """Write `v0 …` for all requirements, and `a0 …` (does it apply) if `weigh`."""
        for number, line in enumerate(self.requirements):
            self.verdict(depth, number, line, weigh)

    def verdict(self, depth: int, number: int, line: Line, weigh: bool) -> None:
        kind = line.requirement.kind
        if line.check is not None:
            self._check_verdict(depth, number, line, weigh)
        elif kind == "fact":
            s = self.number[line.owner]
            when = line.field is not None and line.field.when is not None
            self._implied(depth, number, [f"c{s}"] if when else [], f"s{s + 1}", weigh)
        elif line.material is None:
            self._group_verdict(depth, number, line.owner, weigh)
        else:
            self._material_verdict(depth, number, line, weigh)

    def _implied(self, depth: int, number: int, gates: list[str], holds: str, weigh: bool) -> None:
        w = self.write
        if not gates:
            w.line(depth, f"v{number} = {holds}")
            if weigh:
                w.line(depth, f"a{number} = True")
            return
        w.line(depth, f"a = {gates[0] if len(gates) == 1 else self._and(gates)}")
        if weigh:
            w.line(depth, f"a{number} = a")
        w.line(depth, f"if a is True: v{number} = {holds}")
        w.line(depth, f"elif a is False: v{number} = True")
        if self.nameless:
            w.line(depth, f"else: v{number} = True if {holds} is True else OPEN")
        else:
            w.line(depth, f"else: v{number} = imply(a, {holds})")

    def _material_verdict(self, depth: int, number: int, line: Line, weigh: bool) -> None:
        w, name, planned = self.write, line.owner, line.material
        assert planned is not None
        present, kind = self.number[name], line.requirement.kind
        need = [] if planned.always else [f"n{self.needed[name]}"]
        if kind == "material":
            holds = f"s{present}"
            if planned.necessity == "deferrable":
                holds = f"(True if s{present} is False else s{present})"
            self._implied(depth, number, need, holds, weigh)
            return
        gates = [*need, f"s{present}"]
        if kind == "flaw":
            if planned.necessity == "optional":
                w.line(depth, f"v{number} = True")
                if weigh:
                    w.line(depth, f"a{number} = False")
                return
            self._implied(depth, number, gates, f"s{present + 1}", False)
        else:
            self._implied(depth, number, gates, self.copies(name), False)
        if weigh:
            w.line(depth, f"a{number} = {need[0] if need else 'True'}")

    def copies(self, name: str) -> str:
        """Give the demand on the copies handed in: enough for every demand that applies."""
        w, copies = self.write, f"s{self.number[name] + 2}"
        parts = []
        for demand in self.plan.materials[name].demands:
            needed = w.tree(demand.copies) if demand.copies is not None else "1"
            enough = f"({copies} >= {needed})"
            if demand.when is not None and len(self.plan.materials[name].demands) > 1:
                enough = f"imply({self._gated(demand.when)}, {enough})"
            gates = self._gates(demand.copies)
            parts.append(f"imply(both(({', '.join(gates)},)), {enough})" if gates else enough)
        return parts[0] if len(parts) == 1 else f"both(({', '.join(parts)},))"

    def _group_needs(self, holds: ast.Expr) -> list[str]:
        owners = [owner for owner in read_owners(holds) if owner in self.plan.groups]
        return [need for owner in dict.fromkeys(owners) for need in self._group_need(owner)]

    def _group_need(self, group: str) -> list[str]:
        members = self.plan.groups[group]
        if any(self.plan.materials[member].always for member in members):
            return []
        return [f"either(({', '.join(f'n{self.needed[member]}' for member in members)},))"]

    def _group_verdict(self, depth: int, number: int, group: str, weigh: bool) -> None:
        self._implied(depth, number, self._group_need(group), f"q{self.groups[group]}", weigh)

    def _check_verdict(self, depth: int, number: int, line: Line, weigh: bool) -> None:
        check, w = line.check, self.write
        assert check is not None
        each = str(check.check.each) if check.check.each is not None else None
        premise = [f"c{number}_"] if check.when is not None else []
        if check.when is not None:
            w.line(depth, f"c{number}_ = {w.tree(check.when)}")
        gates = self._check_gates(check, each)
        if weigh:
            certain = [gate for gate in gates if not self._is_presence(gate)]
            self._applies(depth, number, [*certain, *self._group_needs(check.holds), *premise])
        if each is not None:
            self._each_verdict(depth, number, check.holds, each, gates + premise)
        elif check.check.plugin is not None:
            w.line(depth, "try:")
            self._implied(depth + 1, number, gates + premise, w.tree(check.holds), False)
            w.line(depth, f"except TypeError: v{number} = {w.const(NONSENSE)}")
        else:
            self._implied(depth, number, gates + premise, w.tree(check.holds), False)

    def _check_gates(self, check: CheckPlan, each: str | None) -> list[str]:
        """Give the gates of a check without its premise."""
        inputs = [tree for _, tree in check.inputs]
        gates = self._gates(check.when, check.holds, *inputs, each=each)
        if each is not None and each in self.plan.fields and self.plan.fields[each].when is not None:
            gates = list(dict.fromkeys([*gates, f"c{self.number[each]}"]))
        return gates

    def _is_presence(self, gate: str) -> bool:
        return (gate[0] == "s" and self.slots[int(gate[1:])].kind == "present") or gate[0] == "q"

    def _applies(self, depth: int, number: int, gates: list[str]) -> None:
        value = "True" if not gates else gates[0] if len(gates) == 1 else None
        if value is None and all(gate.isidentifier() for gate in gates):
            value = self._and(gates)
        elif value is None:
            value = f"both(({', '.join(gates)}))"
        self.write.line(depth, f"a{number} = {value}")

    def _each_verdict(self, depth: int, number: int, holds: ast.Expr, each: str, gates: list[str]) -> None:
        w, s = self.write, f"s{self.number[each]}"
        w.line(depth, f"if {s}.__class__ is not Null and {s}.__class__ is not Unknown:")
        w.line(depth + 1, "b = []")
        w.line(depth + 1, f"for i, e in enumerate({s}, 1): b.append({w.tree(holds)})")
        w.line(depth + 1, "b = both(b)")
        w.line(depth, f"else: b = {s}")
        self._implied(depth, number, gates, "b", False)
