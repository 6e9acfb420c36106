"""Where an author's words stand: places in files, and texts that know their place.

Everything that is said to an author points at a line. A `Text` is a plain `str` that also carries its
`Source`; whatever is made from a file keeps it, so that any later stage can point.
"""

from __future__ import annotations

from engine.dataclass import dataclass

__all__ = ["NOWHERE", "Source", "Text", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A stretch of one line of a file; lines and columns count from 1, in Unicode code points.

    `end_column` is exclusive. A stretch over several lines is given by its first line.
    """

    path: str
    line: int
    column: int
    end_column: int


NOWHERE = Source(path="", line=1, column=1, end_column=1)


class Text(str):
    """A text with its place: `source` covers it whole, `at` gives the place of a part of it.

    `indent` is the column of the first character of every line after the first (block scalars), or 0
    when the text stands on one line. `exact` is false where the file spells the text otherwise than it
    reads (escapes, folded lines); then every part is given the place of the whole.
    """

    source: Source
    indent: int
    exact: bool

    def __new__(cls, value: str, source: Source = NOWHERE, *, indent: int = 0, exact: bool = True) -> Text:
        text = super().__new__(cls, value)
        text.source = source
        text.indent = indent
        text.exact = exact
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str, Source], dict[str, object]]:
        return (str(self), self.source), {"indent": self.indent, "exact": self.exact}

    def at(self, start: int, end: int) -> Source:
        """Give the place of the characters from `start` to `end` (exclusive) of this text."""
        if not self.exact:
            return self.source
        line_start = self.rfind("\n", 0, start) + 1
        line = self.source.line + self.count("\n", 0, start)
        base = self.source.column if line_start == 0 else (self.indent or self.source.column)
        line_end = self.find("\n", start)
        stop = end if line_end < 0 else min(end, line_end)
        return Source(
            path=self.source.path,
            line=line,
            column=base + start - line_start,
            end_column=max(base + stop - line_start, base + start - line_start + 1),
        )


def place(text: str) -> Source:
    """Give the place of a text, or nowhere for a text that came from no file."""
    return text.source if isinstance(text, Text) else NOWHERE
