"""What one check tells, as a page to print: a 一次性告知书 before there is a case.

Answer in, HTML out. It stands apart from the text form so that a check in a terminal loads no templates.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.answer import Answer
from engine.documents.correction import verdict_line
from engine.documents.model import Block, Entry, Facts, Note, Paper, Prose
from engine.documents.to_html import to_html as paper_html
from engine.documents.told import besides, found
from engine.documents.words import say
from engine.vocabulary import Lang

__all__ = ["to_html", "told"]


def to_html(
    answer: Answer, lang: str = "zh", *, applicant: str = "", number: str = "", template: str | None = None
) -> str:
    """Give what a check tells as one self-contained page that prints on A4.

    `template` is the text of another template, which may extend ours.
    """
    made = told(answer, "en" if lang == "en" else "zh", applicant=applicant, number=number)
    return paper_html(made, template)


def told(answer: Answer, lang: Lang, *, applicant: str = "", number: str = "") -> Paper:
    """Write what a check tells; what is not finished says so, and is nothing to be signed for."""
    title = say(_title(answer), lang)
    signed = ("told_by", "sign_applicant", "telephone") if answer.complete else ()
    return Paper(
        kind="check",
        form=1,
        lang=lang,
        organ=answer.department,
        title=title,
        marks=(Entry(label=say("number", lang), says=number),) if number else (),
        blocks=(
            _facts(answer, lang, applicant),
            *_verdict(answer, lang),
            found(answer, lang),
            *besides(answer, lang),
        ),
        signatures=tuple(Entry(label=say(key, lang), says="") for key in signed),
        dated=say("signed_on", lang),
        foot=tuple(_foot(answer, lang)),
        running=f"{title} {answer.item_name}",
        page=(say("page_before", lang), say("page_between", lang), say("page_after", lang)),
    )


def _told(answer: Answer) -> bool:
    """Tell whether there is something to be told, and all of it is known."""
    return answer.complete and bool(answer.findings) and answer.outcome != "accept"


def _title(answer: Answer) -> str:
    if _told(answer):
        return "check_told"
    return "check_result" if answer.complete else "check_unfinished"


def _facts(answer: Answer, lang: Lang, applicant: str) -> Facts:
    pairs = (
        ("item", say("item_coded", lang, name=answer.item_name, code=answer.item)),
        ("applicant", applicant),
        ("applied_on", answer.applied_on),
        ("checked_by", answer.edition),
    )
    return Facts(entries=tuple(Entry(label=say(key, lang), says=says) for key, says in pairs if says))


def _verdict(answer: Answer, lang: Lang) -> Iterator[Block]:
    yield Note(says=verdict_line(answer, lang))
    if not answer.complete:
        yield Prose(says=say("not_finished", lang))
    elif _told(answer):
        then = say("put_right", lang) if answer.outcome == "correct" else ""
        gap = " " if lang == "en" and then else ""
        yield Prose(says=say("looked_at_whole", lang) + gap + then)


def _foot(answer: Answer, lang: Lang) -> Iterator[str]:
    if _told(answer) and answer.outcome == "correct":
        yield say("told_once", lang)
    yield say("checked_against", lang, hash=answer.edition_hash)
