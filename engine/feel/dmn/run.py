"""The evaluation of decision models: decisions and what they require, knowledge models, services, imports.

`evaluate_decision` and `evaluate_service` never raise for what a model or its inputs say: the answer is then
`Null` with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.dataclass import dataclass, field, replace
from engine.feel.dmn.boxed import Evaluation
from engine.feel.dmn.model import Decision, InputData, Knowledge, Model, Parameter, Requires, Service
from engine.feel.evaluation.work import Stop
from engine.feel.interpret import Frame, Setting, start
from engine.feel.interpret import root as root_frame
from engine.feel.ranges import Function
from engine.feel.shape import Shape
from engine.feel.shapes import PRIMITIVES
from engine.feel.values import Null

__all__ = ["evaluate_decision", "evaluate_service"]

_Values = Mapping[str, object]


def evaluate_decision(
    model: Model, name: str, inputs: _Values, *, others: Sequence[Model] = (), setting: Setting | None = None
) -> object:
    """Evaluate the decision of a name; `others` are the models that may be imported."""
    found = [element for element, decision in model.decisions.items() if decision.name == name]
    if not found:
        return Null(f"the model has no decision {name!r}")
    run = _Run(models=_models(model, others), inputs=inputs, main=model.namespace, setting=setting)
    return _guarded(lambda: run.decision(model, found[0]))


def evaluate_service(
    model: Model, name: str, inputs: _Values, *, others: Sequence[Model] = (), setting: Setting | None = None
) -> object:
    """Call the decision service of a name with the values of its inputs and input decisions by name."""
    found = [service for service in model.services.values() if service.name == name]
    if not found:
        return Null(f"the model has no decision service {name!r}")
    run = _Run(models=_models(model, others), inputs={}, main=model.namespace, setting=setting)
    return _guarded(lambda: run.serve(model, found[0], inputs))


def _guarded(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except Stop as stop:
        return Null(stop.reason)
    except RecursionError:
        return Null("the evaluation is nested too deeply")


def _models(model: Model, others: Sequence[Model]) -> dict[str, Model]:
    return {one.namespace: one for one in (*others, model)}


@dataclass(slots=True, kw_only=True)
class _Run:
    """One evaluation: the models, the inputs, and what has been found so far, by namespace and id."""

    models: Mapping[str, Model]
    inputs: _Values
    main: str
    setting: Setting | None
    given: dict[tuple[str, str], object] = field(default_factory=dict)
    found: dict[tuple[str, str], object] = field(default_factory=dict)
    evaluations: dict[str, Evaluation] = field(default_factory=dict)
    open: set[tuple[str, str]] = field(default_factory=set)

    def evaluation(self, model: Model) -> Evaluation:
        """Give the evaluation of a model's expressions: its types, and the names they bring."""
        made = self.evaluations.get(model.namespace)
        if made is None:
            shapes = _shapes(model, self.models)
            work = start(replace(self.setting or Setting(), shapes=shapes))
            made = self.evaluations[model.namespace] = Evaluation(work, _fields(model, self.models, shapes))
        return made

    def follow(self, model: Model, link: str) -> tuple[Model, str]:
        """Give the model and id a link leads to."""
        namespace, _, element = link.rpartition("#")
        return self.models.get(namespace, model) if namespace else model, element

    def decision(self, model: Model, element: str) -> object:
        """Give the value of a decision, computing it at most once."""
        key = (model.namespace, element)
        if key in self.given:
            return self.given[key]
        if key not in self.found:
            if key in self.open:
                return Null("the decision requires itself")
            self.open.add(key)
            self.found[key] = self._decide(model, model.decisions[element])
            self.open.discard(key)
        return self.found[key]

    def _decide(self, model: Model, decision: Decision) -> object:
        if decision.logic is None:
            return Null("the decision has no logic")
        evaluation = self.evaluation(model)
        frame = self.frame(model, decision.requires)
        return evaluation.fit(evaluation.value(decision.logic, frame), decision.type)

    def frame(self, model: Model, requires: Requires) -> Frame:
        """Give the names a decision or knowledge model sees: what it requires."""
        names: dict[str, object] = {}
        for link in requires.inputs:
            home, element = self.follow(model, link)
            if element in home.inputs:
                self._put(names, model, home, home.inputs[element].name, self._input(home, element))
        for link in requires.decisions:
            home, element = self.follow(model, link)
            if element in home.decisions:
                self._put(names, model, home, home.decisions[element].name, self.decision(home, element))
        for link in requires.knowledge:
            home, element = self.follow(model, link)
            if element in home.knowledge:
                knowledge = home.knowledge[element]
                self._put(names, model, home, knowledge.name, self.knowledge(home, knowledge))
            elif element in home.services:
                service = home.services[element]
                self._put(names, model, home, service.name, self.service(home, service))
        return root_frame(names)

    def _put(self, names: dict[str, object], model: Model, home: Model, name: str, value: object) -> None:
        """Put a value under its name, or under the name its model is imported by."""
        for prefix, namespace in model.imports.items():
            if home is not model and namespace == home.namespace:
                inner = names.setdefault(prefix, {})
                if isinstance(inner, dict):
                    inner[name] = value
                return
        names[name] = value

    def _input(self, home: Model, element: str) -> object:
        key = (home.namespace, element)
        if key in self.given:
            return self.given[key]
        data: InputData = home.inputs[element]
        full = f"{{{home.namespace}}}{data.name}"
        value = self.inputs.get(full, self.inputs.get(data.name, Null(f"no value is given for {data.name}")))
        return self.evaluation(home).fit(value, data.type)

    def knowledge(self, home: Model, knowledge: Knowledge) -> Function:
        """Make the function of a knowledge model; it sees what it requires, and itself."""
        evaluation = self.evaluation(home)
        frame = self.frame(home, knowledge.requires)
        shape = evaluation.work.setting.shapes.get(knowledge.type)
        result = "" if shape is not None and shape.kind == "function" else knowledge.type
        own: dict[str, object] = {}
        function = evaluation.function(knowledge.function, Frame(own, frame), result)
        own[knowledge.name] = function
        return function

    def service(self, home: Model, service: Service) -> Function:
        """Make the function of a decision service: its inputs, then its input decisions."""
        parameters = self._parameters(home, service)

        def apply(arguments: tuple[object, ...]) -> object:
            bound = self.evaluation(home).bind(parameters, arguments)
            return bound if isinstance(bound, Null) else self.serve(home, service, bound)

        return Function(parameters=tuple(one.name for one in parameters), apply=apply)

    def _parameters(self, home: Model, service: Service) -> tuple[Parameter, ...]:
        inputs = (self.follow(home, link) for link in service.inputs)
        decisions = (self.follow(home, link) for link in service.input_decisions)
        data: list[InputData | Decision] = [model.inputs[element] for model, element in inputs]
        data += [model.decisions[element] for model, element in decisions]
        return tuple(Parameter(name=one.name, type=one.type) for one in data)

    def serve(self, home: Model, service: Service, values: _Values) -> object:
        """Evaluate a service's outputs from values by name; what is not given is null."""
        evaluation = self.evaluation(home)
        links = [self.follow(home, link) for link in (*service.inputs, *service.input_decisions)]
        given: dict[tuple[str, str], object] = {}
        for (model, element), parameter in zip(links, self._parameters(home, service), strict=True):
            value = values.get(parameter.name, Null(f"no value is given for {parameter.name}"))
            given[(model.namespace, element)] = evaluation.fit(value, parameter.type)
        inner = _Run(models=self.models, inputs={}, main=self.main, setting=self.setting, given=given)
        results: dict[str, object] = {}
        for link in service.outputs:
            model, element = self.follow(home, link)
            results[model.decisions[element].name] = inner.decision(model, element)
        answer = next(iter(results.values())) if len(results) == 1 else results
        return self._fit_service(evaluation, service, answer)

    def _fit_service(self, evaluation: Evaluation, service: Service, answer: object) -> object:
        shape = evaluation.work.setting.shapes.get(service.type)
        if shape is not None and shape.kind == "function":
            return evaluation.fit_shape(answer, shape.result)
        return evaluation.fit(answer, service.type)


