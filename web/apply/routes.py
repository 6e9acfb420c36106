"""The addresses of applying without coming; anybody may come."""

from __future__ import annotations

from functools import partial
from typing import Final

from web.apply import precheck, send, steps
from web.route import ANYBODY, Route

__all__ = ["ROUTES"]

_CHECK: Final = "/items/{code}/precheck"
_BEGIN: Final = "/items/{code}/submission"
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
    *(
        Route(
            path=f"/submission/{step}", name=f"apply-{step}", rule=ANYBODY, answer=partial(steps.show, step)
        )
        for step in steps.STEPS
    ),
    *(
        Route(
            path=f"/submission/{step}",
            name=f"apply-{step}-save",
            rule=ANYBODY,
            answer=partial(steps.save, step),
            method="POST",
            takes="upload",
        )
        for step in steps.STEPS[:-1]
    ),
    Route(
        path="/submission/send",
        name="apply-send",
        rule=ANYBODY,
        answer=send.send,
        method="POST",
        takes="form",
    ),
    Route(path="/submission/sent", name="apply-sent", rule=ANYBODY, answer=send.sent),
    Route(
        path="/submission/end", name="apply-end", rule=ANYBODY, answer=send.end, method="POST", takes="form"
    ),
)
