"""The addresses of citizens: anybody may come; a case opens by its number and code."""

from __future__ import annotations

from functools import partial
from typing import Final

from web.citizen import case, guide, results, start
from web.route import ANYBODY, Route

__all__ = ["ROUTES"]

_CASE: Final = "/cases/{number}"
ROUTES: Final = (
    Route(path="/", name="start", rule=ANYBODY, answer=start.start),
    Route(path="/items/{code}", name="guide", rule=ANYBODY, answer=guide.guide, light=guide.light),
    Route(path="/cases", name="cases", rule=ANYBODY, answer=case.ask),
    Route(path="/cases", name="case-enter", rule=ANYBODY, answer=case.enter, method="POST", takes="form"),
    Route(path=_CASE, name="case", rule=ANYBODY, answer=case.show),
    Route(path=f"{_CASE}/papers/{{paper}}", name="case-paper", rule=ANYBODY, answer=case.read),
    Route(path=f"{_CASE}/files/{{hash}}", name="case-file", rule=ANYBODY, answer=case.open_file),
    *(
        Route(
            path=f"{_CASE}/{verb}",
            name=f"case-{verb}",
            rule=ANYBODY,
            answer=partial(case.act, verb),
            method="POST",
            takes="upload",
        )
        for verb in case.OFFERED
    ),
    Route(path="/results", name="results", rule=ANYBODY, answer=results.show),
)
