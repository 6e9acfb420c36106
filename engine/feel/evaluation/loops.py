"""Handlers of `for`, `some`, `every` and filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.feel import ast
from engine.feel.compare import kind_of
from engine.feel.evaluation.simple import kleene
from engine.feel.evaluation.tests import uses
from engine.feel.evaluation.work import Frame, Stop, Work
from engine.feel.numbers import is_number, whole
from engine.feel.ranges import Range
from engine.feel.temporal import date_from_days, days_of, is_date
from engine.feel.values import Null, Unknown

__all__ = ["HANDLERS", "each", "keep"]


def elements(work: Work, low: object, high: object) -> Iterator[object] | Null | Unknown:
    """Give the whole numbers or the days from one end to the other, up or down, one at a time."""
    for end in (low, high):
        if isinstance(end, Unknown):
            return end
    if is_number(low) and is_number(high):
        if low != whole(low) or high != whole(high):
            return Null("one can only go through whole numbers")
        return _count(work, whole(low), whole(high))
    if is_date(low) and is_date(high):
        return (date_from_days(day) for day in _count(work, days_of(low), days_of(high)))
    return Null(f"one cannot go from a {kind_of(low)} to a {kind_of(high)}")


def _count(work: Work, low: int, high: int) -> Iterator[int]:
    size = abs(high - low) + 1
    if size > work.setting.limits.elements:
        raise Stop(f"a range of {size} elements is too long to go through")
    return iter(range(low, high + 1) if low <= high else range(low, high - 1, -1))


def source(work: Work, value: object) -> Iterator[object] | Null | Unknown:
    """Give the elements of what is gone through: a list, a range, or a single value."""
    if isinstance(value, (Null, Unknown)):
        return value if isinstance(value, Unknown) else Null(value.reason or "null cannot be gone through")
    if isinstance(value, (tuple, list)):
        return iter(value)
    if not isinstance(value, Range):
        return iter((value,))
    if value.low is None or value.high is None or value.operator is not None:
        return Null("a range without an end cannot be gone through")
    low, high = _inner(value.low, value.low_included, 1), _inner(value.high, value.high_included, -1)
    if is_number(low) and is_number(high) and low > high:
        return Null("a range runs upwards")
    if is_date(low) and is_date(high) and low > high:
        return Null("a range runs upwards")
    return elements(work, low, high)


def _inner(end: object, included: bool, step: int) -> object:
    """Give the first element inside an end."""
    if included:
        return end
    if is_number(end):
        return whole(end) + step
    return date_from_days(days_of(end) + step) if is_date(end) else end


class Fail(Exception):
    """What is gone through cannot be; `answer` is the null or unknown to give."""

    def __init__(self, answer: Null | Unknown) -> None:
        super().__init__(str(answer))
        self.answer = answer


def _rounds(work: Work, iterators: Sequence[ast.Iterator], frame: Frame) -> Iterator[Frame]:
    """Give a frame for every combination, the last iterator fastest."""
    if not iterators:
        yield frame
        return
    first, rest = iterators[0], iterators[1:]
    start = work.value(first.source, frame)
    if first.end is None:
        found = source(work, start)
    else:
        found = elements(work, start, work.value(first.end, frame))
    if isinstance(found, (Null, Unknown)):
        raise Fail(found)
    for element in found:
        work.spend(1)
        inner = Frame({first.name: element}, frame)
        if rest:
            yield from _rounds(work, rest, inner)
        else:
            yield inner


def _for(work: Work, node: ast.For, frame: Frame) -> object:
    results: list[object] = []
    partial = uses(node.result, "partial")
    try:
        for inner in _rounds(work, node.iterators, frame):
            if partial:
                work.spend(len(results))
                inner = Frame({"partial": tuple(results)}, inner)
            results.append(work.value(node.result, inner))
    except Fail as fail:
        return fail.answer
    return work.charge(tuple(results))


def _quantified(work: Work, node: ast.Quantified, frame: Frame) -> object:
    deciding = node.kind == "some"
    answers = []
    try:
        for inner in _rounds(work, node.iterators, frame):
            answer = work.value(node.condition, inner)
            if answer is deciding:
                return deciding
            answers.append(answer)
    except Fail as fail:
        return fail.answer
    return kleene(answers, deciding)


def _filter(work: Work, node: ast.Filter, frame: Frame) -> object:
    operand = work.value(node.operand, frame)
    if isinstance(operand, (Null, Unknown)):
        return operand
    items = tuple(operand) if isinstance(operand, (tuple, list)) else (operand,)
    return keep(work, items, node.condition, frame)


def keep(work: Work, items: tuple[object, ...], condition: ast.Node, frame: Frame) -> object:
    """Keep the elements that pass a condition, or take the one at a position."""
    if not items or isinstance(condition, (ast.Number, ast.Negate)):
        position = work.value(condition, frame)
        if is_number(position) or isinstance(position, Unknown):
            return position if isinstance(position, Unknown) else _nth(items, whole(position))
        if not items:
            return ()
    kept: list[object] = []
    unknown: Unknown | None = None
    for item in items:
        answer = work.value(condition, _element(item, frame))
        if answer is True:
            kept.append(item)
        elif is_number(answer):
            return _nth(items, whole(answer))
        elif isinstance(answer, Unknown):
            unknown = answer.join(unknown)
        elif answer is not False and not isinstance(answer, Null):
            return Null(f"a filter is a condition or a position, not a {kind_of(answer)}")
    return tuple(kept) if unknown is None else unknown


def _element(item: object, frame: Frame) -> Frame:
    names: dict[str, object] = {"item": item}
    if isinstance(item, Mapping):
        names.update(item)
    return Frame(names, frame)


def _nth(items: tuple[object, ...], position: int) -> object:
    if position == 0 or abs(position) > len(items):
        return Null()
    return items[position - 1 if position > 0 else position]


def each(work: Work, value: object) -> Iterator[object] | Null | Unknown:
    """Give the elements a boxed iteration goes through."""
    return source(work, value)


HANDLERS = {ast.For: _for, ast.Quantified: _quantified, ast.Filter: _filter}
