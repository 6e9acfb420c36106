"""What was handed in, for those who decide on it: answers and materials as they stand, people masked.

A mask is a view (guarantees 6). Who needs the whole values says what for; both ways of looking are on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from engine.case.state import Ledger, State
from engine.check.answer import Answer
from engine.documents.mask import mask_value
from web.case.files import Filed, filed
from web.case.opened import Opened
from web.route import Visit
from web.sheet.cells import Cell, sheet_of
from web.sheet.flat import NOTHING

__all__ = ["PURPOSES", "Applied", "Brought", "Value", "applied_of"]

PURPOSES: Final = ("unmask_review", "unmask_verify", "unmask_reach")
_BIRTH: Final = ("出生", "生日", "birth")
_YEAR: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One answer, or one value read off a material, as it is shown."""

    label: str
    text: str
    masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One material that matters to this case: how it was found, what is on it, its files.

    `wrong`: something stands against it, or against all of which it would be one.
    """

    label: str
    kept: Ledger
    wrong: bool
    values: tuple[Value, ...]
    files: tuple[Filed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Everything that was handed in; `needless` counts the materials that this case does not need."""

    answers: tuple[Value, ...]
    materials: tuple[Brought, ...]
    needless: int

    @property
    def masked(self) -> bool:
        """Whether anything is hidden."""
        every = (*self.answers, *(value for each in self.materials for value in each.values))
        return any(value.masked for value in every)


def applied_of(visit: Visit, opened: Opened, answer: Answer | None, purpose: str) -> Applied | None:
    """Give what was handed in; whole for one of `PURPOSES`, else masked. None where no edition is kept."""
    state = opened.state
    edition = opened.office.edition(state.terms.edition_hash)
    if edition is None or state.applied_on is None:
        return None
    submission = opened.office.submission(opened.case, visit.actor, visit.now, purpose)
    sheet = sheet_of(edition.rulebook, state, submission, visit.lang)
    files = filed(visit, opened)
    whole = purpose in PURPOSES
    wrong = set() if answer is None else {each.material for each in answer.findings}
    member = edition.rulebook.member
    return Applied(
        answers=tuple(_values(sheet.answers, whole)),
        materials=tuple(
            Brought(
                label=each.label,
                kept=state.ledger.get(each.name, Ledger()),
                wrong=bool(wrong & {each.name, member[each.name].group}),
                values=tuple(_values(each.fields, whole)),
                files=tuple(files.get(each.name, ())),
            )
            for each in sheet.looks
        )
        + _collected(state, {each.name for each in sheet.looks}, files),
        needless=len(edition.rulebook.materials) - len(sheet.looks),
    )


def _collected(state: State, shown: Set[str], files: Mapping[str, Sequence[Filed]]) -> tuple[Brought, ...]:
    """Give what was collected at the issue window beyond what was handed in: a receipt, say."""
    return tuple(
        Brought(label=name, kept=one, wrong=False, values=(), files=tuple(files.get(name, ())))
        for name, one in state.ledger.items()
        if one.collected and name not in shown
    )


def _values(cells: Iterable[Cell], whole: bool) -> Iterator[Value]:
    """Give what was filled in; what nobody said is left out."""
    for cell in cells:
        if cell.value:
            said = dict(cell.choices).get(cell.value, cell.value)
            shown = said if whole or cell.value == NOTHING else _masked(cell, said)
            yield Value(label=cell.label, text=shown, masked=shown != said)


def _masked(cell: Cell, said: str) -> str:
    """Hide what may tell of a person: every text, and the day of a birth."""
    if cell.shape == "date":
        born = any(word in cell.label.lower() for word in _BIRTH)
        return said[:_YEAR] + "-**-**" if born else said
    if cell.shape not in ("text", "lines"):
        return said
    lines = (line.split("，") for line in said.split("\n"))
    return "\n".join("，".join(mask_value(cell.label, part) for part in line) for line in lines)
