"""A paper can be written again from its log for ever: the same bytes, as long as its form exists.

`forms.txt` holds what every example hashes to. A change of it is a change of papers that were handed out:
make a new form beside the old one (`BUILDERS`, `FORM`) instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from engine.case.papers import FORM
from engine.case.state import Owed
from engine.documents.to_html import to_html
from engine.documents.write import BUILDERS, write
from engine.vocabulary import Lang
from tests.documents.examples import EXAMPLES, paper_of, record_of

LANGS: tuple[Lang, ...] = ("zh", "en")


def test_papers_come_out_as_they_did(recorded: Callable[[Path, str], None]) -> None:
    lines = [
        f"{FORM} {name} {paper.sequence} {paper.paper} {lang} {digest(name, paper, lang)}"
        for name, paper in EXAMPLES
        for lang in LANGS
    ]
    recorded(Path(__file__).with_name("forms.txt"), "\n".join(lines))


def digest(name: str, paper: Owed, lang: Lang) -> str:
    page = to_html(write(record_of(name), paper, lang))
    return hashlib.sha256(page.encode()).hexdigest()[:32]


def test_printing_twice_gives_the_same_number_and_the_same_bytes() -> None:
    record, paper = paper_of("granted", "decision")
    first, again = write(record, paper), write(record, paper)
    assert first == again and first.marks[0].says == paper.number
    assert to_html(first) == to_html(again)


def test_the_form_in_use_can_be_written() -> None:
    assert FORM in BUILDERS
