"""One telephone for questions and for complaints: whoever complains reaches whom they complain of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place

SAME_TELEPHONE = FaultKind(
    code="item/same-telephone",
    zh="咨询电话和监督电话是同一个号码。请写一个别的部门接的监督电话。",
    en="Questions and complaints go to one number. Give a telephone for complaints that others answer.",
    why_zh="打监督电话的人多半是对窗口不满意，接电话的不能还是这个窗口。",
    why_en="Whoever complains is mostly unhappy with the window, so the window must not answer.",
    wrong="咨询电话: 0451-12345678\n监督电话: 0451-12345678",
    right="咨询电话: 0451-12345678\n监督电话: 0451-87654321",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find a telephone for complaints with the digits of the one for questions."""
    consultation, complaint = item.notes.get("consultation"), item.notes.get("complaint")
    if consultation is None or complaint is None:
        return
    digits = re.sub(r"\D", "", complaint)
    if digits and digits == re.sub(r"\D", "", consultation):
        yield Fault(kind=SAME_TELEPHONE, source=place(complaint), also=place(consultation))
