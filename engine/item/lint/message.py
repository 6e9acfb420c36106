"""The `{…}` of messages: each must hold a fact, and one that the check itself reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engine.fault import Cure, Fault, FaultKind
from engine.item.model import Check, Item
from engine.item.near import nearest
from engine.item.paths import canonical, columns, valued
from engine.item.spoken import HOLE, checks_of, english_messages, messages
from engine.source import Text

MESSAGE_NOT_A_FACT = FaultKind(
    code="rule/message-not-a-fact",
    zh="大括号里的「{name}」不是事实。这里只放字段、材料的登记和对照表的结果，不写算式。",
    en="「{name}」 in braces is no fact. Put a field, a recorded value or a table result.",
    why_zh="大括号里的名字，印告知书时会换成这一份申请里的值。名字写错了，印出来就是空的。",
    why_en="A name in braces is replaced by the value of this submission; a misspelt one prints nothing.",
    wrong="不符合时: 租赁合同 {租赁合同.到期} 到期。",
    right="不符合时: 租赁合同 {租赁合同.到期日} 到期。",
)
TEXT_MAY_BE_EMPTY = FaultKind(
    code="rule/text-may-be-empty",
    zh="判断「{check}」时没有用到「{name}」，印出来可能是空的。请换成判断里用到的，或者去掉。",
    en="「{check}」 does not read 「{name}」, so it may come out empty. Use a fact it reads, or drop it.",
    why_zh="一条要点不符合时，它用到的事实一定都知道了；别的事实可能还没人填。",
    why_en="When a check is unmet, the facts it reads are known; any other fact may still be open.",
    wrong="判断: 租赁合同.到期日 ≥ 申请日期\n不符合时: 承租方 {租赁合同.承租方} 的合同到期了。",
    right="判断: 租赁合同.到期日 ≥ 申请日期\n不符合时: 合同 {租赁合同.到期日} 就到期了。",
)
OPEN_BRACE = FaultKind(
    code="rule/open-brace",
    zh="大括号只有一半。请成对写，例如 {{租赁合同.到期日}}。",
    en="A brace without its other half. Write both, as in {{租赁合同.到期日}}.",
    why_zh="大括号成对，里面的名字才会换成申请里的值。",
    why_en="Only a pair of braces is replaced by a value.",
    wrong="不符合时: 租赁合同 {租赁合同.到期日 到期。",
    right="不符合时: 租赁合同 {租赁合同.到期日} 到期。",
)
FULL_WIDTH_BRACE = FaultKind(
    code="rule/full-width-brace",
    zh="这里的大括号是全角的，请改成半角的「{right}」。",
    en="These braces are full-width; write 「{right}」.",
    why_zh="只有半角的大括号才会换成申请里的值，全角的会原样印出来。",
    why_en="Only ASCII braces are replaced by a value; full-width ones are printed as they are.",
    wrong="不符合时: 租赁合同 ｛租赁合同.到期日｝ 到期。",
    right="不符合时: 租赁合同 {租赁合同.到期日} 到期。",
    curable=True,
)
BRACE_OUT_OF_PLACE = FaultKind(
    code="rule/brace-out-of-place",
    zh="「{hole}」写在这里不会换成值。事实只能写在不符合时、怎么改和文书正文里。",
    en="「{hole}」 is not replaced here. Facts may stand only in `otherwise`, `remedy` and `wording`.",
    why_zh="要求和说明也印在办事指南上，那时还没有申请，没有值可换。",
    why_en="Demands and notes are printed in the guide, where there is no submission yet.",
    wrong="要求: 合同 {租赁合同.到期日} 还没到期",
    right="要求: 合同还没到期",
)
ALWAYS: Final = frozenset({"申请日期", "申请人.名称"})
_FULL_WIDTH: Final = re.compile("｛([^｛｝{}]*)｝")


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find braces in messages that hold no fact, or one that may be empty, and braces elsewhere."""
    facts = facts_of(item)
    if item.parts:
        # A package also knows the facts of its parts; those that are read are in `uses`.
        facts |= frozenset(path for paths in uses.values() for path in paths)
    for check in checks_of(item):
        # Without a demand (a fault of its own) nothing can be said about what the check reads.
        reads = uses.get(check.id) if check.holds != "true" else None
        for text in (*messages(check), *english_messages(check)):
            yield from _in_message(item, check, text, facts, reads)
        yield from _out_of_place(check.requirement)
    for material in item.materials:
        if material.note is not None:
            yield from _out_of_place(material.note)
    for question in item.faq:
        yield from _out_of_place(question.reply)


