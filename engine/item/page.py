"""A page being read: its lines, how far the reading has come, what was found wrong.

`engine.item.blocks` and `engine.item.inline` share one `Page`. Lines and columns count from 0 here and from 1
in every `Source`. `indents` is the indentation that counts (a tab or a full-width space as two), `starts` the
character at which a line's content begins; both move to the right when a `- ` is consumed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from engine.fault import Cure, Fault, FaultKind
from engine.item import source_faults as kinds
from engine.item.node import ScalarNode, Style
from engine.item.signs import ODD_SPACES, KeyAt, key_at, quote
from engine.source import Source, Text
from engine.vocabulary import has

__all__ = ["INVISIBLE", "MAX_DEPTH", "MAX_NODES", "Page", "Stop"]

MAX_DEPTH: Final = 32
MAX_NODES: Final = 20_000
_WIDE_DASHES: Final = "－—–﹣"
_BLANKS: Final = " \t" + ODD_SPACES
_ODD: Final = frozenset("\t" + ODD_SPACES)
# Format, bidirectional and private control characters: YAML forbids some, the others only deceive.
INVISIBLE: Final = (
    "\x00-\x08\x0b-\x0d\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)


class Stop(Exception):
    """Reading cannot go on: too deep or too many nodes; the fault is already noted."""


class Page:
    """The lines of one text and the state of reading them."""

    def __init__(self, path: str, lines: list[str], dirty: Mapping[int, str]) -> None:
        self.path = path
        self.lines = lines
        self.dirty = dirty
        self.at = 0
        self.starts: dict[int, int] = {}
        self.indents: dict[int, int] = {}
        self.faults: list[Fault] = []
        self.nodes = 0

    def place(self, line: int, start: int, end: int) -> Source:
        """Give the place of the characters from `start` to `end` of a line; never empty."""
        stop = end + 1 if end > start else start + 2
        return Source(path=self.path, line=line + 1, column=start + 1, end_column=stop)

    def fault(
        self,
        kind: FaultKind,
        source: Source,
        values: Mapping[str, str] | None = None,
        *,
        cure: str | None = None,
        cure_at: Source | None = None,
        also: Source | None = None,
    ) -> None:
        """Note a fault; `cure` replaces the stretch `cure_at` (by default the fault's own)."""
        done = None if cure is None else Cure(source=cure_at or source, text=cure)
        self.faults.append(Fault(kind=kind, source=source, values=values or {}, also=also, cure=done))

    def count(self, source: Source) -> None:
        """Count one node and stop when there are too many."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fault(kinds.TOO_LARGE, source, {"limit": f"{MAX_NODES} 项（nodes）"})
            raise Stop

    def deeper(self, depth: int, source: Source) -> None:
        """Stop when a list or map would lie too deep."""
        self.count(source)
        if depth > MAX_DEPTH:
            self.fault(kinds.TOO_DEEP, source, {"limit": str(MAX_DEPTH)})
            raise Stop

    def peek(self) -> int | None:
        """Go to the next line with content and give its number, or nothing at the end."""
        number, lines, starts = self.at, self.lines, self.starts
        end = len(lines)
        while number < end:
            start = starts.get(number)
            if start is None:
                start = self._open(number)
            sign = lines[number][start : start + 1]
            if sign and sign != "#":
                self.at = number
                return number
            number += 1
        self.at = number
        return None

    def blank(self, number: int) -> bool:
        """Tell whether a line holds nothing but spaces (tabs and full-width ones are noted)."""
        if number not in self.starts:
            self._open(number)
        return not self.lines[number].strip(_BLANKS)

    def _open(self, number: int) -> int:
        """Measure where a line begins."""
        line = self.lines[number]
        start = len(line) - len(line.lstrip(" "))
        if line[start : start + 1] not in _ODD:
            self.starts[number] = self.indents[number] = start
            return start
        start = len(line) - len(line.lstrip(_BLANKS))
        lead = line[:start]
        width = start + lead.count("\t") + lead.count("\u3000")
        if "\t" in lead:
            width = self._beside(number, width)
        self.starts[number], self.indents[number] = start, width
        self.odd_space(number, 0, start, " " * width)
        return start

    def _beside(self, number: int, width: int) -> int:
        """Give the indentation that a line with a tab was meant to have: beside a line above without one."""
        for above in reversed(self.lines[:number]):
            content = above.strip()
            if not content or content[0] == "#":
                continue
            lead = above[: len(above) - len(above.lstrip())]
            if lead.strip(" "):
                return width
            beside = len(lead) + (2 if content.startswith("- ") else 0)
            return beside + 2 if content.endswith((":", "|")) else beside
        return width

    def odd_space(self, number: int, start: int, end: int, cure: str) -> None:
        """Note a tab or full-width space in a stretch that may only hold spaces."""
        if start >= end:
            return
        stretch = self.lines[number][start:end]
        if not stretch.strip(" "):
            return
        kind = kinds.TAB if "\t" in stretch else kinds.FULL_WIDTH_SPACE
        self.fault(kind, self.place(number, start, end), cure=cure)

    def tabs(self, number: int, start: int, end: int) -> None:
        """Note every stretch of tabs inside a text."""
        if "\t" in self.lines[number][start:end]:
            for found in re.finditer("\t+", self.lines[number][:end]):
                if found.start() >= start:
                    self.fault(kinds.TAB, self.place(number, *found.span()), cure=" ")

    def is_dash(self, number: int) -> bool:
        """Tell whether a list entry begins at the content of this line."""
        line, start = self.lines[number], self.starts[number]
        sign, after = line[start], line[start + 1 : start + 2]
        if sign == "-":
            return after == "" or after in _BLANKS or (is_name_start(after) and not self._double(line, start))
        return sign in _WIDE_DASHES and not self._double(line, start)

    @staticmethod
    def _double(line: str, start: int) -> bool:
        return line[start + 1 : start + 2] in ("-", *_WIDE_DASHES)

    def take_dash(self, number: int) -> None:
        """Step over the `- ` of a list entry; the rest of the line becomes its content."""
        line, start = self.lines[number], self.starts[number]
        stop = start + 1
        while stop < len(line) and line[stop] in _BLANKS:
            stop += 1
        gap = line[start + 1 : stop]
        source = self.place(number, start, start + 1)
        if line[start] != "-":
            self.fault(
                kinds.FULL_WIDTH_SIGN,
                source,
                {"sign": line[start], "right": "- "},
                cure="- ",
                cure_at=self.place(number, start, stop),
            )
        elif not gap and stop < len(line):
            self.fault(kinds.MISSING_SPACE, source, {"sign": "-"}, cure="- ")
        elif stop < len(line):
            self.odd_space(number, start + 1, stop, " " * len(gap))
        self.starts[number] = stop
        self.indents[number] += 1 + max(len(gap), 1)

    def key(self, number: int, *, names: bool) -> KeyAt | None:
        """Find the key at the content of a line; under `names` any word may be one."""
        return key_at(self.lines[number], self.starts[number], known_key if not names else bool)

    def text(
        self, value: str, line: int, start: int, end: int, *, exact: bool = True, indent: int = 0
    ) -> Text:
        """Make a text with its place, in NFC; characters already reported as invisible are left out."""
        if not unicodedata.is_normalized("NFC", value):
            value, exact = unicodedata.normalize("NFC", value), False
        if self.dirty and any(sign in value for sign in self.dirty.values()):
            value = "".join(sign for sign in value if sign not in self.dirty.values())
            exact = False
        return Text(value, self.place(line, start, end), indent=indent, exact=exact)

    def scalar(
        self, value: str, line: int, start: int, end: int, *, style: Style = "plain", exact: bool = True
    ) -> ScalarNode:
        """Make a scalar on one line."""
        text = self.text(value, line, start, end, exact=exact)
        self.count(text.source)
        whole = text.source
        if style == "quoted":
            whole = self.place(line, start - 1, end + 1)
        return ScalarNode(text=text, style=style, whole=whole, last=line + 1)

    def empty(self, source: Source) -> ScalarNode:
        """Make the scalar of a key or dash with nothing behind it."""
        self.count(source)
        return ScalarNode(text=Text("", source), style="empty", whole=source, last=source.line)

    def must_quote(self, line: int, start: int, end: int) -> ScalarNode:
        """Note a text that begins with a sign, and read it as if it were quoted."""
        raw = self.lines[line][start:end].rstrip(_BLANKS)
        end = start + len(raw)
        self.fault(
            kinds.STARTS_WITH_SIGN,
            self.place(line, start, start + 1),
            {"sign": raw[0]},
            # A text may begin with these; behind other signs stands likelier an expression.
            cure=quote(raw) if raw[0] in "{\"'%@`" else None,
            cure_at=self.place(line, start, end),
        )
        return self.scalar(raw, line, start, end)


def known_key(text: str) -> bool:
    """Tell whether a text is one of our keys, in either language."""
    return has("keys", text)


def is_name_start(sign: str) -> bool:
    """Tell whether a sign can only begin a name (so that a dash before it opens a list entry)."""
    return sign.isalpha() and not sign.isascii()
