"""Every address of the pages, reader by reader; who may go where stands in the rows (guarantees G17).

The order tells nothing: no address is one of two rows (`tests/web/test_routes.py`).
"""

from __future__ import annotations

from typing import Final

from web import health, plugin_pages
from web.admin import routes as admin
from web.apply import routes as apply
from web.board import routes as board
from web.citizen import routes as citizen
from web.counter import routes as counter
from web.desk import routes as desk
from web.door import second_step, sign_in
from web.hall import routes as hall
from web.route import Route
from web.studio import routes as studio

__all__ = ["ROUTES"]

ROUTES: Final[tuple[Route, ...]] = (
    *citizen.ROUTES,
    *apply.ROUTES,
    *hall.ROUTES,
    *counter.ROUTES,
    *desk.ROUTES,
    *board.ROUTES,
    *studio.ROUTES,
    *admin.ROUTES,
    *sign_in.ROUTES,
    *second_step.ROUTES,
    *plugin_pages.ROUTES,
    *health.ROUTES,
)
