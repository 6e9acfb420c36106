"""What a plan compares each field with: the values on whose two sides an answer makes a difference.

Plan in; by field, its comparisons and whether its value counts in any other way (as a number of copies, as
an argument of a function). The wizard makes from it the few classes of numbers and dates that matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.feel import ast
from engine.feel.walk import children, facts
from engine.rules.plan import Plan

__all__ = ["Compared", "compared_in"]

_ATOMS = ast.Compare | ast.Between | ast.In
_PLAIN = ast.Number | ast.String | ast.Boolean | ast.Null | ast.Temporal | ast.Workdays
_GIVEN = "申请日期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The comparisons of a field with fixed values; `otherwise`: its value counts in some other way too."""

    atoms: tuple[ast.Expr, ...] = ()
    otherwise: bool = False


def compared_in(plan: Plan) -> Mapping[str, Compared]:
    """Give what decides needs, copies, conditions, tables, limit and further questions, field by field.

    A field with options, or a yes or no, has few answers anyway and is left out.
    """
    atoms: dict[str, dict[ast.Expr, None]] = {
        name: {}
        for name, planned in plan.fields.items()
        if not planned.field.choose and planned.field.kind not in ("yes_no", "attachment")
    }
    otherwise: set[str] = set()
    for tree in _trees(plan):
        _collect(tree, atoms, otherwise)
    return {name: Compared(atoms=tuple(found), otherwise=name in otherwise) for name, found in atoms.items()}


def _trees(plan: Plan) -> Iterator[ast.Expr]:
    """Give the trees that a citizen's list depends on; checks of what is handed in are not among them."""
    for field in plan.fields.values():
        if field.when is not None:
            yield field.when
    for table in plan.tables.values():
        yield from (condition for condition, _ in table.rows)
    for material in plan.materials.values():
        for demand in material.demands:
            yield from (tree for tree in (demand.when, demand.copies) if tree is not None)
    for check in plan.checks:
        if check.check.kind == "condition":
            yield from (tree for tree in (check.when, check.holds) if tree is not None)
    if plan.promised is not None:
        yield plan.promised


def _collect(node: ast.Node, atoms: dict[str, dict[ast.Expr, None]], otherwise: set[str]) -> None:
    if isinstance(node, ast.Given) and isinstance(node.operand, ast.Fact):
        return
    if isinstance(node, ast.Fact):
        otherwise.add(node.path)
        return
    if not isinstance(node, _ATOMS):
        for child in children(node):
            _collect(child, atoms, otherwise)
        return
    paths = {fact.path for fact in facts(node)} - {_GIVEN}
    for path in paths & atoms.keys():
        atoms[path][node] = None
        if len(paths) > 1 or not _plain(node):
            otherwise.add(path)


def _plain(node: ast.Node) -> bool:
    """Say whether a comparison sets one value against fixed ones, at most shifted by a fixed amount."""
    if isinstance(node, _PLAIN | ast.Fact):
        return True
    if isinstance(node, ast.Arithmetic) and not all(operator in ("+", "-") for operator, _ in node.rest):
        return False
    if not isinstance(node, _ATOMS | ast.Arithmetic | ast.Negate | ast.Endpoint | ast.Range | ast.List):
        return False
    return all(_plain(child) for child in children(node))
