"""zen-engine, in its quickest form, as it is meant to be used, and as its quick start shows it."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence

from benchmarks.public_engines.adapter import Adapter, Json, Rule
from benchmarks.public_engines.dialect import Dialect
from benchmarks.public_engines.rules import said


def zen_engine() -> Adapter:
    """zen: one compiled expression that gives the list; its quickest form."""
    zen = importlib.import_module("zen")
    rules, ids = said(Dialect())
    listed = ", ".join(f'({test}) ? "{name}" : null' for name, test in rules)
    program = zen.compile_expression(f"filter([{listed}], # != null)")
    return Adapter("zen-engine, one expression", ids, program.evaluate)


def zen_table(rules: Sequence[Rule]) -> Json:
    """Give the rules as a decision graph of one table that collects the ids of all rows that hit."""
    rows = [{"_id": str(n), "when": test, "id": f'"{name}"'} for n, (name, test) in enumerate(rules)]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "wrong for certain"}],
        "outputs": [{"id": "id", "name": "finding", "field": "id"}],
        "rules": rows,
    }
    place = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "submission", **place},
        {"id": "table", "type": "decisionTableNode", "name": "findings", "content": content, **place},
        {"id": "out", "type": "outputNode", "name": "answer", **place},
    ]
    edges = [
        {"id": "first", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "last", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def zen_graph() -> Adapter:
    """zen as it is meant to be used: a decision graph, loaded once and compiled by a static loader."""
    zen = importlib.import_module("zen")
    rules, ids = said(Dialect())
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"findings": zen_table(rules)}}})

    def find(submission: Json) -> list[str]:
        return [row["id"] for row in engine.evaluate("findings", submission)["result"]]

    return Adapter("zen-engine, graph from a loader", ids, find)


def zen_quick_start() -> Adapter:
    """zen as its README's "Quickstart" shows it: `create_decision` from a graph's text, then `evaluate`."""
    zen = importlib.import_module("zen")
    rules, ids = said(Dialect())
    decision = zen.ZenEngine().create_decision(json.dumps(zen_table(rules), ensure_ascii=False))

    def find(submission: Json) -> list[str]:
        return [row["id"] for row in decision.evaluate(submission)["result"]]

    return Adapter("zen-engine, graph as in its quick start", ids, find)
