"""Compiles an item: Item in (with the parts of a package), Rulebook and faults out.

This is the only place where an author's expressions are settled; lint, test, check and cache all start
from what comes out here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from engine.dataclass import dataclass, field_names, is_dataclass, replace
from engine.fault import Fault
from engine.item.model import Item, Material
from engine.item.terms import Span
from engine.rules.compared import Compared, compared_in
from engine.rules.declare import declare
from engine.rules.dmn_tables import Reader, with_dmn_tables
from engine.rules.english import names_in_english
from engine.rules.lines import APPLICANT, Line, lines_of, paths_read
from engine.rules.model import Fee, Grid, Member, Promise, Question, Rulebook, Slot, file_hash
from engine.rules.plan import FieldPlan, Plan, TablePlan, make_plan
from engine.rules.to_python import compile_plan, slots_of
from engine.source import Source

__all__ = ["Compiled", "compile_item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What compiling gives: a rulebook unless something was wrong, all faults, and who reads what.

    `uses` maps the id of every requirement, and every field, table and material with a condition, to the
    fact paths that its expressions read; the lints need it.
    """

    rulebook: Rulebook | None
    faults: tuple[Fault, ...]
    uses: Mapping[str, frozenset[str]]


def compile_item(
    item: Item, parts: Mapping[str, Item] | None = None, *, read: Reader | None = None
) -> Compiled:
    """Compile one edition of an item; `parts` are the items that a package includes, by code.

    `read` gives the bytes of a decision file that the item names; by default those beside the item.
    """
    beside = _beside((item, *(parts or {}).values()))
    item, unread = with_dmn_tables(item, read)
    parts = {code: with_dmn_tables(part, read)[0] for code, part in (parts or {}).items()}
    declared = declare(item, parts)
    plan, faults = make_plan(declared)
    found = (*unread, *declared.faults, *faults)
    lines = lines_of(plan) if not any(fault.kind.code == "rule/circular" for fault in faults) else []
    uses = {line.requirement.id: line.requirement.reads for line in reversed(lines)}
    if plan.broken or any(fault.kind.level == "fault" for fault in found):
        return Compiled(rulebook=None, faults=found, uses=uses)
    made = _rulebook(item, plan, lines, parts)
    return Compiled(rulebook=replace(made, beside=beside) if beside else made, faults=found, uses=uses)


def _beside(items: Iterable[Item]) -> dict[str, str]:
    """Give the decision files that items name, by path, with the hash of what they hold now."""
    files = (Path(item.path).parent / t.dmn_file for item in items for t in item.tables if t.dmn_file)
    return {str(path): file_hash(str(path)) for path in files}


def _rulebook(item: Item, plan: Plan, lines: list[Line], parts: Mapping[str, Item]) -> Rulebook:
    slots = slots_of(plan, lines)
    code, constants = compile_plan(plan, lines, slots)
    return Rulebook(
        item=str(item.code),
        edition=str(item.edition),
        edition_hash=edition_hash(item, parts),
        name=str(item.name),
        name_en=str(item.english.get("name") or item.name),
        department=str(item.department),
        valid_from=str(item.valid_from),
        valid_until=str(item.valid_until) if item.valid_until is not None else None,
        slots=slots,
        materials=tuple(_member(plan, name) for name in plan.materials),
        groups={group: tuple(members) for group, members in plan.groups.items()},
        requirements=tuple(line.requirement for line in lines),
        asks={APPLICANT: _APPLICANT, **{name: _ask(plan, name) for name in plan.fields}},
        questions=_questions(plan),
        code=code,
        constants=constants,
        promise=_promise(item, plan),
        fee=_fee(item, plan),
        tables={path: _grid(plan, table, slots) for path, table in plan.tables.items()},
        english=names_in_english(plan),
        stages=tuple(plan.stages),
        outputs=tuple(plan.outputs),
        parts=tuple(plan.parts),
    )


