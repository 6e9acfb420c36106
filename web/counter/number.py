"""What a number can be: asked of plug-ins at the counter, posted, so that it stands in no address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from engine.center import Called
from web.page import page
from web.route import Visit

__all__ = ["number"]

_LONGEST: Final = 64


def number(visit: Visit) -> Response:
    """Say what kind of document a number can belong to; it is posted, so that it stands in no address."""
    sent = visit.form.one("number").strip()[:_LONGEST]
    called = visit.house.center.identify(sent) if sent else ()
    return page(visit, "plugin/number.html", number=sent, kinds=[_kind(visit, each) for each in called])


def _kind(visit: Visit, called: Called) -> Mapping[str, object]:
    found = called.answer
    if found is None:
        return {"silent": called.plugin}
    born = "" if found.born_on is None else found.born_on.isoformat()
    return {"name": found.en if visit.lang == "en" else found.zh, "sound": found.sound, "born": born}
