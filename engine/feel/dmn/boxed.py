"""The value of a boxed expression in a frame of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from engine.dataclass import dataclass
from engine.feel.compare import kind_of
from engine.feel.dmn import tables
from engine.feel.dmn.model import (
    Box,
    Conditional,
    ContextBox,
    Every,
    FilterBox,
    ForBox,
    FunctionBox,
    Invocation,
    ListBox,
    Literal,
    Parameter,
    Relation,
    Table,
)
from engine.feel.dmn.texts import Texts
from engine.feel.evaluation.loops import source
from engine.feel.evaluation.references import invoke
from engine.feel.evaluation.simple import kleene
from engine.feel.evaluation.work import Frame
from engine.feel.ranges import Function
from engine.feel.shapes import named
from engine.feel.values import Null, Unknown

__all__ = ["Evaluation"]


@dataclass(frozen=True, slots=True)
class Evaluation(Texts):
    """The boxed expressions of one model: each kind of box to its value."""

    def value(self, box: Box, frame: Frame) -> object:
        """Evaluate a boxed expression."""
        return self.fit(self._value(box, frame), box.type)

    def _value(self, box: Box, frame: Frame) -> object:
        if isinstance(box, Literal):
            return self.literal(box.text, frame)
        if isinstance(box, Table):
            return tables.decide(self, box, frame)
        if isinstance(box, ContextBox):
            return self._context(box, frame)
        if isinstance(box, Invocation):
            return self._invocation(box, frame)
        if isinstance(box, Relation):
            return tuple(
                {name: self.value(cell, frame) for name, cell in zip(box.columns, row, strict=False)}
                for row in box.rows
            )
        if isinstance(box, ListBox):
            return tuple(self.value(item, frame) for item in box.items)
        if isinstance(box, FunctionBox):
            return self.function(box, frame)
        if isinstance(box, Conditional):
            return self._conditional(box, frame)
        if isinstance(box, (FilterBox, ForBox, Every)):
            return self._loop(box, frame)
        assert_never(box)

    def _context(self, box: ContextBox, frame: Frame) -> object:
        made: dict[str, object] = {}
        inner = Frame(made, frame)
        for entry in box.entries:
            value = self.fit(self.value(entry.value, inner), entry.type)
            if not entry.name:
                return value
            made[entry.name] = value
        return made

    def _invocation(self, box: Invocation, frame: Frame) -> object:
        function = self.value(box.function, frame)
        values = [self.fit(self.value(one.value, frame), one.type) for one in box.bindings]
        return invoke(function, values, [one.parameter for one in box.bindings])

    def function(self, box: FunctionBox, frame: Frame, result: str = "") -> Function:
        """Make the function of a boxed definition; `result` is the declared type of what it gives."""

        def apply(arguments: tuple[object, ...]) -> object:
            bound = self.bind(box.parameters, arguments)
            if isinstance(bound, Null):
                return bound
            if box.external or box.body is None:
                return Null("external functions are not called")
            body = self.value(box.body, Frame(bound, frame))
            return self.fit(self.fit(body, box.type), result)

        declared = box.type or (box.body.type if box.body is not None else "") or result
        return Function(
            parameters=tuple(parameter.name for parameter in box.parameters),
            apply=apply,
            types=tuple(named(p.type) if p.type else None for p in box.parameters),
            result=named(declared) if declared else None,
        )

    def bind(
        self, parameters: tuple[Parameter, ...], arguments: tuple[object, ...]
    ) -> dict[str, object] | Null:
        """Lay arguments beside parameters, each made one of its declared type."""
        if len(arguments) != len(parameters):
            return Null(f"the function takes {len(parameters)} arguments, not {len(arguments)}")
        bound: dict[str, object] = {}
        for parameter, given in zip(parameters, arguments, strict=True):
            value = self.fit(given, parameter.type)
            if isinstance(value, Null) and not isinstance(given, Null):
                return Null(f"{parameter.name}: {value.reason}")
            bound[parameter.name] = value
        return bound

    def _conditional(self, box: Conditional, frame: Frame) -> object:
        condition = self.value(box.condition, frame)
        if condition is True:
            return self.value(box.yes, frame)
        if condition is False or (isinstance(condition, Null) and not condition.reason):
            return self.value(box.no, frame)
        if isinstance(condition, (Null, Unknown)):
            return condition
        return Null(f"a condition is true or false, not a {kind_of(condition)}")

    def _loop(self, box: FilterBox | ForBox | Every, frame: Frame) -> object:
        found = source(self.work, self.value(box.source, frame))
        if isinstance(found, (Null, Unknown)):
            return found
        if isinstance(box, FilterBox):
            return self._filter(box, tuple(found), frame)
        results: list[object] = []
        for element in found:
            names: dict[str, object] = {box.variable: element}
            if isinstance(box, ForBox):
                names["partial"] = tuple(results)
                results.append(self.value(box.result, Frame(names, frame)))
                continue
            answer = self.value(box.condition, Frame(names, frame))
            if not isinstance(answer, (bool, Null, Unknown)):
                return Null(f"a condition is true or false, not a {kind_of(answer)}")
            results.append(answer)
        return tuple(results) if isinstance(box, ForBox) else kleene(results, box.some)

    def _filter(self, box: FilterBox, items: tuple[object, ...], frame: Frame) -> object:
        kept: list[object] = []
        for item in items:
            names: dict[str, object] = {"item": item}
            if isinstance(item, Mapping):
                names.update(item)
            answer = self.value(box.match, Frame(names, frame))
            if answer is True:
                kept.append(item)
            elif not isinstance(answer, (bool, Null)):
                return answer if isinstance(answer, Unknown) else Null("a filter is true or false")
        return tuple(kept)
