"""The addresses of the board: supervisors alone go there."""

from __future__ import annotations

from typing import Final

from web.board import cases, start
from web.route import Route, only

__all__ = ["ROUTES"]

ROUTES: Final = (
    Route(path="/board", name="board", rule=only("supervisor"), answer=start.start),
    Route(path="/board/cases", name="board-cases", rule=only("supervisor"), answer=cases.cases),
)
