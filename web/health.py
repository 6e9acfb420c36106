"""Whether this server can do its work, for machines that ask: ready, or what stands against it.

`/livez` says that the process lives, and hangs on nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from engine.case.store.standing import hindrances
from web.metrics import metrics
from web.route import ANYBODY, Route, Visit, only
from web.words import say

__all__ = ["ROUTES", "alive"]

_UNREADY: Final = 503


async def alive(request: Request) -> Response:
    """Say that the process lives."""
    return PlainTextResponse("ok\n")


def ready(visit: Visit) -> Response:
    """Say whether requests may be sent here, how many items there are, and all that stands against it."""
    wrong: list[str] = [*_of_store(visit)]
    count: int | None = None
    try:
        count = len(visit.house.shelf.rows(visit.today))
    except OSError:
        wrong.append("catalog")
    reasons = [{"name": each, "says": say(f"unready_{each}", visit.lang)} for each in wrong]
    said = {"ready": not wrong, "items": count, "reasons": reasons}
    return Response(
        json.dumps(said, ensure_ascii=False) + "\n",
        status_code=_UNREADY if wrong else 200,
        media_type="application/json",
    )


def _of_store(visit: Visit) -> Iterator[str]:
    if visit.house.office is not None:
        yield from hindrances(visit.house.office.store)


ROUTES: Final = (
    Route(path="/readyz", name="ready", rule=ANYBODY, answer=ready),
    Route(
        path="/metrics",
        name="metrics",
        rule=only("operator"),
        answer=metrics,
        local=True,
        scope="figures:read",
    ),
)
