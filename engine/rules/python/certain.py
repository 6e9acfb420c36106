"""Which conditions can never be null: they are true, false, or lack a fact that has a name.

`find` may pass over such a condition wherever it is not true: nothing that hangs on it is wrong for
certain, and nothing of it is for a person to decide.
"""

from __future__ import annotations

from engine.feel import ast
from engine.feel.walk import children
from engine.rules.lines import APPLICANT
from engine.rules.plan import Plan, TablePlan

__all__ = ["never_null"]

_PLAIN = frozenset({"option", "text", "integer", "number", "amount", "date", "yes_no", "attachment"})
_THROUGH = (ast.Compare, ast.And, ast.Or, ast.Not, ast.In, ast.Between, ast.Range, ast.Endpoint, ast.List)
_LITERAL = (ast.String, ast.Number, ast.Boolean)


def never_null(plan: Plan, node: ast.Node) -> bool:
    """Say whether a condition, on any submission, is true, false, or unknown with the names it lacks."""
    if isinstance(node, _LITERAL):
        return True
    if isinstance(node, ast.Fact):
        return not node.element and _fact(plan, node.path)
    if isinstance(node, ast.Given):
        path = node.operand.path if isinstance(node.operand, ast.Fact) and not node.operand.element else ""
        return path in plan.materials or path in plan.fields
    return isinstance(node, _THROUGH) and all(never_null(plan, child) for child in children(node))


def _fact(plan: Plan, path: str) -> bool:
    if path in ("申请日期", APPLICANT) or path in plan.materials:
        return True
    if path in plan.fields:
        planned = plan.fields[path]
        return planned.when is None and planned.field.required and _scalar(plan, path)
    head, _, tail = path.rpartition(".")
    if head in plan.materials:
        return tail != "份数"
    return head in plan.tables and _table(plan, plan.tables[head])


def _scalar(plan: Plan, path: str) -> bool:
    one = plan.fields[path].field
    return one.kind in _PLAIN and not one.entry


def _table(plan: Plan, table: TablePlan) -> bool:
    """Say so for a table of which some row always hits, so that it always answers."""
    every = any(isinstance(condition, ast.Boolean) and condition.value for condition, _ in table.rows)
    answers = (answer for _, answers in table.rows for answer in answers)
    return (
        table.hit_policy == "first"
        and every
        and all(isinstance(answer, str | int) for answer in answers)
        and all(never_null(plan, condition) for condition, _ in table.rows)
    )
