"""What a sample hands in: each path must be one of the item, each value one that can be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Entry, Field, Item, SampleValue
from engine.item.near import nearest
from engine.item.paths import canonical, valued
from engine.item.spoken import checks_of
from engine.source import Text, place
from engine.vocabulary import Lang, has, labels

UNKNOWN_PATH = FaultKind(
    code="item/unknown-path",
    zh="样例交了「{name}」，这个事项里没有。请照材料、登记和字段的名字写。",
    en="The item has no 「{name}」. Use the names of its fields, materials and recorded values.",
    why_zh="名字写错了的值没有人看，样例就不是原来想考的那一题了。",
    why_en="A value under a misspelt name is read by nobody, and the sample tests something else.",
    wrong="申请:\n  租赁合同.到期: 2026-05-01",
    right="申请:\n  租赁合同.到期日: 2026-05-01",
)
IMPOSSIBLE_VALUE = FaultKind(
    code="item/impossible-value",
    zh="「{name}」不能是「{value}」。可以写：{wanted}。",
    en="「{name}」 cannot be 「{value}」. It may be: {wanted}.",
    why_zh="申请人填不出来的值，样例里也不能写。",
    why_en="A sample may hand in only what an applicant can answer.",
    wrong="申请:\n  场所来源: 租凭",
    right="申请:\n  场所来源: 租赁",
)
_WANTED: Final[Mapping[str, tuple[str, str]]] = {
    "date": ("2026-03-02 这样的日期", "a date such as 2026-03-02"),
    "number": ("数字", "a number"),
}
Found = tuple[FaultKind, str, Mapping[str, str], tuple[str, ...]]


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find paths and values in samples that the item does not know; a package knows those of its parts."""
    known = valued(item)
    for sample in item.samples:
        for path, value in sample.submission.items():
            for kind, where, values, near in _wrong(item, known, path, value):
                yield Fault(kind=kind, source=place(where), values=values, nearest=near)


def _wrong(
    item: Item, known: Mapping[str, Entry | Field | None], path: Text, value: SampleValue
) -> Iterator[Found]:
    name = canonical(path)
    materials = [str(material.name) for material in item.materials]
    if name in materials:
        yield from _word(path, value, "state", item.language)
    elif members := _of_group(item, name):
        yield UNKNOWN_PATH, path, {"name": path}, members
    elif name in known:
        yield from _answer(path, known[name], value, item.language)
    elif not (name == "申请人.名称" or item.parts or _answered(item, name)):
        near = nearest(path, [*known, *materials])
        yield UNKNOWN_PATH, path, {"name": path}, near


def _of_group(item: Item, name: str) -> tuple[str, ...]:
    """Give the paths to write for one of a group: what is handed in is one of its materials."""
    group, _, entry = name.partition(".")
    members = [each for each in item.materials if each.any_of == group]
    return tuple(f"{each.name}.{entry}" if entry else str(each.name) for each in members)[:2]


def _answered(item: Item, name: str) -> bool:
    """Tell whether a path is the answer of a plug-in to one of the checks, as in `R2.答复.距离`."""
    owner, dot, _ = name.replace(".answer.", ".答复.").partition(".答复.")
    return bool(dot) and any(check.id == owner and check.plugin is not None for check in checks_of(item))


def _answer(path: str, declared: Entry | Field | None, value: SampleValue, lang: Lang) -> Iterator[Found]:
    if isinstance(declared, Field) and declared.entry:
        yield from _entries(path, declared, value, lang)
    elif declared is None or declared.kind in ("integer", "number", "amount"):
        yield from _plain(path, value, "number", lang)
    elif declared.kind == "date":
        yield from _plain(path, value, "date", lang)
    elif declared.kind in ("yes_no", "attachment"):
        yield from _word(path, value, declared.kind, lang)
    elif declared.choose and isinstance(value, Text) and value not in declared.choose:
        values = {"name": path, "value": value, "wanted": "、".join(declared.choose)}
        yield IMPOSSIBLE_VALUE, value, values, nearest(value, declared.choose)


def _entries(path: str, field: Field, value: SampleValue, lang: Lang) -> Iterator[Found]:
    known = {str(entry.name): entry for entry in field.entry}
    for row in value if isinstance(value, tuple) else ():
        for name, each in row.items() if isinstance(row, Mapping) else ():
            if name in known:
                yield from _answer(name, known[name], each, lang)
            else:
                yield UNKNOWN_PATH, name, {"name": f"{path}.{name}"}, nearest(name, list(known))


def _word(path: str, value: SampleValue, group: str, lang: Lang) -> Iterator[Found]:
    if isinstance(value, Text) and not has(group, value):
        known = labels(group, lang)
        values = {"name": path, "value": value, "wanted": "、".join(known)}
        yield IMPOSSIBLE_VALUE, value, values, nearest(value, known)


def _plain(path: str, value: SampleValue, kind: str, lang: Lang) -> Iterator[Found]:
    if isinstance(value, Text) and not _reads_as(kind, value.strip()):
        wanted = _WANTED[kind][0 if lang == "zh" else 1]
        yield IMPOSSIBLE_VALUE, value, {"name": path, "value": value, "wanted": wanted}, ()


def _reads_as(kind: str, text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) if kind == "date" else Decimal(text).is_finite()
    except (ValueError, InvalidOperation):
        return False
