"""A check that does not say what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import checks_of
from engine.source import place

NO_REMEDY = FaultKind(
    code="item/no-remedy",
    zh="「{name}」没有写怎么改。请加一行 怎么改，告诉申请人下一步做什么。",
    en="「{name}」 has no remedy. Add the line `remedy` and say what the applicant does next.",
    why_zh="告知要有用，就得说清怎么改。只说哪里不对，申请人还得再问一次、再跑一趟。",
    why_en="A correction is of use only if it says what to do; otherwise people must ask and come again.",
    wrong="- 编号: R1\n  不符合时: 营业执照已经到期。",
    right="- 编号: R1\n  不符合时: 营业执照已经到期。\n  怎么改: 先换新执照，换好后不用再交。",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find conditions and checks without 怎么改."""
    for check in checks_of(item):
        if not (check.remedy or "").strip():
            yield Fault(kind=NO_REMEDY, source=place(check.id), values={"name": check.id})
