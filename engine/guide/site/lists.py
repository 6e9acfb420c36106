"""The lists of the site: start pages with every item, and files for screens, boards and programs.

Rows in, files out. A start page works without a script: items stand by department and by life event.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.guide.site.model import Row, Site
from engine.guide.to_html import STATIC, Frame, Link, environment, frame_values
from engine.guide.words import Lang, say
from engine.vocabulary import in_lang, words

__all__ = ["lists_of"]

_BOARD = ("code", "name", "department", "limit", "fee", "place", "hours", "consultation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The items under one heading."""

    id: str
    label: str
    items: tuple[Row, ...]


def lists_of(rows: Sequence[Row], site: Site) -> Iterator[tuple[str, bytes]]:
    """Give every list by its path."""
    yield "index.html", _start(rows, site, "zh", large=False)
    yield "large/index.html", _start(rows, site, "zh", large=True)
    yield "en/index.html", _start(rows, site, "en", large=False)
    yield "items.json", _items(rows)
    yield "board.csv", _board(rows)
    yield "board.txt", "".join(_board_line(row) for row in rows).encode()
    for name in ("yici.css", "yici.js", "find.js"):
        yield name, _static(name)


def _start(rows: Sequence[Row], site: Site, lang: Lang, *, large: bool) -> bytes:
    root = "" if lang == "zh" and not large else "../"
    frame = Frame(
        root=root,
        home="index.html",
        center=site.center,
        phone=site.phone,
        large=large,
        script=f"{root}yici.js",
        tools=tuple(_tools(lang, root, large)),
    )
    page = environment().get_template("start.html")
    values = frame_values(frame, lang)
    shelves = _by_department(rows, lang)
    made = page.render(
        values,
        departments=shelves,
        topics=_by_topic(rows, lang),
        count=len(rows),
        n=int(lang == "en"),
        on=site.on.isoformat(),
    )
    return made.encode()


def _tools(lang: Lang, root: str, large: bool) -> Iterator[Link]:
    if lang == "zh":
        where = "index.html" if large else "large/index.html"
        yield Link(href=root + where, label=say("plain" if large else "elder", lang))
    other = "index.html" if lang == "en" else "en/index.html"
    other_lang = "zh-CN" if lang == "en" else "en"
    yield Link(href=root + other, label=say("other_language", lang), lang=other_lang)


def _by_department(rows: Iterable[Row], lang: Lang) -> list[Shelf]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.department[lang == "en"], []).append(row)
    return [Shelf(id=name, label=name, items=tuple(items)) for name, items in found.items()]


def _by_topic(rows: Sequence[Row], lang: Lang) -> list[Shelf]:
    shelves = []
    for topic in words("life_event"):
        items = tuple(row for row in rows if topic.zh in row.topics)
        if items:
            label = in_lang("life_event", topic.en, lang)
            shelves.append(Shelf(id=topic.en, label=label, items=items))
    return shelves


def _items(rows: Iterable[Row]) -> bytes:
    """Give the list for programs: a touch screen shows it, another site may take it over."""
    listed = [{key: part for key, part in row.to_json().items() if key != "search"} for row in rows]
    return (json.dumps({"items": listed}, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _board(rows: Iterable[Row]) -> bytes:
    """Give the list for a notice board as a table; a spreadsheet reads it with its byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_BOARD)
    for row in rows:
        cells = [getattr(row, key) for key in _BOARD]
        writer.writerow(_harmless(cell[0] if isinstance(cell, tuple) else cell) for cell in cells)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def _board_line(row: Row) -> str:
    """Give one line for a display that shows one item after another."""
    return f"{row.name[0]}　{row.limit[0]}　{row.fee[0]}　{row.place}\n"


@lru_cache(maxsize=4)
def _static(name: str) -> bytes:
    return (STATIC / name).read_bytes()
