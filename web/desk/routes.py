"""The addresses of the desks and who may go there: an act, whoever the table of events lets do it."""

from __future__ import annotations

from functools import partial
from typing import Final

from engine.case.events.table import EVENTS
from web.case.staff import WORKERS
from web.desk import batches, pages
from web.route import Route, only
from web.sheet.acts import plain, takes_files

__all__ = ["ROUTES"]

_CASE: Final = "/desk/cases/{number}"
_BATCHES: Final = "/desk/batches"
_CARRYING: Final = (*batches.CARRIERS, *batches.SIGNERS)
ROUTES: Final = (
    Route(path="/desk", name="desk", rule=only(*WORKERS), answer=pages.start),
    Route(path=_BATCHES, name="desk-batches", rule=only(*_CARRYING), answer=batches.show),
    Route(path=f"{_BATCHES}/{{batch}}", name="desk-batch", rule=only(*_CARRYING), answer=batches.printed),
    *(
        Route(path=path, name=name, rule=only(*roles), answer=answer, method="POST", takes="form")
        for path, name, roles, answer in (
            (f"{_BATCHES}/hand-over", "desk-batch-hand-over", batches.CARRIERS, batches.hand_over),
            (f"{_BATCHES}/sign", "desk-batch-sign", batches.SIGNERS, batches.sign),
        )
    ),
    Route(path=_CASE, name="desk-case", rule=only(*WORKERS), answer=pages.show),
    Route(path=f"{_CASE}/papers/{{paper}}", name="desk-paper", rule=only(*WORKERS), answer=pages.read),
    Route(path=f"{_CASE}/files/{{hash}}", name="desk-file", rule=only(*WORKERS), answer=pages.open_file),
    Route(
        path=f"{_CASE}/unmask",
        name="desk-unmask",
        rule=only(*WORKERS),
        answer=pages.unmask,
        method="POST",
        takes="form",
    ),
    *(
        Route(
            path=f"{_CASE}/{row.verb}",
            name=f"desk-{row.verb}",
            rule=only(*WORKERS),
            answer=partial(pages.act, row),
            method="POST",
            takes="upload" if takes_files(row) else "form",
        )
        for row in EVENTS.values()
        if not row.begins and plain(row) and {*row.roles} & {*WORKERS}
    ),
)
