"""Reads the bytes of an item file safely into a tree of nodes with places, and tells all faults of the text.

Nothing that an author can write may stop us, surprise us or cost time: size, encoding and invisible signs
are checked before the first line is read, depth and number of nodes while reading. Every scalar stays a text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.dataclass import dataclass
from engine.fault import Cure, Fault
from engine.item import source_faults as kinds
from engine.item.blocks import block
from engine.item.node import MapNode, Node
from engine.item.page import INVISIBLE, Page, Stop
from engine.source import Source

__all__ = ["MAX_BYTES", "Tree", "decode", "read"]

MAX_BYTES: Final = 256 * 1024
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_MARK: Final = re.compile(r"(?:---|\.\.\.)(?=[ \t]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The text of a file, its tree (None if nothing could be read) and what is wrong with the text."""

    text: str
    root: MapNode | None
    faults: tuple[Fault, ...]


def read(data: bytes, path: str) -> Tree:
    """Read the bytes of an item file; never raises."""
    if len(data) > MAX_BYTES:
        return Tree(text="", root=None, faults=(_too_large(data, path),))
    text, faults = decode(data, path)
    if text is None:
        return Tree(text="", root=None, faults=tuple(faults))
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    invisible, dirty = _invisible(lines, path)
    faults.extend(invisible)
    page = Page(path, lines, dirty)
    _one_document(page)
    root = _root(page)
    faults.extend(page.faults)
    faults.sort(key=lambda fault: (fault.source.line, fault.source.column))
    return Tree(text=text, root=root, faults=tuple(faults))


def decode(data: bytes, path: str) -> tuple[str | None, list[Fault]]:
    """Decode UTF-8, with or without a byte-order mark; a text in GBK is read too, with a fault."""
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    source = Source(path=path, line=line, column=column, end_column=column + 1)
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError:
        text = None
    guess = "（像是 GBK）" if text is not None else ""
    return text, [Fault(kind=kinds.NOT_UTF8, source=source, values={"guess": guess})]


def _too_large(data: bytes, path: str) -> Fault:
    line = data.count(b"\n", 0, MAX_BYTES) + 1
    column = len(data[data.rfind(b"\n", 0, MAX_BYTES) + 1 : MAX_BYTES].decode("utf-8", "ignore")) + 1
    source = Source(path=path, line=line, column=column, end_column=column + 1)
    return Fault(kind=kinds.TOO_LARGE, source=source, values={"limit": f"{MAX_BYTES // 1024} KiB"})


def _invisible(lines: list[str], path: str) -> tuple[list[Fault], dict[int, str]]:
    """Find the characters nobody can see; gives the faults and the set of characters found."""
    faults: list[Fault] = []
    found: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        for match in _INVISIBLE.finditer(line):
            sign = match.group()
            found[ord(sign)] = sign
            source = Source(path=path, line=number, column=match.start() + 1, end_column=match.start() + 2)
            name = unicodedata.name(sign, "") or "control character"
            values = {"name": f"U+{ord(sign):04X} {name}"}
            faults.append(
                Fault(
                    kind=kinds.CONTROL_CHARACTER,
                    source=source,
                    values=values,
                    cure=Cure(source=source, text=""),
                )
            )
    return faults, found


def _one_document(page: Page) -> None:
    """Step over directives and a leading `---`; refuse whatever follows the first document."""
    begun = False
    for number, line in enumerate(page.lines):
        if not line or (not begun and line[0] in " \t#"):
            begun = begun or bool(line.strip() and line.strip()[0] != "#")
            continue
        if line[0] == "%" and not begun:
            page.fault(kinds.ANCHOR_OR_TAG, page.place(number, 0, len(line)), {"sign": line[:20]})
            page.lines[number] = ""
        elif _MARK.match(line):
            rest = line[3:].strip()
            if line.startswith("---") and not begun and (not rest or rest.startswith("#")):
                page.lines[number] = ""
                begun = True
                continue
            page.fault(kinds.SEVERAL_DOCUMENTS, page.place(number, 0, 3), {"sign": line[:3]})
            del page.lines[number:]
            return
        else:
            begun = begun or line[0] != "#"


def _root(page: Page) -> MapNode | None:
    nowhere = page.place(0, 0, 1)
    try:
        node: Node = block(page, 0, 1, nowhere)
        while (number := page.peek()) is not None:
            raw = page.lines[number].strip()
            page.fault(kinds.NOT_YAML, page.place(number, 0, len(raw)), {"found": raw[:40]})
            page.at = number + 1
    except Stop:
        return None
    if isinstance(node, MapNode):
        return node
    if all(fault.kind.level == "reminder" for fault in page.faults):
        page.fault(kinds.NOT_YAML, node.source, {"found": _first_words(page)})
    return None


def _first_words(page: Page) -> str:
    for line in page.lines:
        if line.strip():
            return line.strip()[:40]
    return ""
