"""Materials whose 必要性 lacks what it needs to work: a date for later, a source for what nobody brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place

NO_SUPPLY_DATE = FaultKind(
    code="item/no-supply-date",
    zh="「{name}」可以容缺后补，却没有写补交期限。请加一行，例如「补交期限: 3 个工作日」。",
    en="「{name}」 may follow later, but not until when. Add a line such as `supply_within: 3 workdays`.",
    why_zh="收件凭证上要写明哪天之前补来，申请人才好安排。",
    why_en="The receipt states the day by which it must follow.",
    wrong="- 名称: 食品安全承诺书\n  必要性: 容缺后补",
    right="- 名称: 食品安全承诺书\n  必要性: 容缺后补\n  补交期限: 3 个工作日",
)
SUPPLY_DATE_UNUSED = FaultKind(
    code="item/supply-date-unused",
    zh="「{name}」不是容缺后补，补交期限用不上。请写上「必要性: 容缺后补」，或者删掉补交期限。",
    en="「{name}」 is not deferrable, so `supply_within` is idle. Make it deferrable, or delete the line.",
    why_zh="只有容缺后补的材料才能先受理、以后补。",
    why_en="Only a deferrable material may follow after acceptance.",
    wrong="- 名称: 食品安全承诺书\n  补交期限: 3 个工作日",
    right="- 名称: 食品安全承诺书\n  必要性: 容缺后补\n  补交期限: 3 个工作日",
    level="reminder",
)
NO_PROVIDER = FaultKind(
    code="item/no-provider",
    zh="「{name}」免提交，却没有写从哪里取。请加一行来源，写系统的名字。",
    en="「{name}」 need not be handed in, but from where does it come? Name the system under `source`.",
    why_zh="免提交的材料由系统去取；不写来源，就没有人去取，窗口只能停在“未核验”。",
    why_en="An exempt material is fetched by a system; without a source nobody fetches it.",
    wrong="- 名称: 营业执照\n  必要性: 免提交",
    right="- 名称: 营业执照\n  必要性: 免提交\n  来源: 市场主体登记系统",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find deferrable materials without a date, idle dates, and exempt materials without a source."""
    for material in item.materials:
        kind = None
        if material.necessity == "deferrable" and material.supply_within is None:
            kind = NO_SUPPLY_DATE
        elif material.necessity != "deferrable" and material.supply_within is not None:
            kind = SUPPLY_DATE_UNUSED
        elif material.necessity == "exempt" and not material.provider:
            kind = NO_PROVIDER
        if kind is not None:
            yield Fault(kind=kind, source=place(material.name), values={"name": material.name})
