"""Civil affairs: the age of people, the card for the elderly, a lint about household registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from engine.hookspecs import Example, Function, Happened, Lint, Mark, Page, hookimpl

handed_out: Counter[str] = Counter()


def age(*, 出生日期: date, 截至: date) -> Mapping[str, object]:
    """Count the whole years."""
    before = (截至.month, 截至.day) < (出生日期.month, 出生日期.day)
    return {"周岁": 截至.year - 出生日期.year - before}


@hookimpl
def functions() -> Mapping[str, Function]:
    return {
        "民政/周岁": Function(
            run=age,
            inputs={"出生日期": "date", "截至": "date"},
            answers={"周岁": "integer"},
            zh="到那一天满多少周岁",
            en="how old somebody is on a day",
            examples=[
                Example(given={"出生日期": date(1960, 3, 2), "截至": date(2026, 3, 1)}, answers={"周岁": 65})
            ],
        )
    }


@hookimpl
def catalogs() -> Sequence[Path]:
    return [Path(__file__).parent / "catalog"]


def registers(item: Mapping[str, Any]) -> Sequence[Mark]:
    return [
        Mark(at=("materials", place, "name"), values={"name": each["name"]})
        for place, each in enumerate(item["materials"])
        if "户口簿" in each["name"] and each["necessity"] != "exempt"
    ]


@hookimpl
def lints() -> Mapping[str, Lint]:
    return {
        "civil/household-register": Lint(
            zh="「{name}」在本市可以联网查到，写“免提交”就不用带。",
            en="「{name}」 can be looked up here; write that nobody need bring it.",
            why_zh="能查到的证件不再让人带。",
            why_en="What can be looked up is not asked for.",
            wrong="- 名称: 户口簿",
            right="- 名称: 户口簿\n  必要性: 免提交",
            find=registers,
        )
    }


@hookimpl
def pages() -> Mapping[str, Page]:
    return {
        "civil/cards": Page(
            zh="今天受理了多少优待证",
            en="Cards accepted so far",
            show=lambda lang, query: f"<p>{handed_out['MZ-0001']}</p>",
        )
    }


@hookimpl
def event_recorded(event: Happened) -> None:
    if event.kind == "accepted":
        handed_out[event.item] += 1
