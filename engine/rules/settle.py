"""An author's text becomes a settled tree: parsed, every name known, every type agreed, faults collected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from engine.dataclass import dataclass, field
from engine.fault import Cure, Fault, FaultKind
from engine.feel import ast
from engine.feel.parse import parse, parse_tests
from engine.feel.problem import Problem
from engine.feel.types import Scope, Type, settle
from engine.feel.walk import children, transform, values_read
from engine.item.model import Check
from engine.rules.cautious import fault_of
from engine.rules.declare import Origin
from engine.rules.scope import scope_of
from engine.rules.tables import Cell, condition_of
from engine.source import Text
from engine.vocabulary import has

__all__ = ["DASH_RANGE", "NOT_A_VALUE", "NUMBER", "YES_NO", "Settler"]

NOT_A_VALUE = FaultKind(
    code="rule/not-a-value",
    zh="「{name}」有好几项内容，不能直接拿来比。请写清是哪一项，例如「{name}.{example}」。",
    en="「{name}」 holds several values. Say which one, for example 「{name}.{example}」.",
    why_zh="材料、对照表和一组材料都有好几项内容，判断时要写到其中一项。",
    why_en="A material, a table or a group holds several values; an expression names one of them.",
    wrong="传入:\n  类别: 消防要求",
    right="传入:\n  类别: 消防要求.消防类别",
)

DASH_RANGE = FaultKind(
    code="rule/dash-range",
    zh="「{found}」会当成减法。从几到几请写「{right}」。",
    en="「{found}」 is read as a subtraction. Write a range as 「{right}」.",
    why_zh="对照表的格子里，“-”一个符号是不限，夹在数中间是减号。",
    why_en="In a cell `-` alone means any value, between two numbers it is minus.",
    wrong="面积    || 类别\n100-300 || 一般",
    right="面积        || 类别\n100 到 300 || 一般",
    curable=True,
)
_DASHED = re.compile(r"(\d+(?:\.\d+)?)\s*[-~～—–至]+\s*(\d+(?:\.\d+)?)")

Judged: TypeAlias = tuple[Text, ast.Expr, Check | None]
YES_NO = Type(kind="yes_no")
NUMBER = Type(kind="number")


@dataclass(slots=True)
class Settler:
    """Settles the texts of one origin and keeps the faults it meets.

    `judged` keeps every condition that was settled, with its text and its check.

    Facts of the origin's own tables are renamed to their path in the whole, answers of plug-ins to the
    check that asked.
    """

    origin: Origin
    faults: list[Fault] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    holes: frozenset[str] = frozenset()

    def expression(
        self, text: Text, expect: Type | None, check: Check | None = None, *, at_once: bool = False
    ) -> ast.Expr | None:
        """Settle one expression, or give None with its faults kept; in a limit, `at_once` is no days."""
        scope = self._scope(check)
        parsed = parse(text, profile="item", names=scope.names)
        self.faults.extend(fault_of(problem, text) for problem in parsed.problems)
        if parsed.tree is None or parsed.problems:
            return None
        settled = settle(transform(parsed.tree, _no_days) if at_once else parsed.tree, scope, expect)
        self._tell(settled.problems, text, parsed.tree)
        if settled.problems or self._whole_things(settled.tree, text, scope):
            return None
        if expect == YES_NO:
            self.judged.append((text, settled.tree, check))
        return transform(settled.tree, self._renamer(check))

    def _tell(self, problems: Iterable[Problem], text: Text, tree: ast.Expr) -> None:
        """Keep the faults of a text, unless it reads a field whose kind or options could not be read."""
        if not any(name in self.holes for name in _heads(tree)):
            self.faults.extend(fault_of(problem, text) for problem in problems)

    def _whole_things(self, tree: ast.Expr, text: Text, scope: Scope) -> bool:
        """Report names of tables, materials and groups that stand where one value of theirs is wanted."""
        found = False
        for fact in values_read(tree):
            kind = scope.names.get(fact.path)
            if kind is not None and kind.kind in ("record", "material") and not fact.element:
                found = True
                values = {"name": fact.path, "example": next(iter(kind.fields), "份数")}
                self.faults.append(Fault(kind=NOT_A_VALUE, source=text.at(*fact.span), values=values))
        return found

    def cell(self, cell: Cell, column: ast.Expr) -> ast.Expr | None:
        """Settle one cell as a condition on its settled column; `-` gives `true`."""
        if found := _DASHED.fullmatch(cell.text):
            right = f"{found[1]} 到 {found[2]}"
            values, cure = (
                {"found": str(cell.text), "right": right},
                Cure(source=cell.text.source, text=right),
            )
            self.faults.append(Fault(kind=DASH_RANGE, source=cell.text.source, values=values, cure=cure))
            return None
        scope = self._scope(None)
        parsed = parse_tests(cell.text, profile="item", names=scope.names)
        self.faults.extend(fault_of(problem, cell.text) for problem in parsed.problems)
        if parsed.tree is None or parsed.problems:
            return None
        condition = condition_of(parsed.tree, column)
        if condition is None:
            return ast.Boolean(span=parsed.tree.span, value=True)
        settled = settle(condition, scope, YES_NO)
        self._tell(settled.problems, cell.text, condition)
        return None if settled.problems else transform(settled.tree, self._renamer(None))

    def column(self, text: Text) -> ast.Expr | None:
        """Settle the heading of an input column, table names left as the origin knows them."""
        scope = self._scope(None)
        parsed = parse(text, profile="item", names=scope.names)
        self.faults.extend(fault_of(problem, text) for problem in parsed.problems)
        if parsed.tree is None or parsed.problems:
            return None
        settled = settle(parsed.tree, scope, None)
        self.faults.extend(fault_of(problem, text) for problem in settled.problems)
        return None if settled.problems else settled.tree

    def renamed(self, column: ast.Expr) -> ast.Expr:
        """Give the heading of a column with its tables under their path in the whole."""
        return transform(column, self._renamer(None))

    def _scope(self, check: Check | None) -> Scope:
        each = str(check.each) if check is not None and check.each is not None else None
        return scope_of(
            self.origin.names, element=each, answer=check is not None and check.plugin is not None
        )

    def _renamer(self, check: Check | None) -> _Rename:
        owner = f"{self.origin.prefix}{check.id}" if check is not None else ""
        return _Rename(tables=frozenset(self.origin.table_paths), origin=self.origin, owner=owner)


def _no_days(node: ast.Node) -> ast.Node:
    """Read 当场办结 as a limit of no working days."""
    spot = isinstance(node, ast.Name) and has("spot", node.name)
    return ast.Workdays(span=node.span, count=0) if spot else node


def _heads(tree: ast.Expr) -> Iterator[str]:
    """Give the names in a tree, whether it is settled already or not."""
    todo: list[ast.Node] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name):
            yield node.name
        elif isinstance(node, ast.Fact):
            yield node.path.partition(".")[0]
        todo.extend(children(node))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rename:
    """Gives facts their path in the whole."""

    tables: frozenset[str]
    origin: Origin
    owner: str

    def __call__(self, node: ast.Node) -> ast.Node:
        if not isinstance(node, ast.Fact) or node.element:
            return node
        head, _, rest = node.path.partition(".")
        if head == "答复":
            return ast.Fact(span=node.span, path=f"{self.owner}.{node.path}")
        if head in self.tables:
            return ast.Fact(span=node.span, path=f"{self.origin.table_path(head)}.{rest}")
        return node
