"""Options of a question: one twice, or a note for one that is not there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from engine.fault import Fault, FaultKind
from engine.item.model import Field, Item
from engine.item.near import nearest
from engine.source import Text, place

OPTION_TWICE = FaultKind(
    code="item/option-twice",
    zh="「{field}」里「{option}」写了两次。请删掉一个。",
    en="「{field}」 lists 「{option}」 twice. Delete one.",
    why_zh="两个一样的选项，申请人不知道选哪个；只差全角半角、空格的也算一样。",
    why_en="Nobody can choose between two equal options; width and spaces make no difference.",
    wrong="选: [自有, 租赁, 租赁]",
    right="选: [自有, 租赁]",
)
ONE_OPTION = FaultKind(
    code="item/one-option",
    zh="「{field}」只有「{option}」一个选项，不用问。请补上别的选项，或者删掉这一问。",
    en="「{field}」 has only the option 「{option}」. Add others, or do not ask.",
    why_zh="只有一个答案的问题不是问题。",
    why_en="A question with one answer is none.",
    wrong="选: 自有",
    right="选: [自有, 租赁]",
    level="reminder",
)
NOTE_FOR_NO_OPTION = FaultKind(
    code="item/note-for-no-option",
    zh="选项说明里的「{option}」不在「{field}」的选项里。请照“选”里的字写。",
    en="The note 「{option}」 belongs to no option of 「{field}」. Write it as under `choose`.",
    why_zh="说明对不上选项，就没有人看得到。",
    why_en="A note that belongs to no option is never shown.",
    wrong="选: [自有, 租赁]\n选项说明:\n  租凭: 租来的",
    right="选: [自有, 租赁]\n选项说明:\n  租赁: 租来的",
)
ENGLISH_OPTIONS = FaultKind(
    code="item/english-options",
    zh="「{field}」有 {count} 个选项，英文写了 {found} 个。请照“选”的顺序一个对一个写。",
    en="「{field}」 has {count} options, but {found} in English. Write one for each, in the same order.",
    why_zh="英文选项按顺序和中文对应，多一个少一个就全错位了。",
    why_en="English options go by order; one more or less shifts them all.",
    wrong="选: [自有, 租赁]\n英文:\n  选: [owned]",
    right="选: [自有, 租赁]\n英文:\n  选: [owned, rented]",
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find options written twice, questions with one answer, and notes that belong to no option."""
    for field in item.fields:
        yield from _twice(field.name, field.choose)
        if len(field.choose) == 1:
            values = {"field": str(field.name), "option": field.choose[0]}
            yield Fault(kind=ONE_OPTION, source=place(field.choose[0]), values=values)
        yield from _english(field)
        for entry in field.entry:
            yield from _twice(entry.name, entry.choose)
        for option, note in field.option_notes.items():
            if option not in field.choose:
                near = nearest(option, field.choose)
                values = {"field": str(field.name), "option": option}
                yield Fault(kind=NOTE_FOR_NO_OPTION, source=place(note), values=values, nearest=near)
    for material in item.materials:
        for entry in material.record:
            yield from _twice(entry.name, entry.choose)


def _english(field: Field) -> Iterator[Fault]:
    english = field.english.get("choose")
    if isinstance(english, tuple) and len(english) != len(field.choose):
        source = place(english[0] if english else field.name)
        values = {"field": field.name, "count": str(len(field.choose)), "found": str(len(english))}
        yield Fault(kind=ENGLISH_OPTIONS, source=source, values=values)


def _twice(field: Text, choose: tuple[Text, ...]) -> Iterator[Fault]:
    first: dict[str, Text] = {}
    for option in choose:
        same = first.setdefault("".join(unicodedata.normalize("NFKC", option).split()), option)
        if same is not option:
            values = {"field": field, "option": option}
            yield Fault(kind=OPTION_TWICE, source=place(option), values=values, also=place(same))
