"""The plan of a rulebook: every expression settled, every value in the order in which it can be known.

Declared things in, `Plan` out: slots to read, steps to derive (fields that are asked under a condition,
tables, needed materials, groups of alternatives), and the checks with their trees. Nothing is Python yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from engine.dataclass import dataclass, field
from engine.fault import Fault, FaultKind
from engine.feel import ast
from engine.feel.walk import children
from engine.item.model import Check, Entry, Field, Material
from engine.item.terms import Hit, Necessity
from engine.rules.declare import Declared, Origin
from engine.rules.joined import NO_SPAN, conjunction, covers, disjunction
from engine.rules.model import Conditional, Demand
from engine.rules.settle import NUMBER, YES_NO, Settler
from engine.rules.unasked import Premises
from engine.rules.unasked import find as find_unasked
from engine.source import Source, Text, place

__all__ = [
    "CIRCULAR",
    "CheckPlan",
    "FieldPlan",
    "MaterialPlan",
    "Plan",
    "TablePlan",
    "make_plan",
    "read_owners",
]

CIRCULAR = FaultKind(
    code="rule/circular",
    zh="这几样互相等着对方：{circle}。请去掉其中一个前提。",
    en="These wait for one another: {circle}. Remove one of the conditions.",
    why_zh="前提只能用不依赖自己的事实，否则谁也定不下来。",
    why_en="A condition may use only facts that do not depend on the thing itself.",
    wrong="甲: 前提 乙 = 1 / 乙: 前提 甲 = 1",
    right="甲: 没有前提 / 乙: 前提 甲 = 1",
)


@dataclass(slots=True, kw_only=True)
class FieldPlan:
    """A field, asked once; `when` is None if it is always asked."""

    origin: Origin
    field: Field
    when: ast.Expr | None


@dataclass(slots=True, kw_only=True)
class TablePlan:
    """A table under its path in the whole; each row is one condition and its answers.

    `columns` and `cells` are what the conditions are made from, as people read them.
    """

    path: str
    columns: tuple[ast.Expr, ...]
    cells: tuple[tuple[ast.Expr, ...], ...]
    outputs: tuple[str, ...]
    hit_policy: Hit
    rows: tuple[tuple[ast.Expr, tuple[object, ...]], ...]


@dataclass(slots=True, kw_only=True)
class MaterialPlan:
    """A material with all demands for it; `when` of a demand is None if it is always needed.

    `collect_at` is the stage after acceptance at which it is taken, if nobody wants it earlier.
    """

    material: Material
    origin: Origin
    necessity: Necessity
    collect_at: str | None
    demands: list[Demand] = field(default_factory=list)

    @property
    def always(self) -> bool:
        return any(demand.when is None for demand in self.demands)


@dataclass(slots=True, kw_only=True)
class CheckPlan:
    """A condition or check, settled; `id` carries the part's prefix."""

    id: str
    origin: Origin
    check: Check
    when: ast.Expr | None
    holds: ast.Expr
    inputs: tuple[tuple[str, ast.Expr], ...]


@dataclass(slots=True, kw_only=True)
class Plan:
    """All that the compiler needs, in order; `broken` where a lint names what cannot be compiled."""

    declared: Declared
    fields: dict[str, FieldPlan]
    tables: dict[str, TablePlan]
    materials: dict[str, MaterialPlan]
    groups: dict[str, list[str]]
    checks: list[CheckPlan]
    order: list[str]
    promised: ast.Expr | None
    fee: ast.Expr | None
    stages: list[Conditional]
    outputs: list[Conditional]
    parts: list[Conditional]
    broken: bool = False


def read_owners(node: ast.Node | None) -> list[str]:
    """Give the owners whose values a tree reads: fields, materials, groups, tables.

    A presence test (`租赁合同 已提交`, `面积 已填`) reads no value, so it gives no owner.
    """
    if isinstance(node, ast.Fact):
        return [node.path.partition(".")[0] if "/" not in node.path else node.path.rpartition(".")[0]]
    if isinstance(node, ast.Given):
        named = isinstance(node.operand, ast.Fact) and "." not in node.operand.path
        return [] if named else read_owners(node.operand)
    return [] if node is None else [owner for child in children(node) for owner in read_owners(child)]


def make_plan(declared: Declared) -> tuple[Plan, list[Fault]]:
    """Settle everything declared; faults are collected, what is faulty is left out of the plan."""
    holes = _holes(declared)
    settlers = {id(origin): Settler(origin, holes=holes) for origin in declared.origins}
    own = settlers[id(declared.origins[-1])]
    plan = Plan(
        declared=declared,
        fields={},
        tables={},
        materials={},
        groups={},
        checks=[],
        order=[],
        promised=None,
        fee=None,
        stages=[],
        outputs=[],
        parts=[],
        broken=bool(holes),
    )
    gates = {
        id(origin): own.expression(origin.part.when, YES_NO)
        for origin in declared.origins
        if origin.part is not None and origin.part.when is not None
    }
    _plan_fields(plan, settlers, gates)
    _plan_tables(plan, settlers)
    _plan_materials(plan, settlers, gates)
    _plan_checks(plan, settlers, gates)
    _plan_promised(plan, own)
    _plan_fee(plan, own)
    unasked = _unasked(plan, own)
    for origin in declared.origins:
        _plan_road(plan, origin, settlers[id(origin)], gates.get(id(origin)))
    found = [fault for settler in settlers.values() for fault in settler.faults]
    found.extend(unasked)
    found.extend(_order(plan))
    return plan, found


