"""The built-in functions that the item profile has, with the types of their parameters and results.

What they do stands in `engine.feel.functions`; rows stand in the standard's order. What is not here is
left out of the profile: it works on ranges, records or functions as values, or asks a clock.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.dataclass import dataclass
from engine.feel.answers import MONTHS_OF_YEAR, WEEKDAYS
from engine.feel.functions import BY_NAME as BUILT_INS
from engine.feel.settle.kinds import ANY, COUNT, DATE, MONTHS, NUMBER, TEXT, YES_NO, Type, list_of

__all__ = ["BY_NAME", "CLOCKS", "PROPERTIES", "TABLE", "ItemFunction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFunction:
    """One built-in; `spread` means that its list may also be given as several arguments.

    A `result` of None is the type of the elements of the first argument, or of the first argument itself.
    `pattern` is the parameter that must be written out, because it is a regular expression.
    """

    en: str
    zh: str
    parameters: tuple[tuple[str, str, Type], ...]
    result: Type | None
    optional: int = 0
    spread: bool = False
    pattern: str = ""


_LIST = list_of(ANY)
_TEXTS = list_of(TEXT)

_ZH: Mapping[str, str] = {
    "date": "日期",
    "delimiter": "分隔",
    "dividend": "被除数",
    "divisor": "除数",
    "element": "内容",
    "from": "从",
    "input": "文字",
    "length": "长",
    "list": "清单",
    "match": "找什么",
    "n": "数",
    "number": "数",
    "pattern": "样式",
    "position": "第几",
    "replacement": "换成",
    "scale": "位数",
    "start position": "起",
    "string": "文字",
    "to": "到",
    "year": "年",
    "month": "月",
    "day": "日",
}


def _row(
    en: str, to: Type | None, *, optional: int = 0, spread: bool = False, pattern: str = "", **kinds: Type
) -> ItemFunction:
    names = [name.strip("_").replace("_", " ") for name in kinds]
    return ItemFunction(
        en=en,
        zh=BUILT_INS[en].zh,
        parameters=tuple(zip(names, [_ZH[name] for name in names], kinds.values(), strict=True)),
        result=to,
        optional=optional,
        spread=spread,
        pattern=pattern,
    )


TABLE: tuple[ItemFunction, ...] = (
    _row("date", DATE, year=NUMBER, month=NUMBER, day=NUMBER),
    _row("number", NUMBER, from_=TEXT),
    _row("string", TEXT, from_=ANY),
    _row("years and months duration", MONTHS, from_=DATE, to_=DATE),
    _row("substring", TEXT, string=TEXT, start_position=NUMBER, length=NUMBER, optional=1),
    _row("string length", COUNT, string=TEXT),
    _row("upper case", TEXT, string=TEXT),
    _row("lower case", TEXT, string=TEXT),
    _row("substring before", TEXT, string=TEXT, match=TEXT),
    _row("substring after", TEXT, string=TEXT, match=TEXT),
    _row("replace", TEXT, input=TEXT, pattern_=TEXT, replacement=TEXT, pattern="pattern"),
    _row("contains", YES_NO, string=TEXT, match=TEXT),
    _row("starts with", YES_NO, string=TEXT, match=TEXT),
    _row("ends with", YES_NO, string=TEXT, match=TEXT),
    _row("matches", YES_NO, input=TEXT, pattern_=TEXT, pattern="pattern"),
    _row("split", _TEXTS, string=TEXT, delimiter=TEXT, pattern="delimiter"),
    _row("string join", TEXT, list=_TEXTS, delimiter=TEXT, optional=1),
    _row("list contains", YES_NO, list=_LIST, element=ANY),
    _row("count", COUNT, list=_LIST),
    _row("sublist", _LIST, list=_LIST, start_position=NUMBER, length=NUMBER, optional=1),
    _row("reverse", _LIST, list=_LIST),
    _row("index of", list_of(COUNT), list=_LIST, match=ANY),
    _row("distinct values", _LIST, list=_LIST),
    _row("min", None, list=_LIST, spread=True),
    _row("max", None, list=_LIST, spread=True),
    _row("sum", NUMBER, list=list_of(NUMBER), spread=True),
    _row("mean", NUMBER, list=list_of(NUMBER), spread=True),
    _row("all", YES_NO, list=list_of(YES_NO), spread=True),
    _row("any", YES_NO, list=list_of(YES_NO), spread=True),
    _row("product", NUMBER, list=list_of(NUMBER), spread=True),
    _row("median", NUMBER, list=list_of(NUMBER), spread=True),
    _row("decimal", NUMBER, n=NUMBER, scale=NUMBER),
    _row("floor", NUMBER, n=NUMBER, scale=NUMBER, optional=1),
    _row("ceiling", NUMBER, n=NUMBER, scale=NUMBER, optional=1),
    _row("round up", NUMBER, n=NUMBER, scale=NUMBER),
    _row("round down", NUMBER, n=NUMBER, scale=NUMBER),
    _row("round half up", NUMBER, n=NUMBER, scale=NUMBER),
    _row("round half down", NUMBER, n=NUMBER, scale=NUMBER),
    _row("abs", NUMBER, n=NUMBER),
    _row("modulo", NUMBER, dividend=NUMBER, divisor=NUMBER),
    _row("sqrt", NUMBER, number=NUMBER),
    _row("odd", YES_NO, number=NUMBER),
    _row("even", YES_NO, number=NUMBER),
    _row("day of year", COUNT, date=DATE),
    _row("day of week", Type(kind="option", options=WEEKDAYS), date=DATE),
    _row("month of year", Type(kind="option", options=MONTHS_OF_YEAR), date=DATE),
    _row("week of year", COUNT, date=DATE),
)

BY_NAME: Mapping[str, ItemFunction] = {name: row for row in TABLE for name in (row.en, row.zh)}

CLOCKS = frozenset({"now", "today", "今天", "现在", "当前日期"})

PROPERTIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "date": {"year": ("年",), "month": ("月",), "day": ("日",), "weekday": ("星期",)},
    "months": {"years": ("年", "年数"), "months": ("月", "月数")},
    "days": {"days": ("天", "天数", "日")},
}
"""What a path gives of a value that is no record: kind, English name, Chinese names."""
