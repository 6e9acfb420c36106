"""Aligns what stands in columns: the cells of decision tables, and comments behind lines.

Width is display width: a Chinese character takes two columns.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.item.node import ListNode, MapNode, Node, ScalarNode
from engine.item.signs import comment_start
from engine.vocabulary import english

__all__ = ["align_comments", "align_tables", "width"]

COMMENT_COLUMN: Final = 36
_CELLS: Final = re.compile(r"\s*(\|\||\|)\s*")


def width(text: str) -> int:
    """Measure a text in display columns."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def align_tables(lines: list[str], root: MapNode) -> list[str]:
    """Give the lines with the cells of every decision table in line."""
    found = list(lines)
    for pair in root.pairs:
        if english("keys", pair.key) == "decision_tables" and isinstance(pair.value, MapNode):
            for table in pair.value.pairs:
                rows = table.value.first("表", "rows") if isinstance(table.value, MapNode) else None
                if isinstance(rows, ScalarNode) and rows.style == "literal" and rows.text.exact:
                    _align_table(found, rows)
    return found


def _align_table(lines: list[str], rows: ScalarNode) -> None:
    first, last = rows.text.source.line - 1, rows.last
    indent = rows.text.source.column - 1
    cells = [re.split(_CELLS, line[indent:].strip()) for line in lines[first:last]]
    widths: dict[int, int] = {}
    for row in cells:
        for number, cell in enumerate(row):
            widths[number] = max(widths.get(number, 0), width(cell))
    for number, row in enumerate(cells):
        if len(row) == 1:
            continue
        padded = [cell + " " * (widths[at] - width(cell)) for at, cell in enumerate(row[:-1])]
        lines[first + number] = " " * indent + " ".join([*padded, row[-1]]).rstrip()


def align_comments(lines: list[str], root: MapNode) -> list[str]:
    """Give the lines with the comments behind them at one column, or two spaces behind a longer line."""
    found = list(lines)
    ends: dict[int, int] = {}
    _ends(root, ends)
    for number, end in ends.items():
        line = lines[number]
        start = comment_start(line, min(end, len(line)))
        if start >= len(line):
            continue
        content = line[:start].rstrip()
        gap = max(COMMENT_COLUMN - width(content), 2)
        found[number] = content + " " * gap + line[start:].rstrip()
    return found


def _ends(node: Node, ends: dict[int, int]) -> None:
    """Note for each line how far its last key or value reaches; lines inside block texts are left out."""
    match node:
        case ScalarNode():
            if node.style not in ("empty",):
                _note(ends, node.whole.line, node.whole.end_column)
        case ListNode():
            _note(ends, node.source.line, node.source.end_column)
            for item in node.items:
                _ends(item, ends)
        case MapNode():
            for pair in node.pairs:
                _note(ends, pair.key.source.line, pair.key.source.end_column)
                _ends(pair.value, ends)


def _note(ends: dict[int, int], line: int, end_column: int) -> None:
    ends[line - 1] = max(ends.get(line - 1, 0), end_column - 1)