def _holes(declared: Declared) -> frozenset[str]:
    """Give the fields and tables that could not be read; each has its own fault, so nothing else is said."""
    fields = (field for origin in declared.origins for field in origin.item.fields)
    broken = {str(each.name) for each in fields if _unread(each.kind, each.choose, each.entry)}
    for origin in declared.origins:
        known = {table.name for table in origin.tables}
        broken.update(str(table.name) for table in origin.item.tables if str(table.name) not in known)
    return frozenset(broken)


def _unread(kind: str, choose: tuple[Text, ...], entry: tuple[Entry, ...]) -> bool:
    if any(_unread(each.kind, each.choose, ()) for each in entry):
        return True
    return (kind == "option" and not choose) or (kind == "list" and not entry)


def _plan_fields(plan: Plan, settlers: Mapping[int, Settler], gates: Mapping[int, ast.Expr | None]) -> None:
    for origin, one in plan.declared.fields():
        whens = []
        for asker, asked in plan.declared.askers(origin, one):
            when = settlers[id(asker)].expression(asked.when, YES_NO) if asked.when is not None else None
            whens.append(conjunction(gates.get(id(asker)), when))
        plan.fields[str(one.name)] = FieldPlan(origin=origin, field=one, when=disjunction(whens))


def _plan_tables(plan: Plan, settlers: Mapping[int, Settler]) -> None:
    for origin in plan.declared.origins:
        settler = settlers[id(origin)]
        for table in origin.tables:
            columns = {column: settler.column(column) for column in table.columns}
            rows, shown = [], []
            for cells, answers in table.rows:
                made = [settler.cell(c, k) for c in cells if (k := columns[c.column]) is not None]
                conditions = [each for each in made if each is not None]
                shown.append(tuple(conditions))
                whole = conjunction(*(c for c in conditions if not isinstance(c, ast.Boolean)))
                rows.append((whole or ast.Boolean(span=NO_SPAN, value=True), tuple(answers)))
            path = origin.table_path(table.name)
            plan.tables[path] = TablePlan(
                path=path,
                columns=tuple(settler.renamed(each) for each in columns.values() if each is not None),
                cells=tuple(shown),
                outputs=table.outputs,
                hit_policy=table.hit_policy,
                rows=tuple(rows),
            )


_STRENGTH: Mapping[Necessity, int] = {"required": 3, "deferrable": 2, "exempt": 1, "optional": 0}


def _plan_materials(
    plan: Plan, settlers: Mapping[int, Settler], gates: Mapping[int, ast.Expr | None]
) -> None:
    for origin, material in plan.declared.materials():
        settler = settlers[id(origin)]
        when = settler.expression(material.when, YES_NO) if material.when is not None else None
        copies = settler.expression(material.copies, NUMBER) if material.copies is not None else None
        one = plan.materials.setdefault(
            str(material.name),
            MaterialPlan(
                material=material,
                origin=origin,
                necessity=material.necessity,
                collect_at=material.collected_later,
            ),
        )
        if material.collected_later is None:
            one.collect_at = None
        if _STRENGTH[material.necessity] > _STRENGTH[one.necessity]:
            one.necessity = material.necessity
        one.demands.append(Demand(when=conjunction(gates.get(id(origin)), when), copies=copies))
        if material.any_of is not None:
            group = plan.groups.setdefault(str(material.any_of), [])
            if material.name not in group:
                group.append(str(material.name))
    for made in plan.materials.values():
        made.demands = _widest(made.demands)


def _widest(demands: list[Demand]) -> list[Demand]:
    """Leave out what a wider demand asks for anyway: a part may then apply by what was read off it."""

    def idle(at: int) -> bool:
        one = demands[at]
        return one.copies is None and any(
            covers(other.when, one.when)
            and (place < at or other.copies is not None or not covers(one.when, other.when))
            for place, other in enumerate(demands)
            if place != at
        )

    return [demand for at, demand in enumerate(demands) if not idle(at)]


