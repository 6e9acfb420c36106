"""A paper as values: who issues it, its number, what it says in blocks, who signs it, where the seal goes.

Made by `engine.documents.write`, shown by `to_html` and `to_pdf`. Every text in it is whole and in one
language, so that a template holds no words and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias
from unicodedata import east_asian_width

from engine.vocabulary import Lang

__all__ = [
    "Block",
    "Bullets",
    "Code",
    "Entry",
    "Facts",
    "Found",
    "Group",
    "Grouped",
    "Line",
    "Note",
    "Paper",
    "Prose",
    "Seal",
    "Table",
    "bullets",
    "columns",
    "to_json",
]

_HALF: Final = 38


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A label and what is said under it."""

    label: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Entries side by side, such as item, applicant, day; `heading` stands above them."""

    entries: tuple[Entry, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph; `heading` stands above it."""

    says: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What nobody may overlook: it stands in a frame."""

    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A short line, and what stands below it if there are several things."""

    says: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Short lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a head that stands again on every page; `widths` are shares of the whole."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding: its number in the whole paper, what is wrong, a tag, and lines with their labels."""

    number: int
    says: str
    tag: str = ""
    lines: tuple[Entry, ...] = ()
    must_label: str = ""
    must: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found about one material or field."""

    name: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """All that was found, by material or field."""

    groups: tuple[Group, ...]


Block: TypeAlias = Facts | Prose | Note | Bullets | Table | Grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What is scanned to look the case up, with its label and the code in letters."""

    text: str
    label: str
    letters: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The place of the seal: whose it is, and the day."""

    organ: str
    on: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper in one language.

    `marks` stand at the top (its number, the case), `to` is who it is addressed to, `signatures` are the
    labels of what is signed by hand and `dated` that of its day, `foot` is small print. `running` and `page`
    (three parts around page and pages) stand at the edge of every sheet.
    """

    kind: str
    form: int
    lang: Lang
    organ: str
    title: str
    marks: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    to: str = ""
    code: Code | None = None
    signatures: tuple[Entry, ...] = ()
    dated: str = ""
    seal: Seal | None = None
    foot: tuple[str, ...] = ()
    running: str = ""
    page: tuple[str, str, str] = ("", " / ", "")


def bullets(heading: str, texts: Iterable[str]) -> Bullets:
    """Give plain lines under a heading."""
    return Bullets(heading=heading, lines=tuple(Line(says=each) for each in texts if each))


def to_json(paper: Paper) -> Mapping[str, Any]:
    """Give a paper as plain values for a template: every block says which it is, what needs a whole line."""
    made = asdict(paper)
    made["blocks"] = [
        {"heading": "", **plain, "block": type(block).__name__.lower()}
        for plain, block in zip(made["blocks"], paper.blocks, strict=True)
    ]
    for block in made["blocks"]:
        for entry in block.get("entries", ()):
            entry["wide"] = columns(entry["label"]) + columns(entry["says"]) > _HALF
    return made


def columns(text: str) -> int:
    """Count how wide a text is, a Chinese character as two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
