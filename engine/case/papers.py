"""The papers of a case as a table: which series a paper is numbered in, and whether the file needs it.

An event owes the paper that its row names; how a paper looks is made elsewhere, from the same events. One
counter per organ, kind and year; a number is given once and never again (guarantees G3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engine.case.model import Draw
from engine.case.setting import Practice

__all__ = ["PAPERS", "Paper", "number_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kind of paper: who issues it, the word in its number, and whether a file is complete without it.

    A paper without a `word` bears no number of its own: the event says which list it stands on.
    """

    kind: str
    word: str = ""
    organ: Literal["center", "department"] = "center"
    obligatory: bool = True
    basis: str = ""


PAPERS: Final[Mapping[str, Paper]] = {
    row.kind: row
    for row in (
        Paper(kind="receipt", word="收", basis="DB23 7.2.2"),
        Paper(kind="correction", word="补告", organ="department", basis="许可法 32"),
        Paper(kind="later_promise", word="容缺", basis="DB23 7.2"),
        Paper(kind="acceptance", word="受", organ="department", basis="许可法 32"),
        Paper(kind="decline", word="不受", organ="department", basis="许可法 32"),
        Paper(kind="transfer_list", obligatory=False, basis="DB23 7.3"),
        Paper(kind="special_notice", word="特告", organ="department", basis="许可法 45"),
        Paper(kind="extension", word="延", organ="department", basis="许可法 42"),
        Paper(kind="decision", word="决", organ="department", basis="许可法 38"),
        Paper(kind="slip", word="证交", organ="department", basis="DB23 7.6.1"),
        Paper(kind="notice", word="取", obligatory=False, basis="DB23 7.6.2"),
        Paper(kind="delivery", word="送", basis="DB23 7.6.2"),
        Paper(kind="return_notice", word="退", organ="department", basis="DB23 7.4.2"),
        Paper(kind="returned_list", word="还", basis="DB23 6.6.3.3"),
    )
}


def number_of(paper: Paper, department: str, year: int, practice: Practice, draw: Draw) -> str:
    """Draw the next number of a paper: 龙市监许受〔2026〕0001号."""
    organ = practice.name if paper.organ == "center" else department
    drawn = draw(f"{paper.kind}/{organ}/{year}")
    return f"{practice.short(organ)}{paper.word}〔{year}〕{drawn:04d}号"
