"""An item that asks for no visit, and gives no way to apply without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place

NO_WAY_WITHOUT_VISIT = FaultKind(
    code="item/no-way-without-visit",
    zh="到现场次数是 0，办理渠道却没有网上和邮寄。请加上不用跑的渠道，或者写真实的次数。",
    en="No visit is needed, but neither `online` nor `post` is there. Add such a channel, or say how many.",
    why_zh="窗口和自助终端都要人去，写 0 次就要有不用去的办法。",
    why_en="Windows and kiosks need a visit; with 0 visits there must be a way without.",
    wrong="办理渠道: 窗口\n到现场次数: 0",
    right="办理渠道: [窗口, 网上]\n到现场次数: 0",
)
_AWAY: Final = frozenset({"online", "post"})


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find items without a visit whose channels all need one."""
    if item.visits == 0 and item.channels and _AWAY.isdisjoint(item.channels):
        yield Fault(kind=NO_WAY_WITHOUT_VISIT, source=place(item.channels[0]))
