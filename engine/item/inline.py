"""Reads a value that begins on the line of its key or dash: plain, quoted, in brackets.

Each function takes the page, the line and the column where the value begins, moves the page behind the value
and gives its node. `parent` is the indentation of the key or dash: deeper lines may continue the value.
"""

from __future__ import annotations

import re
from typing import Final

from engine.dataclass import replace
from engine.item import source_faults as kinds
from engine.item.node import ListNode, MapNode, Node, Pair, ScalarNode
from engine.item.page import Page
from engine.item.signs import (
    ODD_SPACES,
    closing_quote,
    comment_start,
    is_cjk,
    key_at,
    matching_bracket,
    quote,
    unescape,
)

__all__ = ["inline"]

_COLON_IN_TEXT: Final = re.compile(r":(?=[ \t\u3000\xa0]|$)")
_ANCHOR: Final = re.compile(r"[&*!][^\s,\[\]{}]*")
_FLOW_WORD: Final = re.compile(r"[^,\[\]{}，］]+")
_MARK: Final = re.compile(r"[-?:](\s|$)")
_NOT_FIRST: Final = "%@`,]}&*!|>"
_BLANKS: Final = " \t" + ODD_SPACES


def inline(page: Page, line: int, start: int, parent: int, depth: int) -> Node:
    """Read the value that begins at `start` of a line (block scalars excepted)."""
    sign = page.lines[line][start]
    if sign in "\"'":
        page.at = line + 1
        return _quoted(page, line, start)
    if sign in "[［":
        return _bracketed(page, line, start, parent, depth)
    if sign == "{":
        page.at = line + 1
        return _braced(page, line, start, parent)
    if sign in "&*!" and (anchor := _ANCHOR.match(page.lines[line], start)) and len(anchor.group()) > 1:
        return _anchored(page, line, start, anchor.end(), parent, depth)
    return _plain(page, line, start, parent)


def _plain(page: Page, line: int, start: int, parent: int) -> ScalarNode:
    page.at = line + 1
    text = page.lines[line]
    stop = comment_start(text, start)
    raw = text[start:stop].rstrip(" \t")
    end = start + len(raw)
    if raw[0] in _NOT_FIRST or _MARK.match(raw):
        return page.must_quote(line, start, end)
    if raw != raw.rstrip(_BLANKS):
        kept = raw.rstrip(_BLANKS)
        page.odd_space(line, start + len(kept), end, "")
        raw, end = kept, start + len(kept)
    page.tabs(line, start, end)
    page.odd_space(line, end, stop, " " * (stop - end))
    if ":" in raw and _COLON_IN_TEXT.search(raw):
        _colon_in_text(page, line, start, raw)
    if stop < len(text):
        _hash(page, line, start, stop)
        return page.scalar(raw, line, start, end)
    more = _continuation(page, line, parent)
    if not more:
        return page.scalar(raw, line, start, end)
    folded = page.scalar(_join([raw, *more]), line, start, end, exact=False)
    return replace(folded, last=line + 1 + len(more))


def _colon_in_text(page: Page, line: int, start: int, raw: str) -> None:
    found = _COLON_IN_TEXT.search(raw)
    assert found is not None
    around = raw[: found.start()][-1:] + raw[found.end() :].lstrip()[:1]
    chinese = any(is_cjk(sign) for sign in around)
    cure = re.sub(r":(?:[ \t\u3000\xa0]+|$)", "：", raw) if chinese else quote(raw)
    at = start + found.start()
    page.fault(
        kinds.COLON_IN_TEXT,
        page.place(line, at, at + 1),
        cure=cure,
        cure_at=page.place(line, start, start + len(raw)),
    )


def _hash(page: Page, line: int, start: int, at: int) -> None:
    text = page.lines[line]
    cut = text[at:].rstrip()
    if len(cut) < 2 or cut[1] in " \t#!":
        return
    page.fault(
        kinds.CUT_BY_HASH,
        page.place(line, at, at + len(cut)),
        {"cut": cut},
        cure=quote(text[start:].rstrip()),
        cure_at=page.place(line, start, len(text.rstrip())),
    )


def _continuation(page: Page, line: int, parent: int) -> list[str]:
    """Take the deeper lines that continue a plain text; blank lines between them are kept as empty."""
    found: list[str] = []
    blanks = 0
    number = line + 1
    while number < len(page.lines):
        if page.blank(number):
            blanks += 1
            number += 1
            continue
        page.at = number
        if page.peek() != number or page.indents[number] <= parent:
            break
        if page.is_dash(number) or page.key(number, names=False):
            break
        text = page.lines[number]
        stop = comment_start(text, page.starts[number])
        if _COLON_IN_TEXT.search(text, page.starts[number], stop):
            break
        page.tabs(number, page.starts[number], stop)
        found.extend([""] * blanks)
        found.append(text[page.starts[number] : stop].rstrip())
        page.at = number + 1
        blanks = 0
        number += 1
        if stop < len(text):
            break
    return found


