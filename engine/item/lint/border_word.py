"""A number in words that includes its border while the expression excludes it, or the other way round.

By law 以上, 以下, 以内 include the number, 超过, 不满 do not (民法典 1259). Only what is certain is told: one
number in the requirement, compared once in the expression, in the same direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from engine.fault import Fault, FaultKind
from engine.item.model import Check, Item
from engine.item.spoken import checks_of

BORDER_WORD = FaultKind(
    code="item/border-word",
    zh="要求里的「{words}」{includes}本数，判断里写的是「{sign}」，正好 {number} 的人会判错。"
    "请把判断改成「{right}」，或者改要求。",
    en="「{words}」 {includes_en} the number itself, but the expression says 「{sign}」: whoever has exactly "
    "{number} is judged wrongly. Write 「{right}」, or change the words.",
    why_zh="法律上，以上、以下、以内包括本数，超过、不满不包括。指南这样写、机器那样判，窗口就说不清。",
    why_en="In law 以上, 以下, 以内 include the number, 超过 and 不满 do not; words and machine must agree.",
    wrong="要求: 场所面积 20 平方米以上\n判断: 场所面积 > 20",
    right="要求: 场所面积 20 平方米以上\n判断: 场所面积 ≥ 20",
)
_NUMBER: Final = r"(?P<number>\d+(?:\.\d+)?)"
_UNIT: Final = r"\s*[^\d\s，。；、：（）()<>]{0,6}?"
_SAYINGS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (sign, re.compile(words))
    for sign, words in (
        ("≥", rf"{_NUMBER}{_UNIT}以上"),
        ("≥", rf"(?:至少|不少于|不低于|不小于|(?<![不未])满)[^\d，。；]{{0,4}}{_NUMBER}"),
        (">", rf"(?<!不)(?:超过|大于|多于|高于)[^\d，。；]{{0,4}}{_NUMBER}"),
        ("≤", rf"{_NUMBER}{_UNIT}(?:以下|以内)"),
        ("≤", rf"(?:不超过|不多于|不高于|不大于|至多|最多)[^\d，。；]{{0,4}}{_NUMBER}"),
        ("<", rf"(?:不满|未满|不足|(?<!不)少于|(?<!不)低于|(?<!不)小于)[^\d，。；]{{0,4}}{_NUMBER}"),
    )
)
_COMPARED: Final = re.compile(rf"(?P<sign>>=|<=|[≥≤<>])\s*{_NUMBER}(?!\s*[\w.]*\s*[-+*/×])")
_SIGNS: Final = {">=": "≥", "<=": "≤"}
# With these in an expression, what the comparison demands is no longer what the whole demands.
_TURNING: Final = re.compile(r"[非或若]|不属于|\b(?:not|or|if)\b")


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find requirements whose border word and expression disagree about the number itself."""
    for check in checks_of(item):
        if not _TURNING.search(check.holds):
            yield from _disagreeing(check)


def _disagreeing(check: Check) -> Iterator[Fault]:
    said = [(sign, found) for sign, words in _SAYINGS for found in words.finditer(check.requirement)]
    if len(said) != 1:
        return
    right, words = said[0]
    number = Decimal(words["number"])
    compared = [each for each in _COMPARED.finditer(check.holds) if Decimal(each["number"]) == number]
    if len(compared) != 1 or str(check.holds).count(words["number"]) != 1:
        return
    sign = _SIGNS.get(compared[0]["sign"], compared[0]["sign"])
    if sign == right or (sign in "≥>") != (right in "≥>"):
        return
    values = {
        "words": words[0],
        "number": words["number"],
        "sign": sign,
        "right": right,
        "includes": "包括" if right in "≥≤" else "不包括",
        "includes_en": "includes" if right in "≥≤" else "excludes",
        "also_zh": "判断这样写",
        "also_en": "the expression",
    }
    yield Fault(
        kind=BORDER_WORD,
        source=check.requirement.at(*words.span()),
        values=values,
        also=check.holds.at(*compared[0].span("sign")),
    )
