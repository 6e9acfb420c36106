"""Document numbers: looked at in every check, asked about by items, recognised at the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from engine.hookspecs import Example, Flaw, Function, Identity, Lint, Mark, hookimpl, reads
from yici_identity.numbers import KINDS, Kind, born_on, clean, wrong_with

__all__ = ["check_material", "functions", "identify", "lints"]

_ENTRIES: Final = tuple(entry for kind in KINDS.values() for entry in kind.entries)
_CARD: Final = "证件/身份证号"
_RECOGNISED: Final = (_CARD, "证件/统一社会信用代码", "证件/护照号")
# Made up: nobody has these numbers.
_SOUND: Final[Mapping[str, str]] = {
    _CARD: "23019919900228001X",
    "证件/统一社会信用代码": "11230199MB0000001G",
    "证件/护照号": "E12345678",
    "证件/手机号": "13900000000",
    "证件/电话": "0451-12345678",
}


@hookimpl
@reads(entries=_ENTRIES)
def check_material(record: Mapping[str, object]) -> Sequence[Flaw]:
    """Find numbers that cannot be."""
    found = ((entry, wrong_with(entry, str(number))) for entry, number in record.items())
    return [
        Flaw(entry=entry, zh=f"{entry}{wrong[1][0]}", en=f"{entry} {wrong[1][1]}")
        for entry, wrong in found
        if wrong is not None
    ]


@hookimpl
def functions() -> Mapping[str, Function]:
    """Give one function for every kind of number."""
    return {
        name: Function(
            run=_card if name == _CARD else partial(_number, kind),
            inputs={"号码": "text"},
            answers={"有效": "yes_no", "出生日期": "date", "性别": "text"}
            if name == _CARD
            else {"有效": "yes_no"},
            zh=f"{kind.zh}对不对",
            en=f"whether a {kind.en} holds",
            examples=_examples(name),
        )
        for name, kind in KINDS.items()
    }


@hookimpl
def identify(number: str) -> Identity | None:
    """Recognise a number by its shape and say whether it holds."""
    text = clean(number)
    shape = 18 if text[:1].isdecimal() else 9
    for name in _RECOGNISED if len(text) == shape else ():
        kind = KINDS[name]
        if kind.wrong(text) is None:
            return Identity(
                zh=kind.zh, en=kind.en, sound=True, born_on=born_on(text) if name == _CARD else None
            )
    if len(text) == 18 and text[:17].isdecimal():
        card = KINDS[_CARD]
        return Identity(zh=card.zh, en=card.en, sound=False)
    return None


@hookimpl
def lints() -> Mapping[str, Lint]:
    """Give the lint about numbers that are asked for and not looked at."""
    return {
        "identity/unchecked-number": Lint(
            zh="问了「{field}」，却没有核对号码。可以加一条审查要点，插件写 {function}。",
            en="「{field}」 is asked for, but nobody looks at the number. Add a check that asks {function}.",
            why_zh="号码抄错一位，要到审批的时候才发现，申请人又要跑一趟。",
            why_en="One wrong digit is found late, and the applicant has to come again.",
            wrong="申请表:\n  身份证号:\n    填: 文字",
            right="审查要点:\n  - 编号: R1\n    插件: 证件/身份证号\n    传入:\n      号码: 身份证号",
            find=_unchecked,
        )
    }


def _number(kind: Kind, *, 号码: str | None) -> Mapping[str, object]:
    return {"有效": 号码 is not None and kind.wrong(clean(号码)) is None}


def _card(*, 号码: str | None) -> Mapping[str, object]:
    text = clean(号码 or "")
    if KINDS[_CARD].wrong(text) is not None:
        return {"有效": False, "出生日期": None, "性别": None}
    return {"有效": True, "出生日期": born_on(text), "性别": "男" if int(text[16]) % 2 else "女"}


def _examples(name: str) -> Sequence[Example]:
    sound: dict[str, object] = {"有效": True}
    wrong: dict[str, object] = {"有效": False}
    if name == _CARD:
        sound = {"有效": True, "出生日期": date(1990, 2, 28), "性别": "男"}
        wrong = {"有效": False, "出生日期": None, "性别": None}
    return [
        Example(given={"号码": _SOUND[name]}, answers=sound),
        Example(given={"号码": _SOUND[name][:4]}, answers=wrong),
        Example(given={"号码": None}, answers=wrong),
    ]


def _unchecked(item: Mapping[str, Any]) -> Sequence[Mark]:
    """Find text fields named like a number that no check hands to one of our functions."""
    checks = (*item["conditions"], *item["checks"])
    handed = {value for check in checks if check["plugin"] in KINDS for _, value in check["inputs"]}
    return [
        Mark(at=("fields", place, "name"), values={"field": field["name"], "function": name})
        for place, field in enumerate(item["fields"])
        for name in _function_for(field["name"])
        if field["kind"] == "text" and field["name"] not in handed
    ]


def _function_for(field: str) -> Iterator[str]:
    yield from (name for name, kind in KINDS.items() if field.endswith(kind.entries))
