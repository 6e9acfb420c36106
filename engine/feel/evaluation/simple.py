"""Handlers of literals, operators and logic."""

from __future__ import annotations

from collections.abc import Sequence

from engine.feel import ast
from engine.feel.arithmetic import apply, minus
from engine.feel.compare import compare, kind_of, within
from engine.feel.evaluation.work import Frame, Work
from engine.feel.numbers import number
from engine.feel.ranges import Range
from engine.feel.shapes import is_instance, shape_of
from engine.feel.temporal_text import read_temporal
from engine.feel.values import Null, Unknown, negate

__all__ = ["HANDLERS", "kleene"]


def _null(work: Work, node: ast.Null, frame: Frame) -> object:
    return Null()


def _boolean(work: Work, node: ast.Boolean, frame: Frame) -> object:
    return node.value


def _number(work: Work, node: ast.Number, frame: Frame) -> object:
    return number(node.digits)


def _string(work: Work, node: ast.String, frame: Frame) -> object:
    return node.value


def _temporal(work: Work, node: ast.Temporal, frame: Frame) -> object:
    return read_temporal(node.text)


def _workdays(work: Work, node: ast.Workdays, frame: Frame) -> object:
    return Null("workdays are only added to a date or subtracted from one")


def _negate(work: Work, node: ast.Negate, frame: Frame) -> object:
    return minus(work.value(node.operand, frame))


def _not(work: Work, node: ast.Not, frame: Frame) -> object:
    value = work.value(node.operand, frame)
    if value is True or value is False or isinstance(value, (Null, Unknown)):
        return negate(value)
    return Null(f"a {kind_of(value)} is neither true nor false")


def kleene(values: Sequence[object], deciding: bool) -> object:
    """Join truth values: `deciding` decides, then unknown, then null; what is no truth value is null."""
    unknown: Unknown | None = None
    null: Null | None = None
    for value in values:
        if value is deciding:
            return deciding
        if isinstance(value, Unknown):
            unknown = value.join(unknown)
        elif value is not True and value is not False:
            null = value if isinstance(value, Null) else Null(f"a {kind_of(value)} is neither true nor false")
    if unknown is not None:
        return unknown
    return not deciding if null is None else null


def _logic(work: Work, operands: Sequence[ast.Node], frame: Frame, deciding: bool) -> object:
    if len(operands) == 1:
        return work.value(operands[0], frame)
    values = []
    for operand in operands:
        value = work.value(operand, frame)
        if value is deciding:
            return deciding
        values.append(value)
    return kleene(values, deciding)


def _and(work: Work, node: ast.And, frame: Frame) -> object:
    return _logic(work, node.operands, frame, False)


def _or(work: Work, node: ast.Or, frame: Frame) -> object:
    return _logic(work, node.operands, frame, True)


def _arithmetic(work: Work, node: ast.Arithmetic, frame: Frame) -> object:
    value = work.value(node.first, frame)
    for operator, operand in node.rest:
        if isinstance(operand, ast.Workdays) and operator in ("+", "-"):
            value = _by_calendar(work, value, operand.count if operator == "+" else -operand.count)
        else:
            value = work.charge(apply(operator, value, work.value(operand, frame)))
    return value


def _by_calendar(work: Work, day: object, count: int) -> object:
    if isinstance(day, (Null, Unknown)):
        return day
    if work.setting.calendar is None:
        return Null("there is no calendar of workdays here")
    return work.setting.calendar(day, count)


def _compare(work: Work, node: ast.Compare, frame: Frame) -> object:
    left, right = work.value(node.left, frame), work.value(node.right, frame)
    work.spend(min(work.weigh(left), work.weigh(right)))
    return compare(node.operator, left, right)


def _between(work: Work, node: ast.Between, frame: Frame) -> object:
    low, high = work.value(node.low, frame), work.value(node.high, frame)
    return within(work.value(node.operand, frame), low, high)


def _instance(work: Work, node: ast.InstanceOf, frame: Frame) -> object:
    value = work.value(node.operand, frame)
    return (
        value if isinstance(value, Unknown) else is_instance(value, shape_of(node.type), work.setting.shapes)
    )


def _if(work: Work, node: ast.If, frame: Frame) -> object:
    condition = work.value(node.condition, frame)
    if condition is True:
        return work.value(node.yes, frame)
    if not isinstance(condition, Unknown):
        return work.value(node.no, frame)
    yes, no = work.value(node.yes, frame), work.value(node.no, frame)
    if compare("=", yes, no) is True:
        return yes
    return condition.join(yes).join(no)


def _list(work: Work, node: ast.List, frame: Frame) -> object:
    return work.charge(work.values(node.items, frame))


def _context(work: Work, node: ast.Context, frame: Frame) -> object:
    made: dict[str, object] = {}
    inner = Frame(made, frame)
    for key, entry in node.entries:
        if key in made:
            return Null(f"the key {key!r} is given twice")
        made[key] = work.value(entry, inner)
    return work.charge(made)


def _range(work: Work, node: ast.Range, frame: Frame) -> object:
    low = None if node.low is None else work.value(node.low, frame)
    if node.low is not None and node.high is not None and node.low.span == node.high.span:
        return Range(low=low, high=low, low_included=True, high_included=True, operator="=")
    high = None if node.high is None else work.value(node.high, frame)
    unlike = low is not None and high is not None and kind_of(low) != kind_of(high)
    if unlike and not isinstance(low, (Null, Unknown)) and not isinstance(high, (Null, Unknown)):
        return Null(f"a range has ends of one kind, not a {kind_of(low)} and a {kind_of(high)}")
    return Range(low=low, high=high, low_included=node.low_included, high_included=node.high_included)


def _endpoint(work: Work, node: ast.Endpoint, frame: Frame) -> object:
    """Give the range of the values that a test lets through."""
    value = work.value(node.value, frame)
    if node.operator == "=" or node.operator == "!=":
        return Range(low=value, high=value, low_included=True, high_included=True, operator=node.operator)
    included = node.operator in ("<=", ">=")
    if node.operator.startswith("<"):
        return Range(low=None, high=value, low_included=False, high_included=included)
    return Range(low=value, high=None, low_included=included, high_included=False)


HANDLERS = {
    ast.Null: _null,
    ast.Boolean: _boolean,
    ast.Number: _number,
    ast.String: _string,
    ast.Temporal: _temporal,
    ast.Workdays: _workdays,
    ast.Negate: _negate,
    ast.Not: _not,
    ast.And: _and,
    ast.Or: _or,
    ast.Arithmetic: _arithmetic,
    ast.Compare: _compare,
    ast.Between: _between,
    ast.InstanceOf: _instance,
    ast.If: _if,
    ast.List: _list,
    ast.Context: _context,
    ast.Range: _range,
    ast.Endpoint: _endpoint,
}
