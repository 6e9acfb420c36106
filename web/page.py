"""Renders a page for a visit: its template, its words, the frame around it, and what a refusal looks like."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import HTMLResponse, RedirectResponse, Response

from web.house import templates
from web.route import Visit
from web.said import term
from web.words import say, speaker

__all__ = ["REFUSALS", "inside", "page", "redirect", "refused"]

_FRAMED: Final = frozenset({"center", "phone", "large", "w"})
REFUSALS: Final = {
    400: "malformed",
    403: "forged",
    404: "lost",
    405: "lost",
    413: "too_large",
    429: "too_often",
    503: "unavailable",
}


def page(visit: Visit, template: str, *, status: int = 200, **values: object) -> Response:
    """Render a page; a page of somebody's own is never kept by a browser."""
    shown = templates(visit.lang).get_template(template).render(frame(visit), **values)
    headers = {"Vary": "Accept-Language, Cookie, HX-Request"}
    return HTMLResponse(shown, status_code=status, headers=headers)


def frame(visit: Visit) -> dict[str, object]:
    """Give the values that every page has."""
    house = visit.house
    return {
        "visit": visit,
        "w": speaker(visit.lang),
        "term": lambda group, word: term(group, word, visit.lang),
        "english": visit.lang == "en",
        "center": house.name or say("center", visit.lang),
        "phone": house.phone,
        "large": visit.large,
        "person": visit.person,
        "token": lambda: visit.session.token,
        "form_key": lambda: secrets.token_urlsafe(16),
    }


def inside(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of a guide that stands inside our frame, without those that the frame says itself."""
    return {name: value for name, value in values.items() if name not in _FRAMED}


def redirect(address: str) -> Response:
    """Send the browser on after a form was taken: reloading does nothing twice."""
    return RedirectResponse(address, status_code=303)


def refused(visit: Visit, status: int) -> Response:
    """Answer what cannot be answered otherwise; says what to do, never what was sent."""
    kind = REFUSALS.get(status, "malformed" if status < 500 else "our_fault")
    return page(visit, "refused.html", status=status, kind=kind, trace=secrets.token_hex(8))
