"""Reads the lines of an item file into a tree: maps, lists and block texts by their indentation.

The language read here is the part of YAML an item may use; what is outside it is a fault, never a guess. For
a text without faults the tree is the one every YAML reader gives; tests/item/test_text.py holds both side by
side. After a fault reading goes on as the author meant it, so that one pass reports everything.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from engine.item import source_faults as kinds
from engine.item.inline import inline
from engine.item.node import ListNode, MapNode, Node, Pair, ScalarNode, Style
from engine.item.page import Page
from engine.item.signs import ODD_SPACES, KeyAt
from engine.source import Source, Text
from engine.vocabulary import english

__all__ = ["block"]

Names = Literal["no", "here", "below"]
_HEADER: Final = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:(?<=[ \t])#.*)?$")
_BLANKS: Final = " \t" + ODD_SPACES
# A key and a text that no sign makes doubtful: nothing quoted, no comment, no space but plain ones.
_SIMPLE: Final = re.compile(
    r"([^\s\"'&*!%@`,\[\]{}|>#:：?<\-－—–﹣][^#:：\t\u3000\xa0]*+): ++"
    r"([^\s\"'&*!%@`,\[\]{}|>#:?\-［][^#:\t\u3000\xa0]*+)"
)
# Under these keys an author's own names stand as keys, so there any word before a colon is one.
_NAMES_BELOW: Final[dict[str, Names]] = {
    "scenario": "here",
    "form": "here",
    "entry": "here",
    "record": "here",
    "option_notes": "here",
    "decision_tables": "here",
    "inputs": "here",
    "stages": "here",
    "submission": "below",
}


def block(
    page: Page, least: int, depth: int, nowhere: Source, *, dash_at: int = -1, names: Names = "no"
) -> Node:
    """Read the node on the next lines that are indented by `least` or more; `dash_at` allows a list there."""
    number = page.peek()
    if number is None:
        return page.empty(nowhere)
    indent = page.indents[number]
    if indent == dash_at and page.is_dash(number):
        return _list(page, indent, indent, depth, names)
    if indent < least:
        return page.empty(nowhere)
    if page.is_dash(number):
        return _list(page, indent, least, depth, names)
    line, start = page.lines[number], page.starts[number]
    if _SIMPLE.fullmatch(line, start) or (line[start] not in "[{" and page.key(number, names=names != "no")):
        return _map(page, indent, least, depth, names)
    return _value(page, number, page.starts[number], least - 1, depth)


def _list(page: Page, column: int, least: int, depth: int, names: Names) -> ListNode:
    number = page.peek()
    assert number is not None
    source = page.place(number, page.starts[number], page.starts[number] + 1)
    page.deeper(depth, source)
    below: Names = "below" if names == "below" else "no"
    items: list[Node] = []
    while (number := page.peek()) is not None:
        indent = page.indents[number]
        dash = page.is_dash(number)
        if indent < least or (indent <= column and not dash):
            break
        if not dash:
            _stray(page, number)
            continue
        if indent != column:
            _misplaced(page, number, column)
        at = page.place(number, page.starts[number], page.starts[number] + 1)
        page.take_dash(number)
        # After a misplaced dash the entry's own lines are measured from where the dash should stand.
        items.append(block(page, min(column, indent) + 1, depth + 1, at, names=below))
    return ListNode(items=tuple(items), flow=False, source=source)


def _map(page: Page, column: int, least: int, depth: int, names: Names) -> MapNode:
    number = page.peek()
    assert number is not None
    source = page.place(number, page.starts[number], len(page.lines[number]))
    page.deeper(depth, source)
    pairs: list[Pair] = []
    seen: dict[str, Text] = {}
    while (number := page.peek()) is not None:
        indent = page.indents[number]
        if indent < least:
            break
        if indent == column and (simple := _simple_pair(page, number, column, seen)) is not None:
            pairs.append(simple)
            continue
        key = None if page.is_dash(number) else page.key(number, names=names != "no")
        if key is None:
            _stray(page, number)
            continue
        if indent != column:
            _misplaced(page, number, column)
        pairs.append(_pair(page, number, key, min(indent, column), depth, names, seen))
    return MapNode(pairs=tuple(pairs), source=source)


def _simple_pair(page: Page, number: int, column: int, seen: dict[str, Text]) -> Pair | None:
    """Read a pair that stands on one line and holds no doubtful sign, as most of a file do."""
    found = _SIMPLE.fullmatch(page.lines[number], page.starts[number])
    if found is None:
        return None
    page.at = number + 1
    following = page.peek()
    name, value = found[1].rstrip(" "), found[2].rstrip(" ")
    key = page.text(name, number, found.start(1), found.start(1) + len(name))
    if key in seen or (following is not None and page.indents[following] > column):
        # A fault, or a text that goes on below: both are for the long way.
        page.at = number
        return None
    seen[key] = key
    page.count(key.source)
    return Pair(key=key, value=page.scalar(value, number, found.start(2), found.start(2) + len(value)))


def _pair(
    page: Page, number: int, key: KeyAt, column: int, depth: int, names: Names, seen: dict[str, Text]
) -> Pair:
    line = page.lines[number]
    text = page.text(key.text, number, key.start, key.end, exact=not key.quoted)
    page.count(text.source)
    _check_key(page, number, key, text, seen)
    after = key.after
    while after < len(line) and line[after] in _BLANKS:
        after += 1
    if key.sign == "good":
        page.odd_space(number, key.after, after, " ")
    if after >= len(line) or (line[after] == "#" and after > key.after):
        below = names if names == "below" else _NAMES_BELOW.get(english("keys", text) or "", "no")
        page.at = number + 1
        value = block(page, column + 1, depth + 1, text.source, dash_at=column, names=below)
    else:
        value = _value(page, number, after, column, depth + 1)
    return Pair(key=text, value=value)


def _check_key(page: Page, number: int, key: KeyAt, text: Text, seen: dict[str, Text]) -> None:
    if key.sign == "full":
        colon, spaced = page.place(number, key.colon, key.colon + 1), page.lines[number][key.after :]
        cure = ":" if spaced[:1] in (" ", "") else ": "
        page.fault(kinds.FULL_WIDTH_SIGN, colon, {"sign": "：", "right": ":"}, cure=cure)
    elif key.sign == "tight":
        colon = page.place(number, key.colon, key.colon + 1)
        page.fault(kinds.MISSING_SPACE, colon, {"sign": ":"}, cure=": ")
    page.tabs(number, key.start, key.end)
    page.odd_space(number, key.end + key.quoted, key.colon, "")
    if text == "<<" or (not key.quoted and key.text[0] in "&*!"):
        page.fault(kinds.ANCHOR_OR_TAG, text.source, {"sign": str(text)})
    elif not key.quoted and (key.text[0] in "%@`,[]{}|>#:：" or key.text[:2] == "? "):
        page.fault(kinds.STARTS_WITH_SIGN, text.source, {"sign": key.text[0]})
    if text in seen:
        first = seen[text]
        page.fault(
            kinds.DUPLICATE_KEY,
            text.source,
            {"key": str(text), "line": str(first.source.line)},
            also=first.source,
        )
    seen.setdefault(text, text)


def _value(page: Page, number: int, start: int, parent: int, depth: int) -> Node:
    line = page.lines[number]
    if line[start] in "|>" and _HEADER.match(line, start):
        return _block_text(page, number, start, parent)
    return inline(page, number, start, parent, depth)


def _stray(page: Page, number: int) -> None:
    """Note a line that belongs to nothing, and step over it."""
    start = page.starts[number]
    raw = page.lines[number][start:].rstrip()
    page.fault(kinds.NOT_YAML, page.place(number, start, start + len(raw)), {"found": raw[:40]})
    page.at = number + 1


def _misplaced(page: Page, number: int, column: int) -> None:
    """Note a line that is not in line with its neighbours; it is curable when nothing stands before it."""
    start = page.starts[number]
    lead = page.lines[number][:start]
    source = page.place(number, start, start + 1)
    cure = None
    if not lead.strip(" ") and _closes_no_child(page, number, column):
        cure = " " * column
    page.fault(
        kinds.INDENT,
        page.place(number, 0, start) if cure is not None and start else source,
        {"found": str(page.indents[number]), "expected": str(column)},
        cure=cure if start else None,
    )


def _closes_no_child(page: Page, number: int, column: int) -> bool:
    """Tell whether only this one line is out of place, so that moving it alone is certain to be right."""
    following = number + 1
    while following < len(page.lines) and page.blank(following):
        following += 1
    if following == len(page.lines):
        return True
    text = page.lines[following]
    return len(text) - len(text.lstrip()) <= column


def _block_text(page: Page, number: int, start: int, parent: int) -> ScalarNode:
    header = page.lines[number][start:].split("#")[0].strip()
    digits = re.sub(r"\D", "", header)
    indent = max(parent, 0) + int(digits) if digits else None
    first = number + 1
    taken: list[str] = []
    column = indent
    line_number = first
    while line_number < len(page.lines):
        line = page.lines[line_number]
        if not line.strip(_BLANKS) and (column is None or len(line) <= column):
            page.odd_space(line_number, 0, len(line), "")
            taken.append("")
        else:
            lead, width = _lead(line, column)
            if width <= parent:
                break
            if column is None:
                column = width
            page.odd_space(line_number, 0, lead, " " * min(width, column))
            if width < column:
                page.fault(
                    kinds.INDENT,
                    page.place(line_number, 0, lead),
                    {"found": str(width), "expected": str(column)},
                    cure=" " * column,
                )
            taken.append(line[lead:] if width <= column else " " * (width - column) + line[lead:])
        line_number += 1
    page.at = line_number
    return _block_scalar(page, number, start, header, taken, column)


def _lead(line: str, column: int | None) -> tuple[int, int]:
    """Measure the indentation of a line of a block text, up to the column where the text begins."""
    position = width = 0
    while position < len(line) and line[position] in _BLANKS and (column is None or width < column):
        width += 2 if line[position] in "\t\u3000" else 1
        position += 1
    return position, width


def _block_scalar(
    page: Page, number: int, start: int, header: str, taken: list[str], column: int | None
) -> ScalarNode:
    body = list(taken)
    while body and not body[-1]:
        body.pop()
    style: Style = "literal" if header[0] == "|" else "folded"
    value = "\n".join(body) if style == "literal" else _fold(body)
    tail = len(taken) - len(body)
    if "+" in header:
        value += "\n" * (tail + 1 if body else tail)
    elif "-" not in header and body and (tail or page.at < len(page.lines)):
        value += "\n"
    inner = (column or 0) + 1
    whole = page.place(number, start, start + len(header))
    exact = style == "literal" or len(body) <= 1
    place = Source(
        path=page.path,
        line=number + 2,
        column=inner,
        end_column=inner + max(len(body[0]) if body else 0, 1),
    )
    if not body:
        place = whole
    page.count(whole)
    text = page.text(value, 0, 0, 0, exact=exact, indent=inner)
    text.source = place
    return ScalarNode(text=text, style=style, whole=whole, last=number + 1 + len(body))


def _fold(lines: list[str]) -> str:
    """Fold a `>` text as YAML does: neighbours join with a space unless one of them is indented further."""
    text = ""
    breaks = 0
    previous: str | None = None
    for line in lines:
        if not line:
            breaks += 1
            continue
        if previous is None:
            text += "\n" * breaks
        elif previous[0] in " \t" or line[0] in " \t":
            text += "\n" * (breaks + 1)
        else:
            text += "\n" * breaks if breaks else " "
        text += line
        previous, breaks = line, 0
    return text
