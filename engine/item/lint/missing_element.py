"""Elements that every item of the national list has, and this one has not yet.

An item that says what kind it is (事项类型) takes part in the list; one that does not is left in peace.
基本编码 and 实施编码 are given by the list itself, so nobody is reminded of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.source import place
from engine.vocabulary import in_lang

MISSING_ELEMENT = FaultKind(
    code="item/missing-element",
    zh="进目录还差这几项：{keys}。请补上。",
    en="The national list also wants: {keys_en}. Add them.",
    why_zh="写了事项类型的事项要进国家的目录，GB/T 39046 里这些项都不能空；地点、时间和电话更是人人要看。",
    why_en="An item with `item_type` goes into the national list, and GB/T 39046 allows none of these to be "
    "empty; place, hours and telephones are what people look for first.",
    wrong="事项类型: 行政许可",
    right="事项类型: 行政许可\n行使层级: 县\n实施主体性质: 法定机关\n服务对象: 自然人\n办件类型: 承诺件",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find what an item of the national list does not say yet, all in one reminder."""
    if item.item_type is None:
        return
    said: Mapping[str, object] = {
        "level": item.level,
        "authority_kind": item.authority_kind,
        "audiences": item.audiences,
        "handling": item.handling,
        "basis": item.basis,
        "channels": item.channels,
        "visits": item.visits is not None,
        **{key: item.notes.get(key) for key in ("place", "hours", "consultation", "complaint")},
        "limits": item.limits,
        "outputs": item.outputs or item.parts,  # parts bring their own
    }
    missing = [in_lang("keys", key, item.language) for key, value in said.items() if not value]
    if missing:
        values = {"keys": "、".join(missing), "keys_en": ", ".join(missing)}
        yield Fault(kind=MISSING_ELEMENT, source=place(item.item_type), values=values)
