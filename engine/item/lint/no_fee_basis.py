"""A fee that does not say which norm sets it, and a norm for a fee that nobody stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item

NO_FEE_BASIS = FaultKind(
    code="item/no-fee-basis",
    zh="写了要收费，没有写收费依据。请写上哪个文件定的这个价。",
    en="A fee without its basis. Name the norm that sets it under `fee_basis`.",
    why_zh="收费要有法律、行政法规或者物价文件作依据，没有就不能收。",
    why_en="Nothing may be charged unless a norm sets the fee.",
    wrong="收费: 20",
    right="收费: 20\n收费依据: 居民身份证工本费标准",
)
NO_FEE = FaultKind(
    code="item/no-fee",
    zh="写了收费依据，没写收费。请写上多少元；各人不一样的，写「按标准」。",
    en="A basis for a fee, but no fee. State the amount, or `by_tariff` where it is not the same for all.",
    why_zh="只有依据没有收费，办事指南就说不出要不要钱。",
    why_en="With a basis alone the guide cannot say whether there is anything to pay.",
    wrong="收费依据: 城市道路管理条例 第三十七条",
    right="收费: 按标准\n收费标准: 按面积和天数算。\n收费依据: 城市道路管理条例 第三十七条",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find fees above zero without a basis, and bases without a fee."""
    if item.fee and not item.fee_basis:
        yield Fault(kind=NO_FEE_BASIS, source=item.fee_source or item.source)
    if item.fee_basis and item.fee is None and item.fee_source is None:
        yield Fault(kind=NO_FEE, source=item.fee_basis.source)
