"""What is demanded: conditions and checks as their author says them, and exactly as the rules decide them.

The second sentence is made from the compiled tree itself, so a guide can never promise another limit than
the one that is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.ask.model import Demanded
from engine.check.words import words_of
from engine.feel.walk import facts
from engine.guide.model import Demand, DemandState, Table
from engine.guide.reading import Reading
from engine.item.model import Item
from engine.rules.model import Requirement
from engine.rules.tables import read_table
from engine.vocabulary import in_lang

__all__ = ["demands_of", "tables_of"]

_KNOWN: Final = frozenset({"申请日期", "applied_on"})


def demands_of(reading: Reading) -> tuple[tuple[Demand, ...], tuple[Demand, ...]]:
    """Give the conditions and the checks, each in the order of the item."""
    by_id = {(r.id, r.kind): r for r in reading.rulebook.requirements}
    broken = {finding.id: finding.says for finding in reading.needs.broken}
    made = [_demand(reading, each, by_id[each.id, each.kind], broken) for each in reading.needs.demands]
    conditions = tuple(each for each in made if each.kind == "condition")
    return conditions, tuple(each for each in made if each.kind == "check")


def _demand(
    reading: Reading, demanded: Demanded, requirement: Requirement, broken: Mapping[str, str]
) -> Demand:
    words = words_of(requirement, reading.lang)
    state = _state(reading, demanded, requirement)
    return Demand(
        id=demanded.id,
        kind=demanded.kind,
        says=demanded.requirement,
        exactly=_exactly(reading, requirement),
        state=state,
        when=demanded.when if demanded.state == "depends" else _not_needed_when(reading, state, requirement),
        material=demanded.material or "",
        otherwise=broken.get(demanded.id, "" if "{" in words.otherwise else words.otherwise),
        remedy="" if "{" in words.remedy else words.remedy,
        leads_to=reading.say(demanded.gravity),
        basis=demanded.basis,
    )


def _not_needed_when(reading: Reading, state: DemandState, requirement: Requirement) -> str:
    return reading.condition(requirement.condition) if state == "not_needed" else ""


def _state(reading: Reading, demanded: Demanded, requirement: Requirement) -> DemandState:
    """Say who looks: already decided by the answers, our systems, the window, or the applicant."""
    if demanded.state in ("met", "unmet"):
        return "met" if demanded.state == "met" else "unmet"
    if demanded.state == "not_applicable":
        return "not_needed"
    return "system" if requirement.plugin is not None or _system(reading, requirement) else "self"


def _system(reading: Reading, requirement: Requirement) -> bool:
    """Whether everything that the demand itself reads comes from a system or is known by itself."""
    members = reading.rulebook.member
    heads = {fact.path.partition(".")[0] for fact in facts(requirement.holds)} - _KNOWN
    return bool(heads) and all(head in members and members[head].necessity == "exempt" for head in heads)


def _exactly(reading: Reading, requirement: Requirement) -> str:
    if requirement.holds is None:
        return ""
    holds = reading.condition(requirement.holds)
    if requirement.each is not None:
        holds = reading.say("each", list=requirement.each, holds=holds)
    if requirement.plugin is not None:
        colon = "：" if reading.lang == "zh" else ": "
        return f"{reading.say('plugin', plugin=requirement.plugin)}{colon}{holds}"
    return holds


def tables_of(reading: Reading) -> tuple[Table, ...]:
    """Give the decision tables that are written in the item and its parts."""
    return tuple(table for _, item in reading.items() for table in _tables(reading, item))


def _tables(reading: Reading, item: Item) -> list[Table]:
    made = []
    for table in item.tables:
        read = read_table(table)[0] if table.rows.strip() else None
        if read is None:
            continue
        rows = tuple(
            (*(str(cell.text) for cell in cells), *(str(answer) for answer in answers))
            for cells, answers in read.rows
        )
        made.append(
            Table(
                name=str(table.name),
                columns=tuple(map(str, read.columns)),
                outputs=read.outputs,
                rows=rows,
                how=in_lang("hit_policy", table.hit_policy, reading.lang),
                basis=str(table.basis or item.basis or ""),
            )
        )
    return made
