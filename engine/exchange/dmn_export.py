"""An item's tables and checks as a model of DMN 1.5, for the tools of that standard.

Tables become decision tables, conditions and checks become yes/no decisions that are true where they do not
apply. What the standard cannot say (plug-ins, one by one, workdays) stays out and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from engine.fault import Fault
from engine.feel import ast
from engine.feel.to_feel import to_feel
from engine.feel.types import Type
from engine.feel.walk import children, facts, transform
from engine.item.intake import conditions_of
from engine.item.model import Check, Item
from engine.rules.declare import Origin, declare
from engine.rules.dmn_tables import NOT_UNDERSTOOD, with_dmn_tables
from engine.rules.scope import scope_of
from engine.rules.settle import YES_NO, Settler
from engine.rules.tables import TextTable
from engine.source import Source

__all__ = ["Exported", "to_dmn"]

_MODEL: Final = "https://www.omg.org/spec/DMN/20230324/MODEL/"
_FEEL: Final = "https://www.omg.org/spec/DMN/20230324/FEEL/"
_HITS: Final = {"first": "FIRST", "unique": "UNIQUE", "any": "ANY", "collect": "COLLECT"}
_TYPES: Final = {
    "text": "string",
    "option": "string",
    "number": "number",
    "yes_no": "boolean",
    "date": "date",
    "months": "years and months duration",
    "days": "days and time duration",
}
_NO_SPAN: Final = (0, 0)
_CELL: Final = ast.Name(span=_NO_SPAN, name="?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The model as XML, and what could not be said in it."""

    xml: bytes
    decisions: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    name: str
    says: str
    type: str
    reads: tuple[str, ...]
    logic: tuple[str, ...]


