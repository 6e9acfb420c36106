"""What can be seen of a page without a browser: does it act by itself, does it need anything from outside.

Text in, two answers out. A page is read as a browser would take its tags; what is in doubt counts as acting.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

__all__ = ["Page", "read_page"]

_ACTING: Final = ("script", "iframe", "object", "embed", "form", "applet", "base")
_TAKES: Final = ("src", "href", "data", "action", "formaction", "poster", "srcset", "xlink:href")


class Page(HTMLParser):
    """A page read through: `acts`, `outside`."""

    def __init__(self) -> None:
        super().__init__()
        self.acts = False
        self.outside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.acts |= tag in _ACTING
        for name, given in attrs:
            value = (given or "").strip().lower()
            acts = name.startswith("on") or name == "http-equiv" or value.startswith("javascript:")
            self.acts |= acts
            self.outside |= not acts and name in _TAKES and not value.startswith(("#", "data:"))


def read_page(content: bytes) -> Page:
    """Read a page."""
    page = Page()
    page.feed(content.decode(errors="replace"))
    page.close()
    return page
