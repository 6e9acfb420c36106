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
from engine.item.model import Table as Written
from engine.rules.model import Grid, Requirement
from engine.rules.spoken import cell_words, heading_words
from engine.source import Text

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
    """Say the demand as it is decided; in English only if every value that it reads has an English name."""
    holds = reading.condition(requirement.holds)
    if not holds or not reading.speaks(holds):
        return ""
    if requirement.each is not None:
        holds = reading.say("each", list=reading.rulebook.called(requirement.each, reading.lang), holds=holds)
    if requirement.plugin is not None:
        colon = "：" if reading.lang == "zh" else ": "
        return f"{reading.say('plugin', plugin=requirement.plugin)}{colon}{holds}"
    return holds


def tables_of(reading: Reading) -> tuple[Table, ...]:
    """Give the decision tables of the item and its parts, every heading and cell in words."""
    found = []
    for code, item in reading.items():
        prefix = f"{code}/" if code is not None else ""
        grids = ((table, reading.rulebook.tables.get(f"{prefix}{table.name}")) for table in item.tables)
        found += [_table(reading, item, table, grid) for table, grid in grids if grid is not None]
    return tuple(found)


def _table(reading: Reading, item: Item, table: Written, grid: Grid) -> Table:
    rulebook, lang = reading.rulebook, reading.lang
    words = table.english if lang == "en" else {}

    def said(word: object) -> str:
        return str(words.get(Text(str(word)), word))

    rows = (
        (
            *(cell_words(rulebook, cell, at, lang) for cell, at in zip(cells, grid.columns, strict=True)),
            *map(said, answers),
        )
        for cells, answers in zip(grid.cells, grid.answers, strict=True)
    )
    return Table(
        name=said(table.name),
        columns=tuple(heading_words(rulebook, column, lang) for column in grid.columns),
        outputs=tuple(map(said, grid.outputs)),
        rows=tuple(rows),
        how=reading.word("hit_policy", table.hit_policy),
        basis=str(table.basis or item.basis or ""),
    )
