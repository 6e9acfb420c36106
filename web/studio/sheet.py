"""A definition as a sheet of lines and its tree: what stands where, and how one value is written anew.

Only the stretch or the lines of the value touched change, so no comment and no line of the author's is lost.
Every edit is read again; one that would change anything else is refused (`Uneditable`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from engine.item.node import ListNode, MapNode, Node, Pair, ScalarNode
from engine.item.shape import ITEM, Key, Keys, ListOf, NamesOf, Shape, WordOrKeys
from engine.item.signs import comment_start, quote
from engine.item.text import Tree, read
from engine.item.walk import language
from engine.vocabulary import Lang, english, in_lang
from web.studio.edits import edits

__all__ = ["Place", "Sheet", "Uneditable", "last_line", "shape_at"]

Place: TypeAlias = tuple[str | int, ...]
_STEP: Final = 2


class Uneditable(Exception):
    """An edit that cannot be made without changing something else; the text view still can."""


@dataclass(frozen=True)
class Sheet:
    """The text of one definition."""

    text: str

    @cached_property
    def tree(self) -> Tree:
        """The tree of the text, with what is wrong with the text."""
        return read(self.text.encode("utf-8", "surrogatepass"), "")

    @property
    def root(self) -> MapNode | None:
        """The map of the whole file; None where the text has faults that reading must guess around."""
        if any(fault.kind.level == "fault" for fault in self.tree.faults):
            return None
        return self.tree.root

    @cached_property
    def lang(self) -> Lang:
        """The language of the file's keys."""
        return "zh" if self.root is None else language(self.root)

    def node(self, place: Place) -> Node | None:
        """Find what stands at a place: English keys, numbers for entries of a list or of named things."""
        node: Node | None = self.root
        for step in place:
            node = None if node is None else _child(node, step)
        return node

    def values(self, place: Place) -> tuple[str, ...]:
        """Give the value at a place: one text, or those of a list."""
        return _texts(self.node(place))

    def put(self, place: Place, values: Sequence[str]) -> Sheet:
        """Write a value at a place; none takes the key away."""
        if self.values(place) == tuple(values):
            return self
        for spelled in (values, [quote(each) for each in values]):
            made = Sheet("\n".join(_written(self, place, values, spelled)))
            if _only(self, made, place, values):
                return made
        raise Uneditable(place)

    def add(self, place: Place, lines: Sequence[str]) -> Sheet:
        """Add an entry at the end of a list or of named things; `lines` begin at column 0."""
        made = Sheet("\n".join(_added(self, place, lines)))
        if made.root is None:
            raise Uneditable(place)
        return made

    def remove(self, place: Place) -> Sheet:
        """Take an entry away, and its key with the last one."""
        owner, (number,) = self.node(place[:-1]), place[-1:]
        if not isinstance(number, int) or not isinstance(owner, ListNode | MapNode):
            raise Uneditable(place)
        count = len(owner.items) if isinstance(owner, ListNode) else len(owner.pairs)
        lines = self.text.split("\n")
        if not 0 <= number < count:
            raise Uneditable(place)
        if count == 1:
            first, last = _lines_of_key(self, place[:-1])
        else:
            first, last = _lines_of_entry(lines, owner, number)
        made = Sheet("\n".join([*lines[: first - 1], *lines[last:]]))
        if made.root is None:
            raise Uneditable(place)
        return made


def last_line(node: Node) -> int:
    """Give the last line of a node, counted from 1."""
    match node:
        case ScalarNode():
            return max(node.last, node.whole.line)
        case ListNode():
            return max([node.source.line, *map(last_line, node.items)])
        case MapNode():
            return max([node.source.line, *(max(p.key.source.line, last_line(p.value)) for p in node.pairs)])


def shape_at(place: Place) -> Shape | None:
    """Give the shape of what stands at a place."""
    shape: Shape | None = ITEM
    for step in place:
        if isinstance(shape, WordOrKeys):
            shape = shape.keys
        if isinstance(step, int):
            shape = shape.of if isinstance(shape, ListOf | NamesOf) else None
        else:
            row = shape.row(step) if isinstance(shape, Keys) else None
            shape = None if row is None else row.shape
        if shape is None:
            return None
    return shape


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(step, int):
        entries = node.items if isinstance(node, ListNode) else [p.value for p in _pairs(node)]
        return entries[step] if 0 <= step < len(entries) else None
    found = _pair(node, step)
    return None if found is None else found.value


