"""A condition told in a note, where the machine cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item

HIDDEN_CONDITION = FaultKind(
    code="item/hidden-condition",
    zh="「{words}」是一个条件，却写在说明或名称里，系统看不见。请写成 前提，例如「前提: 场所来源 是 租赁」。",
    en="「{words}」 is a condition hidden in a note or name. Write it as `when`, which the engine sees.",
    why_zh="写在说明里的条件没人算：该要的没要，不该要的也要了。写成 前提，指南和窗口才会一样。",
    why_en="Nobody evaluates a condition in a note, so people bring what they need not. As `when` it counts "
    "in the guide and at the counter alike.",
    wrong="- 名称: 授权委托书\n  说明: 代办的需要提供，本人来可免。",
    right="- 名称: 授权委托书\n  前提: 谁来办 是 代办人",
    level="reminder",
)
_WORDS = re.compile(
    r"可免(?:于?提[交供])?|可不提[交供]|免予?提[交供]|无[需须]提[交供]"
    r"|仅限(?:于)?|只限(?:于)?|除外|如有|若有|如需|若需|如果有|需要时|必要时|有需要的|适用于"
    r"|(?:的|时)[，,]?(?:还|需|须|应|要|另)(?:需|要|须|应)?(?:提[交供]|附)|涉及\w{1,12}的"
    r"|\b(?:if applicable|where applicable|if any|when needed|except for|only for)\b",
    re.IGNORECASE,
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find words of condition in the names and notes of materials."""
    for material in item.materials:
        for text in (material.name, material.note):
            if text is None:
                continue
            for found in _WORDS.finditer(text):
                source = text.at(*found.span())
                yield Fault(kind=HIDDEN_CONDITION, source=source, values={"words": found[0]})
