"""A decision model read from its JSON form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from engine.feel.dmn.model import (
    Binding,
    Box,
    Conditional,
    ContextBox,
    Decision,
    Entry,
    Every,
    FilterBox,
    ForBox,
    FunctionBox,
    InputClause,
    InputData,
    Invocation,
    Knowledge,
    ListBox,
    Literal,
    Model,
    OutputClause,
    Parameter,
    Relation,
    Requires,
    Rule,
    Service,
    Table,
)
from engine.feel.shape import ANY, Shape
from engine.feel.shapes import named

__all__ = ["read_model"]

_Json = Mapping[str, Any]
_T = TypeVar("_T")


def read_model(given: _Json) -> Model:
    """Read a model."""
    return Model(
        name=given.get("name", ""),
        namespace=given.get("namespace", ""),
        imports={one["name"]: one["namespace"] for one in given.get("imports", ())},
        shapes={one["name"]: _shape(one) for one in given.get("types", ())},
        inputs=_by_id(given, "inputs", lambda one: InputData(name=one["name"], type=_type(one))),
        decisions=_by_id(given, "decisions", _decision),
        knowledge=_by_id(given, "bkms", _knowledge),
        services=_by_id(given, "services", _service),
    )


def _by_id(given: _Json, key: str, read: Callable[[_Json], _T]) -> dict[str, _T]:
    """Read elements by id; where two have the same, or none, the later go by id and name."""
    found: dict[str, _T] = {}
    for one in given.get(key, ()):
        known = one.get("id") or ""
        found[known if known and known not in found else f"{known} {one['name']}"] = read(one)
    return found


def _type(given: _Json) -> str:
    """Give the declared type of an element's variable."""
    return str((given.get("variable") or {}).get("typeRef") or "")


def _shape(given: _Json) -> Shape:
    if "function" in given:
        function = given["function"]
        parameters = tuple(_shape(one) for one in function.get("params", ()))
        shape = Shape(kind="function", parameters=parameters, result=_named(function.get("out")))
    elif given.get("components"):
        fields = {one["name"]: _shape(one) for one in given["components"]}
        shape = Shape(kind="context", name=given.get("name", ""), fields=fields)
    else:
        shape = _named(given.get("typeRef"))
    if given.get("allowedValues"):
        shape = Shape(
            kind=shape.kind, name=shape.name, of=shape.of, fields=shape.fields, allowed=given["allowedValues"]
        )
    return Shape(kind="list", name=given.get("name", ""), of=shape) if given.get("isCollection") else shape


def _named(name: str | None) -> Shape:
    return named(name) if name else ANY


def _requires(given: _Json) -> Requires:
    links = given.get("requires") or {}
    return Requires(
        inputs=tuple(links.get("inputs", ())),
        decisions=tuple(links.get("decisions", ())),
        knowledge=tuple(links.get("knowledge", ())),
    )


def _decision(given: _Json) -> Decision:
    logic = _box(given["expr"]) if given.get("expr") else None
    return Decision(name=given["name"], logic=logic, requires=_requires(given), type=_type(given))


def _knowledge(given: _Json) -> Knowledge:
    function = _function(given.get("fn") or {})
    return Knowledge(name=given["name"], function=function, requires=_requires(given), type=_type(given))


def _service(given: _Json) -> Service:
    return Service(
        name=given["name"],
        outputs=tuple(given.get("output", ())),
        input_decisions=tuple(given.get("inputDecisions", ())),
        inputs=tuple(given.get("inputData", ())),
        type=_type(given),
    )


def _box(given: _Json) -> Box:
    return _READERS[given["k"]](given)


def _kind(given: _Json) -> str:
    return str(given.get("typeRef") or "")


def _context(given: _Json) -> Box:
    entries = tuple(
        Entry(name=one.get("name", ""), value=_box(one["expr"]), type=_kind(one))
        for one in given["entries"]
        if one.get("expr")
    )
    return ContextBox(type=_kind(given), entries=entries)


def _invocation(given: _Json) -> Box:
    bindings = tuple(
        Binding(parameter=one["param"], value=_box(one["expr"]), type=_kind(one))
        for one in given.get("bindings", ())
        if one.get("expr")
    )
    return Invocation(type=_kind(given), function=_box(given["fn"]), bindings=bindings)


def _relation(given: _Json) -> Box:
    columns = tuple(one if isinstance(one, str) else one["name"] for one in given["columns"])
    rows = tuple(_boxes(row) for row in given["rows"])
    return Relation(type=_kind(given), columns=columns, rows=rows)


def _boxes(given: Sequence[_Json]) -> tuple[Box, ...]:
    return tuple(_box(one) for one in given)


def _function(given: _Json) -> FunctionBox:
    return FunctionBox(
        type=_kind(given),
        parameters=tuple(Parameter(name=one["name"], type=_kind(one)) for one in given.get("params", ())),
        body=_box(given["body"]) if given.get("body") else None,
        external=given.get("kind", "FEEL") != "FEEL",
    )


def _conditional(given: _Json) -> Box:
    return Conditional(
        type=_kind(given), condition=_box(given["if"]), yes=_box(given["then"]), no=_box(given["else"])
    )


def _filter(given: _Json) -> Box:
    return FilterBox(type=_kind(given), source=_box(given["in"]), match=_box(given["match"]))


def _for(given: _Json) -> Box:
    return ForBox(
        type=_kind(given), variable=given["var"], source=_box(given["in"]), result=_box(given["return"])
    )


def _every(given: _Json) -> Box:
    return Every(
        type=_kind(given),
        variable=given["var"],
        source=_box(given["in"]),
        condition=_box(given["satisfies"]),
        some=given["k"] == "some",
    )


def _table(given: _Json) -> Box:
    return Table(
        type=_kind(given),
        hit=given.get("hit") or "UNIQUE",
        aggregation=given.get("agg") or "",
        inputs=tuple(InputClause(expression=one["expr"], type=_kind(one)) for one in given.get("inputs", ())),
        outputs=tuple(_output(one) for one in given["outputs"]),
        rules=tuple(Rule(tests=tuple(one["in"]), outputs=tuple(one["out"])) for one in given["rules"]),
    )


def _output(given: _Json) -> OutputClause:
    return OutputClause(
        name=given.get("name") or "",
        type=_kind(given),
        values=given.get("values") or "",
        default=given.get("default"),
    )


_READERS: dict[str, Callable[[_Json], Box]] = {
    "literal": lambda given: Literal(type=_kind(given), text=given.get("text") or ""),
    "context": _context,
    "invocation": _invocation,
    "relation": _relation,
    "list": lambda given: ListBox(type=_kind(given), items=_boxes(given["items"])),
    "function": _function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "some": _every,
    "every": _every,
    "table": _table,
}
