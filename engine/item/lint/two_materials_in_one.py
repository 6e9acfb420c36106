"""Two documents under one name: they cannot be looked at, lacking or corrected one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Item

TWO_IN_ONE = FaultKind(
    code="item/two-materials-in-one",
    zh="「{name}」里好像有两样：{parts}。请分成几条；交一样就够的，都写上同一个 任选其一。",
    en="「{name}」 seems to be several materials: {parts}. Give each its own entry; where one is enough, put "
    "the same `any_of` on them.",
    why_zh="窗口一样一样看，告知一样一样说。写在一起，缺一样也只能说整条没带。",
    why_en="Materials are looked at and told one by one; joined in one name, they can only lack together.",
    wrong="- 名称: 身份证和户口簿",
    right="- 名称: 身份证\n- 名称: 户口簿",
    level="reminder",
)
_JOINT: Final = re.compile(r"以及|[、和及与或/／＋+]|\s+and\s+|\s+or\s+")
_DOCUMENT: Final = re.compile(
    r"(?:证|证书|执照|牌照|护照|驾照|书|申请表|登记表|表|单|合同|协议|报告|证明|材料|图|图纸|票据|发票|批文|批复|文件|簿|本|函|名单|照片|章程|方案|制度|决议)"
    r"(?:的?(?:原件|复印件|扫描件))?$"
)
_PART_OF_NAME: Final = re.compile(r"[（(][^（）()]*[）)]")


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find materials whose name joins two documents."""
    for material in item.materials:
        name = _PART_OF_NAME.sub("", material.name).strip()
        parts = [part.strip() for part in _JOINT.split(name)]
        if len(parts) > 1 and all(len(part) > 1 and _DOCUMENT.search(part) for part in parts):
            values = {"name": material.name, "parts": "、".join(parts)}
            yield Fault(kind=TWO_IN_ONE, source=material.name.at(0, len(material.name)), values=values)
