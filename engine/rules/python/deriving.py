"""Deriving: the lines that give conditional fields, tables, needs and groups, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.feel import ast
from engine.rules.plan import TablePlan
from engine.rules.python.reading import Reading

__all__ = ["Deriving"]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines at depth 1: the variables they give, and the names they mention."""

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
            start = len(w.lines)
            gives = self._derive_one(owner)
            lines = w.cut(start)
            if lines:
                blocks.append(Block(gives=frozenset(gives), reads=frozenset(w.names(lines)), lines=lines))
        return blocks

    def deriving(self, depth: int) -> None:
        """Write the lines of all blocks."""
        for block in self.derived:
            self.write.lines.extend(_moved(block.lines, depth))

    def guarded(self, depth: int, tests: Mapping[int, str]) -> None:
        """Write the blocks, each under its test; a block without one is left out."""
        for number, block in enumerate(self.derived):
            if number in tests:
                self.write.line(depth, f"if {tests[number]}:")
                self.write.lines.extend(_moved(block.lines, depth + 1))

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
        for n in range(len(self.slots)):
            if f"s{n}" in read:
                w.line(1, f"s{n} = s[{n}]")
        for number in sorted(blocks):
            w.lines.extend(self.derived[number].lines)
        w.lines.extend(body)

    def _derive_one(self, owner: str) -> set[str]:
        """Write the lines of one owner at depth 1; give the variables that they set."""
        w = self.write
        if owner in self.plan.fields:
            self._field(1, owner)
            return {f"c{self.number[owner]}", f"s{self.number[owner]}"}
        if owner in self.plan.tables:
            self._table(1, self.plan.tables[owner])
            width = len(self.plan.tables[owner].outputs)
            return {f"t{self.tables[owner]}_{column}" for column in range(width)}
        if owner in self.plan.groups:
            self._group(1, owner)
            number, members = self.groups[owner], self.plan.groups[owner]
            made = {f"g{number}_{column}" for column in range(len(self._group_records(owner)))}
            return {f"q{number}", *made, *(f"p{number}_{column}" for column in range(len(members)))}
        if owner in self.plan.materials and not self.plan.materials[owner].always:
            whens = [d.when for d in self.plan.materials[owner].demands if d.when is not None]
            if len(whens) == 1:
                self._assign_gated(1, f"n{self.needed[owner]}", whens[0])
            else:
                parts = [self._gated(when) for when in whens]
                w.line(1, f"n{self.needed[owner]} = either(({', '.join(parts)},))")
        return {f"n{self.needed[owner]}"} if owner in self.needed else set()

    def _field(self, depth: int, name: str) -> None:
        when = self.plan.fields[name].when
        if when is None:
            return
        w, s = self.write, self.number[name]
        self._assign_gated(depth, f"c{s}", when)
        w.line(depth, f"if c{s} is not True: s{s} = asked(c{s}, s{s})")

    def _assign_gated(self, depth: int, name: str, when: ast.Expr) -> None:
        """Write the value of a gated condition into a variable, plain values without a call."""
        gates = self._gates(when)
        self.write.line(depth, f"{name} = {self.write.tree(when)}")
        if gates:
            self.write.line(depth, f"{name} = {self._and([*gates, name])}")

    def _gated(self, when: ast.Expr) -> str:
        """Give the value of a condition that counts only where the things it reads are in play."""
        gates = self._gates(when)
        return f"both(({', '.join(gates)}, {self.write.tree(when)}))" if gates else self.write.tree(when)

    def _table(self, depth: int, planned: TablePlan) -> None:
        w, number = self.write, self.tables[planned.path]
        names = [f"t{number}_{column}" for column in range(len(planned.outputs))]
        target = ", ".join(names) + ","
        if planned.hit_policy == "first":
            w.line(depth, "while True:")
            for condition, answers in planned.rows:
                w.line(depth + 1, f"a = {w.tree(condition)}")
                w.line(depth + 1, "if a is True:")
                for name, answer in zip(names, answers, strict=True):
                    w.line(depth + 2, f"{name} = {w.const(answer)}")
                w.line(depth + 2, "break")
                w.line(depth + 1, "if a is not False:")
                w.line(depth + 2, f"{target} = {self._whole_table(planned)}")
                w.line(depth + 2, "break")
            w.line(depth + 1, f"{target} = {self._whole_table(planned)}")
            w.line(depth + 1, "break")
        else:
            w.line(depth, f"{target} = {self._whole_table(planned)}")

    def _whole_table(self, planned: TablePlan) -> str:
        w = self.write
        conditions = "".join(f"{w.tree(condition)}, " for condition, _ in planned.rows)
        answers = w.const(tuple(answers for _, answers in planned.rows))
        return f"table({w.const(planned.hit_policy)}, ({conditions}), {answers}, {len(planned.outputs)})"

    def _group(self, depth: int, group: str) -> None:
        w, number = self.write, self.groups[group]
        plays = []
        for column, member in enumerate(self.plan.groups[group]):
            plays.append(f"p{number}_{column}")
            w.line(depth, f"{plays[-1]} = {self._play(member)}")
        some = " or ".join(f"{play} is True" for play in plays)
        none = " and ".join(f"{play} is False" for play in plays)
        w.line(depth, f"q{number} = True if {some} else False if {none} else either(({', '.join(plays)},))")
        for column, record in enumerate(self._group_records(group)):
            pairs = []
            for member, play in zip(self.plan.groups[group], plays, strict=True):
                slot = self.number.get(f"{member}.{record}")
                if slot is not None:
                    pairs.append(f"({play}, s{slot})")
            w.line(depth, f"g{number}_{column} = pick(({', '.join(pairs)},))")

    def _play(self, member: str) -> str:
        present = f"s{self.number[member]}"
        if self.plan.materials[member].always:
            return present
        return self._and([f"n{self.needed[member]}", present])


def _moved(lines: list[str], depth: int) -> list[str]:
    """Give lines of depth 1 at another depth."""
    return lines if depth == 1 else ["    " * (depth - 1) + line for line in lines]
