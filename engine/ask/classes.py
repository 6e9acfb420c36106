"""The few values that stand for all answers to a question: the options, yes and no, both sides of each cut.

Rulebook and day in, for every field the values that its rules tell apart. A number compared with 300 and
3,000 has three classes; a date compared with 申请日期 + 60 天 two; a number of copies has several, all of
them different. Where a few values cannot stand for all (the argument of a function), the last class is
`OPEN`: answered, but the effect is not foreseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias

from engine.feel import ast
from engine.feel.literal import temporal
from engine.feel.numbers import is_number, number
from engine.feel.residual import residual
from engine.feel.values import Unknown
from engine.feel.walk import children
from engine.rules.model import Question, Rulebook, Slot
from engine.rules.spoken import HELPERS

__all__ = ["NONE", "OPEN", "classes_of"]

Value: TypeAlias = Any
"""An answer as a submission holds it: a text, a number, a date, a list, or None for “none”."""

OPEN: Final = object()
NONE: Final = None
_GIVEN: Final = "申请日期"
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
_WIDE: Final = 10**9
_DAY: Final = timedelta(days=1)


def classes_of(rulebook: Rulebook, name: str, on: date) -> tuple[Value, ...]:
    """Give one value for every class of answers to a field; a single one if no answer matters."""
    slot, question = rulebook.slots[rulebook.index[name]], rulebook.questions[name]
    if slot.choose:
        found: list[Value] = list(slot.choose)
    elif slot.type in ("yes_no", "attachment"):
        found = [True, False]
    else:
        found = _told_apart(slot, question, on)
    if not slot.required:
        found.append(NONE)
    if question.otherwise and slot.type not in ("yes_no", "attachment") and not slot.choose:
        found.append(OPEN)
    return tuple(found)


def _told_apart(slot: Slot, question: Question, on: date) -> list[Value]:
    """Give the first of the candidate values for every way in which the comparisons may come out."""
    made: dict[object, Value] = {}
    each = question.counted or question.otherwise
    for place, value in enumerate(_candidates(slot, question, on)):
        way: tuple[object, ...] = tuple(_truth(atom, slot.path, value, on) for atom in question.compared)
        made.setdefault((*way, place) if each else way, value)
    return list(made.values())


def _candidates(slot: Slot, question: Question, on: date) -> Sequence[Value]:
    match slot.type:
        case "integer" | "number" | "amount":
            return _numbers(slot, question, on)
        case "date":
            return _days(slot, question, on)
        case "list":
            return [[], [{}], [{}, {}]]
    texts = [node.value for node in _literals(question) if isinstance(node, ast.String)]
    return [*dict.fromkeys(texts), "".join(texts) + "?"]


def _numbers(slot: Slot, question: Question, on: date) -> list[Value]:
    low, high = slot.range if slot.range is not None else (-_WIDE, _WIDE)
    cuts = {Decimal(str(n)) for each in _literals(question) if is_number(n := _number(each))}
    for atom in question.compared:
        cut = _flip(atom, slot.path, on, int(low), int(high), lambda n: n)
        cuts |= {Decimal(cut)} if cut is not None else set()
    step = Decimal(1) if slot.type == "integer" else Decimal("0.01")
    around = {value for cut in cuts for value in (cut - step, cut, cut + step)}
    whole = [int(value) if value == int(value) else value for value in sorted(around)]
    inside = [n for n in whole if low <= n <= high and (slot.type != "integer" or isinstance(n, int))]
    first = int(max(low, 1))
    return inside or [n for n in (first, first + 1) if n <= high]


def _days(slot: Slot, question: Question, on: date) -> list[Value]:
    cuts = {day for each in _literals(question) if isinstance(day := _date(each), date)}
    for atom in question.compared:
        cut = _flip(atom, slot.path, on, _FIRST.toordinal(), _LAST.toordinal(), date.fromordinal)
        cuts |= {date.fromordinal(cut)} if cut is not None else set()
    return sorted({day + shift for day in cuts or {on} for shift in (-_DAY, 0 * _DAY, _DAY)})


def _flip(
    atom: ast.Expr, path: str, on: date, low: int, high: int, value: Callable[[int], Value]
) -> int | None:
    """Give the first whole number from which a comparison comes out otherwise than at the low end.

    `value` gives what a number stands for in the field.
    """

    def holds(n: int) -> bool | None:
        return _truth(atom, path, value(n), on)

    start, end = holds(low), holds(high)
    if start is None or end is None or start is end:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) is start else (low, middle)
    return high


def _truth(atom: ast.Expr, path: str, value: Value, on: date) -> bool | None:
    """Say how a comparison comes out for a value of its field, or None if other facts decide."""
    known = {path: value, _GIVEN: on}
    rest = residual(atom, lambda fact: known.get(fact, Unknown(frozenset((fact,)))), HELPERS)
    return rest.value if isinstance(rest, ast.Boolean) else None


def _literals(question: Question) -> Iterator[ast.Node]:
    todo: list[ast.Node] = list(question.compared)
    while todo:
        node = todo.pop()
        yield node
        todo.extend(children(node))


def _number(node: ast.Node) -> object:
    return number(node.digits) if isinstance(node, ast.Number) else None


def _date(node: ast.Node) -> object:
    return temporal(node.text) if isinstance(node, ast.Temporal) else None
