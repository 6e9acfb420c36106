"""A sentence too long to be said in one breath."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.spoken import HAN, HOLE, spoken

LONG_SENTENCE = FaultKind(
    code="item/long-sentence",
    zh="这句话有 {count} 个字，一口气念不完。请拆成两句，每句 {most} 个字以内。",
    en="This sentence has {count} characters. Split it into sentences of {most} or fewer.",
    why_zh="指南和告知书会在窗口念出来，也会给老人读。一句话超过 40 个字，听到后面就忘了前面。",
    why_en="Guides are read aloud. Past 40 characters a listener has lost the beginning.",
    wrong="说明: 要有出租方和承租方双方签字或盖章并且租期从申请之日算起不少于六个月同时写明店面的详细地址。",
    right="说明: 双方要签字或盖章。租期从申请那天算起至少 6 个月。写明店面地址。",
    level="reminder",
)
MOST: Final = 40
_SENTENCE: Final = re.compile(r"[^。！？\n]+")
_CHINESE: Final = re.compile(f"[{HAN}]")
# A fact in a message is counted as the few characters that will stand there.
_FACT: Final = "某某某某"


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find sentences of more than forty characters in the texts that citizens read."""
    for text in spoken(item):
        for found in _SENTENCE.finditer(text):
            said = "".join(HOLE.sub(_FACT, found[0]).split())
            if len(said) > MOST and _CHINESE.search(said):
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                values = {"count": str(len(said)), "most": str(MOST)}
                yield Fault(kind=LONG_SENTENCE, source=text.at(start, found.end()), values=values)
