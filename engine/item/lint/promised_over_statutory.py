"""A promise that is longer than the law allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, get_args

from engine.fault import Fault, FaultKind
from engine.item.model import Item
from engine.item.terms import Span
from engine.source import Source, Text

PROMISED_OVER_STATUTORY = FaultKind(
    code="item/promised-over-statutory",
    zh="承诺 {promised}，比法定的 {statutory} 还长。请把承诺改短，或者核对法定时限。",
    en="The promised {promised} exceed the statutory {statutory}. Promise less, or check the law.",
    why_zh="承诺时限只能比法定时限短，不能长。",
    why_en="A centre may promise to be faster than the law demands, never slower.",
    wrong="承诺: 30 个工作日\n法定: 20 个工作日",
    right="承诺: 5 个工作日\n法定: 20 个工作日",
)
Unit = Literal["workdays", "days", "months", "years"]
_UNITS: Final[Mapping[str, Unit]] = {
    "个工作日": "workdays",
    "工作日": "workdays",
    "workdays": "workdays",
    "workday": "workdays",
    "个自然日": "days",
    "自然日": "days",
    "days": "days",
    "day": "days",
    "个月": "months",
    "months": "months",
    "month": "months",
    "年": "years",
    "years": "years",
    "year": "years",
}
_SPAN: Final = re.compile(rf"(\d+)\s*({'|'.join(_UNITS)})")
_ZH: Final = dict(zip(get_args(Unit), ("个工作日", "个自然日", "个月", "年"), strict=True))
# The fewest and the most calendar days of one unit. Workdays take no more than twice their number and a
# fortnight: no rest lasts longer than that, whatever a calendar moves.
_FEWEST: Final[Mapping[Unit, int]] = {"workdays": 1, "days": 1, "months": 28, "years": 365}
_MOST: Final[Mapping[Unit, int]] = {"workdays": 2, "days": 1, "months": 31, "years": 366}
_LONGEST_REST: Final = 14
# What stands between 若 and 则 is compared, not promised.
_CONDITION: Final = re.compile(r"(?:若|\bif\b).*?(?:则|\bthen\b)", re.DOTALL)


def find(item: Item, uses: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Find promised limits that are certainly longer than the statutory one."""
    limits = item.limits
    if limits is None or limits.statutory is None:
        return
    for promised, source in _promises(limits.promised, limits.source):
        if _longer(promised, limits.statutory):
            values = {
                "promised": _said(promised, item.language),
                "statutory": _said(limits.statutory, item.language),
            }
            yield Fault(kind=PROMISED_OVER_STATUTORY, source=source, values=values)


def _promises(promised: Span | Text, source: Source) -> Iterator[tuple[Span, Source]]:
    if isinstance(promised, Span):
        yield promised, source
        return
    outside = _CONDITION.sub(lambda found: " " * len(found[0]), promised)
    for found in _SPAN.finditer(outside):
        yield Span(count=int(found[1]), unit=_UNITS[found[2]]), promised.at(*found.span())


def _longer(promised: Span, statutory: Span) -> bool:
    left, right = _in_months(promised), _in_months(statutory)
    if left.unit == right.unit:
        return left.count > right.count
    rest = _LONGEST_REST if right.unit == "workdays" else 0
    return left.count * _FEWEST[left.unit] > right.count * _MOST[right.unit] + rest


def _in_months(span: Span) -> Span:
    return Span(count=span.count * 12, unit="months") if span.unit == "years" else span


def _said(span: Span, lang: str) -> str:
    return f"{span.count} {_ZH[span.unit] if lang == 'zh' else span.unit}"
