"""The addresses of the hall: anybody may come."""

from __future__ import annotations

from typing import Final

from web.hall import pages
from web.route import ANYBODY, Route

__all__ = ["ROUTES"]

ROUTES: Final = (
    Route(path="/queue", name="queue", rule=ANYBODY, answer=pages.ask),
    Route(path="/queue", name="queue-take", rule=ANYBODY, answer=pages.take, method="POST", takes="form"),
    Route(path="/queue/{number}", name="queue-number", rule=ANYBODY, answer=pages.waits),
    Route(path="/screen", name="screen", rule=ANYBODY, answer=pages.screen),
)
