"""Built-ins for numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal

from engine.feel import numbers
from engine.feel.functions.table import BuiltIn, row, signature
from engine.feel.numbers import CONTEXT, Number, absolute, is_number, remainder, round_to, tidy, whole
from engine.feel.temporal import DaysDuration, MonthsDuration
from engine.feel.values import Null

__all__ = ["ROWS"]


def _rounding(name: str, zh: str, how: str, *, scale: str = "number") -> BuiltIn:
    def round_number(value: Number, digits: Number | None) -> object:
        return round_to(value, 0 if digits is None else whole(digits), how)

    return row(name, zh, signature(f"n:number, scale:{scale}", round_number))


def _function(operation: Callable[[Context, Decimal], Decimal]) -> Callable[[Number], object]:
    def compute(value: Number) -> object:
        return tidy(operation(CONTEXT.copy(), Decimal(value)))

    return compute


def _log(value: Number) -> object:
    if value <= 0:
        return Null("only a positive number has a logarithm")
    return _function(Context.ln)(value)


def _abs(value: object) -> object:
    if is_number(value):
        return absolute(value)
    if isinstance(value, DaysDuration):
        return DaysDuration(abs(value.nanos))
    return MonthsDuration(abs(value.months)) if isinstance(value, MonthsDuration) else Null("no number")


def _is_remainder(rest: int) -> Callable[[Number], object]:
    def decide(value: Number) -> object:
        found = remainder(value, 2)
        return found if isinstance(found, Null) else found == rest

    return decide


ROWS = (
    _rounding("decimal", "保留小数", "half even"),
    _rounding("floor", "向下取整", "floor", scale="number?"),
    _rounding("ceiling", "向上取整", "ceiling", scale="number?"),
    _rounding("round up", "进位", "up"),
    _rounding("round down", "舍去", "down"),
    _rounding("round half up", "四舍五入", "half up"),
    _rounding("round half down", "五舍六入", "half down"),
    row("abs", "绝对值", signature("n:number|days|months", _abs)),
    row("modulo", "取余", signature("dividend:number, divisor:number", numbers.remainder)),
    row("sqrt", "平方根", signature("number:number", _function(Context.sqrt))),
    row("log", "自然对数", signature("number:number", _log)),
    row("exp", "自然指数", signature("number:number", _function(Context.exp))),
    row("odd", "是奇数", signature("number:number", _is_remainder(1))),
    row("even", "是偶数", signature("number:number", _is_remainder(0))),
)
