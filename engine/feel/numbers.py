"""The numbers of FEEL: 34 significant digits, half-even, never a float.

A number is an `int` or a `decimal.Decimal`; `bool` is not a number. Results that are whole and written
without an exponent are given as `int`, which compares and hashes the same and computes faster. NaN and
infinity do not exist: they become `Null` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import TypeAlias, TypeGuard

from engine.feel.values import Null

__all__ = [
    "CONTEXT",
    "Number",
    "absolute",
    "add",
    "divide",
    "is_number",
    "multiply",
    "negative",
    "number",
    "power",
    "remainder",
    "round_to",
    "show_number",
    "subtract",
    "tidy",
    "whole",
]

Number: TypeAlias = int | Decimal

CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])
_LIMIT = 10**34
_BEYOND = 10**36
_MAX_SCALE, _MIN_SCALE = 6176, -6111
_TEXT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?\Z")

ROUNDINGS = {
    "half even": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "half up": ROUND_HALF_UP,
    "half down": ROUND_HALF_DOWN,
}


def is_number(value: object) -> TypeGuard[Number]:
    """Say whether a value is a number; true and false are not."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def number(digits: str) -> Number | Null:
    """Read a number as it is written in FEEL."""
    if not _TEXT.match(digits):
        return Null(f"{digits!r} is not a number")
    if digits.isdigit() and len(digits) <= 34:
        return int(digits)
    return tidy(_fresh().create_decimal(digits))


def tidy(value: Decimal) -> Number | Null:
    """Give a result back: nothing infinite, and whole numbers as `int`."""
    if not value.is_finite():
        return Null("the result is not a number")
    sign, digits, exponent = value.as_tuple()
    if exponent == 0 and len(digits) <= 34:
        return int(value)
    if not value:
        return 0 if sign else value.copy_abs()
    return value


def _fresh() -> Context:
    """Give a context of this call alone: contexts carry flags, and threads must not share them."""
    return CONTEXT.copy()


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value)


def _small(value: int) -> Number | Null:
    if -_LIMIT < value < _LIMIT:
        return value
    return tidy(_fresh().create_decimal(value))


def _apply(
    operation: Callable[[Context, Decimal, Decimal], Decimal], left: Number, right: Number
) -> Number | Null:
    return tidy(operation(_fresh(), _decimal(left), _decimal(right)))


def add(left: Number, right: Number) -> Number | Null:
    """Add."""
    if isinstance(left, int) and isinstance(right, int):
        return _small(left + right)
    return _apply(Context.add, left, right)


def subtract(left: Number, right: Number) -> Number | Null:
    """Subtract."""
    if isinstance(left, int) and isinstance(right, int):
        return _small(left - right)
    return _apply(Context.subtract, left, right)


def multiply(left: Number, right: Number) -> Number | Null:
    """Multiply."""
    if isinstance(left, int) and isinstance(right, int):
        return _small(left * right)
    return _apply(Context.multiply, left, right)


def divide(left: Number, right: Number) -> Number | Null:
    """Divide; by zero is null."""
    if not right:
        return Null("division by zero")
    return _apply(Context.divide, left, right)


def power(base: Number, exponent: Number) -> Number | Null:
    """Raise to a power; what has no real result is null."""
    return _apply(Context.power, base, exponent)


def remainder(dividend: Number, divisor: Number) -> Number | Null:
    """Give what is left of a division rounded down: it has the sign of the divisor."""
    if not divisor:
        return Null("division by zero")
    context = _fresh()
    rest = context.remainder(_decimal(dividend), _decimal(divisor))
    if not rest.is_finite():
        return Null("the numbers are too far apart for a remainder")
    if rest and (rest < 0) != (divisor < 0):
        rest = context.add(rest, _decimal(divisor))
    return tidy(rest)


def negative(value: Number) -> Number | Null:
    """Change the sign; zero has none, and more than 34 digits are rounded as in any other calculation."""
    if not value:
        return 0
    return tidy(_fresh().minus(value)) if isinstance(value, Decimal) else _small(-value)


def absolute(value: Number) -> Number | Null:
    """Take the sign away."""
    if not value:
        return 0
    return tidy(_fresh().abs(value)) if isinstance(value, Decimal) else _small(abs(value))


def whole(value: Number) -> int:
    """Cut the fraction off, toward zero; beyond 36 digits nobody counts, and all numbers are alike."""
    if -_BEYOND < value < _BEYOND:
        return int(value)
    return _BEYOND if value > 0 else -_BEYOND


def round_to(value: Number, scale: int, how: str) -> Number | Null:
    """Round to `scale` digits after the point in the way named `how` (see `ROUNDINGS`)."""
    if not _MIN_SCALE <= scale <= _MAX_SCALE:
        return Null(f"a scale lies between {_MIN_SCALE} and {_MAX_SCALE}")
    given = _decimal(value)
    exponent = given.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -scale and scale >= 0:
        return value
    unbounded = Context(prec=7000, rounding=ROUNDINGS[how], Emin=-20000, Emax=20000, traps=[])
    rounded = given.quantize(Decimal((0, (1,), -scale)), context=unbounded)
    return tidy(_fresh().plus(rounded))


def show_number(value: Number) -> str:
    """Print a number without an exponent and without needless zeros."""
    if isinstance(value, int):
        return str(value)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
