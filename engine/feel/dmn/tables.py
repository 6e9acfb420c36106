"""Decision tables: which rules match, and what the hit policy makes of their results."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.feel import ast
from engine.feel.compare import same
from engine.feel.dmn.model import OutputClause, Rule, Table
from engine.feel.dmn.texts import Texts
from engine.feel.evaluation.tests import passes
from engine.feel.evaluation.work import Frame
from engine.feel.functions import BY_NAME, call
from engine.feel.shapes import named
from engine.feel.values import Null, Unknown

__all__ = ["decide"]

_Hit = tuple[object, ...]


def decide(texts: Texts, table: Table, frame: Frame) -> object:
    """Give the answer of a decision table."""
    inputs = [texts.fit(texts.literal(one.expression, frame), one.type) for one in table.inputs]
    hits: list[Rule] = []
    for rule in table.rules:
        matched = _matches(texts, rule, inputs, frame)
        if isinstance(matched, Unknown):
            return matched
        if matched:
            hits.append(rule)
            if table.hit == "FIRST":
                break
    if not hits:
        return _default(texts, table, frame)
    results = [_results(texts, table.outputs, rule.outputs, frame) for rule in hits]
    return _POLICIES.get(table.hit, _unique)(texts, table, results, frame)


def _matches(texts: Texts, rule: Rule, inputs: Sequence[object], frame: Frame) -> bool | Unknown:
    """Say whether a rule matches; a cell whose answer is null does not."""
    unknown: Unknown | None = None
    for text, value in zip(rule.tests, inputs, strict=False):
        answer = texts.passes(text, value, frame)
        if isinstance(answer, Unknown):
            unknown = answer.join(unknown)
        elif answer is not True:
            return False
    return True if unknown is None else unknown


def _results(
    texts: Texts, outputs: Sequence[OutputClause], cells: Sequence[str | None], frame: Frame
) -> _Hit:
    return tuple(
        texts.fit(texts.literal(text, frame), output.type) if text and text != "-" else Null()
        for output, text in zip(outputs, cells, strict=False)
    )


def _default(texts: Texts, table: Table, frame: Frame) -> object:
    cells = [output.default for output in table.outputs]
    if not any(cells):
        return Null("no rule matches")
    return _one(table, _results(texts, table.outputs, cells, frame))


def _one(table: Table, hit: _Hit) -> object:
    """Give a single result: the value itself, or a context of the named outputs."""
    if len(table.outputs) == 1:
        return hit[0]
    return {output.name: value for output, value in zip(table.outputs, hit, strict=False)}


def _unique(texts: Texts, table: Table, hits: list[_Hit], frame: Frame) -> object:
    if len(hits) > 1:
        return Null(f"{len(hits)} rules match where only one may")
    return _one(table, hits[0])


def _any(texts: Texts, table: Table, hits: list[_Hit], frame: Frame) -> object:
    if not all(same(hit, hits[0]) for hit in hits):
        return Null("the rules that match give different results")
    return _one(table, hits[0])


def _first(texts: Texts, table: Table, hits: list[_Hit], frame: Frame) -> object:
    return _one(table, hits[0])


def _priority(texts: Texts, table: Table, hits: list[_Hit], frame: Frame) -> object:
    return _one(table, _ordered(texts, table, hits, frame)[0])


def _output_order(texts: Texts, table: Table, hits: list[_Hit], frame: Frame) -> object:
    return tuple(_one(table, hit) for hit in _ordered(texts, table, hits, frame))


def _rule_order(texts: Texts, table: Table, hits: list[_Hit], frame: Frame) -> object:
    return tuple(_one(table, hit) for hit in hits)


def _ordered(texts: Texts, table: Table, hits: list[_Hit], frame: Frame) -> list[_Hit]:
    """Sort the hits by the order in which the outputs list their values."""
    ranks = [_ranking(texts, output, frame) for output in table.outputs]
    return sorted(hits, key=lambda hit: [rank(value) for rank, value in zip(ranks, hit, strict=False)])


def _ranking(texts: Texts, output: OutputClause, frame: Frame) -> Callable[[object], int]:
    """Give the place of a value among an output's values; without a list all are alike."""
    shape = texts.work.setting.shapes.get(output.type, named(output.type or "Any"))
    text = output.values or shape.allowed
    tree = texts.tree(text, frame, tests=True) if text else None
    tests = tree.tests if isinstance(tree, ast.Tests) else ()

    def rank(value: object) -> int:
        for place, test in enumerate(tests):
            alone = ast.Tests(span=(0, 0), tests=(test,))
            if passes(texts.work, alone, value, frame) is True:
                return place
        return len(tests)

    return rank


def _collect(texts: Texts, table: Table, hits: list[_Hit], frame: Frame) -> object:
    results = tuple(_one(table, hit) for hit in hits)
    if not table.aggregation:
        return results
    return call(BY_NAME[table.aggregation.lower()], (results,))


_Policy = Callable[[Texts, Table, list[_Hit], Frame], object]

_POLICIES: dict[str, _Policy] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
    "COLLECT": _collect,
}
