"""The papers of a case to read, print and take along: as a page, or as a PDF where typst is installed.

Written anew from the case each time, so that nothing personal lies about in files; that somebody read it is
recorded. Nothing of it is kept by a browser, and it may do nothing but be read.
"""

from __future__ import annotations

from functools import partial
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from engine.case.papers import PAPERS
from engine.case.setting import day_of
from engine.case.state import Owed, State
from engine.center.papers import paper
from engine.documents.model import Paper
from engine.documents.to_html import to_html
from engine.documents.to_pdf import NoPdf, to_pdf
from engine.documents.write import file_name
from web.case.opened import Opened
from web.house import House
from web.page import page, refused
from web.route import Visit

__all__ = ["POLICY", "of_applicant", "printed", "sent_page", "served"]

_SUFFIXES: Final = ("html", "pdf")
# A paper holds its own style and no script; as a page of its own it may do nothing else.
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"


def of_applicant(papers: tuple[Owed, ...]) -> tuple[Owed, ...]:
    """Give the papers that go to the applicant."""
    return tuple(each for each in papers if PAPERS[each.paper].goes_to == "applicant")


def served(visit: Visit, opened: Opened, papers: tuple[Owed, ...]) -> Response:
    """Answer with one paper of a case: the one whose event and form the address names."""
    sequence, dot, suffix = visit.path["paper"].partition(".")
    owed = next((each for each in papers if str(each.sequence) == sequence), None)
    office, case, state = opened.office, opened.case, opened.state
    made = None if owed is None else paper(office, case, owed, opened.actor, visit.now, visit.lang)
    if owed is None or made is None or not dot or suffix not in _SUFFIXES:
        return refused(visit, 404)
    name = quote(f"{state.number}-{file_name(owed, visit.lang, suffix)}")
    if suffix == "html":
        return _sent(printed(visit.house, state, owed, made), "text/html; charset=utf-8", "inline", name)
    pdf = to_pdf(made, day_of(office.store.events(case)[owed.sequence - 1].at))
    if isinstance(pdf, NoPdf):
        return page(visit, "refused.html", status=404, kind="no_pdf", trace="")
    return _sent(pdf, "application/pdf", "attachment", name)


def printed(house: House, state: State, owed: Owed, made: Paper) -> bytes:
    """Give a paper as the page that is printed; a plug-in may have its own way of writing it."""
    text = house.center.written(owed.paper, state.terms.item, partial(to_html, made))
    return text.encode("utf-8", "replace")


def sent_page(text: str, name: str) -> Response:
    """Send a page to be printed, named as a file would be."""
    return _sent(text.encode("utf-8", "replace"), "text/html; charset=utf-8", "inline", quote(name))


def _sent(content: bytes, kind: str, way: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f"{way}; filename*=UTF-8''{name}",
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=kind, headers=headers)