def _in_message(
    item: Item, check: Check, text: Text, facts: frozenset[str], reads: frozenset[str] | None
) -> Iterator[Fault]:
    yield from full_width(text)
    elements = _elements(item, check)
    if check.each is not None and not elements:
        # Which list is meant has its own fault.
        return
    own = facts | elements | ALWAYS | ({"序号"} if check.each is not None else frozenset())
    for hole in HOLE.finditer(text):
        name = hole[1].strip()
        path = canonical(name)
        source = text.at(*hole.span(1)) if hole[1] else text.at(*hole.span())
        if check.plugin is not None and path.startswith("答复."):
            continue
        # What a package reads of its parts is declared elsewhere, but settled.
        if item.parts and reads is not None and _written(check, path):
            continue
        if path not in own:
            near = nearest(name, sorted(own))
            yield Fault(kind=MESSAGE_NOT_A_FACT, source=source, values={"name": name}, nearest=near)
        elif reads is not None and path in facts and not _read(item, check, path, reads):
            near = tuple(fact for fact in sorted(facts & reads) if fact in check.holds)[:2]
            yield Fault(
                kind=TEXT_MAY_BE_EMPTY, source=source, values={"name": name, "check": check.id}, nearest=near
            )
    yield from lone_braces(text)


def lone_braces(text: Text) -> Iterator[Fault]:
    """Find braces without their other half."""
    for lone in re.finditer(r"[{}]", HOLE.sub(lambda hole: " " * len(hole[0]), text)):
        yield Fault(kind=OPEN_BRACE, source=text.at(*lone.span()))


def full_width(text: Text) -> Iterator[Fault]:
    """Find full-width braces, which nothing replaces."""
    for found in _FULL_WIDTH.finditer(text):
        right, source = f"{{{found[1]}}}", text.at(*found.span())
        cure = Cure(source=source, text=right) if text.exact else None
        yield Fault(kind=FULL_WIDTH_BRACE, source=source, values={"right": right}, cure=cure)


def _out_of_place(text: Text) -> Iterator[Fault]:
    for hole in HOLE.finditer(text):
        yield Fault(kind=BRACE_OUT_OF_PLACE, source=text.at(*hole.span()), values={"hole": hole[0]})


def _read(item: Item, check: Check, path: str, reads: frozenset[str]) -> bool:
    """Tell whether a check reads a fact: by itself, through a group, or a table, or for its plug-in."""
    head, _, entry = path.partition(".")
    members = {f"{member.name}.{entry}" for member in item.materials if member.any_of == head}
    return path in reads or not reads.isdisjoint(members) or _written(check, path)


def _written(check: Check, path: str) -> bool:
    texts = (check.holds, check.when or "", *(value for _, value in check.inputs))
    return any(path in text for text in texts)


def facts_of(item: Item) -> frozenset[str]:
    """Give every path with one value; a list has many."""
    lists = {str(field.name) for field in item.fields if field.entry}
    return frozenset(valued(item).keys() - lists | columns(item))


def _elements(item: Item, check: Check) -> frozenset[str]:
    lists = (field for field in item.fields if field.name == check.each)
    return frozenset(f"{field.name}.{entry.name}" for field in lists for entry in field.entry)
