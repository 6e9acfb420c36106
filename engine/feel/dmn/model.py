"""A decision model: its types, inputs, decisions, knowledge models, services, and boxed expressions.

Links between elements are `#id`, or `namespace#id` into an imported model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from engine.dataclass import dataclass, field
from engine.feel.shape import Shape

__all__ = [
    "Binding",
    "Box",
    "Conditional",
    "ContextBox",
    "Decision",
    "Entry",
    "Every",
    "FilterBox",
    "ForBox",
    "FunctionBox",
    "InputClause",
    "InputData",
    "Invocation",
    "Knowledge",
    "ListBox",
    "Literal",
    "Model",
    "OutputClause",
    "Parameter",
    "Relation",
    "Requires",
    "Rule",
    "Service",
    "Table",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """What every boxed expression may have: a declared type."""

    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Boxed):
    """A FEEL expression as text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a context; one without a name is the result."""

    name: str
    value: Box
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextBox(Boxed):
    """Entries, each of which sees those above it."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The value of one parameter of an invocation."""

    parameter: str
    value: Box
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation(Boxed):
    """A call by names."""

    function: Box
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Boxed):
    """A table of values: a list of contexts with the same keys."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBox(Boxed):
    """A list of expressions."""

    items: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a function."""

    name: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionBox(Boxed):
    """A function; one that is not written in FEEL (`external`) is never called."""

    parameters: tuple[Parameter, ...]
    body: Box | None
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Boxed):
    """If, then, else."""

    condition: Box
    yes: Box
    no: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterBox(Boxed):
    """The elements of a list that match."""

    source: Box
    match: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class ForBox(Boxed):
    """A result for every element."""

    variable: str
    source: Box
    result: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Every(Boxed):
    """Whether every element satisfies a condition, or with `some` at least one."""

    variable: str
    source: Box
    condition: Box
    some: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InputClause:
    """A column of conditions: the expression that is tested."""

    expression: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputClause:
    """A column of results; `values` orders them, `default` stands in where no rule matches."""

    name: str = ""
    type: str = ""
    values: str = ""
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row: unary tests, and the expressions of its results."""

    tests: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Boxed):
    """A decision table."""

    hit: str
    aggregation: str
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[Rule, ...]


Box: TypeAlias = (
    "Literal | ContextBox | Invocation | Relation | ListBox | FunctionBox | Conditional"
    " | FilterBox | ForBox | Every | Table"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requires:
    """What an element builds on, as links."""

    inputs: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputData:
    """A value that is given from outside."""

    name: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision and its logic."""

    name: str
    logic: Box | None
    requires: Requires
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """A business knowledge model: a function with a name."""

    name: str
    function: FunctionBox
    requires: Requires
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A decision service: decisions offered as a function of inputs and of other decisions."""

    name: str
    outputs: tuple[str, ...]
    input_decisions: tuple[str, ...]
    inputs: tuple[str, ...]
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model: elements by id, types by name, imported namespaces by the name they are used under."""

    name: str
    namespace: str
    imports: Mapping[str, str] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    inputs: Mapping[str, InputData] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    knowledge: Mapping[str, Knowledge] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
