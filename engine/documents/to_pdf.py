"""A paper as PDF/A-2a and PDF/UA-1, made by typst (the extra `pdf`): to be kept, attached and sent.

Paper in, bytes out; the same paper gives the same bytes with the same font. The paper goes in as JSON and is
never read as markup. A sign that the font lacks is refused by name, not left out.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.documents.model import Paper, to_json
from engine.qr import svg

if TYPE_CHECKING:
    import typst

__all__ = ["NoPdf", "to_pdf"]

TEMPLATE: Final = Path(__file__).parent / "templates" / "paper.typ"
FAMILIES: Final = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"),
)
_FOLDERS: Final = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/share/fonts/adobe-source-han-sans",
)
_PACKAGE: Final = "manimgx_fonts_cjk"
_WITHOUT: Final = re.compile(r'the text `"(.{1,8}?)"`')


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPdf:
    """Why there is no PDF, and what to do about it; the page can be printed all the same."""

    zh: str
    en: str


_NO_TYPST: Final = NoPdf(
    zh="做 PDF 要装 typst：pip install 'yici[pdf]'。网页版照样能打印。",
    en="PDF needs typst: pip install 'yici[pdf]'. The page can be printed all the same.",
)
_NO_FONT: Final = NoPdf(
    zh="没有找到中文字体：pip install 'yici[fonts]'，或者用 YICI_FONTS 写明字体在哪个文件夹。",
    en="No Chinese font was found: pip install 'yici[fonts]', or name a folder of fonts in YICI_FONTS.",
)


def to_pdf(paper: Paper, on: date) -> bytes | NoPdf:
    """Give the PDF of a paper; `on` is the day that it bears as the day of its making."""
    if find_spec("typst") is None:
        return _NO_TYPST
    found = _font(os.environ.get("YICI_FONTS", ""))
    return _NO_FONT if found is None else _compiled(paper, on, *found)


def _compiled(paper: Paper, on: date, fonts: typst.Fonts, family: str) -> bytes | NoPdf:
    import typst  # the extra `pdf`: 80 MB that a counter with a printer can do without

    code = svg(paper.code.text, paper.code.label) if paper.code is not None else ""
    try:
        made = typst.compile(
            TEMPLATE,
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={
                "paper": json.dumps(to_json(paper), ensure_ascii=False),
                "families": json.dumps([family]),
                "code": code.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
            },
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(datetime.combine(on, time(), UTC).timestamp()),
        )
    except typst.TypstError as error:
        missing = _WITHOUT.search(error.message)
        if missing is None:
            raise
        return NoPdf(
            zh=f"字体里没有「{missing[1]}」，做不了 PDF。请打印网页版，或者用 YICI_FONTS 换一套字体。",
            en=f"The font lacks 「{missing[1]}」: no PDF. Print the page, or name other fonts in YICI_FONTS.",
        )
    assert isinstance(made, bytes), "one document gives one file"
    return made


@lru_cache(maxsize=4)
def _font(named: str) -> tuple[typst.Fonts, str] | None:
    """Load the first Chinese font that is found: where it is named, in the usual folders, in the extra."""
    import typst

    for folder in _folders(named):
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
        here = {*fonts.families()}
        known = [each for each in FAMILIES if each in here]
        if known or (named and here):
            return fonts, known[0] if known else min(here)
    return None


def _folders(named: str) -> Iterator[Path]:
    """Give where to look; a folder that is named is the only one."""
    if named:
        yield Path(named)
        return
    yield from (Path(each) for each in _FOLDERS if Path(each).is_dir())
    package = find_spec(_PACKAGE)
    if package is not None and package.origin is not None:
        yield Path(package.origin).parent