@dataclass(slots=True)
class _Export:
    """One export at work: the origin, what it declares, and the faults met."""

    item: Item
    origin: Origin
    settler: Settler
    faults: list[Fault]
    tables: Mapping[str, TextTable] = field(default_factory=dict)

    def refuse(self, name: str, source: Source, zh: str, en: str) -> None:
        self.faults.append(
            Fault(kind=NOT_UNDERSTOOD, source=source, values={"name": name, "zh": zh, "en": en})
        )

    def feel(self, tree: ast.Expr) -> str:
        """Print a tree; the only column of a table is the table's decision itself."""
        return to_feel(transform(tree, self._column))

    def _column(self, node: ast.Node) -> ast.Node:
        if not isinstance(node, ast.Fact):
            return node
        table = self.tables.get(node.path.partition(".")[0])
        alone = table is not None and len(table.outputs) == 1
        return ast.Fact(span=node.span, path=table.name) if alone and table is not None else node

    def table(self, table: TextTable) -> _Decision | None:
        columns = {column: self.settler.column(column) for column in table.columns}
        trees = [tree for tree in columns.values() if tree is not None]
        if len(trees) < len(table.columns):
            return None
        reads = list(trees)
        lines = [
            f'<decisionTable id="{{id}}t" hitPolicy="{_HITS[table.hit_policy]}"'
            f" outputLabel={_at(table.name)}>"
        ]
        for column, tree in zip(table.columns, trees, strict=True):
            lines += [f"  <input label={_at(column)}>", "    <inputExpression>"]
            lines += [f"      {_text(self.feel(tree))}", "    </inputExpression>", "  </input>"]
        for output in table.outputs:
            named = f" name={_at(output)}" if len(table.outputs) > 1 else f" label={_at(output)}"
            lines.append(f"  <output{named}{_type_ref(_output(table, output))}/>")
        for cells, answers in table.rows:
            lines.append("  <rule>")
            for cell in cells:
                column_tree = columns[cell.column]
                condition = self.settler.cell(cell, column_tree) if column_tree is not None else None
                if condition is None or column_tree is None:
                    return None
                reads.append(condition)
                lines.append(f"    <inputEntry>{_text(self.cell(condition, column_tree))}</inputEntry>")
            lines += [f"    <outputEntry>{_text(_constant(each))}</outputEntry>" for each in answers]
            lines.append("  </rule>")
        lines.append("</decisionTable>")
        kind = _output(table, table.outputs[0]) if len(table.outputs) == 1 else Type(kind="any")
        return _Decision(
            name=table.name, says="", type=_TYPES.get(kind.kind, ""), reads=_heads(reads), logic=tuple(lines)
        )

    def cell(self, condition: ast.Expr, column: ast.Expr) -> str:
        """Print the condition that a cell puts on its column as unary tests."""
        if isinstance(condition, ast.Boolean) and condition.value:
            return "-"
        if isinstance(condition, ast.Not):
            inner = self._tests(condition.operand, self.feel(column))
            if inner is not None:
                return f"not({inner})"
        tests = self._tests(condition, self.feel(column))
        if tests is not None:
            return tests
        said = self.feel(column)
        asked = transform(
            transform(condition, self._column),
            lambda node: _CELL if _expression(node) and to_feel(node) == said else node,  # type: ignore[arg-type]  # `_expression` has told
        )
        return to_feel(asked)

    def _tests(self, condition: ast.Expr, column: str) -> str | None:
        match condition:
            case ast.Compare(operator=operator, left=left, right=right) if self.feel(left) == column:
                value = self.feel(right)
                return (
                    value
                    if operator == "="
                    else f"{operator} {value}"
                    if operator != "!="
                    else f"not({value})"
                )
            case ast.And(operands=(ast.Compare() as low, ast.Compare() as high)):
                same = self.feel(low.left) == self.feel(high.left) == column
                if same and low.operator in (">", ">=") and high.operator in ("<", "<="):
                    start, end = "[" if low.operator == ">=" else "(", "]" if high.operator == "<=" else ")"
                    return f"{start}{self.feel(low.right)}..{self.feel(high.right)}{end}"
            case ast.Or(operands=operands):
                tests = [self._tests(each, column) for each in operands]
                if all(test is not None and not test.startswith("not(") for test in tests):
                    return ", ".join(str(test) for test in tests)
        return None

    def check(self, check: Check) -> _Decision | None:
        name = str(check.id)
        if check.plugin is not None:
            self.refuse(name, check.id.source, "要问插件。", "it asks a plug-in.")
            return None
        if check.each is not None:
            self.refuse(name, check.id.source, "要逐个看。", "it looks at one after the other.")
            return None
        when = self.settler.expression(check.when, YES_NO, check) if check.when is not None else None
        holds = self.settler.expression(check.holds, YES_NO, check)
        if holds is None or (check.when is not None and when is None):
            return None
        trees = [tree for tree in (when, holds) if tree is not None]
        if any(isinstance(node, ast.Workdays) for tree in trees for node in _all(tree)):
            self.refuse(name, check.holds.source, "标准里没有工作日。", "the standard has no workdays.")
            return None
        text = self.feel(holds) if when is None else f"if {self.feel(when)} then {self.feel(holds)} else true"
        logic = (
            '<literalExpression id="{id}e" typeRef="boolean">',
            f"  {_text(text)}",
            "</literalExpression>",
        )
        return _Decision(
            name=name, says=str(check.requirement), type="boolean", reads=_heads(trees), logic=logic
        )


def to_dmn(item: Item, parts: Mapping[str, Item] | None = None) -> Exported:
    """Write an item's tables, conditions and checks as a model; `parts` are those a package includes."""
    item, unread = with_dmn_tables(item)
    declared = declare(item, parts or {})
    origin = declared.origins[-1]
    work = _Export(item, origin, Settler(origin), [*unread, *declared.faults])
    work.tables = {table.name: table for table in origin.tables}
    made = [work.table(table) for table in origin.tables]
    made += [work.check(check) for check in (*conditions_of(item), *item.checks)]
    decisions = [decision for decision in made if decision is not None]
    known = {decision.name for decision in decisions}
    heads = dict.fromkeys(head for one in decisions for head in one.reads if head not in known)
    types = scope_of(origin.names).names
    lines = [*_opening(item), *_definitions(heads, types), *_inputs(heads, types)]
    numbers = {name: f"i{at}" for at, name in enumerate(heads, 1)}
    numbers |= {decision.name: f"d{at}" for at, decision in enumerate(decisions, 1)}
    for decision in decisions:
        lines += _written(decision, numbers, set(heads))
    lines.append("</definitions>")
    xml = "\n".join(lines) + "\n"
    return Exported(xml=xml.encode(), decisions=len(decisions), faults=(*work.faults, *work.settler.faults))


