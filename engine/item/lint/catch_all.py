"""A material or demand that means "and whatever else": nobody can bring it, and nobody is told once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import checks_of, masked, messages
from engine.source import Text

CATCH_ALL = FaultKind(
    code="item/catch-all",
    zh="「{words}」是兜底的话，申请人不知道要带什么。请把要的东西一样一样写出来，或者删掉这句。",
    en="「{words}」 is a catch-all; nobody knows what to bring. Name each thing, or delete the words.",
    why_zh="一次性告知要说得清每一样。写了“其他材料”，窗口今天要这个、明天要那个，就不是一次说完了。",
    why_en="Telling once means naming everything. With 「other materials」 a counter asks for one thing "
    "today and for another tomorrow.",
    wrong="申请材料:\n  - 名称: 其他有关材料",
    right="申请材料:\n  - 名称: 租赁合同\n    前提: 场所来源 是 租赁",
)
_THING = r"(?:申请材料|证明材料|材料|资料|文件|证明|证件|手续)"
_WORDS = re.compile(
    rf"(?:法律、?法规、?(?:规章)?等?)?规定的其[他它]\w{{0,6}}"
    rf"|其[他它](?:的|所需|需要|必要|必需|有效|有关|相关|应当?提交)*的?{_THING}"
    rf"|(?<![同平高中初上下特优])等(?:其他|有关|相关|必要|必需)的?{_THING}?"
    rf"|(?<![同平高中初上下特优])等{_THING}"
    rf"|(?:有关|相关|必要|所需)的?{_THING}"
    rf"|(?:其[他它]|另行)(?:条件|要求|情形)|视情况(?:而定|提供|提交)?"
    r"|\b(?:any )?other (?:\w+ )?(?:documents?|materials?|papers?|evidence)\b"
    r"|\b(?:relevant|related|supporting) (?:documents?|materials?|papers?)\b",
    re.IGNORECASE,
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find catch-all words in materials, conditions and checks."""
    for text in _demands(item):
        for found in _WORDS.finditer(masked(text)):
            yield Fault(kind=CATCH_ALL, source=text.at(*found.span()), values={"words": found[0]})


def _demands(item: Item) -> Iterator[Text]:
    for material in item.materials:
        yield from (text for text in (material.name, material.note) if text is not None)
    for check in checks_of(item):
        yield from chain((check.requirement,), messages(check))
