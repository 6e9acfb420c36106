"""The papers of a case for programs: which there are, and each as the page that is printed."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.state import Owed
from engine.center.papers import paper
from web.api.opened import opened, tag
from web.api.operation import Call, Denied, Operation, answered
from web.api.schemas import TEXT, ref
from web.case.opened import Opened
from web.case.papers import POLICY, of_applicant, printed
from web.case.staff import WORKERS
from web.route import only
from web.said import term

__all__ = ["OPERATIONS"]


def papers(call: Call) -> Response:
    """Give the papers of a case; an applicant sees those that go to them."""
    mine = opened(call)
    rows = [
        {
            "id": _id(each),
            "paper": each.paper,
            "name": term("paper", each.paper, call.lang),
            "number": each.number,
            "digest": each.kept,
        }
        for each in _theirs(mine)
    ]
    return answered(call, {"papers": rows}, tag=tag(mine.state))


def one(call: Call) -> Response:
    """Give one paper as it is printed; that it was read is recorded."""
    mine = opened(call)
    owed = next((each for each in _theirs(mine) if _id(each) == call.path["paper"]), None)
    made = None if owed is None else paper(mine.office, mine.case, owed, mine.actor, call.now, call.lang)
    if owed is None or made is None:
        raise Denied("unknown-case")
    name = quote(f"{_id(owed)}.html")
    return Response(
        printed(call.house, mine.state, owed, made),
        media_type="text/html; charset=utf-8",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Security-Policy": POLICY,
            "Content-Language": call.lang,
        },
    )


def _theirs(mine: Opened) -> tuple[Owed, ...]:
    if mine.actor.role != "applicant":
        return mine.state.papers
    return of_applicant(mine.state.papers)


def _id(owed: Owed) -> str:
    return f"{owed.sequence}-{owed.paper}"


OPERATIONS: Final = (
    Operation(
        path="/cases/{number}/papers",
        id="case-papers",
        rule=only(*WORKERS),
        scope="cases:read",
        coded=True,
        zh="一个办件的文书",
        en="The papers of a case.",
        answer=papers,
        gives=ref("Papers"),
    ),
    Operation(
        path="/cases/{number}/papers/{paper}",
        id="case-paper",
        rule=only(*WORKERS),
        scope="cases:read",
        coded=True,
        zh="一份文书，可以直接打印",
        en="One paper, ready to print.",
        answer=one,
        gives=TEXT,
        media="text/html",
    ),
)