def _pairs(node: Node) -> tuple[Pair, ...]:
    return node.pairs if isinstance(node, MapNode) else ()


def _pair(node: Node, step: str) -> Pair | None:
    return next((pair for pair in _pairs(node) if english("keys", pair.key) == step), None)


def _texts(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, ScalarNode):
        return (str(node.text),) if node.style != "empty" else ()
    if isinstance(node, ListNode):
        return tuple(str(each.text) for each in node.items if isinstance(each, ScalarNode))
    return ()


def _only(before: Sheet, after: Sheet, place: Place, values: Sequence[str]) -> bool:
    """Tell whether an edit did what was asked and nothing else: the seat belt of every edit."""
    if before.root is None or after.root is None or after.values(place) != tuple(values):
        return False
    own = _path(before.root, place)
    kept = [
        [each for each in _flat(root, ()) if each[0][: len(own)] != own] for root in (before.root, after.root)
    ]
    return kept[0] == kept[1]


def _path(root: Node, place: Place) -> tuple[str, ...]:
    """Give a place in the words of `_flat`."""
    made: list[str] = []
    node: Node | None = root
    for step in place:
        if isinstance(step, int) and isinstance(node, MapNode) and 0 <= step < len(node.pairs):
            made.append(str(node.pairs[step].key))
        else:
            made.append(str(step))
        node = None if node is None else _child(node, step)
    return tuple(made)


