"""Papers made: a case of the office in, its papers written from revealed values out, noted who read them.

The web and the command line print through this; the office keeps what a case owes through `printer`. Writing
a paper changes nothing but the access log of the case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from engine.case.fold import fold
from engine.case.model import Actor
from engine.case.setting import day_of
from engine.case.state import Owed
from engine.case.store.files import write_whole
from engine.center.office import SYSTEM, Office, Render, Rendered
from engine.documents.model import Paper
from engine.documents.record import Record
from engine.documents.to_html import to_html
from engine.documents.to_pdf import NoPdf, to_pdf
from engine.documents.write import file_name, needed, write
from engine.vocabulary import Lang

__all__ = ["Written", "leave", "ours", "paper", "papers", "printer", "record"]

Written: TypeAlias = Callable[[str, str, Callable[["str | None"], str]], str]
"""Writes a page by the template of a plug-in, if there is one: kind and item, what lays it out, the page."""


def ours(kind: str, item: str, lay_out: Callable[[str | None], str]) -> str:
    """Write a page by our own template, where there are no plug-ins."""
    return lay_out(None)


def record(
    office: Office, case: str, wanted: Iterable[Owed], actor: Actor, at: datetime, purpose: str = "print"
) -> Record | None:
    """Give what some papers of a case are written from; None if its case or its edition is not there."""
    events = office.store.events(case)
    edition = office.edition(fold(events).terms.edition_hash) if events else None
    if edition is None:
        return None
    references = needed(events, wanted, (edition.item, *edition.parts.values()))
    revealed = office.store.reveal(case, references, actor, purpose, at).values if references else {}
    return Record(
        events=events, values=revealed, item=edition.item, rulebook=edition.rulebook, parts=edition.parts
    )


def paper(
    office: Office, case: str, owed: Owed, actor: Actor, at: datetime, lang: Lang = "zh"
) -> Paper | None:
    """Write one paper; None if its case or its edition is not there."""
    made = record(office, case, [owed], actor, at)
    return None if made is None else write(made, owed, lang)


def papers(
    office: Office, case: str, actor: Actor, at: datetime, lang: Lang = "zh"
) -> Iterator[tuple[Owed, Paper]]:
    """Write every paper that a case owes or has."""
    state = office.state(case)
    owed = state.papers if state is not None else ()
    made = record(office, case, owed, actor, at)
    if made is not None:
        yield from ((each, write(made, each, lang)) for each in owed)


def printer(folder: Path | None = None, lang: Lang = "zh", written: Written = ours) -> Render:
    """Give what the office keeps papers with: the hash of the Chinese page goes into the log.

    If a folder is named, the page and, where there is typst, its PDF are left there, in a folder of the case;
    in English too, if that is asked for or the language of the applicant. `written` is `Center.written` where
    there are plug-ins.
    """

    def render(office: Office, case: str, owed: Owed, at: datetime) -> Rendered | None:
        made = record(office, case, [owed], SYSTEM, at)
        state = office.state(case)
        if made is None or state is None:
            return None
        langs = dict.fromkeys(("zh", lang, state.contact.lang))
        made_in = {each: write(made, owed, each) for each in langs}
        pages = {
            each: written(owed.paper, state.terms.item, partial(to_html, one))
            for each, one in made_in.items()
        }
        place = "" if folder is None else f"{state.number}/{file_name(owed, 'zh', 'html')}"
        if folder is not None:
            on = day_of(made.events[owed.sequence - 1].at)
            for each, one in made_in.items():
                leave(one, pages[each], folder / state.number / file_name(owed, each, "html"), on)
        return Rendered(digest="sha256:" + hashlib.sha256(pages["zh"].encode()).hexdigest(), place=place)

    return render


def leave(paper: Paper, html: str, page: Path, on: date) -> NoPdf | None:
    """Write the page of a paper and beside it its PDF, which bears a day; say why if there is none."""
    page.parent.mkdir(parents=True, exist_ok=True)
    write_whole(page, html.encode())
    pdf = to_pdf(paper, on)
    if isinstance(pdf, NoPdf):
        return pdf
    write_whole(page.with_suffix(".pdf"), pdf)
    return None
