"""A pause of the clock that the law does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Item, Limits
from engine.item.near import nearest
from engine.source import Text
from engine.vocabulary import has, labels

PAUSE_WITHOUT_BASIS = FaultKind(
    code="item/pause-without-basis",
    zh="「{name}」不能停钟。不算在时限里的只有：{known}。请删掉它，把时间算进承诺里。",
    en="「{name}」 does not stop the clock. Only these do: {known_en}. Delete it. Its time counts.",
    why_zh="行政许可法第四十五条只列了八种不计入时限的，加上补正；现场核查、内部会签都要算时间。",
    why_en="Article 45 of the licensing law lists eight reasons, and correction is one more; visits and "
    "internal rounds all count.",
    wrong="暂停计时: [补正, 现场核查]",
    right="暂停计时: 补正",
)
IMMEDIATE_WITH_PAUSE = FaultKind(
    code="item/immediate-with-pause",
    zh="当场办结的没有可停的钟。请删掉这一项，或者改成承诺几个工作日。",
    en="What is done on the spot has no clock to stop. Delete this, or promise some workdays.",
    why_zh="当场办结就是一次来、当场拿走，中间没有等的时间。",
    why_en="On the spot means that people take the result with them; there is no waiting to pause.",
    wrong="承诺: 当场办结\n暂停计时: 补正",
    right="承诺: 当场办结",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find pauses outside the closed list, and pauses of what is done on the spot."""
    limits = item.limits
    if limits is None:
        return
    known: Final = labels("pause", item.language)
    for pause in limits.pauses:
        if not has("pause", pause):
            source = pause.source if isinstance(pause, Text) else limits.source
            values = {
                "name": pause,
                "known": "、".join(labels("pause", "zh")),
                "known_en": ", ".join(labels("pause", "en")),
            }
            yield Fault(
                kind=PAUSE_WITHOUT_BASIS, source=source, values=values, nearest=nearest(pause, known, 1)
            )
    yield from _on_the_spot(item, limits)


def _on_the_spot(item: Item, limits: Limits) -> Iterator[Fault]:
    """Find the first pause of an item that is decided at once, by its limit or by its 办件类型."""
    at_once = not isinstance(limits.promised, str) and limits.promised.count == 0
    if not at_once and item.handling != "immediate":
        return
    procedures = (stage.special_procedure for stage in item.stages if stage.special_procedure is not None)
    for pause in (*limits.pauses, *procedures):
        source = pause.source if isinstance(pause, Text) else limits.source
        yield Fault(kind=IMMEDIATE_WITH_PAUSE, source=source)
        return
