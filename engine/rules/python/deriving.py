"""Deriving: the lines that give conditional fields, tables, needs and groups, in their order."""

from __future__ import annotations

from functools import cached_property

from engine.dataclass import dataclass
from engine.feel import ast
from engine.rules.plan import TablePlan
from engine.rules.python.reading import Reading

__all__ = ["Deriving"]


_FEW_NEEDS = 3
"""With more needs it takes longer to ask whether none is left than it saves."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines at depth 1 that derive something of an owner: the variables they give, the names they mention."""

    owner: str
    gives: frozenset[str]
    reads: frozenset[str]
    lines: list[str]


class Deriving(Reading):
    """Writes what is derived from the slots."""

    @cached_property
    def derived(self) -> list[Block]:
        """The blocks of lines that derive conditional fields, tables, needs and groups, in their order."""
        w, blocks = self.write, []
        for owner in self.plan.order:
            for derive in (self._need_of_group, self._derive_one, self._records_of_group):
                start = len(w.lines)
                gives = derive(owner)
                lines = w.cut(start)
                if lines:
                    reads = frozenset(w.names(lines))
                    blocks.append(Block(owner=owner, gives=frozenset(gives), reads=reads, lines=lines))
        return blocks

    def needed_for(self, names: set[str]) -> tuple[set[int], set[str]]:
        """Give the blocks that names depend on, and all names that are read on the way."""
        read, blocks = set(names), set()
        for number in range(len(self.derived) - 1, -1, -1):
            block = self.derived[number]
            if block.gives & read:
                blocks.add(number)
                read |= block.reads
        return blocks, read

    def function(self, head: str, start: int) -> None:
        """Make the lines from `start` on the body of a function of the slots, with only what it needs."""
        w = self.write
        body = w.cut(start)
        blocks, read = self.needed_for(w.names(body))
        w.line(0, head)
        slots = [n for n in range(len(self.slots)) if f"s{n}" in read]
        if 2 * len(slots) > len(self.slots):
            w.line(1, f"{', '.join([f's{n}' for n in range(len(self.slots))])}, = s")
        else:
            w.lines.extend([f"    s{n} = s[{n}]" for n in slots])
        for number in sorted(blocks):
            w.lines.extend(self.derived[number].lines)
        w.lines.extend(body)

    def _derive_one(self, owner: str) -> set[str]:
        """Write the lines of one owner; give the variables that they set."""
        w = self.write
        if owner in self.plan.fields:
            self._field(owner)
            return {f"c{self.number[owner]}", f"s{self.number[owner]}"}
        if owner in self.plan.tables:
            self._table(self.plan.tables[owner])
            width = len(self.plan.tables[owner].outputs)
            return {f"t{self.tables[owner]}_{column}" for column in range(width)}
        if owner in self.plan.groups:
            return self._group(owner)
        if owner in self.plan.materials and not self.plan.materials[owner].always:
            whens = [d.when for d in self.plan.materials[owner].demands if d.when is not None]
            if len(whens) == 1:
                self._assign_gated(f"n{self.needed[owner]}", whens[0])
            else:
                parts = [self._gated(when) for when in whens]
                w.line(1, f"n{self.needed[owner]} = either(({', '.join(parts)},))")
        return {f"n{self.needed[owner]}"} if owner in self.needed else set()

    def _field(self, name: str) -> None:
        when = self.plan.fields[name].when
        if when is None:
            return
        w, s = self.write, self.number[name]
        self._assign_gated(f"c{s}", when)
        w.line(1, f"if c{s} is not True: s{s} = asked(c{s}, s{s})")

    def _assign_gated(self, name: str, when: ast.Expr) -> None:
        """Write the value of a gated condition into a variable, plain values without a call."""
        gates = self._gates(when)
        self.write.line(1, f"{name} = {self.write.tree(when)}")
        if gates:
            self.write.line(1, f"{name} = {self._and([*gates, name])}")

    def _gated(self, when: ast.Expr) -> str:
        """Give the value of a condition that counts only where the things it reads are in play."""
        gates = self._gates(when)
        return f"both(({', '.join(gates)}, {self.write.tree(when)}))" if gates else self.write.tree(when)

    def _table(self, planned: TablePlan) -> None:
        """Write a table: the first row that hits for certain answers at once, all else is for a helper."""
        w, number = self.write, self.tables[planned.path]
        names = [f"t{number}_{column}" for column in range(len(planned.outputs))]
        if planned.hit_policy != "first":
            w.line(1, f"{', '.join(names)}, = {self._whole_table(planned)}")
            return
        w.line(1, "while True:")
        for condition, answers in planned.rows:
            w.line(2, f"a = {w.tree(condition)}")
            given = [f"{name} = {w.const(answer)}" for name, answer in zip(names, answers, strict=True)]
            w.line(2, f"if a is not False: {'; '.join([*given, 'break'])}")
        w.line(2, "a = False; break")
        w.line(1, f"if a is not True: {', '.join(names)}, = {self._whole_table(planned)}")

    def _whole_table(self, planned: TablePlan) -> str:
        w = self.write
        conditions = "".join([f"{w.tree(condition)}, " for condition, _ in planned.rows])
        answers = w.const(tuple(answers for _, answers in planned.rows))
        return f"table({w.const(planned.hit_policy)}, ({conditions}), {answers}, {len(planned.outputs)})"

    def _group(self, group: str) -> set[str]:
        """Write which alternatives are in play, and whether any is."""
        w, number = self.write, self.groups[group]
        plays, depth = self.plays(group), 1
        needs = list(
            dict.fromkeys([need for member in self.plan.groups[group] for need in self._need(member)])
        )
        if needs and len(needs) <= _FEW_NEEDS and not self.always_one(group):
            w.line(1, f"if {' is False and '.join(needs)} is False: {' = '.join(plays)} = q{number} = False")
            w.line(1, "else:")
            depth = 2
        for play, member in zip(plays, self.plan.groups[group], strict=True):
            gates = [*self._need(member), f"s{self.number[member]}"]
            w.line(depth, f"{play} = {self._and(gates) if len(gates) > 1 else gates[0]}")
        some = " or ".join([f"{play} is True" for play in plays])
        none = " and ".join([f"{play} is False" for play in plays])
        w.line(depth, f"q{number} = True if {some} else False if {none} else either(({', '.join(plays)},))")
        return {f"q{number}", *plays}

    def _need_of_group(self, owner: str) -> set[str]:
        """Write whether any alternative is needed."""
        if owner not in self.plan.groups or self.always_one(owner):
            return set()
        number = self.groups[owner]
        needs = [need for member in self.plan.groups[owner] for need in self._need(member)]
        some = " or ".join([f"{need} is True" for need in needs])
        none = " and ".join([f"{need} is False" for need in needs])
        self.write.line(
            1, f"r{number} = True if {some} else False if {none} else either(({', '.join(needs)},))"
        )
        return {f"r{number}"}

    def always_one(self, group: str) -> bool:
        """Say whether one of the alternatives is needed whatever comes."""
        return any(self.plan.materials[member].always for member in self.plan.groups[group])

    def plays(self, group: str) -> list[str]:
        """Give the variables that say which alternatives are needed and handed in."""
        return [f"p{self.groups[group]}_{column}" for column in range(len(self.plan.groups[group]))]

    def _records_of_group(self, owner: str) -> set[str]:
        """Write what was recorded on the alternative that is in play."""
        if owner not in self.plan.groups:
            return set()
        number, gives = self.groups[owner], set()
        for column, record in enumerate(self._group_records(owner)):
            pairs = []
            for member, play in zip(self.plan.groups[owner], self.plays(owner), strict=True):
                slot = self.number.get(f"{member}.{record}")
                if slot is not None:
                    pairs.append(f"({play}, s{slot})")
            gives.add(f"g{number}_{column}")
            self.write.line(1, f"g{number}_{column} = pick(({', '.join(pairs)},))")
        return gives
