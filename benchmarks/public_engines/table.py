"""The engines, in the order in which they are measured."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.public_engines.adapter import Adapter
from benchmarks.public_engines.cel import common_expression_language
from benchmarks.public_engines.json_schema import json_schema
from benchmarks.public_engines.rule_engine import rule_engine
from benchmarks.public_engines.spiffworkflow import spiffworkflow
from benchmarks.public_engines.zen import zen_engine, zen_graph, zen_quick_start

__all__ = ["ADAPTERS"]

ADAPTERS: tuple[Callable[[], Adapter], ...] = (
    zen_engine,
    zen_graph,
    zen_quick_start,
    common_expression_language,
    rule_engine,
    spiffworkflow,
    json_schema,
)
