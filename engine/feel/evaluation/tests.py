"""Handlers of `in` and of unary tests, the cells of decision tables."""

from __future__ import annotations

from engine.feel import ast
from engine.feel.compare import contains, equal, same
from engine.feel.evaluation.simple import kleene
from engine.feel.evaluation.work import Frame, Work
from engine.feel.ranges import Range
from engine.feel.values import Null, Unknown, negate
from engine.feel.walk import children

__all__ = ["HANDLERS", "passes", "uses"]


def uses(node: ast.Node, name: str) -> bool:
    """Say whether a name occurs in a tree."""
    todo = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, ast.Name) and part.name == name:
            return True
        todo.extend(children(part))
    return False


def _among(value: object, member: object) -> object:
    """Say whether a value is one of a list, or lies in one of its ranges."""
    if isinstance(member, Range) and not isinstance(value, Range):
        return contains(member, value)
    answer = equal(value, member)
    return answer if isinstance(answer, Unknown) else answer is True


def _one(work: Work, test: ast.Test, value: object, frame: Frame) -> object:
    """Put a value to one test; `?` stands for it."""
    if isinstance(test, ast.Endpoint):
        return contains(_range(work, test, frame), value)
    asked = work.value(test, Frame({"?": value}, frame))
    work.spend(work.weigh(asked))
    if isinstance(asked, Unknown):
        return asked
    if (asked is True or asked is False or isinstance(asked, Null)) and uses(test, "?"):
        return asked
    if isinstance(asked, Range) and not isinstance(value, Range):
        return contains(asked, value)
    if isinstance(asked, (tuple, list)):
        if isinstance(value, (tuple, list)) and same(value, asked):
            return True
        return kleene([_among(value, member) for member in asked], True)
    return equal(value, asked)


def _range(work: Work, test: ast.Endpoint, frame: Frame) -> Range:
    found = work.value(test, frame)
    assert isinstance(found, Range)
    return found


def passes(work: Work, tests: ast.Tests, value: object, frame: Frame) -> object:
    """Put a value to a whole cell."""
    if tests.any:
        return True
    answers = []
    for test in tests.tests:
        answer = _one(work, test, value, frame)
        if answer is True:
            return not tests.negated
        answers.append(answer)
    answer = kleene(answers, True)
    return negate(answer) if tests.negated else answer


def _in(work: Work, node: ast.In, frame: Frame) -> object:
    value = work.value(node.operand, frame)
    answers = []
    for test in node.tests:
        answer = _one(work, test, value, frame)
        if answer is True:
            return not node.negated
        answers.append(answer)
    answer = kleene(answers, True)
    return negate(answer) if node.negated else answer


HANDLERS = {ast.In: _in}