def _opening(item: Item) -> list[str]:
    space = f"urn:yici:{item.code}:{item.edition}"
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<definitions xmlns="{_MODEL}" id="definitions" name={_at(item.name)}',
        f'             namespace={_at(space)} expressionLanguage="{_FEEL}" typeLanguage="{_FEEL}"',
        '             exporter="yici">',
    ]


def _definitions(heads: Iterable[str], types: Mapping[str, Type]) -> list[str]:
    """Write the types of options and of records."""
    lines: list[str] = []
    for head in heads:
        kind = types.get(head, Type(kind="any"))
        if kind.kind in ("record", "material") and kind.fields:
            lines.append(f"  <itemDefinition name={_at('t' + head)}>")
            for name, part in kind.fields.items():
                lines += _definition("itemComponent", name, part, "    ")
            lines.append("  </itemDefinition>")
        elif kind.kind == "option":
            lines += _definition("itemDefinition", "t" + head, kind, "  ")
    return lines


def _definition(tag: str, name: str, kind: Type, space: str) -> list[str]:
    lines = [
        f"{space}<{tag} name={_at(name)}>",
        f"{space}  <typeRef>{_TYPES.get(kind.kind, 'Any')}</typeRef>",
    ]
    if kind.kind == "option":
        values = ", ".join(_constant(option) for option in kind.options)
        lines.append(f"{space}  <allowedValues>{_text(values)}</allowedValues>")
    return [*lines, f"{space}</{tag}>"]


def _inputs(heads: Iterable[str], types: Mapping[str, Type]) -> list[str]:
    lines: list[str] = []
    for at, head in enumerate(heads, 1):
        kind = types.get(head, Type(kind="any"))
        own = kind.kind == "option" or (kind.kind in ("record", "material") and bool(kind.fields))
        reference = "t" + head if own else _TYPES.get(kind.kind, "Any")
        lines += [
            f'  <inputData id="i{at}" name={_at(head)}>',
            f'    <variable id="i{at}v" name={_at(head)} typeRef={_at(reference)}/>',
            "  </inputData>",
        ]
    return lines


def _written(decision: _Decision, numbers: Mapping[str, str], inputs: set[str]) -> list[str]:
    own = numbers[decision.name]
    lines = [f'  <decision id="{own}" name={_at(decision.name)}>']
    if decision.says:
        lines.append(f"    <description>{escape(_clean(decision.says))}</description>")
    type_ref = f" typeRef={_at(decision.type)}" if decision.type else ""
    lines.append(f'    <variable id="{own}v" name={_at(decision.name)}{type_ref}/>')
    for at, head in enumerate(decision.reads, 1):
        if head in numbers and head != decision.name:
            tag = "requiredInput" if head in inputs else "requiredDecision"
            lines.append(f'    <informationRequirement id="{own}r{at}">')
            lines += [f'      <{tag} href="#{numbers[head]}"/>', "    </informationRequirement>"]
    first, *rest = decision.logic
    lines += [f"    {line}" for line in (first.replace("{id}", own, 1), *rest)]
    return [*lines, "  </decision>"]


def _heads(trees: Iterable[ast.Expr]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.path.partition(".")[0] for tree in trees for fact in facts(tree)))


def _all(tree: ast.Node) -> Iterable[ast.Node]:
    yield tree
    for child in children(tree):
        yield from _all(child)


def _expression(node: ast.Node) -> bool:
    return isinstance(node, (ast.Fact, ast.Path, ast.Arithmetic, ast.Call, ast.Filter))


def _output(table: TextTable, name: str) -> Type:
    kind = table.types[name]
    return kind.of or kind if kind.kind == "list" else kind


def _type_ref(kind: Type) -> str:
    return f' typeRef="{_TYPES[kind.kind]}"' if kind.kind in _TYPES else ""


def _constant(value: Any) -> str:
    return to_feel(ast.String(span=_NO_SPAN, value=value)) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    return f"<text>{escape(_clean(text))}</text>"


def _at(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """Take out what XML cannot hold."""
    return "".join(sign if sign >= " " or sign in "\t\n\r" else "\ufffd" for sign in text)
