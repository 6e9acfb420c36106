"""Decision tables as text: `a | b || c` rows become conditions and answers (DESIGN 3, DMN 1.5 chapter 8).

Text block in, `TextTable` out: input columns stay expressions over the item, every cell becomes an
ordinary condition over its column, so that type pass, code, SQL and sentences need no second way.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from engine.dataclass import dataclass
from engine.fault import Fault, FaultKind
from engine.feel import ast
from engine.feel.types import Type
from engine.item.model import Table
from engine.item.terms import Hit
from engine.source import Text

__all__ = ["BAD_ROW", "Cell", "TextTable", "condition_of", "read_table"]

BAD_ROW = FaultKind(
    code="rule/bad-table-row",
    zh="这一行和表头对不上：表头有 {wanted}，这一行有 {found}。请补齐，或者把多的去掉。",
    en="This row does not fit the heading: the heading has {wanted}, the row {found}. Add or remove cells.",
    why_zh="对照表每一行的格数要和表头一样，输入和结果之间用“||”分开。",
    why_en="Every row has as many cells as the heading; `||` parts inputs from outputs.",
    wrong="面积 | 楼层 || 类别\n> 300 || 重点",
    right="面积 | 楼层 || 类别\n> 300 | - || 重点",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One input cell: the text of its tests and the input column it belongs to."""

    text: Text
    column: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A table taken apart: `rows` pair the cells with the outputs (numbers, or texts)."""

    name: str
    hit_policy: Hit
    columns: tuple[Text, ...]
    outputs: tuple[str, ...]
    rows: tuple[tuple[tuple[Cell, ...], tuple[int | Decimal | str, ...]], ...]
    types: Mapping[str, Type]


def _cells(line: Text) -> tuple[list[Text], list[Text]]:
    """Split one line at `||` and `|`, every cell with its place."""
    left, separator, right = line.partition("||")
    return _row(line, 0, left), _row(line, len(left) + len(separator), right) if separator else []


def _row(line: Text, offset: int, part: str) -> list[Text]:
    cells = []
    for cell in part.split("|"):
        start = offset + len(cell) - len(cell.lstrip())
        word = cell.strip()
        cells.append(Text(word, line.at(start, start + max(len(word), 1)), exact=line.exact))
        offset += len(cell) + 1
    return cells


def _lines(rows: Text) -> list[Text]:
    lines, offset = [], 0
    for line in rows.split("\n"):
        if line.strip():
            lines.append(Text(line, rows.at(offset, offset + len(line)), exact=rows.exact))
        offset += len(line) + 1
    return lines


def _constant(word: str) -> int | Decimal | str:
    try:
        number = Decimal(word)
    except InvalidOperation:
        return word.strip('“”"')
    if not number.is_finite():
        return word
    return int(number) if number == number.to_integral_value() and "." not in word else number


def _type(values: list[int | Decimal | str]) -> Type:
    if values and all(not isinstance(value, str) for value in values):
        return Type(kind="number")
    return Type(kind="option", options=tuple(dict.fromkeys(str(value) for value in values)))


def read_table(table: Table) -> tuple[TextTable | None, tuple[Fault, ...]]:
    """Take a text table apart; a row that does not fit is a fault and left out."""
    lines = _lines(table.rows)
    if not lines:
        return None, (_bad(table.rows, "1 || 1", "0"),)
    columns, outputs = _cells(lines[0])
    if not outputs or not columns:
        return None, (_bad(lines[0], "a | b || c", str(lines[0]).strip()),)
    faults: list[Fault] = []
    rows = []
    for line in lines[1:]:
        cells, answers = _cells(line)
        if len(cells) != len(columns) or len(answers) != len(outputs):
            faults.append(_bad(line, _shape(columns, outputs), _shape(cells, answers)))
            continue
        pairs = tuple(Cell(text=c, column=k) for c, k in zip(cells, columns, strict=True))
        rows.append((pairs, tuple(_constant(str(answer)) for answer in answers)))
    types: dict[str, Type] = {}
    for number, output in enumerate(outputs):
        one = _type([answers[number] for _, answers in rows])
        types[str(output)] = Type(kind="list", of=one) if table.hit_policy == "collect" else one
    made = TextTable(
        name=str(table.name),
        hit_policy=table.hit_policy,
        columns=tuple(columns),
        outputs=tuple(str(output) for output in outputs),
        rows=tuple(rows),
        types=types,
    )
    return made, tuple(faults)


def _shape(inputs: list[Text], outputs: list[Text]) -> str:
    return f"{len(inputs)} || {len(outputs)}"


def _bad(line: Text, wanted: str, found: str) -> Fault:
    start = len(line) - len(line.lstrip())
    return Fault(
        kind=BAD_ROW, source=line.at(start, len(line.rstrip())), values={"wanted": wanted, "found": found}
    )


def condition_of(tests: ast.Tests, column: ast.Expr) -> ast.Expr | None:
    """Give the condition that a cell puts on its column, or None for `-`."""
    if tests.any:
        return None
    made = [_test(test, column) for test in tests.tests]
    whole = made[0] if len(made) == 1 else ast.Or(span=tests.span, operands=tuple(made))
    return ast.Not(span=tests.span, operand=whole) if tests.negated else whole


def _test(test: ast.Test, column: ast.Expr) -> ast.Expr:
    if isinstance(test, ast.Endpoint):
        return ast.Compare(span=test.span, operator=test.operator, left=column, right=test.value)
    if isinstance(test, ast.Range):
        return _range(test, column)
    if isinstance(
        test, ast.Boolean | ast.String | ast.Name | ast.Number | ast.Temporal | ast.Negate | ast.Null
    ):
        return ast.Compare(span=test.span, operator="=", left=column, right=test)
    return test


def _range(test: ast.Range, column: ast.Expr) -> ast.Expr:
    ends: list[ast.Expr] = []
    if test.low is not None:
        operator: ast.Order = ">=" if test.low_included else ">"
        ends.append(ast.Compare(span=test.span, operator=operator, left=column, right=test.low))
    if test.high is not None:
        operator = "<=" if test.high_included else "<"
        ends.append(ast.Compare(span=test.span, operator=operator, left=column, right=test.high))
    return ends[0] if len(ends) == 1 else ast.And(span=test.span, operands=tuple(ends))
