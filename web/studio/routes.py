"""The addresses of the studio and who may go there; whose draft it is, the pages themselves look at."""

from __future__ import annotations

from functools import partial
from typing import Final

from web.route import Route
from web.studio import begin, desk, keys, past
from web.studio.reach import BOTH, WRITERS
from web.studio.steps import STEPS

__all__ = ["ROUTES"]

_DRAFT: Final = "/studio/drafts/{number}"
ROUTES: Final = (
    Route(path="/studio", name="studio", rule=BOTH, answer=begin.start),
    Route(
        path="/studio/drafts",
        name="studio-begin",
        rule=WRITERS,
        answer=begin.begin,
        method="POST",
        takes="form",
    ),
    Route(path="/studio/keys", name="studio-keys", rule=BOTH, answer=keys.answer),
    Route(path="/studio/items/{code}", name="studio-item", rule=BOTH, answer=past.item),
    Route(path="/studio/items/{code}/{edition}", name="studio-edition", rule=BOTH, answer=past.edition),
    Route(path=_DRAFT, name="studio-draft", rule=BOTH, answer=desk.show),
    Route(path=f"{_DRAFT}/guide", name="studio-guide", rule=BOTH, answer=past.guide),
    Route(path=f"{_DRAFT}/versions/{{version}}", name="studio-version", rule=BOTH, answer=past.version),
    Route(
        path=f"{_DRAFT}/text",
        name="studio-text",
        rule=WRITERS,
        answer=desk.act_on_text,
        method="POST",
        takes="upload",
    ),
    Route(
        path=f"{_DRAFT}/form",
        name="studio-form",
        rule=WRITERS,
        answer=desk.act_on_form,
        method="POST",
        takes="form",
    ),
    *(
        Route(
            path=f"{_DRAFT}/{row.verb}",
            name=f"studio-{row.verb}",
            rule=BOTH,
            answer=partial(desk.act, row),
            method="POST",
            takes="form",
        )
        for row in STEPS
    ),
)