def _join(lines: list[str]) -> str:
    """Fold lines as YAML does: a line break is a space, a blank line is a line break."""
    text = lines[0]
    blanks = 0
    for each in lines[1:]:
        if not each:
            blanks += 1
            continue
        text += ("\n" * blanks if blanks else " ") + each
        blanks = 0
    return text


def _quoted(page: Page, line: int, start: int) -> ScalarNode:
    text = page.lines[line]
    end = closing_quote(text, start)
    if end is None:
        raw = text[start + 1 :].rstrip()
        page.fault(kinds.OPEN_QUOTE, page.place(line, start, start + 1), {"sign": text[start]})
        return page.scalar(raw, line, start + 1, start + 1 + len(raw))
    if not _nothing_after(text, end + 1):
        return page.must_quote(line, start, comment_start(text, end + 1))
    return _quoted_scalar(page, line, start, end)


def _quoted_scalar(page: Page, line: int, start: int, end: int) -> ScalarNode:
    raw = page.lines[line][start : end + 1]
    value, known = unescape(raw)
    if not known:
        page.fault(kinds.NOT_YAML, page.place(line, start, end + 1), {"found": raw})
    return page.scalar(value, line, start + 1, end, style="quoted", exact=value == raw[1:-1])


def _nothing_after(text: str, position: int) -> bool:
    rest = text[position:]
    return not rest.strip(" ") or (rest[0] == " " and rest.lstrip(" ").startswith("#"))


def _anchored(page: Page, line: int, start: int, end: int, parent: int, depth: int) -> Node:
    text = page.lines[line]
    source = page.place(line, start, end)
    page.fault(kinds.ANCHOR_OR_TAG, source, {"sign": text[start:end]})
    page.at = line + 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    if end >= len(text) or text[end] == "#":
        return page.empty(source)
    page.deeper(depth, source)
    return inline(page, line, end, parent, depth + 1)


def _braced(page: Page, line: int, start: int, parent: int) -> Node:
    text = page.lines[line]
    end = matching_bracket(text, start)
    if end is None:
        page.fault(kinds.OPEN_BRACKET, page.place(line, start, start + 1), {"sign": "{", "right": "}"})
        raw = text[start + 1 :].rstrip()
        return page.scalar(raw, line, start, len(text.rstrip()), exact=False)
    inner = text[start + 1 : end]
    if not _nothing_after(text, end + 1) or not re.search(r"[:：,，]", inner) or "{" in inner:
        return page.must_quote(line, start, comment_start(text, end + 1))
    pairs = _brace_pairs(page, line, start + 1, end)
    column = page.indents[line] if page.starts[line] == start else parent + 2
    broken = ("\n" + " " * column).join(f"{pair.key}: {pair.value.text}" for pair in pairs)
    in_list = page.starts[line] == start
    simple = all(pair.value.style == "plain" and pair.value.text for pair in pairs)
    before = start if in_list else len(text[:start].rstrip(_BLANKS))
    page.fault(
        kinds.FLOW_MAPPING,
        page.place(line, start, end + 1),
        cure=(broken if in_list else "\n" + " " * column + broken) if simple else None,
        cure_at=page.place(line, before, end + 1),
    )
    source = page.place(line, start, end + 1)
    return MapNode(pairs=tuple(Pair(key=pair.key, value=pair.value) for pair in pairs), source=source)


class _Piece(Pair):
    """A pair of a one-line map: its value is a scalar."""

    value: ScalarNode


def _brace_pairs(page: Page, line: int, start: int, end: int) -> list[_Piece]:
    text = page.lines[line]
    pairs = []
    for found in re.finditer(r"[^,，]+", text[start:end]):
        first = start + found.start() + len(found.group()) - len(found.group().lstrip(_BLANKS))
        last = start + found.start() + len(found.group().rstrip(_BLANKS))
        if first >= last:
            continue
        key = key_at(text[:last], first, bool)
        key_end = key.end if key else last
        name = page.text(text[first:key_end], line, first, key_end)
        value_at = key.after if key else last
        while value_at < last and text[value_at] in _BLANKS:
            value_at += 1
        value = page.scalar(text[value_at:last], line, min(value_at, last - 1), last)
        pairs.append(_Piece(key=name, value=value))
    return pairs


