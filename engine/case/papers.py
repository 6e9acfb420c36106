"""The papers of a case as a table: who issues one, who signs it, what it needs to know, how it is numbered.

An event owes the paper that its row names; `engine.documents` writes it, from the same events. A number is
given once and never again, by one counter per organ, kind and year (guarantees G3). What a paper says that
could change later (days by the calendar, the name of the centre) is fixed in its event by `printed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from engine.case.clock.clocks import clocks
from engine.case.model import Draw, Json
from engine.case.setting import Practice, Setting
from engine.case.state import State

__all__ = ["FORM", "PAPERS", "PaperKind", "Signer", "number_of", "printed"]

FORM: Final = 1
"""The form in which papers are written now; what was printed in an older one stays as it was."""

Signer: TypeAlias = Literal["clerk", "applicant", "decider", "giver", "taker", "recipient", "witness"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """One kind of paper.

    A paper without a `word` bears no number of its own: the event says which list it stands on. `obligatory`:
    no file is complete without it. `sealed`: it has a place for the seal of its organ. `reveals` are the
    personal entries of events that it prints. `goes_to` says who takes it: the applicant, the two hands
    between which something passes, or the file alone.
    """

    kind: str
    word: str = ""
    organ: Literal["center", "department"] = "center"
    obligatory: bool = True
    copies: int = 2
    signs: tuple[Signer, ...] = ()
    sealed: bool = True
    reveals: tuple[str, ...] = ("applicant", "facts")
    goes_to: Literal["applicant", "hands", "file"] = "applicant"
    basis: str = ""


_TOLD: Final = ("applicant", "facts", "said", "note")
PAPERS: Final[Mapping[str, PaperKind]] = {
    row.kind: row
    for row in (
        PaperKind(
            kind="receipt",
            word="收",
            signs=("clerk", "applicant"),
            reveals=("applicant", "telephone", "facts"),
            basis="DB23 7.2.2",
        ),
        PaperKind(
            kind="correction",
            word="补告",
            organ="department",
            signs=("clerk", "applicant"),
            reveals=_TOLD,
            basis="许可法 32",
        ),
        PaperKind(
            kind="later_promise",
            word="容缺",
            signs=("applicant", "clerk"),
            sealed=False,
            reveals=("applicant", "telephone", "facts"),
            basis="DB23 7.2",
        ),
        PaperKind(
            kind="acceptance",
            word="受",
            organ="department",
            signs=("clerk",),
            reveals=("applicant", "facts", "note"),
            basis="许可法 32",
        ),
        PaperKind(
            kind="decline",
            word="不受",
            organ="department",
            signs=("clerk",),
            reveals=(*_TOLD, "reasons"),
            basis="许可法 32",
        ),
        PaperKind(
            kind="transfer_list",
            obligatory=False,
            signs=("giver", "taker"),
            sealed=False,
            goes_to="hands",
            basis="DB23 7.3",
        ),
        PaperKind(kind="special_notice", word="特告", organ="department", basis="许可法 45"),
        PaperKind(kind="extension", word="延", organ="department", basis="许可法 42"),
        PaperKind(
            kind="decision",
            word="决",
            organ="department",
            copies=3,
            reveals=("applicant", "facts", "reasons", "certificate"),
            basis="许可法 38",
        ),
        PaperKind(
            kind="slip",
            word="证交",
            organ="department",
            signs=("giver", "taker"),
            reveals=("applicant", "facts", "certificate"),
            goes_to="hands",
            basis="DB23 7.6.1",
        ),
        PaperKind(kind="notice", word="取", obligatory=False, copies=1, basis="DB23 7.6.2"),
        PaperKind(
            kind="delivery",
            word="送",
            copies=1,
            signs=("recipient", "clerk", "witness"),
            reveals=("applicant", "facts", "person", "witness", "address"),
            goes_to="file",
            basis="DB23 7.6.2",
        ),
        PaperKind(
            kind="return_notice",
            word="退",
            organ="department",
            reveals=("applicant", "facts", "reason"),
            basis="DB23 7.4.2",
        ),
        PaperKind(
            kind="returned_list",
            word="还",
            signs=("giver", "recipient"),
            sealed=False,
            basis="DB23 6.6.3.3",
        ),
    )
}


def number_of(paper: PaperKind, department: str, year: int, practice: Practice, draw: Draw) -> str:
    """Draw the next number of a paper: 龙市监许受〔2026〕0001号."""
    organ = practice.name if paper.organ == "center" else department
    drawn = draw(f"{paper.kind}/{organ}/{year}")
    return practice.number_pattern.number(practice.short(organ), paper.word, year, drawn)


def printed(state: State, counted: Iterable[str], setting: Setting, today: date) -> dict[str, Json]:
    """Give what a paper says that could come out differently later; `counted` are the clocks of its event."""
    named = {*counted}
    running = (each for each in clocks(state, setting.calendar, today) if each.kind in named)
    due = {
        each.kind: each.due_on.isoformat()
        for each in running
        if each.due_on is not None and each.standing != "over"
    }
    made: dict[str, Json] = {"form": FORM, "center": setting.practice.name, "due": due}
    if setting.practice.query_address:
        made["query"] = setting.practice.query_address
    if setting.anchor:
        made["anchor"] = setting.anchor
    return made
