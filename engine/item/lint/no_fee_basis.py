"""A fee that does not say which norm sets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item

NO_FEE_BASIS = FaultKind(
    code="item/no-fee-basis",
    zh="收费 {fee} 元，没有写收费依据。请写上哪个文件定的这个价。",
    en="A fee of {fee} yuan without its basis. Name the norm that sets it under `fee_basis`.",
    why_zh="收费要有法律、行政法规或者物价文件作依据，没有就不能收。",
    why_en="Nothing may be charged unless a norm sets the fee.",
    wrong="收费: 20",
    right="收费: 20\n收费依据: 居民身份证工本费标准",
    level="reminder",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find fees above zero without a basis."""
    if item.fee and not item.fee_basis:
        yield Fault(kind=NO_FEE_BASIS, source=item.fee_source or item.source, values={"fee": f"{item.fee:f}"})