def _bracketed(page: Page, line: int, start: int, parent: int, depth: int) -> Node:
    text = page.lines[line]
    end = matching_bracket(text, start) if text[start] == "[" else None
    if end is not None and (not _nothing_after(text, end + 1) or ".." in text[start:end]):
        page.at = line + 1
        return page.must_quote(line, start, comment_start(text, end + 1))
    node, line, position = _flow_list(page, line, start, parent, depth)
    page.at = line + 1
    rest = page.lines[line]
    if position <= len(rest) and not _nothing_after(rest, position):
        raw = rest[position:].strip(_BLANKS)
        at = rest.index(raw, position)
        page.fault(kinds.NOT_YAML, page.place(line, at, at + len(raw)), {"found": raw})
    return node


def _flow_list(page: Page, line: int, start: int, parent: int, depth: int) -> tuple[ListNode, int, int]:
    """Read a list in brackets; gives the node, and the line and column behind its closing bracket."""
    opened = page.place(line, start, start + 1)
    page.deeper(depth, opened)
    items: list[Node] = []
    position = start + 1
    first_line = line
    need_comma = False
    while True:
        step = _flow_step(page, line, position, parent)
        if step is None:
            page.fault(kinds.OPEN_BRACKET, opened, {"sign": "[", "right": "]"})
            position = len(page.lines[line])
            break
        line, position = step
        sign = page.lines[line][position]
        if sign in "]］":
            _half_width(page, line, position, "]")
            position += 1
            break
        if sign in ",，":
            if not need_comma:
                page.fault(kinds.NOT_YAML, page.place(line, position, position + 1), {"found": sign})
            _half_width(page, line, position, ", ")
            need_comma = False
            position += 1
            continue
        if need_comma:
            page.fault(kinds.NOT_YAML, page.place(line, position, position + 1), {"found": sign})
        item, line, position = _flow_item(page, line, position, parent, depth)
        items.append(item)
        need_comma = True
    end = position if line == first_line else start + 1
    return ListNode(items=tuple(items), flow=True, source=page.place(first_line, start, end)), line, position


def _half_width(page: Page, line: int, position: int, right: str) -> None:
    sign = page.lines[line][position]
    if sign in ",]":
        return
    following = page.lines[line][position + 1 : position + 2]
    cure = right.strip() if following in (" ", "") else right
    page.fault(
        kinds.FULL_WIDTH_SIGN,
        page.place(line, position, position + 1),
        {"sign": sign, "right": right.strip()},
        cure=cure,
    )


def _flow_step(page: Page, line: int, position: int, parent: int) -> tuple[int, int] | None:
    """Go to the next sign inside brackets, over spaces, comments and line ends."""
    while True:
        text = page.lines[line]
        before = position
        while position < len(text) and text[position] in _BLANKS:
            position += 1
        page.odd_space(line, before, position, " " * (position - before))
        if position < len(text) and not (text[position] == "#" and text[position - 1] in _BLANKS):
            return line, position
        page.at = line + 1
        following = page.peek()
        if following is None or page.indents[following] <= parent:
            return None
        if page.key(following, names=False):
            return None
        line, position = following, page.starts[following]


def _flow_item(page: Page, line: int, start: int, parent: int, depth: int) -> tuple[Node, int, int]:
    text = page.lines[line]
    sign = text[start]
    if sign == "[":
        return _flow_list(page, line, start, parent, depth + 1)
    if sign in "\"'":
        end = closing_quote(text, start)
        if end is None:
            page.fault(kinds.OPEN_QUOTE, page.place(line, start, start + 1), {"sign": sign})
            return page.scalar(text[start + 1 :], line, start, len(text)), line, len(text)
        return _quoted_scalar(page, line, start, end), line, end + 1
    found = _FLOW_WORD.match(text, start)
    # Looking for a comment only up to the comma keeps a long line linear.
    stop = comment_start(text, start + 1, found.end() if found else start + 1)
    raw = text[start:stop].rstrip(_BLANKS)
    end = start + len(raw)
    page.odd_space(line, end, stop, "")
    page.tabs(line, start, end)
    if sign in "{}":
        close = matching_bracket(text, start) if sign == "{" else None
        page.fault(kinds.FLOW_MAPPING, page.place(line, start, end))
        stop = start + 1 if close is None else close + 1
    elif sign in "&*!" and len(raw) > 1:
        page.fault(kinds.ANCHOR_OR_TAG, page.place(line, start, end), {"sign": raw})
    elif sign in _NOT_FIRST + "?" or re.match(r"[-:](\s|$)", raw) or sign in "#":
        page.must_quote(line, start, end)
    elif _COLON_IN_TEXT.search(raw):
        _colon_in_text(page, line, start, raw)
    return page.scalar(raw, line, start, end), line, stop
