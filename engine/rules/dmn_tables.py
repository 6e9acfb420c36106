"""Decision tables of `.dmn` files become the text of ordinary tables (ux 6: 决策文件).

An item whose table names a file goes in; the same item with the rows written out comes out, so that hash,
type pass, code and sentences need no second way. What a text table cannot say is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeAlias, cast

from engine.dataclass import dataclass, replace
from engine.fault import Fault, FaultKind
from engine.feel import ast
from engine.feel.dmn.from_xml import read_xml
from engine.feel.parse import parse, parse_tests
from engine.feel.to_feel import to_feel
from engine.feel.walk import transform
from engine.item.model import Item, Table
from engine.item.terms import Hit
from engine.source import Source, Text

__all__ = [
    "HITS",
    "MISSING_FILE",
    "NOT_UNDERSTOOD",
    "DmnTable",
    "NotUnderstood",
    "Reader",
    "Words",
    "item_word",
    "output_name",
    "table_of",
    "with_dmn_tables",
]

NOT_UNDERSTOOD = FaultKind(
    code="exchange/not-understood",
    zh="「{name}」不能原样搬过来：{zh}",
    en="「{name}」 has no counterpart here: {en}",
    why_zh="搬过来的内容要和原来一个意思。做不到的就说出来，不猜。",
    why_en="What is taken over means the same as before. Where that is impossible it is said, not guessed.",
    wrong='<decisionTable hitPolicy="COLLECT" aggregation="SUM">',
    right='<decisionTable hitPolicy="FIRST">',
)
MISSING_FILE = FaultKind(
    code="exchange/missing-file",
    zh="事项旁边没有「{name}」这个决策文件。请核对文件名，文件要和事项放在同一个文件夹里。",
    en="There is no decision file 「{name}」 beside the item. It stands in the item's folder.",
    why_zh="决策文件写文件名就行，它和事项文件放在一起。",
    why_en="A decision file is named as it is and stands in the same folder as the item.",
    wrong="决策文件: /tmp/消防要求.dmn",
    right="决策文件: 消防要求.dmn",
)
Reader: TypeAlias = Callable[[str], bytes]
Json: TypeAlias = Mapping[str, Any]
HITS: Final[Mapping[str, Hit]] = {
    "FIRST": "first",
    "UNIQUE": "unique",
    "ANY": "any",
    "COLLECT": "collect",
    "RULE ORDER": "collect",
}
_TEMPORAL: Final = ("date", "time", "date and time", "duration")


class NotUnderstood(Exception):
    """Something that has no counterpart, at a line and column of the model."""

    def __init__(self, name: str, at: tuple[int, int], zh: str, en: str) -> None:
        super().__init__(en)
        self.name, self.at, self.zh, self.en = name, at, zh, en

    def fault(self, path: str) -> Fault:
        """Give the fault at its place in a file."""
        line, column = self.at
        source = Source(path=path, line=line, column=column, end_column=column + 1)
        return Fault(
            kind=NOT_UNDERSTOOD, source=source, values={"name": self.name, "zh": self.zh, "en": self.en}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DmnTable:
    """A decision table in the words of an item: how rows are taken, and the text of the rows."""

    name: str
    hit_policy: Hit
    rows: str
    inputs: tuple[str, ...]


def with_dmn_tables(item: Item, read: Reader | None = None) -> tuple[Item, tuple[Fault, ...]]:
    """Write out the tables that stand in files; `read` gives the bytes of a file named in the item."""
    if not any(table.dmn_file is not None for table in item.tables):
        return item, ()
    faults: list[Fault] = []
    tables = tuple(_filled(table, read or _beside(item.path), faults) for table in item.tables)
    return replace(item, tables=tuple(table for table in tables if table is not None)), tuple(faults)


def _beside(path: str) -> Reader:
    return lambda name: (Path(path).parent / name).read_bytes()


def _filled(table: Table, read: Reader, faults: list[Fault]) -> Table | None:
    if table.dmn_file is None:
        return table
    name = str(table.dmn_file)
    try:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
            raise FileNotFoundError(name)
        data = read(name)
    except (OSError, ValueError):
        faults.append(Fault(kind=MISSING_FILE, source=table.dmn_file.source, values={"name": name}))
        return None
    got = read_xml(data, name)
    faults.extend(got.faults)
    if got.model is None:
        return None
    try:
        made = table_of(got.model, _decision(got.model, str(table.name)))
    except NotUnderstood as missing:
        faults.append(missing.fault(name))
        return None
    # Every row is said to stand where the file is named: that is the line an author can change.
    rows = Text(made.rows, table.dmn_file.source, exact=False)
    return replace(table, rows=rows, hit_policy=made.hit_policy)


def _decision(model: Json, name: str) -> Json:
    """Find the decision of a table: by its name, else the only one with a table."""
    found = [each for each in model["decisions"] if each.get("expr", {}).get("k") == "table"]
    named = [each for each in found if item_word(each["name"]) == name] or found
    if len(named) == 1:
        return cast(Json, named[0])
    known = "、".join(each["name"] for each in found)
    raise NotUnderstood(
        name,
        (1, 1),
        f"文件里没有叫这个名字的决策表，有的是：{known}。",
        f"no table of this name; there are: {known}.",
    )


def item_word(name: str) -> str:
    """Make a name one word, as names of items are."""
    word = re.sub(r"\W+", "_", name).strip("_") or "_"
    return f"_{word}" if word[0].isdigit() else word


def table_of(model: Json, decision: Json) -> DmnTable:
    """Give a decision's table in the words of an item, or raise `NotUnderstood`."""
    table, name = decision["expr"], decision["name"]
    refuse = _refuser(name, table["at"])
    hit = HITS.get(table["hit"])
    if hit is None or table["agg"]:
        raise refuse(
            f"取法 {table['hit']} {table['agg']} 没有对应。", f"the hit policy {table['hit']} {table['agg']}."
        )
    words = Words(model)
    columns = [words.expression(one["expr"], name, table["at"]) for one in table["inputs"]]
    outputs = [output_name(decision, one) for one in table["outputs"]]
    if not columns or not outputs:
        raise refuse("表没有输入或结果。", "a table without inputs or outputs.")
    lines = [f"{' | '.join(columns)} || {' | '.join(outputs)}"]
    for rule in table["rules"]:
        cells = [words.cell(text, name, rule["at"]) for text in rule["in"]]
        answers = [words.answer(text, name, rule["at"]) for text in rule["out"]]
        lines.append(f"{' | '.join(cells)} || {' | '.join(answers)}")
    defaults = [one["default"] for one in table["outputs"]]
    if any(defaults):
        if hit != "first" or not all(defaults):
            raise refuse(
                "只有取法是第一行的表能有默认结果。", "only a table that takes the first row has a default."
            )
        answers = [words.answer(text, name, table["at"]) for text in defaults]
        lines.append(f"{' | '.join('-' for _ in columns)} || {' | '.join(answers)}")
    return DmnTable(name=item_word(name), hit_policy=hit, rows="\n".join(lines) + "\n", inputs=tuple(columns))


