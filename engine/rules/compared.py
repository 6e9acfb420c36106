"""What a plan compares each field with: the values on whose two sides an answer makes a difference.

Plan in; by field, its comparisons and whether its value counts in any other way. The wizard makes from it
the few classes of numbers and dates that matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.dataclass import dataclass, field
from engine.feel import ast
from engine.feel.walk import children, facts
from engine.rules.plan import Plan

__all__ = ["Compared", "compared_in"]

_ATOMS = ast.Compare | ast.Between | ast.In
_PLAIN = ast.Number | ast.String | ast.Boolean | ast.Null | ast.Temporal | ast.Workdays
_PASSES = ast.If | ast.And | ast.Or | ast.Not | ast.Negate
_GIVEN = "申请日期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The comparisons of a field with fixed values.

    `counted`: its value itself comes out, so that any two values differ (a number of copies). `otherwise`: it
    counts in a way in which a few values cannot stand for all (an argument of a function).
    """

    atoms: tuple[ast.Expr, ...] = ()
    counted: bool = False
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    atoms: dict[str, dict[ast.Expr, None]]
    counted: set[str] = field(default_factory=set)
    otherwise: set[str] = field(default_factory=set)


def compared_in(plan: Plan) -> Mapping[str, Compared]:
    """Give what decides needs, copies, conditions, tables, limit, fee and further questions, field by field.

    A field with options, or a yes or no, has few answers anyway and is left out.
    """
    found = _Found(
        {
            name: {}
            for name, planned in plan.fields.items()
            if not planned.field.choose and planned.field.kind not in ("yes_no", "attachment")
        }
    )
    for tree in _trees(plan):
        _collect(tree, found, True)
    return {
        name: Compared(atoms=tuple(atoms), counted=name in found.counted, otherwise=name in found.otherwise)
        for name, atoms in found.atoms.items()
    }


def _trees(plan: Plan) -> Iterator[ast.Expr]:
    """Give the trees that a citizen's list depends on; checks of what is handed in are not among them."""
    for planned in plan.fields.values():
        if planned.when is not None:
            yield planned.when
    for table in plan.tables.values():
        yield from (condition for condition, _ in table.rows)
    for material in plan.materials.values():
        for demand in material.demands:
            yield from (tree for tree in (demand.when, demand.copies) if tree is not None)
    for check in plan.checks:
        if check.check.kind == "condition":
            yield from (tree for tree in (check.when, check.holds) if tree is not None)
    yield from (tree for tree in (plan.promised, plan.fee) if tree is not None)


def _collect(node: ast.Node, found: _Found, summed: bool) -> None:
    """Note the facts of a tree; `summed`: what stands here comes out as it is, or with an amount added."""
    if isinstance(node, ast.Given) and isinstance(node.operand, ast.Fact):
        return
    if isinstance(node, ast.Fact):
        (found.counted if summed else found.otherwise).add(node.path)
    elif isinstance(node, _ATOMS):
        paths = {fact.path for fact in facts(node)} - {_GIVEN}
        for path in paths & found.atoms.keys():
            found.atoms[path][node] = None
            if len(paths) > 1 or not _plain(node):
                found.otherwise.add(path)
    else:
        adds = isinstance(node, ast.Arithmetic) and _only_adds(node)
        for child in children(node):
            _collect(child, found, summed and (adds or isinstance(node, _PASSES)))


def _only_adds(node: ast.Arithmetic) -> bool:
    return all(operator in ("+", "-") for operator, _ in node.rest)


def _plain(node: ast.Node) -> bool:
    """Say whether a comparison sets one value against fixed ones, at most shifted by a fixed amount."""
    if isinstance(node, _PLAIN | ast.Fact):
        return True
    if isinstance(node, ast.Arithmetic) and not _only_adds(node):
        return False
    if not isinstance(node, _ATOMS | ast.Arithmetic | ast.Negate | ast.Endpoint | ast.Range | ast.List):
        return False
    return all(_plain(child) for child in children(node))
