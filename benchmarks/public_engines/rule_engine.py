"""rule-engine, the expression language of a Python package of that name."""

from __future__ import annotations

import importlib

from benchmarks.public_engines.adapter import Adapter, CannotSay
from benchmarks.public_engines.dialect import Dialect
from benchmarks.public_engines.rules import said


def rule_engine() -> Adapter:
    """rule-engine: one compiled rule for each finding, as its documentation does it."""
    package = importlib.import_module("rule_engine")
    rules, ids = said(RuleEngine())
    context = package.Context(default_value=None)
    compiled = [(name, package.Rule(test, context=context).matches) for name, test in rules]
    return Adapter("rule-engine", ids, lambda s: [name for name, matches in compiled if matches(s)])


class RuleEngine(Dialect):
    """rule-engine: `&[` walks over what is missing; its durations have no months."""

    APPLIED = "$parse_datetime(applied_on)"

    def answer(self, name: str) -> str:
        return f'facts&["{name}"]'

    def applicant(self) -> str:
        return 'facts&["申请人"]&["名称"]'

    def of(self, material: str, key: str) -> str:
        return f'materials&["{material}"]&["{key}"]'

    def read(self, material: str, key: str) -> str:
        return f'materials&["{material}"]&["record"]&["{key}"]'

    def day(self, value: str) -> str:
        return f"$parse_datetime({value})"

    def add_days(self, day: str, days: int) -> str:
        return f'{day} + t"P{days}D"'

    def add_months(self, day: str, months: int) -> str:
        raise CannotSay

    def some_person(self) -> str:
        raise CannotSay
