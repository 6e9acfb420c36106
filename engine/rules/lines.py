"""The requirements of a rulebook in the order in which people are told of them (DESIGN 5).

Conditions first, then fields, then each material with everything found about it (a check stands at the
material that its demand names first), then the checks that concern no material: those that name an answer
first, or a list entry by entry. Every line pairs the requirement, for people, with what the compiler makes
its verdict from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from engine.dataclass import dataclass, replace
from engine.feel import ast
from engine.feel.walk import children, facts
from engine.item.model import Check, English, Field
from engine.rules.joined import conjunction, disjunction
from engine.rules.model import Requirement, Words
from engine.rules.plan import CheckPlan, FieldPlan, MaterialPlan, Plan, read_owners

__all__ = ["APPLICANT", "Line", "lines_of", "needed_when", "paths_read"]

APPLICANT = "申请人.名称"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One requirement and where it comes from: exactly one of the plans is given, or only `owner`."""

    requirement: Requirement
    owner: str
    check: CheckPlan | None = None
    field: FieldPlan | None = None
    material: MaterialPlan | None = None


def lines_of(plan: Plan) -> list[Line]:
    """Give all requirements in order."""
    placed: dict[str, list[CheckPlan]] = {}
    for check in plan.checks:
        if check.check.kind == "check":
            placed.setdefault(_stands_at(plan, check), []).append(check)
    lines = [_check_line(plan, c, None) for c in plan.checks if c.check.kind == "condition"]
    if any(fact.path == APPLICANT for check in plan.checks for fact in facts(check.holds)):
        lines.append(Line(requirement=_fact(plan, APPLICANT, "申请人的名称", None, None), owner=APPLICANT))
    for name, field in plan.fields.items():
        if field.field.required:
            requirement = _fact(plan, name, name, field.field, field.when)
            lines.append(Line(requirement=requirement, owner=name, field=field))
    lines.extend(_material_lines(plan, placed))
    lines.extend(_check_line(plan, check, None) for check in placed.get("", []))
    return [_with_repeated(plan, line) for line in lines]


def _with_repeated(plan: Plan, line: Line) -> Line:
    extra: list[ast.Expr] = []
    if line.check is not None:
        extra = [line.check.holds]
    elif line.requirement.kind == "copies" and line.material is not None:
        extra = [d.copies for d in line.material.demands if d.copies is not None]
    repeated = _repeated(plan, line.requirement, extra)
    return replace(line, requirement=replace(line.requirement, repeated=repeated)) if repeated else line


def _stands_at(plan: Plan, check: CheckPlan) -> str:
    """Give the material or group that a check is about: what it names first, unless that is an answer."""
    for fact in facts(check.holds):
        head = fact.path.partition(".")[0]
        if head in plan.fields:
            break
        if head in plan.materials or head in plan.groups:
            return head
    return ""


def _material_lines(plan: Plan, placed: Mapping[str, list[CheckPlan]]) -> Iterator[Line]:
    group_of = {member: group for group, members in plan.groups.items() for member in members}
    told: set[str] = set()
    for name, material in plan.materials.items():
        group = group_of.get(name)
        if group is not None and group not in told:
            told.add(group)
            if any(plan.materials[member].collect_at is None for member in plan.groups[group]):
                yield _group_line(plan, group)
            yield from (_check_line(plan, check, group) for check in placed.get(group, []))
        if group is None and material.necessity != "optional" and material.collect_at is None:
            yield _material_line(plan, name, material, "material")
        if material.necessity != "exempt":
            yield _material_line(plan, name, material, "copies")
        yield _material_line(plan, name, material, "flaw")
        yield from (_check_line(plan, check, name) for check in placed.get(name, []))


def needed_when(plan: Plan, owner: str) -> ast.Expr | None:
    """Give the condition under which a field is asked or a material needed; None is `always`."""
    if owner in plan.fields:
        return plan.fields[owner].when
    if owner in plan.materials:
        return disjunction(demand.when for demand in plan.materials[owner].demands)
    if owner in plan.groups:
        return disjunction(needed_when(plan, member) for member in plan.groups[owner])
    return None


