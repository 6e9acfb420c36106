"""The addresses of the counter: clerks go there; what a number can be is asked at the issue window too."""

from __future__ import annotations

from functools import partial
from typing import Final

from web.counter import begin, call, files, look, number, pages, start
from web.route import Answer, Route, only

__all__ = ["ROUTES"]

_CLERK: Final = only("clerk")
_WINDOWS: Final = only("clerk", "issuer")
_ITEM: Final = "/counter/items/{code}"
_CASE: Final = "/counter/cases/{number}"
_NUMBER: Final = "/counter/number"


def _act(verb: str, answer: Answer) -> Route:
    return Route(
        path=f"{_CASE}/{verb}",
        name=f"counter-{verb}",
        rule=_CLERK,
        answer=answer,
        method="POST",
        takes="upload" if verb == "files" else "form",
    )


ROUTES: Final = (
    Route(path="/counter", name="counter", rule=_CLERK, answer=start.start),
    Route(path=_ITEM, name="counter-ask", rule=_CLERK, answer=begin.ask),
    Route(path=_ITEM, name="counter-begin", rule=_CLERK, answer=begin.begin, method="POST", takes="form"),
    Route(path=_CASE, name="counter-case", rule=_CLERK, answer=pages.show),
    Route(path=_CASE, name="counter-look", rule=_CLERK, answer=look.look, method="POST", takes="form"),
    *(_act(verb, partial(pages.act, verb)) for verb in pages.OFFERED),
    _act("files", files.taken_in),
    _act("mandate", files.mandated),
    Route(
        path="/counter/queue/{number}/{what}",
        name="counter-queue",
        rule=_CLERK,
        answer=call.serve,
        method="POST",
        takes="form",
    ),
    Route(path=_NUMBER, name="number", rule=_WINDOWS, answer=number.number),
    Route(path=_NUMBER, name="number-sent", rule=_WINDOWS, answer=number.number, method="POST", takes="form"),
)
