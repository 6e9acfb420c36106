"""Random items, submissions and repairs for the tests of the told-once guarantee.

Everything is drawn through one function `pick(sequence)`, so that hypothesis can shrink it and a plain
random generator can run it by the hundred thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import ceil, floor
from typing import Any, TypeVar

from engine.item.model import Check, Entry, Field, Item, Material, Table
from engine.item.terms import Span
from engine.rules.model import Rulebook, Slot
from engine.source import NOWHERE, Text
from tests.items import item_of

T = TypeVar("T")
Pick = Callable[[Sequence[Any]], Any]
TODAY = date(2026, 3, 2)
DAYS = ("2026-01-01", "2026-03-02", "2026-09-30")
LETTERS = ("甲", "乙", "丙")


@dataclass(frozen=True)
class Shape:
    """How large the generated items are."""

    fields: int = 4
    materials: int = 4
    checks: int = 5


def some(pick: Pick, most: int, least: int = 0) -> range:
    return range(pick(range(least, most + 1)))


def random_item(pick: Pick, shape: Shape) -> Item:
    """Give a random item: conditional fields, a table, groups, copies, records, checks, 逐个."""
    fields: list[Field] = []
    atoms: list[str] = []
    for number in some(pick, shape.fields, 1):
        fields.append(random_field(pick, number, atoms))
        atoms.extend(field_atoms(fields[-1]))
    tables = [random_table(pick, fields)] if pick((True, False)) else []
    if tables:
        atoms.extend(f"对照.结果 是 {letter}" for letter in LETTERS[:2])
    materials: list[Material] = []
    facts: list[str] = []
    for number in some(pick, shape.materials, 1):
        materials.append(random_material(pick, number, fields, [*atoms, *facts[:2]]))
        facts.extend(record_atoms(materials[-1]))
    lists = [field for field in fields if field.entry]
    checks = [random_check(pick, n, "check", atoms, facts, lists) for n in some(pick, shape.checks)]
    conditions = [random_check(pick, n, "condition", atoms, facts, []) for n in some(pick, 1)]
    return item_of(fields=fields, tables=tables, conditions=conditions, materials=materials, checks=checks)


def random_field(pick: Pick, number: int, atoms: list[str]) -> Field:
    name = Text(f"问{number}")
    kind = pick(("option", "yes_no", "integer", "option", "list"))
    when = Text(condition(pick, atoms)) if atoms and pick((True, False, False)) else None
    common = {
        "name": name,
        "scenario": True,
        "when": when,
        "source": NOWHERE,
        "required": pick((True, True, False)),
    }
    match kind:
        case "option":
            return Field(kind="option", choose=tuple(Text(letter) for letter in LETTERS), **common)
        case "list":
            entry = (Entry(name=Text("数"), kind="integer"), Entry(name=Text("图"), kind="attachment"))
            return Field(kind="list", entry=entry, **common)
        case _:
            return Field(kind=kind, fixed=pick((False, False, True)), **common)


def field_atoms(field: Field) -> list[str]:
    match field.kind:
        case "option":
            return [f"{field.name} 是 {letter}" for letter in LETTERS[:2]] + [f"{field.name} 属于 [甲, 丙]"]
        case "yes_no":
            return [str(field.name)]
        case "integer":
            return [f"{field.name} ≥ 2", f"{field.name} = 1"]
        case _:
            return []


def record_atoms(material: Material) -> list[str]:
    made = []
    for entry in material.record:
        path = f"{material.name}.{entry.name}"
        match entry.kind:
            case "date":
                made.append(f"{path} ≥ 申请日期 + 6 个月")
            case "integer":
                made.append(f"{path} > 1")
            case _:
                made.append(f"{path} 是 甲")
    return made


def condition(pick: Pick, atoms: Sequence[str], depth: int = 2) -> str:
    """Give a random condition over atoms."""
    shape = pick(("atom", "atom", "and", "or", "not")) if depth else "atom"
    match shape:
        case "and" | "or":
            word = "且" if shape == "and" else "或"
            return f"({condition(pick, atoms, depth - 1)} {word} {condition(pick, atoms, depth - 1)})"
        case "not":
            return f"非 ({condition(pick, atoms, depth - 1)})"
        case _:
            return str(pick(atoms))


def random_table(pick: Pick, fields: list[Field]) -> Table:
    columns = [field for field in fields if field.kind in ("option", "yes_no", "integer")][:2]
    head = " | ".join(str(field.name) for field in columns) or "申请日期"
    lines = [f"{head} || 结果"]
    for _ in some(pick, 3, 1):
        cells = [pick(("-", *cell_texts(field))) for field in columns] or ["-"]
        lines.append(f"{' | '.join(cells)} || {pick(LETTERS[:2])}")
    lines.append(f"{' | '.join('-' for _ in columns) or '-'} || {pick(LETTERS)}")
    lines.append(f"{' | '.join('-' for _ in columns) or '-'} || 甲")
    lines.append(f"{' | '.join('-' for _ in columns) or '-'} || 乙")
    return Table(name=Text("对照"), hit_policy="first", rows=Text("\n".join(lines)), source=NOWHERE)


def cell_texts(field: Field) -> tuple[str, ...]:
    match field.kind:
        case "option":
            return ("甲", "乙, 丙")
        case "yes_no":
            return ("是", "否")
        case _:
            return ("> 1", "1 到 2")


def random_material(pick: Pick, number: int, fields: list[Field], atoms: list[str]) -> Material:
    counts = [str(field.name) for field in fields if field.kind == "integer"]
    copies = pick((None, None, "2", *counts))
    necessity = pick(("required", "required", "required", "deferrable", "optional", "exempt"))
    group = pick((None, None, "组")) if necessity == "required" else None
    record = []
    if pick((True, False)):
        record.append(Entry(name=Text("到期"), kind="date"))
    if pick((True, False)):
        record.append(Entry(name=Text("数"), kind="integer"))
    if pick((True, False, False)):
        record.append(Entry(name=Text("类"), kind="option", choose=tuple(Text(x) for x in LETTERS)))
    return Material(
        name=Text(f"材料{number}"),
        necessity=necessity,
        any_of=Text(group) if group is not None else None,
        when=Text(condition(pick, atoms)) if pick((True, False)) and atoms else None,
        copies=Text(copies) if copies is not None else None,
        supply_within=Span(count=3, unit="workdays"),
        record=tuple(record),
        source=NOWHERE,
    )


def random_check(
    pick: Pick, number: int, kind: Any, atoms: list[str], facts: list[str], lists: list[Field]
) -> Check:
    each = pick(lists) if lists and pick((True, False)) else None
    pool = [*facts, *facts, *atoms] or ["申请日期 ≥ 申请日期"]
    if each is not None:
        pool = [f"{each.name}.数 ≥ 1", f"{each.name}.图 已提交"]
    return Check(
        id=Text(f"{'T' if kind == 'condition' else 'R'}{number}"),
        kind=kind,
        gravity=pick(("decline",) if kind == "condition" else ("correct", "correct", "remind")),
        when=Text(condition(pick, atoms)) if atoms and pick((True, False)) else None,
        each=Text(str(each.name)) if each is not None else None,
        requirement=Text(f"第{number}条要求"),
        holds=Text(condition(pick, pool)),
        otherwise=Text(f"第{number}条不符合。"),
        remedy=Text("请改。"),
        basis=Text("测试办法 第二条"),
        source=NOWHERE,
    )


def values_of(slot: Slot) -> tuple[Any, ...]:
    """Give the values that a slot takes in the tests; they lie on both sides of every comparison."""
    if slot.kind == "present":
        return ("sound", "absent", "flawed")
    if slot.choose:
        return slot.choose
    if slot.range is not None:
        low, high = ceil(slot.range[0]), floor(slot.range[1])
        return tuple(dict.fromkeys((low, (low + high) // 2, min(high, low + 20), high)))
    if slot.kind == "copies" or slot.type == "integer":
        return (0, 1, 2, 3)
    if slot.type in ("number", "amount"):
        return (0, 10, 150, 3_000_000)
    if slot.entry:
        return ([], [entry_of(slot, 0)], [entry_of(slot, 1)], [entry_of(slot, 0), entry_of(slot, 1)])
    match slot.type:
        case "yes_no":
            return (True, False)
        case "date":
            return DAYS
        case "attachment":
            return ("submitted", "not_submitted")
        case _:
            return ("某某", "另一个")


def entry_of(slot: Slot, number: int) -> dict[str, Any]:
    """Give an entry of a list field, its columns on one side of their comparisons or the other."""
    made: dict[str, Any] = {}
    for name, kind, options in slot.entry:
        match kind:
            case "attachment":
                made[name] = number == 0
            case "yes_no":
                made[name] = number == 1
            case "date":
                made[name] = DAYS[number]
            case "integer" | "number" | "amount":
                made[name] = number * 2
            case _:
                made[name] = options[number % len(options)] if options else ("某某", "另一个")[number]
    return made


def random_submission(pick: Pick, rulebook: Rulebook) -> dict[str, Any]:
    """Give a random submission: some answered, some not; states and values at random; exempt ones filled."""
    facts: dict[str, Any] = {"申请人": {"名称": "某某"}}
    materials: dict[str, dict[str, Any]] = {}
    for slot in rulebook.slots:
        if slot.kind == "field" and pick((True, True, True, False)):
            facts[slot.path] = pick(values_of(slot))
        elif slot.kind == "present":
            state = "sound" if slot.system else pick(("sound", "sound", "absent", "flawed"))
            materials[slot.owner] = {"state": state, "record": {}}
        elif slot.kind == "copies":
            materials[slot.owner]["copies"] = pick((1, 1, 2, 3))
        elif slot.kind == "record":
            materials[slot.owner]["record"][slot.name] = pick(values_of(slot))
    for material in materials.values():
        if material["state"] == "absent":
            del material["record"], material["copies"]
    return {"facts": facts, "materials": materials}


def repaired(
    pick: Pick, rulebook: Rulebook, submission: dict[str, Any], replaced: frozenset[str]
) -> dict[str, Any]:
    """Change only what the correction names, each thing well, badly or not at all."""
    facts = dict(submission["facts"])
    materials = {
        name: {**m, "record": dict(m.get("record", {}))} for name, m in submission["materials"].items()
    }
    for slot in rulebook.slots:
        if slot.path not in replaced or not pick((True, True, True, False)):
            continue
        if slot.kind == "field":
            facts[slot.path] = pick(values_of(slot))
        elif slot.kind == "present":
            state = pick(("sound", "sound", "absent", "flawed"))
            materials[slot.owner]["state"] = state
            materials[slot.owner].setdefault("copies", pick((1, 2, 3)))
        elif slot.kind == "copies":
            materials[slot.owner]["copies"] = pick((0, 1, 2, 3))
        elif slot.kind == "record":
            materials[slot.owner]["record"][slot.name] = pick(values_of(slot))
    for slot in rulebook.slots:
        if slot.kind == "record" and materials[slot.owner]["state"] in ("sound", "flawed"):
            materials[slot.owner]["record"].setdefault(slot.name, pick(values_of(slot)))
    return {"facts": facts, "materials": materials}


def completions(
    rulebook: Rulebook, submission: dict[str, Any], replaced: frozenset[str], most: int
) -> Iterator[dict[str, Any]]:
    """Give every way of changing what may change, or nothing if there are more than `most` ways."""
    slots = [
        s for s in rulebook.slots if s.path in replaced and s.kind in ("field", "present", "copies", "record")
    ]
    ways = 1
    for slot in slots:
        ways *= len(values_of(slot))
    if ways > most:
        return
    for chosen in product(*(values_of(slot) for slot in slots)):
        facts = dict(submission["facts"])
        materials = {
            n: {**m, "record": dict(m.get("record", {}))} for n, m in submission["materials"].items()
        }
        for slot, value in zip(slots, chosen, strict=True):
            if slot.kind == "field":
                facts[slot.path] = value
            elif slot.kind == "present":
                materials[slot.owner]["state"] = value
            elif slot.kind == "copies":
                materials[slot.owner]["copies"] = value
            else:
                materials[slot.owner]["record"][slot.name] = value
        for slot in rulebook.slots:
            if slot.kind == "record" and materials[slot.owner]["state"] != "absent":
                materials[slot.owner]["record"].setdefault(slot.name, values_of(slot)[0])
            if slot.kind == "copies" and materials[slot.owner]["state"] != "absent":
                materials[slot.owner].setdefault("copies", 1)
        yield {"facts": facts, "materials": materials}