def _material_line(plan: Plan, name: str, material: MaterialPlan, kind: str) -> Line:
    made = material.material
    requirement = Requirement(
        id=name,
        kind="material" if kind == "material" else "copies" if kind == "copies" else "flaw",
        gravity="correct",
        material=name,
        names=(f"{name}.份数",) if kind == "copies" else (name,),
        reads=paths_read(plan, _demand_trees(material)) | {name, f"{name}?", f"{name}.份数"},
        replaces=(name,),
        zh=Words(requirement=f"要有{name}", basis=_basis(material)),
        en=Words(requirement=f"hand in {_english(made.english, 'name', name)}", basis=_basis(material)),
        condition=needed_when(plan, name),
        part=_part(material.origin.prefix),
    )
    return Line(requirement=requirement, owner=name, material=material)


def _demand_trees(material: MaterialPlan) -> list[ast.Expr]:
    return [tree for demand in material.demands for tree in (demand.when, demand.copies) if tree is not None]


def _group_line(plan: Plan, group: str) -> Line:
    members = plan.groups[group]
    first = plan.materials[members[0]]
    trees = [tree for member in members for tree in _demand_trees(plan.materials[member])]
    requirement = Requirement(
        id=group,
        kind="material",
        gravity="correct",
        material=group,
        names=(group,),
        reads=paths_read(plan, trees) | set(members),
        replaces=(group,),
        zh=Words(requirement=f"要有{group}，{'、'.join(members)}里有一样就行", basis=_basis(first)),
        en=Words(requirement=f"hand in {_group_name(plan, group)}", basis=_basis(first)),
        condition=needed_when(plan, group),
        part=_part(first.origin.prefix),
    )
    return Line(requirement=requirement, owner=group)


def _group_name(plan: Plan, group: str) -> str:
    """Give the English of a group: the first that a member has for it."""
    named = (_english(plan.materials[member].material.english, "any_of", "") for member in plan.groups[group])
    return next((name for name in named if name), group)


def _basis(material: MaterialPlan) -> str:
    return str(material.material.basis or material.origin.item.basis or "")


def _part(prefix: str) -> str | None:
    return prefix.rstrip("/") or None


def _fact(plan: Plan, path: str, label: str, field: Field | None, when: ast.Expr | None) -> Requirement:
    english = _english(field.english, "name", label) if field is not None else "the applicant's name"
    item = plan.declared.item
    return Requirement(
        id=path,
        kind="fact",
        gravity="correct",
        material=None,
        names=(path,),
        reads=paths_read(plan, [when] if when is not None else []) | {path, f"{path}?"},
        replaces=(path,),
        zh=Words(requirement=f"要填{label}", basis=str(item.basis or "")),
        en=Words(requirement=f"answer: {english}", basis=str(item.basis or "")),
        condition=when,
    )


def _check_line(plan: Plan, check: CheckPlan, material: str | None) -> Line:
    made = check.check
    trees = [check.holds, *(tree for _, tree in check.inputs)]
    owners = dict.fromkeys(owner for tree in trees for owner in _direct_owners(plan, tree))
    gates = [needed_when(plan, o) for o in dict.fromkeys(read_owners(check.holds)) if o != str(made.each)]
    requirement = Requirement(
        id=check.id,
        kind=made.kind,
        gravity=made.gravity,
        material=material,
        names=_names(check),
        reads=paths_read(plan, [*trees, *([check.when] if check.when is not None else [])]),
        replaces=tuple(owners),
        brings=tuple(dict.fromkeys(owner for tree in trees for owner in _asked_to_be_there(plan, tree))),
        zh=_chinese(made),
        en=_words(made),
        condition=conjunction(*gates, check.when),
        holds=check.holds,
        optional=tuple(owner for owner in owners if _may_be_left_out(plan, owner)),
        plugin=str(made.plugin) if made.plugin is not None else None,
        each=str(made.each) if made.each is not None else None,
        part=_part(check.origin.prefix),
    )
    return Line(requirement=requirement, owner=material or "", check=check)