def _member(plan: Plan, name: str) -> Member:
    planned = plan.materials[name]
    made = planned.material
    group = next((g for g, members in plan.groups.items() if name in members), None)
    return Member(
        name=name,
        necessity=planned.necessity,
        group=group,
        demands=tuple(planned.demands),
        medium=tuple(made.medium),
        supply_within=made.supply_within,
        note=str(made.note or ""),
        note_en=_english(made, "note") or str(made.note or ""),
        basis=str(made.basis or planned.origin.item.basis or ""),
        label_en=_english(made, "name") or name,
        provider=str(made.provider or ""),
        provider_en=_english(made, "source") or str(made.provider or ""),
        collect_at=planned.collect_at,
    )


def _english(material: Material, key: str) -> str:
    text = material.english.get(key)
    return text if isinstance(text, str) else ""


def _grid(plan: Plan, table: TablePlan, slots: tuple[Slot, ...]) -> Grid:
    reads = paths_read(plan, [condition for condition, _ in table.rows])
    return Grid(
        columns=table.columns,
        cells=table.cells,
        outputs=table.outputs,
        answers=tuple(answers for _, answers in table.rows),
        reads=tuple(slot.path for slot in slots if slot.path in reads and slot.kind in _VALUES),
    )


def _ask(plan: Plan, name: str) -> tuple[str, str]:
    """Give the question for a field in Chinese and English."""
    one = plan.fields[name].field
    english = one.english.get("ask") or one.english.get("name")
    ask = str(one.ask or f"{name}？")
    return ask, str(english) if isinstance(english, str) else ask


def _questions(plan: Plan) -> dict[str, Question]:
    compared = compared_in(plan)
    none = Compared()
    return {n: _question(plan, planned, compared.get(n, none)) for n, planned in plan.fields.items()}


def _question(plan: Plan, planned: FieldPlan, compared: Compared) -> Question:
    one, english = planned.field, planned.field.english
    label = english.get("name")
    options, notes = english.get("choose"), english.get("option_notes")
    return Question(
        scenario=one.scenario,
        when=planned.when,
        reads=paths_read(plan, [planned.when] if planned.when is not None else []),
        compared=compared.atoms,
        counted=compared.counted,
        otherwise=compared.otherwise,
        label_en=str(label) if isinstance(label, str) else str(one.name),
        options_en=tuple(options) if isinstance(options, tuple) and len(options) == len(one.choose) else (),
        notes={str(option): str(note) for option, note in one.option_notes.items()},
        notes_en=dict(notes) if isinstance(notes, Mapping) else {},
    )


def _promise(item: Item, plan: Plan) -> Promise | None:
    if item.limits is None:
        return None
    promised, tree = item.limits.promised, plan.promised
    return Promise(
        fixed=promised if isinstance(promised, Span) else None,
        tree=tree,
        reads=paths_read(plan, [tree] if tree is not None else []),
    )


def _fee(item: Item, plan: Plan) -> Fee | None:
    if item.fee is None or item.fee == "by_tariff":
        return None
    fixed = item.fee if isinstance(item.fee, Decimal) else None
    return Fee(fixed=fixed, tree=plan.fee, reads=paths_read(plan, [plan.fee] if plan.fee is not None else []))


def edition_hash(item: Item, parts: Mapping[str, Item]) -> str:
    """Give the hash of what an edition means: places, comments, layout and samples do not count."""
    meaning = [_meaning(item), *(_meaning(parts[str(p.code)]) for p in item.parts if str(p.code) in parts)]
    canonical = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


_APPLICANT = ("申请人叫什么名字？", "What is the name of the applicant?")
_VALUES = frozenset({"applicant", "field", "record", "copies", "answer"})
_WITHOUT_MEANING = frozenset({"source", "fee_source", "samples", "path", "language"})


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple([name for name in field_names(kind) if name not in _WITHOUT_MEANING])


def _meaning(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if is_dataclass(value) and not isinstance(value, type):
        # What says nothing is left out: a key of a later yici does not change what was written before.
        said = [(name, getattr(value, name)) for name in _names(type(value))]
        return {name: _meaning(part) for name, part in said if part is not None and part != () and part != {}}
    if isinstance(value, Mapping):
        return {str(key): _meaning(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_meaning(part) for part in value]
    if isinstance(value, Decimal):
        return str(value)
    return None if isinstance(value, Source) else value
