"""The whole module of a rulebook: its functions, put together from reading, deriving and deciding."""

from __future__ import annotations

from engine.feel import ast
from engine.rules.lines import Line
from engine.rules.model import Slot
from engine.rules.plan import Plan
from engine.rules.python.asking import Asking

__all__ = ["compile_plan"]


_AT_ONCE = 30
"""Python puts together a longer list one by one, in twice as many steps."""


class Module(Asking):
    """Writes all functions of one plan."""

    def functions(self) -> None:
        """Write all functions of the module."""
        w = self.write
        self.entries()
        w.line(0, "def look(S, day, closed, bad, decide):")
        self.reading(1)
        w.line(1, "s = []")
        for start in range(0, len(self.slots), _AT_ONCE):
            some = range(start, min(start + _AT_ONCE, len(self.slots)))
            w.line(1, f"s += [{', '.join([f's{n}' for n in some])}]")
        w.line(1, "if not decide: return s, [], []")
        self.deciding()
        w.line(0, "def read(S, day, closed, bad): return look(S, day, closed, bad, False)[0]")
        self.deciding_again()
        self.weighing()
        self.finding()
        self._derive()
        self.asking()
        for number, line in enumerate(self.requirements):
            self._messages(number, line)

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
        if self.plan.fee is not None:
            start = len(w.lines)
            w.line(1, f"return {w.tree(self.plan.fee)}")
            self.function("def fee(s):", start)

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
