"""May I submit? Somebody types what their own papers say and is told everything at once; nothing is kept.

The answers travel in the body of a form and are forgotten with the page: no session, no draft, no address
that says who somebody is (guarantees 6).
"""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from engine.rules.model import Rulebook
from web.page import page, refused
from web.route import Visit
from web.said import named
from web.sheet.carried import carried
from web.sheet.entry import entry_of, typed_in
from web.sheet.flat import flat
from web.shelf import Missing

__all__ = ["ask", "told"]

_HOWS: Final = ("paper", "absent")


def ask(visit: Visit) -> Response:
    """Show the fields, with the answers of the guide filled in."""
    book = visit.house.shelf.book(visit.path["code"], visit.today)
    if isinstance(book, Missing):
        return refused(visit, 404)
    laid = flat(book, {"facts": carried(visit, book), "materials": {}}, {})
    return _shown(visit, book, {name: text for name, text in laid.items() if name.startswith("fact:")})


def told(visit: Visit) -> Response:
    """Check what was typed, and tell it all at once."""
    book = visit.house.shelf.book(visit.path["code"], visit.today)
    if isinstance(book, Missing):
        return refused(visit, 404)
    return _shown(visit, book, typed_in(book, visit.form), asked=True)


def _shown(visit: Visit, book: Rulebook, typed: dict[str, str], *, asked: bool = False) -> Response:
    entry = entry_of(book, typed, visit.today, visit.lang, visit.house.center.asker(book))
    return page(
        visit,
        "apply/told.html" if visit.fragment else "apply/precheck.html",
        code=book.item,
        name=named(book, visit.lang),
        entry=entry,
        told=entry.told,
        asked=asked,
        hows={look.name: _HOWS for look in entry.looks},
        online=visit.house.office is not None,
    )
