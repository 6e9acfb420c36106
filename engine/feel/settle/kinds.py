"""The types of the item profile, and the scope: which names an expression may use, and of which type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from engine.dataclass import dataclass, field

__all__ = [
    "ANY",
    "COUNT",
    "DATE",
    "DAYS",
    "FAULTY",
    "MONTHS",
    "NUMBER",
    "TEXT",
    "WORKDAYS",
    "YES_NO",
    "FunctionType",
    "Kind",
    "Scope",
    "Type",
    "in_words",
    "list_of",
    "meet",
]

Kind: TypeAlias = Literal[
    "text",
    "number",
    "yes_no",
    "date",
    "time",
    "date_time",
    "days",
    "months",
    "workdays",
    "option",
    "attachment",
    "list",
    "record",
    "material",
    "any",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """The type of an expression.

    `options` belong to an option, `of` to a list (its elements) or to a record whose every field has this
    type, `fields` to a record or material. `integer` is a number without decimals.
    """

    kind: Kind
    options: tuple[str, ...] = ()
    of: Type | None = None
    fields: Mapping[str, Type] = field(default_factory=dict, hash=False)
    integer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionType:
    """What a function takes and gives: named parameters, of which the last `optional` may be left out."""

    parameters: tuple[tuple[str, Type], ...]
    result: Type
    optional: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names in scope with their types; `element` is the list of 逐个, `functions` those of plug-ins."""

    names: Mapping[str, Type]
    element: str | None = None
    functions: Mapping[str, FunctionType] = field(default_factory=dict)


ANY = Type(kind="any")
FAULTY = Type(kind="any", integer=True)
"""The type of what is wrong and was reported: it fits everywhere, so that one mistake gives one problem."""
TEXT = Type(kind="text")
NUMBER = Type(kind="number")
COUNT = Type(kind="number", integer=True)
YES_NO = Type(kind="yes_no")
DATE = Type(kind="date")
DAYS = Type(kind="days")
MONTHS = Type(kind="months")
WORKDAYS = Type(kind="workdays")

_WORDS: Mapping[Kind, tuple[str, str]] = {
    "text": ("文字", "a text"),
    "number": ("数字", "a number"),
    "yes_no": ("是或否", "yes or no"),
    "date": ("日期", "a date"),
    "time": ("时刻", "a time"),
    "date_time": ("日期和时刻", "a date and time"),
    "days": ("天数", "a length of time in days"),
    "months": ("年月长度", "a length of time in months or years"),
    "workdays": ("工作日数", "a number of workdays"),
    "option": ("选项", "an option"),
    "attachment": ("附件", "an attachment"),
    "list": ("几行的清单", "a list"),
    "record": ("几项内容", "a record of several values"),
    "material": ("材料", "a material"),
    "any": ("不定的值", "a value of any type"),
}


def list_of(element: Type) -> Type:
    """Give the type of a list with such elements."""
    return Type(kind="list", of=element)


def in_words(kind: Kind, lang: str) -> str:
    """Name a kind in Chinese or English as people say it."""
    return _WORDS[kind][0 if lang == "zh" else 1]


def meet(left: Type, right: Type) -> Type | None:
    """Give the type that covers both, or None if values of the two never stand beside each other."""
    if left.kind == "any" or right.kind == "any":
        return left if right.kind == "any" else right
    kinds = {left.kind, right.kind}
    if kinds == {"option"}:
        return Type(kind="option", options=tuple(dict.fromkeys(left.options + right.options)))
    if kinds == {"option", "text"}:
        return TEXT
    if len(kinds) > 1:
        return None
    if left.kind == "number":
        return Type(kind="number", integer=left.integer and right.integer)
    if left.kind == "list" and left.of is not None and right.of is not None:
        element = meet(left.of, right.of)
        return None if element is None else list_of(element)
    return left