def _refuser(name: str, at: tuple[int, int]) -> Callable[[str, str], NotUnderstood]:
    return lambda zh, en: NotUnderstood(name, at, zh, en)


def output_name(decision: Json, output: Json) -> str:
    """Give the name of an output column; a single one may have only that of its decision."""
    return item_word(output["name"] or output["label"] or decision["name"])


class Words:
    """The names of a model, and its expressions in the words of an item."""

    def __init__(self, model: Json) -> None:
        parts = [*model["inputs"], *model["decisions"], *model["bkms"], *model["services"]]
        self.names = {each["name"] for each in parts} | set(_fields(model["types"]))
        self._columns = {
            each["name"]: output_name(each, each["expr"]["outputs"][0])
            for each in model["decisions"]
            if each.get("expr", {}).get("k") == "table" and len(each["expr"]["outputs"]) == 1
        }

    def expression(self, text: str, name: str, at: tuple[int, int]) -> str:
        """Give an expression in the words of an item."""
        parsed = parse(text, profile="standard", names=self.names)
        if parsed.tree is None:
            raise self._unread(text, name, at)
        return self._checked(to_feel(transform(parsed.tree, self._word)), name, at)

    def cell(self, text: str, name: str, at: tuple[int, int]) -> str:
        """Give the tests of a cell in the words of an item."""
        parsed = parse_tests(text, profile="standard", names=self.names)
        if parsed.tree is None:
            raise self._unread(text, name, at)
        changed = transform(cast(ast.Expr, parsed.tree), self._word)
        return self._checked(to_feel(changed), name, at)

    def answer(self, text: str, name: str, at: tuple[int, int]) -> str:
        """Give the result of a row: a text, a number, or yes or no."""
        tree = parse(text, profile="standard", names=self.names).tree
        match tree:
            case ast.String(value=value) if value.strip() and not re.search('[|\n"“”]', value):
                numeric = re.fullmatch(r"[-+.\deE]+|-", value.strip())
                return f'"{value}"' if numeric else value.strip()
            case ast.Number(digits=digits):
                return digits
            case ast.Negate(operand=ast.Number(digits=digits)):
                return f"-{digits}"
            case ast.Boolean(value=value):
                return "是" if value else "否"
        raise NotUnderstood(
            name, at, f"结果「{text}」不是一个写定的值。", f"the result {text} is not a constant."
        )

    def _word(self, node: ast.Node) -> ast.Node:
        match node:
            case ast.Name(name=name) if name in self._columns:
                fact = ast.Fact(span=node.span, path=item_word(name))
                return ast.Path(span=node.span, operand=fact, name=self._columns[name])
            case ast.Name(name=name) if name in self.names:
                return ast.Name(span=node.span, name=item_word(name))
            case ast.Path(operand=operand, name=name):
                return ast.Path(span=node.span, operand=operand, name=item_word(name))
            case ast.Call(function=ast.Name(name=name), arguments=(ast.String(value=value),)):
                return ast.Temporal(span=node.span, text=value) if name in _TEMPORAL else node
        return node

    def _checked(self, text: str, name: str, at: tuple[int, int]) -> str:
        if "|" in text or "\n" in text:
            raise NotUnderstood(name, at, "表里的文字不能有「|」。", "a text in a table cannot hold 「|」.")
        return text

    def _unread(self, text: str, name: str, at: tuple[int, int]) -> NotUnderstood:
        return NotUnderstood(name, at, f"「{text}」不是 FEEL。", f"「{text}」 is not FEEL.")


def _fields(types: list[Json]) -> list[str]:
    return [name for each in types for one in each["components"] for name in (one["name"], *_fields([one]))]
