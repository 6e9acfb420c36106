"""Finding: one function that gives only the ids of what is wrong, and looks at nothing it need not.

A material that only its own requirements read is looked up where it is needed, and what was read off it
where it was handed in; the rest is read, derived and decided as everywhere else. A requirement that hangs
on something not certainly true is passed over, unless that something could be null: then it is decided as
a whole, because a person has to look.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from engine.feel import ast
from engine.feel.walk import children
from engine.rules.lines import Line
from engine.rules.python.certain import never_null
from engine.rules.python.deciding import Deciding
from engine.rules.python.reading import READABLE

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Told:
    """One requirement as `find` tells it: it counts where the gates are true, and `holds` is its demand.

    `gates` pair what makes a gate the same as another with its code. `sure`: the demand is never null.
    """

    number: int
    line: Line
    gates: tuple[tuple[str, str], ...]
    holds: str
    sure: bool = False
    each: str | None = None


class Finding(Deciding):
    """Writes `find`."""

    raw: set[str]

    def finding(self) -> None:
        """Write the whole function."""
        w = self.write
        w.line(0, "def find(S, day, closed):")
        w.line(1, "bad = []; out = []")
        told = [self._told(number, line) for number, line in enumerate(self.requirements)]
        local = self._local(told, {name for block in self.derived for name in block.reads})
        self.raw = self._raw_lists(told)
        start = len(w.lines)
        self._tell_all(told, local)
        body = w.cut(start)
        blocks, _ = self.needed_for(w.names(body))
        rest = [line for number in sorted(blocks) for line in self.derived[number].lines] + body
        self._read(w.names(rest), local)
        w.lines.extend(rest)
        w.line(1, "return out")

    def _read(self, used: set[str], local: set[str]) -> None:
        """Write how the slots are read that are used before or outside their own material."""
        self.opening(1, answers=any(slot.kind == "answer" for slot in self.slots))
        numbers = {n for n in range(len(self.slots)) if f"s{n}" in used}
        for number, slot in enumerate(self.slots):
            if slot.kind == "answer" and number in numbers:
                self.answer(1, number)
            elif slot.kind in ("applicant", "field") and {number, number + 1} & numbers:
                self.field(1, number, filled=number + 1 in numbers, raw=slot.path in self.raw)
        for name in self.plan.materials:
            if name not in local:
                self.material(1, name, numbers)

    # one requirement at a time

    def _told(self, number: int, line: Line) -> Told | None:
        """Give a requirement as `find` tells it; None where it must be decided as everywhere else."""
        if line.check is not None:
            return self._told_check(number, line)
        if line.requirement.kind == "fact":
            s = self.number[line.owner]
            when = line.field.when if line.field is not None else None
            if when is not None and not self._sure_when(when):
                return None
            gates = ((f"c{s}", f"c{s}"),) if when is not None else ()
            return Told(number, line, gates, f"s{s + 1}", sure=True)
        if line.material is None:
            needs = all(self._sure_need(member) for member in self.plan.groups[line.owner])
            if self._group_need(line.owner) or not needs:
                return None
            return Told(number, line, (), f"q{self.groups[line.owner]}", sure=True)
        return self._told_material(number, line)

    def _told_material(self, number: int, line: Line) -> Told | None:
        name, planned, kind = line.owner, line.material, line.requirement.kind
        if planned is None or not self._sure_need(name):
            return None
        s, need = self.number[name], f"n{self.needed[name]}"
        gates = [] if planned.always else [(need, need)]
        if kind == "material":
            holds = f"(s{s} is not False)" if planned.necessity != "deferrable" else "True"
            return Told(number, line, tuple(gates), holds, sure=True)
        gates.append((f"s{s}", f"s{s}"))
        if kind == "flaw":
            holds = "True" if planned.necessity == "optional" else f"s{s + 1}"
            return Told(number, line, tuple(gates), holds, sure=True)
        return Told(number, line, tuple(gates), self.copies(name))

    def _told_check(self, number: int, line: Line) -> Told | None:
        check = line.check
        if check is None or check.check.plugin is not None:
            return None
        each = str(check.check.each) if check.check.each is not None else None
        gates = [(gate, gate) for gate in self._check_gates(check, each)]
        if not all(self._sure_gate(gate) for gate, _ in gates):
            return None
        if check.when is not None:
            if not never_null(self.plan, check.when):
                return None
            same = self._need_of(check.when)
            gates.append(
                (same, same) if same is not None else (_key(check.when), self.write.tree(check.when))
            )
        gates = list(dict(gates).items())
        if each is not None and not self._whole_list(each):
            return Told(number, line, tuple(gates), "", each=each)
        if each is not None:
            return None
        sure = never_null(self.plan, check.holds)
        return Told(number, line, tuple(gates), self.write.tree(check.holds), sure=sure)

    def _need_of(self, when: ast.Expr) -> str | None:
        """Give the variable of a need with just this condition."""
        for name, planned in self.plan.materials.items():
            only = planned.demands[0].when if len(planned.demands) == 1 else None
            if only is not None and _key(only) == _key(when) and not self._gates(when):
                return f"n{self.needed[name]}"
        return None

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

    def _whole_list(self, name: str) -> bool:
        """Say whether a list is read as a whole anywhere; if not, only the columns in use are read."""
        return any(name in self._wholes(line) for line in self.requirements) or any(
            name in _paths(tree) for tree in self._all_whens()
        )

    def _wholes(self, line: Line) -> set[str]:
        trees = [line.requirement.condition, line.requirement.holds]
        trees += [demand.copies for demand in line.material.demands] if line.material is not None else []
        return {path for tree in trees if tree is not None for path in _paths(tree)}

    def _all_whens(self) -> list[ast.Expr]:
        whens = [planned.when for planned in self.plan.fields.values()]
        whens += [demand.when for planned in self.plan.materials.values() for demand in planned.demands]
        rows = [condition for table in self.plan.tables.values() for condition, _ in table.rows]
        return [tree for tree in (*whens, *rows) if tree is not None]

    # all requirements in their order

    def _local(self, told: list[Told | None], derived: set[str]) -> set[str]:
        """Give the materials that nothing but their own requirements reads, each behind its presence."""
        own = {n: s.owner for n, s in enumerate(self.slots) if s.owner in self.plan.materials}
        local = {name for name in self.plan.materials if self._sure_need(name)}
        for number, name in own.items():
            if f"s{number}" in derived:
                local.discard(name)
        for one, line in zip(told, self.requirements, strict=True):
            if one is None:
                start = len(self.write.lines)
                self.verdict(1, 0, line, False)
                read, gates = self.write.names(self.write.cut(start)), set()
            else:
                read = self.write.names([one.holds])
                gates = self.write.names([gate for _, gate in one.gates])
            for number, name in own.items():
                present = self.number[name]
                inside = one is not None and line.owner == name
                checked = inside and (line.check is None or f"s{present}" in gates)
                if f"s{number}" in read and not checked:
                    local.discard(name)
                if f"s{number}" in gates and not (inside and number == present):
                    local.discard(name)
        return local

    def _tell_all(self, told: list[Told | None], local: set[str]) -> None:
        """Write all requirements; those of a local material under one look at it."""
        blocks: dict[str, list[Told]] = {}
        for one in told:
            if one is not None and one.line.owner in local:
                blocks.setdefault(one.line.owner, []).append(one)
        done: set[str] = set()
        for number, (one, line) in enumerate(zip(told, self.requirements, strict=True)):
            if line.owner in local:
                if line.owner not in done:
                    self._tell_material(line.owner, blocks[line.owner])
                done.add(line.owner)
            elif one is None:
                self.verdict(1, number, line, False)
                self._append_unless(1, f"v{number}", str(line.requirement.id))
            else:
                self._tell_gated(1, [one], frozenset())

    def _tell_material(self, name: str, block: list[Told]) -> None:
        """Write a local material: it is lacking, or it is here and its own requirements count."""
        w, depth, present = self.write, 1, f"s{self.number[name]}"
        assume = {present}
        if not self.plan.materials[name].always:
            need = f"n{self.needed[name]}"
            w.line(1, f"if {need} is True:")
            assume.add(need)
            depth = 2
        start = len(w.lines)
        self.state(depth, name)
        w.line(depth, f"if {self.here()}:")
        body = [one for one in block if one.line.requirement.kind != "material" and one.holds != "True"]
        if body:
            self._tell_gated(depth + 1, body, frozenset(assume))
        else:
            w.line(depth + 1, "pass")
        lacking = [one for one in block if one.line.requirement.kind == "material" and one.holds != "True"]
        if lacking and self.absent(name) != "False":
            w.line(depth, f"elif {self.absent(name)}: out.append({w.const(name)})")
        elif not body:
            w.cut(start)
            w.line(depth, "pass")

    def _tell_gated(self, depth: int, block: list[Told], assume: frozenset[str]) -> None:
        """Write requirements in their order, neighbours with the same gates under one `if`.

        `assume` are the gates known to be true; with them the slots of the material are read here.
        """
        w = self.write
        while block:
            gates = _rest(block[0], assume)
            count = next((n for n, one in enumerate(block) if _rest(one, assume) != gates), len(block))
            inside = depth
            if gates:
                tests = " and ".join(f"{code} is True" for code in gates.values())
                w.line(depth, f"if {tests}:")
                inside = depth + 1
            if assume:
                self._read_here(inside, block[:count])
            for one in block[:count]:
                self._tell(inside, one, bool(assume))
            block = block[count:]

    def _read_here(self, depth: int, block: list[Told]) -> None:
        """Write how the slots of a local material are read that these requirements use."""
        name = block[0].line.owner
        present = self.number[name]
        used = self.write.names([one.holds for one in block if one.line.requirement.kind != "flaw"])
        slots = [n for n in (present, present + 1, present + 2, *self.records(name)) if f"s{n}" in used]
        self.handed_in(depth, name, slots)

    def _tell(self, depth: int, one: Told, here: bool) -> None:
        w, identifier = self.write, str(one.line.requirement.id)
        if one.holds == "True":
            if not here:
                w.line(depth, "pass")
        elif here and one.line.requirement.kind == "flaw":
            w.line(depth, f"if q == {w.const('flawed')}: out.append({w.const(identifier)})")
        elif one.each is not None:
            self._tell_each(depth, one, one.each)
        elif one.sure:
            w.line(depth, f"if {one.holds} is False: out.append({w.const(identifier)})")
        else:
            w.line(depth, f"v = {one.holds}")
            self._append_unless(depth, "v", identifier)

    def _append_unless(self, depth: int, verdict: str, identifier: str) -> None:
        w = self.write
        found = f"{verdict} is False or undecided({verdict})"
        w.line(depth, f"if {verdict} is not True and ({found}): out.append({w.const(identifier)})")

    # lists, entry by entry

    def _raw_lists(self, told: list[Told | None]) -> set[str]:
        """Give the lists whose entries are read one by one, each column where a demand uses it."""
        every = {str(line.check.check.each) for line in self.requirements if line.check is not None}
        whole = {
            str(line.check.check.each)
            for one, line in zip(told, self.requirements, strict=True)
            if one is None and line.check is not None
        }
        return {
            name
            for name in every - whole
            if name in self.plan.fields
            and all(kind in READABLE or choose for _, kind, choose in self._entry(name))
        }

    def _entry(self, name: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        return self.slots[self.number[name]].entry

    def _tell_each(self, depth: int, one: Told, each: str) -> None:
        """Write a demand on every entry of a list: of a raw one column by column, else of one read before."""
        w, s, check = self.write, f"s{self.number[each]}", one.line.check
        assert check is not None
        word = "if"
        if each in self.raw:
            w.line(depth, f"if {s}.__class__ is list:")
            w.columns = {}
            tree, columns = w.tree(check.holds), w.columns
            w.columns = None
            start = len(w.lines)
            for name, variable in columns.items():
                self._column(depth + 2, each, name, variable)
            self._every(depth + 1, s, tree, w.cut(start))
            word = "elif"
        w.line(depth, f"{word} {s}.__class__ is not Null and {s}.__class__ is not Unknown:")
        self._every(depth + 1, s, w.tree(check.holds), [])
        w.line(depth, f"else: v = {s}")
        self._append_unless(depth, "v", str(one.line.requirement.id))

    def _every(self, depth: int, values: str, tree: str, before: list[str]) -> None:
        """Write the loop over the entries: `v` is false once one entry is wrong."""
        w = self.write
        w.line(depth, "v = True")
        w.line(depth, f"for i, e in enumerate({values}, 1):")
        w.lines.extend(before)
        w.line(depth + 1, f"b = {tree}")
        w.line(depth + 1, "if b is not True:")
        w.line(depth + 2, "if b is False: v = b; break")
        w.line(depth + 2, "v = both((v, b))")

    def _column(self, depth: int, each: str, name: str, variable: str) -> None:
        """Write how one column of the entry at hand is read."""
        number = self.number[each]
        unknown = self.unknown[each]
        kind, choose = next((kind, choose) for n, kind, choose in self._entry(each) if n == name)
        default = f"False if closed else {unknown}" if kind == "attachment" and not choose else unknown
        self.write.line(depth, f"{variable} = e.get({self.write.const(name)}, {default})")
        self.convert(depth, variable, number, kind, choose, unknown, None)


def _rest(one: Told, assume: frozenset[str]) -> dict[str, str]:
    return {key: code for key, code in one.gates if key not in assume}


def _key(tree: ast.Expr) -> str:
    """Give what makes two trees the same."""
    return repr(_shape(tree))


def _shape(node: ast.Node) -> tuple[object, ...]:
    plain = tuple(
        (f.name, getattr(node, f.name))
        for f in fields(node)
        if f.name != "span" and isinstance(getattr(node, f.name), str | bool | int | None)
    )
    return (type(node).__name__, plain, *(_shape(child) for child in children(node)))


def _paths(node: ast.Node) -> set[str]:
    """Give the paths of a tree that do not name the entry at hand."""
    if isinstance(node, ast.Fact):
        return set() if node.element else {node.path}
    return {path for child in children(node) for path in _paths(child)}
