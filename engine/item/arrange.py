"""Puts the lines of an item file in order: keys as the table of shapes lists them, two spaces a level.

Whole blocks of lines move, each with the comments directly above it: nothing is lost, nothing is retyped.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.dataclass import dataclass
from engine.item.node import ListNode, MapNode, Node, ScalarNode
from engine.item.shape import ITEM, EnglishText, Keys, ListOf, NamesOf, Shape, WordOrKeys
from engine.vocabulary import english

__all__ = ["arranged"]


def arranged(lines: list[str], root: MapNode) -> list[str]:
    """Give the lines of a file in the official order and indentation."""
    first = root.source.line - 1
    last = len(lines)
    while last > first and not lines[last - 1].strip():
        last -= 1
    page = _Lines(lines, frozenset(_inside_texts(root)))
    return [*lines[:first], *page.map(root, ITEM, first, last, 0), *lines[last:]]


@dataclass(slots=True)
class _Block:
    """The lines of one key or entry: comments and blank lines above it, and its own lines."""

    rank: int
    lead: list[str]
    body: list[str]


class _Lines:
    def __init__(self, lines: list[str], texts: frozenset[int]) -> None:
        self.lines = lines
        self.texts = texts

    def map(self, node: MapNode, shape: Shape | None, first: int, last: int, column: int) -> list[str]:
        """Arrange the lines from `first` to `last` (exclusive), which hold a map, to stand at `column`."""
        starts = [pair.key.source.line - 1 for pair in node.pairs]
        if len(set(starts)) != len(starts) or not starts:
            return self.lines[first:last]
        actual = _column(self.lines[starts[0]], node.pairs[0].key.source.column - 1)
        dash = self.lines[starts[0]][: node.pairs[0].key.source.column - 1]
        blocks: list[_Block] = []
        for number, pair in enumerate(node.pairs):
            start = starts[number]
            lead = self._lead(start, max(first, starts[number - 1] + 1) if number else first)
            end = self._lead(starts[number + 1], start + 1) if number + 1 < len(starts) else last
            below = _below(shape, str(pair.key))
            rank = self._rank(shape, str(pair.key), blocks)
            body = self._pair(pair.value, below, start, end, actual, column)
            if not number:
                body[0] = " " * column + self.lines[start][len(dash) :]
            blocks.append(_Block(rank=rank, lead=self._shift(lead, start, actual, column), body=body))
        return _joined(blocks, dash)

    def _rank(self, shape: Shape | None, key: str, before: list[_Block]) -> int:
        """Give the place of a key in the official order; an unknown key stays behind its neighbour."""
        keys = shape.keys if isinstance(shape, WordOrKeys) else shape
        if isinstance(keys, Keys):
            term = english("keys", key)
            for rank, row in enumerate(keys.rows):
                if row.name == term:
                    return rank
        return before[-1].rank if before else 0

    def _pair(
        self, value: Node, shape: Shape | None, start: int, end: int, actual: int, column: int
    ) -> list[str]:
        head = " " * column + self.lines[start].lstrip(" ")
        inner = self._first_line(value)
        if inner is None or inner <= start or isinstance(value, ScalarNode):
            return [head, *self._shift(start + 1, end, actual, column)]
        gap = self._shift(start + 1, inner, actual, column)
        if isinstance(value, MapNode):
            return [head, *gap, *self.map(value, shape, inner, end, column + 2)]
        assert isinstance(value, ListNode)
        return [head, *gap, *self._list(value, shape, inner, end, column + 2)]

    def _first_line(self, value: Node) -> int | None:
        if isinstance(value, ListNode) and value.flow:
            return None
        return value.source.line - 1

    def _list(self, node: ListNode, shape: Shape | None, first: int, last: int, column: int) -> list[str]:
        of = shape.of if isinstance(shape, ListOf) else None
        starts = self._dashes(first, last, node.source.column - 1)
        if len(starts) != len(node.items):
            return self._shift(first, last, node.source.column - 1, column)
        lines: list[str] = []
        actual = node.source.column - 1
        for number, item in enumerate(node.items):
            start = starts[number]
            lead = self._lead(start, starts[number - 1] + 1) if number else start
            end = self._lead(starts[number + 1], start + 1) if number + 1 < len(starts) else last
            lines.extend(self._shift(lead, start, actual, column))
            if isinstance(item, MapNode) and item.source.line - 1 == start:
                entry = self.map(item, of, start, end, column + 2)
                own = next(at for at, line in enumerate(entry) if not _aside(line))
                entry[own] = " " * column + "- " + entry[own].strip(" ")
                lines.extend(entry)
            else:
                lines.extend(self._shift(start, end, actual, column))
        return lines

    def _dashes(self, first: int, last: int, column: int) -> list[int]:
        return [
            number
            for number in range(first, last)
            if number not in self.texts
            and self.lines[number][column : column + 2] in ("- ", "-")
            and not self.lines[number][:column].strip()
        ]

    def _lead(self, start: int, least: int) -> int:
        """Go up from a line over the comments and blank lines that belong to it."""
        while start > least and start - 1 not in self.texts and _aside(self.lines[start - 1]):
            start -= 1
        return start

    def _shift(self, first: int, last: int, actual: int, column: int) -> list[str]:
        delta = column - actual
        found = []
        for line in self.lines[first:last]:
            if not delta or not line.strip():
                found.append(line)
                continue
            indent = len(line) - len(line.lstrip(" "))
            found.append(" " * max(indent + delta, 0) + line.lstrip(" "))
        return found


def _inside_texts(node: Node) -> Iterator[int]:
    """Give the lines (counted from 0) that lie inside texts of several lines; there # and - are text."""
    match node:
        case ScalarNode():
            yield from range(node.whole.line, node.last)
        case ListNode():
            for item in node.items:
                yield from _inside_texts(item)
        case MapNode():
            for pair in node.pairs:
                yield from _inside_texts(pair.value)


def _below(shape: Shape | None, key: str) -> Shape | None:
    """Give the shape under a key."""
    if isinstance(shape, WordOrKeys):
        shape = shape.keys
    if isinstance(shape, NamesOf):
        return shape.of
    if isinstance(shape, Keys):
        row = shape.row(english("keys", key) or "")
        return None if row is None or isinstance(row.shape, EnglishText) else row.shape
    return None


def _joined(blocks: list[_Block], dash: str) -> list[str]:
    order = sorted(blocks, key=lambda block: block.rank)
    # What stands above the first key belongs to the map as a whole and stays above whatever comes first.
    top, blocks[0].lead = blocks[0].lead, []
    if order[0] is not blocks[0] and order[0].lead and not any(line.strip() for line in order[0].lead):
        blocks[0].lead, order[0].lead = order[0].lead, []
    found = list(top)
    for block in order:
        found.extend(block.lead)
        found.extend(block.body)
    return found


def _column(line: str, column: int) -> int:
    """Give the column of a first key, which may stand behind a dash."""
    return len(line[:column])


def _aside(line: str) -> bool:
    stripped = line.strip()
    return not stripped or stripped.startswith("#")
