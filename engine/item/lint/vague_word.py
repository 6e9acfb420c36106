"""A demand that leaves the measure to whoever sits at the window."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import checks_of

VAGUE_WORD = FaultKind(
    code="item/vague-word",
    zh="要求里的「{word}」每个人理解不一样。请写清是哪一样、多少、到什么时候。",
    en="「{word}」 means something else to everybody. Say which, how much, until when.",
    why_zh="同一件事在两个窗口说法不一样，多半是因为这样的词。写成数、日期或名称，谁来查都一样。",
    why_en="Such words are why two counters decide differently. A number, date or name leaves no doubt.",
    wrong="要求: 场所面积适当",
    right="要求: 场所面积至少 20 平方米",
    level="reminder",
)
_WORDS: Final = re.compile(
    r"适当|相关|有关|相应|合理|酌情|视情况|原则上|一般情况下|及时|尽快|较[大小多少长短高低好]|必要的|一定(?:的|数量|面积|规模)"
    r"|(?<![同平高中初上下特优相均一二三四五六七八九甲乙丙丁])等(?![级于待候同额次第距效价腰边])"
    r"|\b(?:appropriate|relevant|adequate|reasonable|timely|etc)\b",
    re.IGNORECASE,
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find vague words in what conditions and checks demand."""
    for check in checks_of(item):
        for found in _WORDS.finditer(check.requirement):
            source = check.requirement.at(*found.span())
            yield Fault(kind=VAGUE_WORD, source=source, values={"word": found[0]})
