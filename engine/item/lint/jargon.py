"""Words of the office in a text for citizens, with the word a clerk would say aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import masked, spoken

JARGON = FaultKind(
    code="item/jargon",
    zh="「{word}」是公文话。请{instead}。",
    en="「{word}」 is office language. Say it as a clerk would: {instead_en}.",
    why_zh="这些话印在办事指南和告知书上，要像窗口人员当面说的那样，老人孩子都听得懂。",
    why_en="Guides and corrections are read by everybody; write as a clerk speaks.",
    wrong="怎么改: 应予以更换。",
    right="怎么改: 请换一份新的。",
    level="reminder",
)
# Longest first. Each pattern steers clear of everyday words that hold the sign: 供应, 应用, 之前.
_ROWS: Final[tuple[tuple[str, str, str], ...]] = (
    ("应当|应予|应由|应在|应于", "改说“要”或“请”", "要, 请"),
    ("必须|须(?!知|臾|眉|发|后|根|要)(?<!胡须|触须)", "改说“要”", "要"),
    ("无须|毋须|无需|毋需", "改说“不用”", "不用"),
    (
        "(?<![供反相适对响效感答呼顺回因报一照])应(?!用|急|聘|届|付|对|收|税|邀|试|酬|城|诉|召|征|力|变|激|声|验|许|答|战|景|时|有尽有|计|纳|缴|援|有的)",
        "改说“要”或“请”",
        "要, 请",
    ),
    ("予以|给予以?", "去掉这个词，直接说做什么", "leave it out"),
    (
        "(?<![分总反随为置言])之(?!一|前|后|间|内|外|上|下|中|类|所以|多|久|处|家|友|乡|路|星|光|交|争|旅)",
        "改说“的”，或者去掉",
        "的",
    ),
    ("兹|特此|谨此|祈|惠予", "去掉这个词", "leave it out"),
    ("方可|方能", "改说“才能”", "才能"),
    ("逾期(?!未补)", "改说“过了期限”", "过了期限"),
    ("(?:亦|均)(?!等|衡|价|匀|分|线|摊)(?<!平均)(?<!人均)(?<!年均)", "改说“也”或“都”", "也, 都"),
    ("上述|前述|下述", "直接说是哪一样", "name the thing"),
    ("依法依规|按照有关规定|按有关规定", "直接说是哪一条、要做什么", "name the article"),
    ("加具|出具相应", "改说“开”或“写”", "开, 写"),
    (
        r"\b(?:shall|hereby|herein|thereof|pursuant to|aforementioned|heretofore)\b",
        "换成平常的词",
        "plain words",
    ),
)
_WORDS: Final = tuple((re.compile(row[0], re.IGNORECASE), row[1], row[2]) for row in _ROWS)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find office words in the texts that citizens read."""
    for text in spoken(item):
        plain, taken = masked(text), set[int]()
        for pattern, instead, instead_en in _WORDS:
            for found in pattern.finditer(plain):
                if taken.isdisjoint(range(*found.span())):
                    taken.update(range(*found.span()))
                    values = {"word": found[0], "instead": instead, "instead_en": instead_en}
                    yield Fault(kind=JARGON, source=text.at(*found.span()), values=values)
