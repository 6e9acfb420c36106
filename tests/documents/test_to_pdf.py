"""PDF: archivable and accessible, its Chinese can be read back, the same bytes again, nothing lost."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from engine.documents import to_pdf as module
from engine.documents.model import Grouped, Paper, Prose
from engine.documents.to_pdf import NoPdf, to_pdf
from engine.documents.write import write
from engine.vocabulary import Lang
from tests.documents.examples import EXAMPLES, paper_of

ON = date(2026, 3, 2)
LANGS: tuple[Lang, ...] = ("zh", "en")
TOOLS = ("pdftotext", "pdffonts", "pdfinfo")


def missing() -> str:
    """Say what these tests lack."""
    if find_spec("typst") is None:
        return "typst is not installed (the extra pdf)"
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"{', '.join(lacking)} not installed (poppler-utils)" if lacking else ""


pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())  # says what is not installed


def made(paper: Paper, on: date = ON) -> bytes:
    found = to_pdf(paper, on)
    assert isinstance(found, bytes), found
    return found


def told(tool: str, pdf: bytes, tmp_path: Path, *options: str) -> str:
    """Ask one of poppler's tools about a file."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    after = ["-"] if tool == "pdftotext" else []
    return subprocess.run(
        [tool, *options, str(file), *after], capture_output=True, text=True, check=True, timeout=30
    ).stdout


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("kind", "name"), {each.paper: name for name, each in EXAMPLES}.items())
def test_a_paper_can_be_read_back_from_its_pdf(kind: str, name: str, lang: Lang, tmp_path: Path) -> None:
    paper = write(*paper_of(name, kind), lang)
    text = re.sub(r"\s", "", told("pdftotext", made(paper), tmp_path))
    for each in (paper.title, paper.organ, *(mark.says for mark in paper.marks)):
        assert re.sub(r"\s", "", each) in text
    for line in (
        line for block in paper.blocks if isinstance(block, Prose) for line in block.says.split("，")
    ):
        assert re.sub(r"\s", "", line)[:12] in text


def test_it_is_pdf_a_2a_and_ua_1_with_its_fonts_inside(tmp_path: Path) -> None:
    pdf = made(write(*paper_of("granted", "decision")))
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf and b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    info = told("pdfinfo", pdf, tmp_path)
    for line in ("Tagged: +yes", "Encrypted: +no", "JavaScript: +no", "Pages: +1", r"Page size: .*\(A4\)"):
        assert re.search(line, info), line
    fonts = told("pdffonts", pdf, tmp_path).splitlines()[2:]
    assert fonts and all(re.search(r" yes yes yes +\d+ +0$", line) for line in fonts)


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = write(*paper_of("granted", "receipt"))
    assert made(paper) == made(paper)
    assert made(paper) != made(paper, date(2026, 3, 3))


def test_what_people_wrote_is_never_markup(tmp_path: Path) -> None:
    record, owed = paper_of("declined", "decline")
    event = record.events[owed.sequence - 1]
    odd = '#panic("x") *b* $1 + 1$ @label <l> \\u{41} `code`'
    values = {**record.values, event.personal["reasons"].id: odd}
    text = told("pdftotext", made(write(replace(record, values=values), owed)), tmp_path)
    assert odd.replace(" ", "") in text.replace(" ", "").replace("\n", "")


def test_a_sign_that_the_font_lacks_is_named_and_nothing_is_left_out() -> None:
    paper = replace(write(*paper_of("granted", "receipt")), organ="\U000e0fff政务服务中心\uf8ff")
    found = to_pdf(paper, ON)
    assert isinstance(found, NoPdf) and "打印网页版" in found.zh and "「" in found.en


def test_twenty_findings_break_between_findings_and_sign_on_the_last_page(tmp_path: Path) -> None:
    record, owed = paper_of("told", "correction", 0)
    paper = write(record, owed)
    block = next(each for each in paper.blocks if isinstance(each, Grouped))
    many = replace(block, groups=block.groups * 10)
    long = replace(paper, blocks=tuple(many if each is block else each for each in paper.blocks))
    pdf = made(long)
    pages = told("pdftotext", pdf, tmp_path).split("\f")[:-1]
    assert len(pages) >= 3
    assert "申请人（签收）" in pages[-1] and "申请人（签收）" not in pages[0]
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in pages[-1]


def test_without_typst_or_a_font_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paper = write(*paper_of("granted", "receipt"))
    monkeypatch.setitem(os.environ, "YICI_FONTS", str(tmp_path))
    bare = to_pdf(paper, ON)
    assert isinstance(bare, NoPdf) and "pip install 'yici[fonts]'" in bare.zh and "YICI_FONTS" in bare.en
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    none = to_pdf(paper, ON)
    assert isinstance(none, NoPdf) and "pip install 'yici[pdf]'" in none.zh
