"""A decision model in the XML of DMN 1.3 to 1.5, into the JSON form that `engine.feel.dmn.read` takes.

Diagrams, descriptions, annotations and the elements of other vendors are passed over. Everything else that
has no place in the model is a fault. `at` beside a decision, table, rule and input is its line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from engine.dataclass import dataclass
from engine.fault import Fault
from engine.feel.dmn.xml import Element, Unread, elements

__all__ = ["VERSIONS", "ModelXml", "read_xml"]

VERSIONS: Final = {
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
Json: TypeAlias = dict[str, Any]
_FEEL: Final = (
    "",
    "feel",
    *(f"https://www.omg.org/spec/DMN/{day}/FEEL/" for day in (20191111, 20211108, 20230324)),
)
_HITS: Final = ("UNIQUE", "ANY", "PRIORITY", "FIRST", "COLLECT", "RULE ORDER", "OUTPUT ORDER")
_AGGREGATIONS: Final = ("", "SUM", "MIN", "MAX", "COUNT")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelXml:
    """What reading gives: the model unless something was wrong, and what was."""

    model: Json | None
    faults: tuple[Fault, ...] = ()


def read_xml(data: bytes, path: str = "") -> ModelXml:
    """Read a file; never raises, whatever the bytes."""
    try:
        root = elements(data, path)
        return ModelXml(model=_Model(path).definitions(root))
    except Unread as unread:
        return ModelXml(model=None, faults=(unread.fault,))


def _name(element: Element) -> str:
    return element.attributes.get("name", "")


def _text(element: Element | None) -> str:
    """Give the text of the `text` inside."""
    inner = element.one("text") if element is not None else None
    return inner.text if inner is not None else ""


def _type(element: Element) -> str:
    """Give the declared type; older files write a prefix before those of FEEL."""
    return element.attributes.get("typeRef", "").removeprefix("feel:")


def _links(owners: Iterable[Element], *names: str) -> list[str]:
    return [each.attributes.get("href", "") for owner in owners for each in owner.all(*names)]


def _at(element: Element) -> tuple[int, int]:
    return element.line, element.column


class _Model:
    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path

    def refuse(self, element: Element, zh: str, en: str) -> Unread:
        return Unread.of(self.path, element.line, element.column, zh, en)

    def definitions(self, root: Element) -> Json:
        if root.name != "definitions" or root.namespace not in VERSIONS:
            raise self.refuse(root, "它不是 DMN 1.3 到 1.5 的模型。", "it is no model of DMN 1.3 to 1.5.")
        return {
            "name": _name(root),
            "namespace": root.attributes.get("namespace", ""),
            "version": VERSIONS[root.namespace],
            "imports": [
                {"name": _name(each), "namespace": each.attributes.get("namespace", "")}
                for each in root.all("import")
            ],
            "types": [self.type(each) for each in root.all("itemDefinition")],
            "inputs": [self.part(each) for each in root.all("inputData")],
            "decisions": [self.decision(each) for each in root.all("decision")],
            "bkms": [self.knowledge(each) for each in root.all("businessKnowledgeModel")],
            "services": [self.service(each) for each in root.all("decisionService")],
        }

    def type(self, element: Element) -> Json:
        reference = element.one("typeRef")
        made: Json = {
            "name": _name(element),
            "typeRef": reference.text.removeprefix("feel:") if reference is not None else "",
            "isCollection": element.attributes.get("isCollection") in ("true", "1"),
            "allowedValues": _text(element.one("allowedValues")) or _text(element.one("typeConstraint")),
            "components": [self.type(each) for each in element.all("itemComponent")],
        }
        function = element.one("functionItem")
        if function is not None:
            parameters = [{"name": _name(p), "typeRef": _type(p)} for p in function.all("parameters")]
            made["function"] = {"params": parameters, "out": function.attributes.get("outputTypeRef", "")}
        return made

    def part(self, element: Element) -> Json:
        """Read what inputs, decisions, knowledge models and services have in common."""
        variable = element.one("variable")
        if not _name(element):
            raise self.refuse(element, "这里少了 name。", "its name is missing here.")
        made: Json = {"id": element.attributes.get("id", ""), "name": _name(element), "at": _at(element)}
        if variable is not None:
            made["variable"] = {"name": _name(variable), "typeRef": _type(variable)}
        return made

    def decision(self, element: Element) -> Json:
        logic = self.only(element)
        made = self.part(element) | {"requires": self.requires(element)}
        return made if logic is None else made | {"expr": logic}

    def requires(self, element: Element) -> Json:
        information = tuple(element.all("informationRequirement"))
        return {
            "inputs": _links(information, "requiredInput"),
            "decisions": _links(information, "requiredDecision"),
            "knowledge": _links(element.all("knowledgeRequirement"), "requiredKnowledge"),
        }

    def knowledge(self, element: Element) -> Json:
        logic = element.one("encapsulatedLogic")
        made = self.part(element) | {"requires": self.requires(element)}
        return made if logic is None else made | {"fn": self.function(logic)}

    def service(self, element: Element) -> Json:
        return self.part(element) | {
            "output": _links((element,), "outputDecision"),
            "encapsulated": _links((element,), "encapsulatedDecision"),
            "inputDecisions": _links((element,), "inputDecision"),
            "inputData": _links((element,), "inputData"),
        }

    # Expressions.

    def boxes(self, element: Element) -> list[Json]:
        return [self.box(each) for each in element.all(*_BOXES)]

    def only(self, element: Element | None) -> Json | None:
        """Read the one expression inside an element."""
        found = next(element.all(*_BOXES), None) if element is not None else None
        return None if found is None else self.box(found)

    def needed(self, element: Element, name: str = "") -> Json:
        """Read the one expression inside an element, or inside its part of a name."""
        made = self.only(element.one(name) if name else element)
        if made is None:
            raise self.refuse(
                element, f"「{element.name}」里少了式子。", f"an expression is missing in {element.name}."
            )
        return made

    def box(self, element: Element) -> Json:
        return {"typeRef": _type(element), **_BOXES[element.name](self, element)}

    def literal(self, element: Element) -> Json:
        language = element.attributes.get("expressionLanguage", "")
        if language.lower() not in _FEEL and language not in _FEEL:
            raise self.refuse(
                element,
                f"式子不是用 FEEL 写的，是 {language}。",
                f"it is written in {language}, not in FEEL.",
            )
        if element.one("importedValues") is not None:
            raise self.refuse(
                element, "从别处取值的式子不读。", "values imported from elsewhere are not read."
            )
        return {"k": "literal", "text": _text(element)}

    def context(self, element: Element) -> Json:
        entries: list[Json] = []
        for each in element.all("contextEntry"):
            variable = each.one("variable")
            named = {} if variable is None else {"name": _name(variable), "typeRef": _type(variable)}
            entries.append({**named, "expr": self.only(each)})
        return {"k": "context", "entries": entries}

    def invocation(self, element: Element) -> Json:
        bindings: list[Json] = []
        for each in element.all("binding"):
            parameter = each.one("parameter")
            if parameter is not None:
                made = {"param": _name(parameter), "typeRef": _type(parameter), "expr": self.only(each)}
                bindings.append(made)
        return {"k": "invocation", "fn": self.needed(element), "bindings": bindings}

    def relation(self, element: Element) -> Json:
        columns = [_name(each) for each in element.all("column")]
        return {"k": "relation", "columns": columns, "rows": [self.boxes(row) for row in element.all("row")]}

    def function(self, element: Element) -> Json:
        parameters = [{"name": _name(p), "typeRef": _type(p)} for p in element.all("formalParameter")]
        kind = element.attributes.get("kind", "FEEL")
        return {
            "k": "function",
            "typeRef": _type(element),
            "kind": kind,
            "params": parameters,
            "body": self.only(element),
        }

    def conditional(self, element: Element) -> Json:
        return {"k": "conditional", **{part: self.needed(element, part) for part in ("if", "then", "else")}}

    def filter(self, element: Element) -> Json:
        return {"k": "filter", "in": self.needed(element, "in"), "match": self.needed(element, "match")}

    def loop(self, element: Element) -> Json:
        last = "return" if element.name == "for" else "satisfies"
        return {
            "k": element.name,
            "var": element.attributes.get("iteratorVariable", ""),
            "in": self.needed(element, "in"),
            last: self.needed(element, last),
        }

    def table(self, element: Element) -> Json:
        hit = element.attributes.get("hitPolicy", "UNIQUE")
        aggregation = element.attributes.get("aggregation", "")
        if hit not in _HITS or aggregation not in _AGGREGATIONS:
            raise self.refuse(
                element, f"不认识的取法 {hit} {aggregation}。", f"{hit} {aggregation} is no hit policy."
            )
        return {
            "k": "table",
            "at": _at(element),
            "hit": hit,
            "agg": aggregation,
            "outputLabel": element.attributes.get("outputLabel", ""),
            "inputs": [self.input(each) for each in element.all("input")],
            "outputs": [self.output(each) for each in element.all("output")],
            "rules": [self.rule(each) for each in element.all("rule")],
        }

    def input(self, element: Element) -> Json:
        expression = element.one("inputExpression")
        return {
            "expr": _text(expression),
            "typeRef": _type(expression) if expression is not None else "",
            "values": _text(element.one("inputValues")),
            "label": element.attributes.get("label", ""),
        }

    def output(self, element: Element) -> Json:
        default = element.one("defaultOutputEntry")
        return {
            "name": _name(element),
            "label": element.attributes.get("label", ""),
            "typeRef": _type(element),
            "values": _text(element.one("outputValues")),
            "default": _text(default) if default is not None else None,
        }

    def rule(self, element: Element) -> Json:
        return {
            "at": _at(element),
            "in": [_text(each) or "-" for each in element.all("inputEntry")],
            "out": [_text(each) for each in element.all("outputEntry")],
        }


_BOXES: Final[dict[str, Callable[[_Model, Element], Json]]] = {
    "literalExpression": _Model.literal,
    "decisionTable": _Model.table,
    "context": _Model.context,
    "invocation": _Model.invocation,
    "relation": _Model.relation,
    "list": lambda model, element: {"k": "list", "items": model.boxes(element)},
    "functionDefinition": _Model.function,
    "conditional": _Model.conditional,
    "filter": _Model.filter,
    "for": _Model.loop,
    "some": _Model.loop,
    "every": _Model.loop,
}