def _asked_to_be_there(plan: Plan, node: ast.Node) -> Iterator[str]:
    """Give the materials of which a demand asks whether they were handed in."""
    asked = node.operand if isinstance(node, ast.Given) else None
    if isinstance(asked, ast.Fact) and asked.path in plan.materials:
        yield asked.path
    for child in children(node):
        yield from _asked_to_be_there(plan, child)


def _may_be_left_out(plan: Plan, owner: str) -> bool:
    return owner in plan.fields and not plan.fields[owner].field.required


def _names(check: CheckPlan) -> tuple[str, ...]:
    if check.check.each is not None:
        return (str(check.check.each),)
    prefix = check.origin.prefix
    paths = (fact.path for fact in facts(check.holds))
    names = dict.fromkeys(path.removeprefix(f"{check.id}.").removeprefix(prefix) for path in paths)
    return tuple(name for name in names if name != "申请日期") or tuple(names)


def _direct_owners(plan: Plan, tree: ast.Expr) -> Iterator[str]:
    """Give the fields and materials whose values an applicant would change, tables seen through."""
    for fact in facts(tree):
        head = fact.path.partition(".")[0] if "/" not in fact.path else fact.path.rpartition(".")[0]
        if head in plan.tables:
            for condition, _ in plan.tables[head].rows:
                yield from _direct_owners(plan, condition)
        elif fact.path == APPLICANT:
            yield APPLICANT
        elif head in plan.fields or head in plan.materials or head in plan.groups:
            yield head


def _chinese(check: Check) -> Words:
    return Words(
        requirement=str(check.requirement),
        otherwise=str(check.otherwise or ""),
        remedy=str(check.remedy or ""),
        basis=str(check.basis or ""),
    )


def _words(check: Check) -> Words:
    """Give the English words, the Chinese ones where the author wrote none."""
    return Words(
        requirement=_english(check.english, "requirement", str(check.requirement)),
        otherwise=_english(check.english, "otherwise", str(check.otherwise or "")),
        remedy=_english(check.english, "remedy", str(check.remedy or "")),
        basis=_english(check.english, "basis", str(check.basis or "")),
    )


def _english(english: English, key: str, default: str) -> str:
    found = english.get(key)
    return str(found) if isinstance(found, str) else default


def _repeated(plan: Plan, requirement: Requirement, extra: Sequence[ast.Expr]) -> frozenset[str]:
    """Give the slot paths that a verdict meets more than once, conditions and tables seen through."""
    counts: Counter[str] = Counter()
    todo = [tree for tree in (requirement.condition, *extra) if tree is not None]
    seen: Counter[str] = Counter()
    while todo:
        for fact in facts(todo.pop()):
            head = fact.path.partition(".")[0] if "/" not in fact.path else fact.path.rpartition(".")[0]
            seen[head] += 1
            if seen[head] > 2:
                continue
            if head in plan.tables:
                todo.extend(condition for condition, _ in plan.tables[head].rows)
                continue
            counts[fact.path if head not in plan.fields else head] += 1
            when = needed_when(plan, head) if head in plan.fields or head in plan.materials else None
            if when is not None:
                todo.append(when)
    return frozenset(path for path, count in counts.items() if count > 1)


def paths_read(plan: Plan, trees: list[ast.Expr]) -> frozenset[str]:
    """Give the slot paths that trees depend on: through tables, groups, conditions of fields and papers."""
    seen: set[str] = set()
    paths: set[str] = set()
    todo = [fact.path for tree in trees for fact in facts(tree)]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        head = path.partition(".")[0] if "/" not in path else path.rpartition(".")[0]
        if head in plan.tables:
            todo.extend(fact.path for condition, _ in plan.tables[head].rows for fact in facts(condition))
        elif head in plan.groups:
            tail = path.partition(".")[2]
            todo.extend(f"{member}.{tail}" if tail else member for member in plan.groups[head])
        elif head in plan.fields:
            paths.add(head)
            todo.extend(fact.path for fact in facts(plan.fields[head].when))
        else:
            paths.add(path)
        if head in plan.materials:
            paths.add(head)
            todo.extend(
                f.path for d in plan.materials[head].demands if d.when is not None for f in facts(d.when)
            )
    return frozenset(paths)