def _flat(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    match node:
        case ScalarNode():
            yield path, str(node.text)
        case ListNode():
            for number, item in enumerate(node.items):
                yield from _flat(item, (*path, str(number)))
        case MapNode():
            for pair in node.pairs:
                yield from _flat(pair.value, (*path, english("keys", pair.key) or str(pair.key)))


def _written(sheet: Sheet, place: Place, values: Sequence[str], spelled: Sequence[str]) -> list[str]:
    """Give the lines with a value written at a place, spelled plainly or in quotes."""
    lines = sheet.text.split("\n")
    node = sheet.node(place)
    if node is None:
        return _inserted(sheet, lines, place, spelled)
    if not values:
        first, last = _lines_of_key(sheet, place)
        return [*lines[: first - 1], *lines[last:]]
    if isinstance(node, ScalarNode) and len(values) == 1:
        return _scalar(lines, node, spelled[0])
    if isinstance(node, ListNode) and not node.flow:
        return _block_list(lines, node, values, spelled)
    return _in_brackets(lines, node, spelled)


def _scalar(lines: list[str], node: ScalarNode, value: str) -> list[str]:
    at, begin, end = node.whole.line - 1, node.whole.column - 1, node.whole.end_column - 1
    line = lines[at]
    if node.style in ("literal", "folded"):
        first = lines[at + 1] if node.last > at + 1 else ""
        lead = first[: len(first) - len(first.lstrip())] or " " * (len(line) - len(line.lstrip()) + _STEP)
        body = [lead + each if each else "" for each in value.split("\n")]
        return [*lines[: at + 1], *body, *lines[node.last :]]
    if "\n" in value:
        raise Uneditable
    if node.style == "empty":
        colon = line.index(":", end)
        return [*lines[:at], f"{line[: colon + 1]} {value}{line[colon + 1 :]}", *lines[at + 1 :]]
    if node.last > node.whole.line:
        closing = lines[node.last - 1]
        tail = closing[comment_start(closing, 0) :]
        return [*lines[:at], line[:begin] + value + (f"  {tail}" if tail else ""), *lines[node.last :]]
    return [*lines[:at], line[:begin] + value + line[end:], *lines[at + 1 :]]


def _block_list(lines: list[str], node: ListNode, values: Sequence[str], spelled: Sequence[str]) -> list[str]:
    """Write a list of lines anew: what stays keeps its lines, with every comment between them."""
    old = [str(each.text) if isinstance(each, ScalarNode) else "" for each in node.items]
    dash = lines[node.source.line - 1]
    lead = dash[: len(dash) - len(dash.lstrip())] + "- "
    made = list(lines)
    for a, b, c, d in reversed(edits(old, values)):
        first = node.items[a].source.line if a < len(old) else last_line(node.items[-1]) + 1
        last = last_line(node.items[b - 1]) if b > a else first - 1
        made[first - 1 : last] = [lead + each for each in spelled[c:d]]
    return made


def _in_brackets(lines: list[str], node: Node, values: Sequence[str]) -> list[str]:
    """Write one value or a list in brackets as a list in brackets."""
    source = node.whole if isinstance(node, ScalarNode) else node.source
    at, last = source.line - 1, last_line(node)
    written = f"[{', '.join(values)}]"
    if last == source.line:
        line = lines[at]
        return [
            *lines[:at],
            line[: source.column - 1] + written + line[source.end_column - 1 :],
            *lines[at + 1 :],
        ]
    closing = lines[last - 1]
    end = closing.find("]")
    if end < 0:
        last += 1
        closing = lines[last - 1]
        end = closing.find("]")
    return [*lines[:at], lines[at][: source.column - 1] + written + closing[end + 1 :], *lines[last:]]


def _inserted(sheet: Sheet, lines: list[str], place: Place, values: Sequence[str]) -> list[str]:
    """Write a value under keys that are not there yet, where the official order has them."""
    if not values:
        return lines
    depth = next(n for n in range(len(place)) if sheet.node(place[: n + 1]) is None)
    owner, shape = sheet.node(place[:depth]), shape_at(place[:depth])
    if isinstance(shape, WordOrKeys):
        shape = shape.keys
    if not isinstance(owner, MapNode) or not owner.pairs or not isinstance(shape, Keys):
        raise Uneditable(place)
    column = owner.pairs[0].key.source.column - 1
    written = values[0] if len(values) == 1 else f"[{', '.join(values)}]"
    block = [
        f"{' ' * (column + _STEP * n)}{in_lang('keys', str(step), sheet.lang)}:"
        for n, step in enumerate(place[depth:])
    ]
    block[-1] += f" {written}"
    after = _after(owner, shape.rows, str(place[depth]))
    return [*lines[:after], *block, *lines[after:]]


def _after(owner: MapNode, rows: Sequence[Key], name: str) -> int:
    """Give the line after which a new key stands: behind the last one that comes before it, or the first."""
    order = {row.name: number for number, row in enumerate(rows)}
    before = [pair for pair in owner.pairs if order.get(english("keys", pair.key) or "", 0) < order[name]]
    last = before[-1] if before else owner.pairs[0]
    return max(last.key.source.line, last_line(last.value))


def _lines_of_key(sheet: Sheet, place: Place) -> tuple[int, int]:
    """Give the first and the last line of a key with all that hangs on it."""
    owner, step = sheet.node(place[:-1]), place[-1]
    if owner is None or isinstance(step, int):
        raise Uneditable(place)
    pair = _pair(owner, step)
    if pair is None or (pair is _pairs(owner)[0] and place[:-1]):
        raise Uneditable(place)
    return pair.key.source.line, max(pair.key.source.line, last_line(pair.value))


def _lines_of_entry(lines: list[str], owner: ListNode | MapNode, number: int) -> tuple[int, int]:
    if isinstance(owner, MapNode):
        pair = owner.pairs[number]
        return pair.key.source.line, max(pair.key.source.line, last_line(pair.value))
    node = owner.items[number]
    first = node.source.line
    while lines[first - 1].lstrip()[:1] != "-" and first > 1:
        first -= 1
    return first, last_line(node)


def _added(sheet: Sheet, place: Place, lines: Sequence[str]) -> list[str]:
    kept = sheet.text.split("\n")
    node = sheet.node(place)
    if node is None:
        root = sheet.root
        if root is None or len(place) != 1:
            raise Uneditable(place)
        after = _after(root, ITEM.rows, str(place[0]))
        key = f"{in_lang('keys', str(place[0]), sheet.lang)}:"
        return [*kept[:after], "", key, *[f"{' ' * _STEP}{each}" for each in lines], *kept[after:]]
    if not isinstance(node, ListNode | MapNode) or (isinstance(node, ListNode) and node.flow):
        raise Uneditable(place)
    column = node.source.column - 1
    after = last_line(node)
    return [*kept[:after], *[" " * column + each for each in lines], *kept[after:]]
