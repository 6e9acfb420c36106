"""The built-in functions of the item profile: Chinese and English name, parameters, result, Python.

Rows stand in the order of the standard's chapters. `python` names a function of `engine.feel.runtime`.
A `result` of None is the type of the elements of the first argument, or of the first argument itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.feel.settle.kinds import ANY, COUNT, DATE, MONTHS, NUMBER, TEXT, YES_NO, Type, list_of

__all__ = ["BY_NAME", "CLOCKS", "PROPERTIES", "TABLE", "ItemFunction", "known_function"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFunction:
    """One built-in; `spread` means that its list may also be given as several arguments."""

    en: str
    zh: str
    parameters: tuple[tuple[str, str, Type], ...]
    result: Type | None
    python: str
    optional: int = 0
    spread: bool = False


_LIST = list_of(ANY)
_NUMBERS = ("list", "清单", list_of(NUMBER))
_N = ("n", "数", NUMBER)
_SCALE = ("scale", "位数", NUMBER)
_TEXT = ("string", "文字", TEXT)
_MATCH = ("match", "找什么", TEXT)
_DATE = ("date", "日期", DATE)


def _row(
    names: str, *parameters: tuple[str, str, Type], to: Type | None, optional: int = 0, spread: bool = False
) -> ItemFunction:
    zh, en = names.split(" ", 1)
    python = en.replace(" ", "_") + "_of"
    return ItemFunction(
        en=en, zh=zh, parameters=parameters, result=to, python=python, optional=optional, spread=spread
    )


TABLE: tuple[ItemFunction, ...] = (
    _row("转成数字 number", ("from", "从", TEXT), to=NUMBER),
    _row("转成文字 string", ("from", "从", ANY), to=TEXT),
    _row("年月日 date", ("year", "年", NUMBER), ("month", "月", NUMBER), ("day", "日", NUMBER), to=DATE),
    _row("相隔年月 years and months duration", ("from", "从", DATE), ("to", "到", DATE), to=MONTHS),
    _row(
        "截取 substring",
        _TEXT,
        ("start position", "起", NUMBER),
        ("length", "长", NUMBER),
        to=TEXT,
        optional=1,
    ),
    _row("字数 string length", _TEXT, to=COUNT),
    _row("转成大写 upper case", _TEXT, to=TEXT),
    _row("转成小写 lower case", _TEXT, to=TEXT),
    _row("前面的字 substring before", _TEXT, _MATCH, to=TEXT),
    _row("后面的字 substring after", _TEXT, _MATCH, to=TEXT),
    _row("包含 contains", _TEXT, _MATCH, to=YES_NO),
    _row("开头是 starts with", _TEXT, _MATCH, to=YES_NO),
    _row("结尾是 ends with", _TEXT, _MATCH, to=YES_NO),
    _row(
        "连成一句 string join",
        ("list", "清单", list_of(TEXT)),
        ("delimiter", "分隔", TEXT),
        to=TEXT,
        optional=1,
    ),
    _row("清单包含 list contains", ("list", "清单", _LIST), ("element", "内容", ANY), to=YES_NO),
    _row("个数 count", ("list", "清单", _LIST), to=COUNT),
    _row("最小 min", ("list", "清单", _LIST), to=None, spread=True),
    _row("最大 max", ("list", "清单", _LIST), to=None, spread=True),
    _row("合计 sum", _NUMBERS, to=NUMBER, spread=True),
    _row("平均 mean", _NUMBERS, to=NUMBER, spread=True),
    _row("全都是 all", ("list", "清单", list_of(YES_NO)), to=YES_NO, spread=True),
    _row("至少一个是 any", ("list", "清单", list_of(YES_NO)), to=YES_NO, spread=True),
    _row("去重 distinct values", ("list", "清单", _LIST), to=Type(kind="list")),
    _row("保留小数 decimal", _N, _SCALE, to=NUMBER),
    _row("向下取整 floor", _N, _SCALE, to=NUMBER, optional=1),
    _row("向上取整 ceiling", _N, _SCALE, to=NUMBER, optional=1),
    _row("进位 round up", _N, _SCALE, to=NUMBER),
    _row("舍去 round down", _N, _SCALE, to=NUMBER),
    _row("四舍五入 round half up", _N, _SCALE, to=NUMBER),
    _row("五舍六入 round half down", _N, _SCALE, to=NUMBER),
    _row("绝对值 abs", _N, to=NUMBER),
    _row("取余 modulo", ("dividend", "被除数", NUMBER), ("divisor", "除数", NUMBER), to=NUMBER),
    _row("是奇数 odd", _N, to=YES_NO),
    _row("是偶数 even", _N, to=YES_NO),
    _row("一年第几天 day of year", _DATE, to=COUNT),
    _row("星期几 day of week", _DATE, to=TEXT),
    _row("几月份 month of year", _DATE, to=TEXT),
    _row("一年第几周 week of year", _DATE, to=COUNT),
)

BY_NAME: Mapping[str, ItemFunction] = {name: row for row in TABLE for name in (row.en, row.zh)}

CLOCKS = frozenset({"now", "today", "今天", "现在", "当前日期"})

PROPERTIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "date": {"year": ("年",), "month": ("月",), "day": ("日",), "weekday": ("星期",)},
    "months": {"years": ("年", "年数"), "months": ("月", "月数")},
    "days": {"days": ("天", "天数", "日")},
}
"""What a path gives of a value that is no record: kind, English name, Chinese names."""


def known_function(name: str) -> ItemFunction | None:
    """Find a built-in by either name; `string_length` reads as `string length`."""
    return BY_NAME.get(name) or BY_NAME.get(name.replace("_", " "))