def _plan_checks(plan: Plan, settlers: Mapping[int, Settler], gates: Mapping[int, ast.Expr | None]) -> None:
    told: dict[tuple[object, ...], CheckPlan] = {}
    for kind in ("condition", "check"):
        for origin, check in plan.declared.checks(kind):
            settler = settlers[id(origin)]
            if check.each is not None and not _is_list(plan, str(check.each)):
                # Without the list nothing in the check can be understood; the list has its own fault.
                plan.broken = True
                continue
            when = settler.expression(check.when, YES_NO, check) if check.when is not None else None
            holds = settler.expression(check.holds, YES_NO, check)
            inputs = [(str(name), settler.expression(text, None, check)) for name, text in check.inputs]
            if holds is None:
                continue
            made = CheckPlan(
                id=f"{origin.prefix}{check.id}",
                origin=origin,
                check=check,
                when=conjunction(gates.get(id(origin)), when, *_handed_in(plan, holds)),
                holds=holds,
                inputs=tuple((name, tree) for name, tree in inputs if tree is not None),
            )
            twin = told.setdefault(_demand(made), made)
            if twin.origin is origin:
                plan.checks.append(made)
            else:
                twin.when = disjunction((twin.when, made.when))


def _handed_in(plan: Plan, holds: ast.Expr) -> Iterator[ast.Expr]:
    """Ask for what a check reads only through a table, where everybody has to hand it in (decision 3).

    Where not everybody has to, a row may speak of those who do not, and the check stands for them too.
    """
    direct = {*read_owners(holds)}
    for name in dict.fromkeys(_through_tables(plan, holds)):
        if name not in direct and name in plan.materials and plan.materials[name].always:
            yield ast.Given(span=NO_SPAN, operand=ast.Fact(span=NO_SPAN, path=name), state="submitted")


def _through_tables(plan: Plan, tree: ast.Expr) -> Iterator[str]:
    for owner in read_owners(tree):
        for condition, _ in plan.tables[owner].rows if owner in plan.tables else ():
            yield from read_owners(condition)
            yield from _through_tables(plan, condition)


def _demand(plan: CheckPlan) -> tuple[object, ...]:
    """Give what a check demands and says; parts of a package that say the same are heard once."""
    check = plan.check
    words = (str(check.requirement), str(check.otherwise), str(check.remedy), str(check.each))
    return (check.kind, check.gravity, words, str(check.plugin), plan.holds, plan.inputs)


def _is_list(plan: Plan, name: str) -> bool:
    return name in plan.fields and plan.fields[name].field.kind == "list"


def _plan_promised(plan: Plan, own: Settler) -> None:
    item = plan.declared.item
    if item.limits is not None and isinstance(item.limits.promised, str):
        plan.promised = own.expression(item.limits.promised, None, at_once=True)


def _plan_fee(plan: Plan, own: Settler) -> None:
    if isinstance(plan.declared.item.fee, Text):
        plan.fee = own.expression(plan.declared.item.fee, NUMBER)


def _unasked(plan: Plan, own: Settler) -> list[Fault]:
    """Find what reads a question beside something that counts without it; parts are looked at alone."""
    gates = {name: planned.when for name, planned in plan.fields.items() if planned.when is not None}
    trees = {id(text): tree for text, tree, _ in own.judged}
    found: list[Fault] = []
    for text, tree, check in own.judged if gates else ():
        demand = check is not None and text is check.holds
        given = trees.get(id(check.when)) if check is not None and demand else None
        found.extend(find_unasked(text, tree, Premises(gates=gates, given=given, demand=demand)))
    return found


def _plan_road(plan: Plan, origin: Origin, settler: Settler, gate: ast.Expr | None) -> None:
    """Settle when each stage and output of one origin comes about; those of a part only with the part."""
    part = origin.prefix.rstrip("/") or None
    if part is not None:
        plan.parts.append(Conditional(name=part, when=gate))
    for given, made in ((origin.item.stages, plan.stages), (origin.item.outputs, plan.outputs)):
        for one in given:
            when = None if one.when is None else settler.expression(one.when, YES_NO)
            made.append(Conditional(name=str(one.name), when=conjunction(gate, when), part=part))


def _needs(plan: Plan, owner: str) -> Iterator[str]:
    """Give the owners that must be known before this one."""
    if owner in plan.fields:
        yield from read_owners(plan.fields[owner].when)
    elif owner in plan.tables:
        for condition, _ in plan.tables[owner].rows:
            yield from read_owners(condition)
    elif owner in plan.materials:
        for demand in plan.materials[owner].demands:
            yield from read_owners(demand.when)
    elif owner in plan.groups:
        yield from plan.groups[owner]


def _order(plan: Plan) -> list[Fault]:
    """Put the owners into an order in which each can be known; a circle is a fault."""
    owners = (*plan.fields, *plan.tables, *plan.materials, *plan.groups)
    graph = {owner: dict.fromkeys(_needs(plan, owner)) for owner in owners}
    try:
        plan.order.extend(owner for owner in TopologicalSorter(graph).static_order() if owner in graph)
    except CycleError as error:
        circle: list[str] = error.args[1]
        values = {"circle": " → ".join(circle)}
        return [Fault(kind=CIRCULAR, source=_where(plan, circle[0]), values=values)]
    return []


def _where(plan: Plan, owner: str) -> Source:
    if owner in plan.fields:
        return plan.fields[owner].field.name.source
    if owner in plan.materials:
        return plan.materials[owner].material.name.source
    return place(plan.declared.item.code)
