"""The whole module of a rulebook: its functions, put together from reading, deriving and deciding."""

from __future__ import annotations

from engine.feel import ast
from engine.rules.lines import Line
from engine.rules.model import Slot
from engine.rules.plan import Plan
from engine.rules.python.finding import Finding

__all__ = ["compile_plan"]


class Module(Finding):
    """Writes all functions of one plan."""

    def functions(self) -> None:
        """Write all functions of the module."""
        w, count = self.write, len(self.slots)
        slots = ", ".join(f"s{n}" for n in range(count))
        verdicts = ", ".join(f"v{n}" for n in range(len(self.requirements)))
        w.line(0, "def read(S, day, closed, bad):")
        self.reading(1)
        w.line(1, f"return [{slots}]")
        w.line(0, "def decide(s):")
        w.line(1, f"{slots}, = s")
        self.deriving(1)
        self.verdicts(1, False)
        w.line(1, f"return ({verdicts},)" if verdicts else "return ()")
        self._again(slots)
        w.line(0, "def weigh(s):")
        w.line(1, "o = again(s, -1)")
        w.line(1, "return tuple([v for n, v, a in o]), tuple([a for n, v, a in o])")
        self.finding()
        self._derive()
        for number, line in enumerate(self.requirements):
            self._messages(number, line)

    def _again(self, slots: str) -> None:
        """Write `again`, which decides only the requirements of a bit mask (-1: all of them).

        It gives (number, verdict, does it apply) of those that are not met; of a plug-in's, and of a
        material that may follow later and is absent, in any case. `TOUCHED` says by slot which requirements
        depend on it, `ALWAYS` which are decided whatever was touched.
        """
        w = self.write
        bodies, masks = [], [0] * len(self.derived)
        touched = [0] * len(self.slots)
        self.nameless = True
        for number, line in enumerate(self.requirements):
            start = len(w.lines)
            self.verdict(2, number, line, True)
            bodies.append(w.cut(start))
            blocks, read = self.needed_for(w.names(bodies[-1]))
            for block in blocks:
                masks[block] |= 1 << number
            for n in range(len(self.slots)):
                touched[n] |= (f"s{n}" in read) << number
        self.nameless = False
        w.line(0, f"TOUCHED = {w.const(tuple(touched))}")
        w.line(
            0, f"ALWAYS = {w.const(sum(1 << n for n, line in enumerate(self.requirements) if _always(line)))}"
        )
        w.line(0, f"WHENS = {w.const(tuple(self._condition_reads(line) for line in self.requirements))}")
        w.line(0, "def again(s, W):")
        w.line(1, f"{slots}, = s")
        w.line(1, "o = []")
        self.guarded(1, {n: f"W & {w.const(mask)}" for n, mask in enumerate(masks) if mask})
        for number, (line, body) in enumerate(zip(self.requirements, bodies, strict=True)):
            w.line(1, f"if W & {w.const(1 << number)}:")
            w.lines.extend(body)
            w.line(2, f"{self._open(number, line)}o.append(({number}, v{number}, a{number}))")
        w.line(1, "return o")

    def _condition_reads(self, line: Line) -> tuple[int, ...]:
        """Give the slots that it depends on what remains of a requirement's condition."""
        condition = line.requirement.condition
        if condition is None:
            return ()
        _, read = self.needed_for(self.write.names([self.write.tree(condition)]))
        numbers = {n for n in range(len(self.slots)) if f"s{n}" in read}
        return tuple(sorted(numbers | {n - 1 for n in numbers if self.slots[n].kind == "filled"}))

    def _open(self, number: int, line: Line) -> str:
        """Give the test for a requirement that `again` answers for."""
        if line.requirement.plugin is not None:
            return ""
        absent = f" or s{self.number[line.owner]} is False" if _always(line) else ""
        return f"if v{number} is not True or W < 0{absent}: "

    def _derive(self) -> None:
        w, start = self.write, len(self.write.lines)
        pairs = [f"{w.const(p)}: {v}" for p, v in w.variables.items()]
        needed = [
            f"{w.const('needed ' + name)}: {'True' if p.always else f'n{self.needed[name]}'}"
            for name, p in self.plan.materials.items()
        ]
        w.line(1, f"return {{{', '.join(pairs + needed)}}}")
        self.function("def derive(s):", start)
        self._rows()
        if self.plan.promised is not None:
            start = len(w.lines)
            w.line(1, f"return {w.tree(_spoken_limit(self.plan.promised))}")
            self.function("def promised(s):", start)

    def _rows(self) -> None:
        """Write the function that says which rows of each table a submission hits: for coverage."""
        w, start = self.write, len(self.write.lines)
        pairs = []
        for path, planned in self.plan.tables.items():
            conditions = "".join(f"{w.tree(condition)}, " for condition, _ in planned.rows)
            pairs.append(f"{w.const(path)}: hits({w.const(planned.hit_policy)}, ({conditions}))")
        w.line(1, f"return {{{', '.join(pairs)}}}")
        self.function("def rows(s):", start)

    def _messages(self, number: int, line: Line) -> None:
        """Write what only a message needs: failing elements, inputs of a plug-in, copies needed."""
        w, check, start = self.write, line.check, len(self.write.lines)
        if check is not None and check.check.each is not None:
            each = f"s{self.number[str(check.check.each)]}"
            w.line(1, f"if {each}.__class__ is Null or {each}.__class__ is Unknown: return []")
            w.line(1, "b = []")
            w.line(1, f"for i, e in enumerate({each}, 1):")
            w.line(2, f"if ({w.tree(check.holds)}) is False: b.append((i, e))")
            w.line(1, "return b")
            self.function(f"def each{number}(s):", start)
        if check is not None and check.inputs:
            start = len(w.lines)
            pairs = ", ".join(f"{w.const(name)}: {w.tree(tree)}" for name, tree in check.inputs)
            w.line(1, f"return {{{pairs}}}")
            self.function(f"def inputs{number}(s):", start)
        if line.requirement.kind == "copies" and line.material is not None:
            pairs = ", ".join(
                f"({self._gated(d.when) if d.when is not None else 'True'}, "
                f"{w.tree(d.copies) if d.copies is not None else '1'})"
                for d in line.material.demands
            )
            w.line(1, f"return ({pairs},)")
            self.function(f"def copies{number}(s):", start)


def _always(line: Line) -> bool:
    """Say whether obeying a correction may bring a thing in though its requirement is met as it is."""
    deferrable = line.material is not None and line.material.necessity == "deferrable"
    return line.requirement.plugin is not None or (deferrable and line.requirement.kind == "material")


def _spoken_limit(node: ast.Expr) -> ast.Expr:
    """Put a text (`9 workdays`) where a limit's expression names a span."""
    if isinstance(node, ast.If):
        return ast.If(
            span=node.span, condition=node.condition, yes=_spoken_limit(node.yes), no=_spoken_limit(node.no)
        )
    if isinstance(node, ast.Workdays):
        return ast.String(span=node.span, value=f"{node.count} workdays")
    return node


def compile_plan(plan: Plan, lines: list[Line], slots: tuple[Slot, ...]) -> tuple[bytes, dict[str, object]]:
    """Give the marshalled code of a plan and the constants that it refers to."""
    compiler = Module(plan, lines, slots)
    compiler.functions()
    return compiler.write.code(), compiler.write.constants
