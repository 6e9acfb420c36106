"""Judging: what every requirement hangs on and what it demands, as pieces of code; nothing is written yet."""

from __future__ import annotations

from functools import cache, cached_property

from engine.dataclass import dataclass, field_names
from engine.feel import ast
from engine.feel.walk import children
from engine.rules.joined import NO_SPAN
from engine.rules.lines import Line
from engine.rules.plan import CheckPlan, read_owners
from engine.rules.python.certain import never_null
from engine.rules.python.deriving import Deriving

__all__ = ["Judging", "Verdict", "same"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement as code: it counts where the gates are true, and `holds` is its demand.

    `gates` pair what makes a gate the same as another with its code, a variable or the premise of a check.
    `applies` are those of them that say whether it applies. `settled`: no gate is ever null; `sure`: nor is
    the demand. `each` is the list whose entries it looks at, one by one. `never` is it unmet, whatever comes.
    """

    number: int
    line: Line
    gates: tuple[tuple[str, str], ...]
    applies: tuple[str, ...]
    holds: str
    settled: bool = False
    sure: bool = False
    each: str | None = None
    never: bool = False


class Judging(Deriving):
    """Gives the verdicts."""

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """All requirements, in their order."""
        return [self._verdict(number, line) for number, line in enumerate(self.requirements)]

    def _verdict(self, number: int, line: Line) -> Verdict:
        if line.check is not None:
            return self._check(number, line, line.check)
        if line.requirement.kind == "fact":
            s = self.number[line.owner]
            when = line.field.when if line.field is not None else None
            gates: tuple[str, ...] = () if when is None else (f"c{s}",)
            settled = when is None or self._sure_when(when)
            return Verdict(number, line, _plain(gates), gates, f"s{s + 1}", settled, sure=True)
        if line.material is None:
            members = self.plan.groups[line.owner]
            settled = all(self._sure_need(member) for member in members)
            gates = tuple(self._group_need(line.owner))
            return Verdict(number, line, _plain(gates), gates, f"q{self.groups[line.owner]}", settled, True)
        return self._material(number, line)

    def _material(self, number: int, line: Line) -> Verdict:
        name, planned, kind = line.owner, line.material, line.requirement.kind
        assert planned is not None
        s, need, settled = self.number[name], tuple(self._need(name)), self._sure_need(name)
        if kind == "material":
            holds = f"(s{s} is False or s{s})" if planned.necessity == "deferrable" else f"s{s}"
            return Verdict(number, line, _plain(need), need, holds, settled, sure=True)
        gates = _plain((*need, f"s{s}"))
        if kind == "flaw":
            never = planned.necessity == "optional"
            return Verdict(number, line, gates, need, f"s{s + 1}", settled, sure=True, never=never)
        return Verdict(number, line, gates, need, self._copies(name), settled)

    def _copies(self, name: str) -> str:
        """Give the demand on the copies handed in: enough for every demand that applies."""
        w, copies = self.write, f"s{self.number[name] + 2}"
        demands = self.plan.materials[name].demands
        parts = []
        for demand in demands:
            needed = w.tree(demand.copies) if demand.copies is not None else "1"
            enough = f"({copies} >= {needed})"
            if demand.when is not None and len(demands) > 1:
                enough = f"imply({self._gated(demand.when)}, {enough})"
            gates = self._gates(demand.copies)
            parts.append(f"imply(both(({', '.join(gates)},)), {enough})" if gates else enough)
        return parts[0] if len(parts) == 1 else f"both(({', '.join(parts)},))"

    def _group_need(self, group: str) -> list[str]:
        """Give the variable that says whether any alternative is needed, or nothing if one always is."""
        members = self.plan.groups[group]
        if self.always_one(group):
            return []
        needs = {self._need_key(member): f"n{self.needed[member]}" for member in reversed(members)}
        if len(needs) == 1 and self._sure_need(members[0]):
            return list(needs.values())
        return [f"r{self.groups[group]}"]

    def _need_key(self, name: str) -> str:
        """Give what makes the need for a material the same as that for another."""
        return repr([demand.when and same(demand.when) for demand in self.plan.materials[name].demands])

    # checks

    def _check(self, number: int, line: Line, check: CheckPlan) -> Verdict:
        each = str(check.check.each) if check.check.each is not None else None
        gates = self._check_gates(check, each)
        premise = self._premise(check)
        certain = [gate for gate in gates if not self._is_presence(gate)]
        owners = dict.fromkeys(owner for owner in read_owners(check.holds) if owner in self.plan.groups)
        needs = [need for owner in owners for need in self._group_need(owner)]
        applies = dict.fromkeys([*certain, *needs, *[code for _, code in premise]])
        settled = all(self._sure_gate(gate) for gate in gates)
        if check.when is not None:
            settled = settled and never_null(self.plan, check.when)
        return Verdict(
            number,
            line,
            tuple(dict([*_plain(tuple(gates)), *premise]).items()),
            tuple(applies),
            self.write.tree(check.holds) if each is None else "",
            settled,
            each is None and never_null(self.plan, check.holds),
            each,
        )

    def _premise(self, check: CheckPlan) -> list[tuple[str, str]]:
        """Give the gate that a check's own premise is, a need's variable if it is just that need."""
        if check.when is None:
            return []
        need = self._need_of(check.when)
        return [(need, need)] if need is not None else [(same(check.when), self.write.tree(check.when))]

    def _check_gates(self, check: CheckPlan, each: str | None) -> list[str]:
        """Give the gates of a check without its premise."""
        inputs = [tree for _, tree in check.inputs]
        entries = None if each is None else ast.Fact(span=NO_SPAN, path=each)
        return self._gates(check.when, check.holds, *inputs, entries)

    def _need_of(self, when: ast.Expr) -> str | None:
        """Give the variable of a need with just this condition."""
        return None if self._gates(when) else self._needs.get(same(when))

    @cached_property
    def _needs(self) -> dict[str, str]:
        made: dict[str, str] = {}
        for name, planned in self.plan.materials.items():
            only = planned.demands[0].when if len(planned.demands) == 1 else None
            if only is not None:
                made.setdefault(same(only), f"n{self.needed[name]}")
        return made

    # what can never be null

    def _sure_when(self, when: ast.Expr) -> bool:
        return never_null(self.plan, when) and all(self._sure_gate(gate) for gate in self._gates(when))

    def _sure_need(self, name: str) -> bool:
        whens = [demand.when for demand in self.plan.materials[name].demands]
        return None in whens or all(when is not None and self._sure_when(when) for when in whens)

    def _sure_gate(self, gate: str) -> bool:
        """Say whether a gate is never null: presence, an answer given, a sure condition, need or group."""
        if gate[0] == "s":
            return True
        if gate[0] == "n":
            return self._sure_need(list(self.plan.materials)[int(gate[1:])])
        if gate[0] == "q":
            return all(self._sure_need(m) for m in list(self.plan.groups.values())[int(gate[1:])])
        when = self.plan.fields[self.slots[int(gate[1:])].path].when
        return when is not None and self._sure_when(when)


def _plain(gates: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((gate, gate) for gate in gates)


def same(tree: ast.Expr) -> str:
    """Give what makes two trees the same, wherever they stand."""
    return repr(_shape(tree))


def _shape(node: ast.Node) -> tuple[object, ...]:
    kind: type = type(node)
    values = [(name, getattr(node, name)) for name in _names(kind)]
    plain = tuple([pair for pair in values if pair[1] is None or isinstance(pair[1], str | int)])
    return (kind.__name__, plain, *[_shape(child) for child in children(node)])


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple([name for name in field_names(kind) if name != "span"])
