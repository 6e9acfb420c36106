"""The table of all operations, area by area, and the routes that are made of it."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.api import acts, cases, check, items, papers
from web.api.describe import described
from web.api.entry import routes
from web.api.operation import JSON, VERSION, Operation
from web.house import House

__all__ = ["OPERATIONS", "api_routes", "document"]

OPERATIONS: Final[tuple[Operation, ...]] = (
    *items.OPERATIONS,
    *check.OPERATIONS,
    *cases.OPERATIONS,
    *acts.OPERATIONS,
    *papers.OPERATIONS,
)


def document() -> bytes:
    """Give the description of all operations, as OpenAPI 3.1."""
    return json.dumps(described(OPERATIONS, version("yici")), ensure_ascii=False, indent=1).encode()


def api_routes(house: House) -> list[Route]:
    """Give the routes of the interface: every operation, and its description."""
    made = document()

    async def description(request: Request) -> Response:
        return Response(made, media_type=JSON)

    return [*routes(house, OPERATIONS), Route(f"{VERSION}/openapi.json", description, name="api-description")]
