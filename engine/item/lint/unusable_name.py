"""A name that no expression can say: with a dot, a brace, a space, or nothing but a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Entry, Item
from engine.source import Text, place

UNUSABLE_NAME = FaultKind(
    code="item/unusable-name",
    zh="「{name}」不能当名字：{reason}。请换个名字，名字里只用文字、数字和下划线。",
    en="「{name}」 cannot be a name: {reason_en}. Use letters, digits and underscores only.",
    why_zh="前提和判断里要写到这个名字。点用来连材料和登记，空格用来隔开两个词，大括号用来印出事实。",
    why_en="Conditions say this name: a dot joins a material and its record, a space parts words.",
    wrong="办理情形:\n  店面.面积:\n    填: 数字",
    right="办理情形:\n  店面面积:\n    填: 数字",
)
TOO_LONG_NAME = FaultKind(
    code="item/long-name",
    zh="这个名字有 {count} 个字，太长了。最多 {most} 个字；要说明的话写在说明里。",
    en="This name has {count} signs; {most} at most. Put explanations into `note`.",
    why_zh="名字印在指南、清单和告知书上，太长了没有人看得完。",
    why_en="The name stands in guides, lists and notices; nobody reads one that long.",
    wrong="名称: 由房屋所有权人本人或者其依法授权的代理人亲笔签署……的书面证明",
    right="名称: 房主同意书",
)
_MOST: Final = 100
# In the name of a material, which may be written as it is on paper, only these have a meaning of their own.
_SIGNS: Final = ".{}/|"
_PARTING: Final = "/\\{}|"
_WORDS: Final = frozenset(
    {"且", "或", "非", "是", "否", "不是", "属于", "不属于", "在", "到", "之间", "若", "则", "否则"}
    | {"已提交", "未提交", "已填", "未填", "有", "每个", "满足", "都满足", "true", "false", "null"}
    | {"and", "or", "not", "is", "in", "if", "then", "else", "between", "some", "every", "satisfies"}
    | {"submitted", "filled", "unfilled", "for", "return"}
)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find names that conditions cannot say, and names nobody can read."""
    said = dict.fromkeys(_said(item))
    for code in (item.code, *(check.id for check in (*item.conditions, *item.checks))):
        yield from _unusable(code, _code(code))
    for name in said:
        yield from _unusable(name, _reason(name))
    for material in item.materials:
        if material.name not in said:
            yield from _unusable(material.name, _signs(material.name))
    for name in (*said, *(each.name for each in item.materials)):
        if len(name) > _MOST:
            values = {"count": str(len(name)), "most": str(_MOST)}
            yield Fault(kind=TOO_LONG_NAME, source=place(name), values=values)


def _unusable(name: Text, reason: tuple[str, str] | None) -> Iterator[Fault]:
    if reason is not None:
        values = {"name": str(name), "reason": reason[0], "reason_en": reason[1]}
        yield Fault(kind=UNUSABLE_NAME, source=place(name), values=values)


def _said(item: Item) -> Iterator[Text]:
    """Give the names that expressions say; a material whose record nothing can read needs none."""
    for field in item.fields:
        yield field.name
        yield from _entries(field.entry)
    yield from (table.name for table in item.tables)
    for material in item.materials:
        if material.record:
            yield material.name
            yield from _entries(material.record)
        if material.any_of is not None:
            yield material.any_of


def _entries(entries: tuple[Entry, ...]) -> Iterator[Text]:
    yield from (entry.name for entry in entries)


def _reason(name: Text) -> tuple[str, str] | None:
    if found := _signs(name):
        return found
    if name in _WORDS:
        return "这是判断里的词", "it is a word of conditions"
    if name[:1].isdigit():
        return "数字开头", "it begins with a digit"
    if any(sign.isspace() for sign in name):
        return "中间有空格", "it has a space inside"
    return None


def _code(code: Text) -> tuple[str, str] | None:
    """Tell what is wrong with a code: it stands in file names, and before the ids of a package's parts."""
    found = next((s for s in code if s in _PARTING or s.isspace() or not s.isprintable()), None)
    if found is None:
        return None
    return f"里面有「{found}」", f"it holds 「{found}」"


def _signs(name: Text) -> tuple[str, str] | None:
    found = next((sign for sign in name if sign in _SIGNS or not sign.isprintable()), None)
    if found is None:
        return None
    shown = found if found.isprintable() else f"U+{ord(found):04X}"
    return f"里面有「{shown}」", f"it holds 「{shown}」"
