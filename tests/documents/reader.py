"""Reads a page and says what is wrong with how it is built."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["headings", "text_of", "wrong_in"]

_VOID = {"meta", "col", "br"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.named: list[str] = []
        self.levels: list[int] = []
        self.said: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if given.get("aria-labelledby"):
            self.named.append(str(given["aria-labelledby"]))
        if re.fullmatch(r"h\d", tag):
            self.levels.append(int(tag[1]))
        if tag in ("script", "link", "img", "iframe", "object", "form"):
            self.wrong.append(tag)
        self.wrong += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.wrong += [f"{tag} {name}" for name in given if name in ("src", "href", "action")]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.said.append(data)


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


def wrong_in(page: str) -> list[str]:
    """Give what is wrong: tags that do not close, ids twice, names that lead nowhere, anything active."""
    reader = _read(page)
    wrong = [*reader.wrong, *(f"<{tag}>" for tag in reader.open)]
    wrong += [f"id {id}" for id in {*reader.ids} if reader.ids.count(id) > 1]
    wrong += [f"no {id}" for id in reader.named if id not in reader.ids]
    return wrong + ([] if page.count("<style>") == 1 else ["style"])


def headings(page: str) -> list[int]:
    """Give the levels of the headings in their order."""
    return _read(page).levels


def text_of(page: str) -> str:
    """Give what a page says, without spaces."""
    return re.sub(r"\s", "", "".join(_read(page).said))
