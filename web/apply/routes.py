"""The addresses of applying without coming, and of what was decided."""

from __future__ import annotations

from typing import Final

from web.apply import counter, files, precheck, results, send, steps
from web.desk import WORKERS
from web.route import ANYBODY, Route, only

__all__ = ["ROUTES"]

_CHECK: Final = "/items/{code}/precheck"
_BEGIN: Final = "/items/{code}/submission"
_STEP: Final = "/submission/{step}"
_COUNTER: Final = "/counter/cases/{number}"
ROUTES: Final = (
    Route(path=_CHECK, name="precheck", rule=ANYBODY, answer=precheck.ask),
    Route(
        path=_CHECK,
        name="precheck-told",
        rule=ANYBODY,
        answer=precheck.told,
        method="POST",
        takes="form",
        tokenless=True,
    ),
    Route(path=_BEGIN, name="apply", rule=ANYBODY, answer=send.start),
    Route(path=_BEGIN, name="apply-begin", rule=ANYBODY, answer=send.begin, method="POST", takes="form"),
    Route(path="/submission", name="apply-tasks", rule=ANYBODY, answer=steps.tasks),
    Route(path="/submission/sent", name="apply-sent", rule=ANYBODY, answer=send.sent),
    Route(
        path="/submission/send",
        name="apply-send",
        rule=ANYBODY,
        answer=send.send,
        method="POST",
        takes="form",
    ),
    Route(
        path="/submission/end", name="apply-end", rule=ANYBODY, answer=send.end, method="POST", takes="form"
    ),
    Route(path=_STEP, name="apply-step", rule=ANYBODY, answer=steps.show),
    Route(path=_STEP, name="apply-save", rule=ANYBODY, answer=steps.save, method="POST", takes="upload"),
    Route(path="/cases/{number}/files/{hash}", name="case-file", rule=ANYBODY, answer=files.of_applicant),
    Route(
        path="/desk/cases/{number}/files/{hash}", name="desk-file", rule=only(*WORKERS), answer=files.of_case
    ),
    Route(
        path=f"{_COUNTER}/files",
        name="counter-files",
        rule=only("clerk"),
        answer=counter.taken_in,
        method="POST",
        takes="upload",
    ),
    Route(
        path=f"{_COUNTER}/mandate",
        name="counter-mandate",
        rule=only("clerk"),
        answer=counter.mandated,
        method="POST",
        takes="form",
    ),
    Route(path="/results", name="results", rule=ANYBODY, answer=results.show),
)
