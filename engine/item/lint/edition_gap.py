"""An edition that ends before it begins covers no day at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place

EDITION_GAP = FaultKind(
    code="item/edition-gap",
    zh="有效期从 {start} 到 {end}，一天也没有。请把“至”改到“自”以后，一直有效就不写“至”。",
    en="Valid from {start} until {end} covers no day. Let it end later, or leave out `until`.",
    why_zh="申请那天要落在某个版本的有效期里，办件才知道按哪一版办。",
    why_en="The day of application must fall within an edition, or nobody knows which rules hold.",
    wrong="有效期:\n  自: 2026-03-01\n  至: 2025-12-31",
    right="有效期:\n  自: 2026-03-01\n  至: 2026-12-31",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find an edition whose last day lies before its first."""
    if item.valid_until is None:
        return
    start, end = _day(item.valid_from), _day(item.valid_until)
    if start is not None and end is not None and end < start:
        values = {"start": item.valid_from, "end": item.valid_until}
        also = place(item.valid_from)
        says = {"also_zh": "从这一天起", "also_en": "from this day"}
        yield Fault(kind=EDITION_GAP, source=place(item.valid_until), values=values | says, also=also)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