def _shapes(model: Model, models: Mapping[str, Model], depth: int = 5) -> dict[str, Shape]:
    """Give the types a model may name: its own, and those of its imports under their prefix."""
    shapes = dict(model.shapes)
    for prefix, namespace in model.imports.items():
        if namespace in models and depth:
            for name, shape in _shapes(models[namespace], models, depth - 1).items():
                shapes[f"{prefix}.{name}"] = _prefixed(shape, prefix)
    return shapes


def _prefixed(shape: Shape, prefix: str) -> Shape:
    return replace(
        shape,
        name=f"{prefix}.{shape.name}" if shape.kind == "named" else shape.name,
        of=None if shape.of is None else _prefixed(shape.of, prefix),
        fields={name: _prefixed(one, prefix) for name, one in shape.fields.items()},
        parameters=tuple(_prefixed(one, prefix) for one in shape.parameters),
        result=None if shape.result is None else _prefixed(shape.result, prefix),
    )


def _fields(model: Model, models: Mapping[str, Model], shapes: Mapping[str, Shape]) -> frozenset[str]:
    """Give the names that types bring: of types, and of the fields of contexts."""
    found = {name for name in shapes if name not in PRIMITIVES}
    todo = list(shapes.values())
    while todo:
        shape = todo.pop()
        found.update(shape.fields)
        todo.extend(shape.fields.values())
        todo.extend(one for one in (shape.of, shape.result) if one is not None)
    return frozenset(found)
