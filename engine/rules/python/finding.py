"""Finding: one function that gives only the ids of what is wrong, and looks at nothing it need not.

A material that only its own requirements read is looked up where it is needed, and what was read off it
where it was handed in; the rest is read, derived and decided as everywhere else. A requirement that hangs
on something not certainly true is passed over, unless that something could be null: then it is decided as
a whole, because a person has to look.
"""

from __future__ import annotations

from engine.feel import ast
from engine.feel.walk import children
from engine.rules.lines import Line
from engine.rules.python.deciding import Deciding, implied
from engine.rules.python.judging import Verdict
from engine.rules.python.reading import READABLE

__all__ = ["Finding"]


class Finding(Deciding):
    """Writes `find`."""

    raw: set[str]

    def finding(self) -> None:
        """Write the whole function."""
        w = self.write
        w.line(0, "def find(S, day, closed):")
        w.line(1, "bad = []; out = []")
        local = self._local({name for block in self.derived for name in block.reads})
        self.raw = self._raw_lists()
        start = len(w.lines)
        self._tell_all(local)
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

    def _short(self, one: Verdict) -> bool:
        """Say whether a requirement may be passed over where a gate is not true."""
        listed = one.each is not None and self._whole_list(one.each)
        return one.settled and not listed and one.line.requirement.plugin is None

    def _silent(self, one: Verdict) -> bool:
        """Say whether a requirement is never wrong: optional, or a material that may follow later."""
        later = one.line.material is not None and one.line.material.necessity == "deferrable"
        return one.never or (later and one.line.requirement.kind == "material")

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

    def _local(self, derived: set[str]) -> set[str]:
        """Give the materials that nothing but their own requirements reads, each behind its presence."""
        own = {n: s.owner for n, s in enumerate(self.slots) if s.owner in self.plan.materials}
        local = {name for name in self.plan.materials if self._sure_need(name)}
        for number, name in own.items():
            if f"s{number}" in derived:
                local.discard(name)
        for one in self.verdicts:
            gates = self.write.names([code for _, code in one.gates])
            read = self.demanded(one) if self._short(one) else self.names_of(one)
            for number, name in own.items():
                inside = self._short(one) and one.line.owner == name
                present = f"s{self.number[name]}"
                checked = inside and (one.line.check is None or present in gates)
                if f"s{number}" in read and not checked:
                    local.discard(name)
                if f"s{number}" in gates and not (inside and f"s{number}" == present):
                    local.discard(name)
        return local

    def _tell_all(self, local: set[str]) -> None:
        """Write all requirements; those of a local material under one look at it."""
        blocks: dict[str, list[Verdict]] = {}
        for one in self.verdicts:
            if one.line.owner in local:
                blocks.setdefault(one.line.owner, []).append(one)
        for one in self.verdicts:
            if one.line.owner not in local and self._silent(one):
                continue
            if one.line.owner in local:
                if one is blocks[one.line.owner][0]:
                    self._tell_material(one.line.owner, blocks[one.line.owner])
            elif self._short(one):
                self._tell_gated(1, [one], frozenset())
            else:
                depth, gate = self.gated(1, one)
                self._append_unless(depth, self._weighed(depth, one, gate), str(one.line.requirement.id))

    def _weighed(self, depth: int, one: Verdict, gate: str) -> str:
        """Write what a demand comes to where a gate may be unknown; give the variable."""
        value = self.value(depth, one, gate)
        if gate == "" or one.line.requirement.plugin is not None:
            return value
        self.write.line(depth, f"v = True if {value} is True else {implied(gate, value)}")
        return "v"

    def _tell_material(self, name: str, block: list[Verdict]) -> None:
        """Write a local material: it is lacking, or it is here and its own requirements count."""
        w, depth, present = self.write, 1, f"s{self.number[name]}"
        assume = {present}
        if not self.plan.materials[name].always:
            need = f"n{self.needed[name]}"
            w.line(1, f"if {need} is True:")
            assume.add(need)
            depth = 2
        start = len(w.lines)
        w.line(depth, f"m = M.get({w.const(name)})")
        w.line(depth, "if m is None: q, h = None, False")
        w.line(depth, "else:")
        here = self.state(depth + 1, "h")
        w.line(depth, f"if {here}:")
        told = [one for one in block if not self._silent(one)]
        body = [one for one in told if one.line.requirement.kind != "material"]
        if body:
            self._tell_gated(depth + 1, body, frozenset(assume))
        else:
            w.line(depth + 1, "pass")
        if len(body) < len(told) and self.absent(name) != "False":
            w.line(depth, f"elif {self.absent(name)}: out.append({w.const(name)})")
        elif not body:
            w.cut(start)
            w.line(depth, "pass")

    def _tell_gated(self, depth: int, block: list[Verdict], assume: frozenset[str]) -> None:
        """Write requirements in their order, neighbours with the same gates under one `if`.

        `assume` are the gates known to be true; with them the slots of the material are read here.
        """
        w = self.write
        while block:
            gates = _rest(block[0], assume)
            count = next((n for n, one in enumerate(block) if _rest(one, assume) != gates), len(block))
            inside = depth
            if gates:
                tests = " and ".join([f"{code} is True" for code in gates.values()])
                w.line(depth, f"if {tests}:")
                inside = depth + 1
            if assume:
                self._read_here(inside, block[:count])
            for one in block[:count]:
                self._tell(inside, one, bool(assume))
            block = block[count:]

    def _read_here(self, depth: int, block: list[Verdict]) -> None:
        """Write how the slots of a local material are read that these requirements use."""
        name = block[0].line.owner
        present = self.number[name]
        used = {n for one in block if one.line.requirement.kind != "flaw" for n in self.demanded(one)}
        slots = [n for n in (present, present + 1, present + 2, *self.records(name)) if f"s{n}" in used]
        if present + 1 in slots:
            self.write.line(depth, f"s{present + 1} = h")
        self.handed_in(depth, name, slots)

    def _tell(self, depth: int, one: Verdict, here: bool) -> None:
        w, identifier = self.write, str(one.line.requirement.id)
        if here and one.line.requirement.kind == "flaw":
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

    def _raw_lists(self) -> set[str]:
        """Give the lists whose entries are read one by one, each column where a demand uses it."""
        every = {one.each for one in self.verdicts if one.each is not None}
        whole = {one.each for one in self.verdicts if not self._short(one)}
        return {
            name
            for name in every - whole
            if name in self.plan.fields
            and all(kind in READABLE or choose for _, kind, choose in self._entry(name))
        }

    def _entry(self, name: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        return self.slots[self.number[name]].entry

    def _tell_each(self, depth: int, one: Verdict, each: str) -> None:
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
                self.column(depth + 2, self.number[each], name, variable)
            self.every(depth + 1, s, tree, w.cut(start))
            word = "elif"
        w.line(depth, f"{word} {s}.__class__ is not Null and {s}.__class__ is not Unknown:")
        self.every(depth + 1, s, w.tree(check.holds), [])
        w.line(depth, f"else: v = {s}")
        self._append_unless(depth, "v", str(one.line.requirement.id))


def _rest(one: Verdict, assume: frozenset[str]) -> dict[str, str]:
    return {key: code for key, code in one.gates if key not in assume}


def _paths(node: ast.Node) -> set[str]:
    """Give the paths of a tree that do not name the entry at hand."""
    if isinstance(node, ast.Fact):
        return set() if node.element else {node.path}
    return {path for child in children(node) for path in _paths(child)}
