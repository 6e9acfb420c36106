"""SpiffWorkflow: its DMN engine, whose cells hold Python."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from xml.sax.saxutils import escape

from benchmarks.public_engines.adapter import Adapter, CannotSay, Json, Rule
from benchmarks.public_engines.dialect import Dialect
from benchmarks.public_engines.rules import said


def spiffworkflow() -> Adapter:
    """SpiffWorkflow: its DMN parser and engine; it compiles a cell each time it reads it."""
    etree = importlib.import_module("lxml.etree")
    parser = importlib.import_module("SpiffWorkflow.dmn.parser.BpmnDmnParser").BpmnDmnParser()
    scripts = importlib.import_module("SpiffWorkflow.bpmn.script_engine")
    rules, ids = said(Python())
    parser.add_dmn_xml(etree.fromstring(dmn(rules)))
    engine = parser.get_engine("findings", None)
    environment = scripts.TaskDataEnvironment({"date": date, "timedelta": timedelta})
    workflow = SimpleNamespace(script_engine=scripts.PythonScriptEngine(environment))

    def find(submission: Json) -> list[str]:
        task = SimpleNamespace(data={"closed": False, **submission}, workflow=workflow)
        found: list[str] = engine.result(task).get("id", [])
        return found

    return Adapter("SpiffWorkflow (DMN)", ids, find)


class Python(Dialect):
    """What SpiffWorkflow has in DMN cells: Python, with date and timedelta lent as its manual does."""

    NULL, TRUE, FALSE = "None", "True", "False"
    APPLIED = "date.fromisoformat(applied_on)"

    def answer(self, name: str) -> str:
        return f'facts.get("{name}")'

    def answered(self, name: str) -> str:
        return f'facts.get("{name}") is not None'

    def applicant(self) -> str:
        return 'facts["申请人"]["名称"]'

    def of(self, material: str, key: str) -> str:
        return f'materials.get("{material}", {{}}).get("{key}")'

    def stated(self, material: str, key: str) -> str:
        return f"{self.of(material, key)} is not None"

    def read(self, material: str, key: str) -> str:
        return f'materials.get("{material}", {{}}).get("record", {{}}).get("{key}")'

    def known(self, material: str, key: str) -> str:
        return f"{self.read(material, key)} is not None"

    def closed(self) -> str:
        return "closed"

    def day(self, value: str) -> str:
        return f"date.fromisoformat({value})"

    def add_days(self, day: str, days: int) -> str:
        return f"{day} + timedelta({days})"

    def add_months(self, day: str, months: int) -> str:
        raise CannotSay

    def pick(self, test: str, yes: str, no: str) -> str:
        return f"({yes} if {test} else {no})"

    def some_person(self) -> str:
        raise CannotSay


def dmn(rules: Sequence[Rule]) -> str:
    """Write the rules as a DMN table that collects: one row a finding."""
    rows = "".join(
        f'<rule id="r{n}"><inputEntry id="i{n}"><text>{escape(test)}</text></inputEntry>'
        f'<outputEntry id="o{n}"><text>"{name}"</text></outputEntry></rule>'
        for n, (name, test) in enumerate(rules)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="m">'
        '<decision id="findings" name="findings"><decisionTable id="t" hitPolicy="COLLECT">'
        '<input id="i"><inputExpression id="e" typeRef="boolean"><text>True</text></inputExpression></input>'
        f'<output id="o" name="id" typeRef="string"/>{rows}</decisionTable></decision></definitions>'
    )
