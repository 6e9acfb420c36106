"""可用性: every file opens in thirty years, without us, and says what it says in letters that can be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from engine.archive import pdf
from engine.archive.outcome import Both, NotHere, checks
from engine.archive.package import FORMATS
from engine.archive.seen import Seen, suffix

__all__ = ["CHECKS"]


def _formats(seen: Seen) -> Iterator[Both]:
    for name, content in sorted(seen.files.items()):
        begins = FORMATS.get(suffix(name))
        if begins is None:
            yield f"{name} 不是可以长期保存的格式", f"{name} is of no format that can be kept"
        elif not content[: len(begins)].lower().startswith(begins.lower()):
            yield f"{name} 的内容和扩展名不符", f"{name} is not what its name says"


def _readable(seen: Seen) -> Iterator[Both]:
    for name, content in sorted(seen.files.items()):
        kind = suffix(name)
        try:
            text = "" if kind in ("pdf", "jpg", "png") else content.decode()
            for line in [text] if kind == "json" else text.splitlines() if kind == "jsonl" else ():
                json.loads(line)
        except (ValueError, RecursionError):
            yield f"{name} 读不出来", f"{name} cannot be read"


def _encrypted(seen: Seen) -> Iterable[Both] | NotHere:
    if not seen.pdfs:
        return NotHere(says=("没有 PDF", "there is no PDF"))
    return [
        (f"{name} 加了密码，别人打不开", f"{name} is encrypted; nobody else can open it")
        for name, wrong in seen.pdfs.items()
        if wrong == "encrypted"
    ]


def _of_papers(
    wrong: Callable[[bytes], bool], zh: str, en: str
) -> Callable[[Seen], Iterable[Both] | NotHere]:
    """Make the look at one side of every paper that is a PDF; into an encrypted one nobody can look."""

    def look(seen: Seen) -> Iterable[Both] | NotHere:
        found = {
            name: content
            for name, content in seen.of_suffix("pdf").items()
            if name.startswith("papers/") and seen.pdfs[name] != "encrypted"
        }
        if not found:
            return NotHere(
                says=(
                    "文书只有网页，没有 PDF（归档时没有装 typst）",
                    "papers are pages only: typst was not there",
                )
            )
        return [(f"{name} {zh}", f"{name} {en}") for name, content in found.items() if wrong(content)]

    return look


def _alone(seen: Seen) -> Iterator[Both]:
    """Pages need nothing from outside: no picture, style or link that another machine would have to give."""
    for name, page in sorted(seen.pages.items()):
        if page.outside:
            yield f"{name} 要从外面取东西才完整", f"{name} needs something from outside"


CHECKS: Final = checks(
    "usable",
    ("formats", "格式可以长期保存", "every format can be kept for long", _formats),
    ("readable", "文字读得出来", "texts can be read", _readable),
    ("encrypted", "没有密码", "nothing is encrypted", _encrypted),
    ("pdf_a", "文书是 PDF/A", "papers are PDF/A", _of_papers(pdf.not_pdf_a, "不是 PDF/A", "is no PDF/A")),
    ("fonts", "字体在文件里", "fonts are inside", _of_papers(pdf.fonts_missing, "缺字体", "lacks a font")),
    (
        "text",
        "文字取得出来",
        "text can be taken out",
        _of_papers(pdf.no_text, "的文字取不出来", "does not give its text"),
    ),
    ("alone", "不联网也完整", "pages stand alone", _alone),
)
