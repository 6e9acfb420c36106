"""Company names: a name in, its four parts and what is wrong with it out.

The rules are those of 企业名称登记管理规定 (国务院令第 734 号); the lists of words are samples.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["take_apart"]

# Article 6: place, trade name, line of business, form. The longest form comes first.
_FORMS: Final = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "普通合伙",
    "有限合伙",
    "个人独资企业",
    "合作社",
    "工作室",
    "经营部",
    "商店",
    "厂",
    "店",
)
# A province, a city, a county, each left out where it may be; 小区 and the like are no county.
_PLACE: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|特别行政区))?(?:[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{2,6}?(?:县|自治县|新区|开发区|(?<!小)区|旗))?"
)
_LINES: Final = (
    "餐饮管理",
    "餐饮服务",
    "餐饮",
    "食品销售",
    "食品",
    "商贸",
    "贸易",
    "科技",
    "信息技术",
    "建筑工程",
    "物业服务",
    "文化传媒",
    "咨询服务",
    "咨询",
    "运输",
    "百货",
)
# Article 11: what misleads the public, and the names of party, state and army.
_MISLEADING: Final = ("国家级", "最高级", "最佳", "第一")
_RESERVED: Final = ("人民政府", "党委", "解放军", "公安", "法院", "检察院", "政务服务")
# Article 12: only with leave from above.
_STATE: Final = ("中国", "中华", "中央", "全国", "国家", "国际")
_LONGEST: Final = 60
_INSIDE: Final = re.compile(r"[（(](?P<place>[\u4e00-\u9fff]{2,12})[）)]")


def take_apart(name: str) -> Mapping[str, object]:
    """Give the parts of a name, and in `问题` the first thing that is wrong with it."""
    text = "".join(name.split())
    place, rest = _place(text)
    ending = rest.removesuffix("）").removesuffix(")")
    form = next((each for each in _FORMS if ending.endswith(each)), "")
    middle = ending.removesuffix(form).rstrip("（(")
    line = next((each for each in _LINES if middle.endswith(each) and len(middle) > len(each)), "")
    trade = middle.removesuffix(line)
    wrong = _wrong(text, place, trade, form)
    return {
        "合规": wrong == "",
        "问题": wrong or None,
        "行政区划": place or None,
        "字号": trade or None,
        "行业": line or None,
        "组织形式": form or None,
    }


def _place(text: str) -> tuple[str, str]:
    """Split off the name of a place, at the beginning or in brackets behind the trade name."""
    found = _PLACE.match(text)
    place = found.group() if found is not None else ""
    if place:
        return place, text[len(place) :]
    inside = _INSIDE.search(text)
    return (
        (inside["place"], text[: inside.start()] + text[inside.end() :]) if inside is not None else ("", text)
    )


def _wrong(text: str, place: str, trade: str, form: str) -> str:
    if not 4 <= len(text) <= _LONGEST:
        return "名称太短或太长"
    for words, reason in (
        (_MISLEADING, "会让人误解"),
        (_RESERVED, "是机关、团体用的"),
        (_STATE, "要另外批准才能用"),
    ):
        found = next((word for word in words if word in text), None)
        if found is not None:
            return f"名称里的“{found}”{reason}"
    if not form:
        return "没有写组织形式，比如有限公司"
    if not place:
        return "没有写所在地的行政区划，比如龙江市"
    if len(trade) < 2 or not all("\u4e00" <= sign <= "\u9fff" for sign in trade):
        return "字号要有两个以上汉字"
    return ""
