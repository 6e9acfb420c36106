"""Writes docs/papers.md: every paper of a case, the act that owes it, its stage, who signs and takes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine import vocabulary
from engine.case.events.table import EVENTS
from engine.case.papers import PAPERS, PaperKind
from engine.case.stages import OWN, STAGES
from engine.cli.markdown import GENERATED, page, table

__all__ = ["papers"]

_INTRODUCTION: Final = (
    "# Papers",
    "",
    GENERATED,
    "",
    "An act owes the paper that stands with it in the table of events ([stages.md](stages.md));",
    "`yici case papers` makes what a case owes and puts it on file by its hash. A file is closed",
    "only with its obligatory papers (*all* below: whenever the act happened). Numbers have one",
    "counter per organ, kind and year.",
    "",
    "## By stage",
    "",
)
_EACH: Final = ("", "## Each paper", "")
_COLUMNS: Final = (
    *("paper", "中文", "number", "issued by", "signed by"),
    *("seal", "copies", "to", "on file", "basis"),
)
_IN_THEM: Final = (
    "",
    "## What is personal in them",
    "",
    "These are opened from the vault when a paper is written, and whoever prints it is noted.",
    "",
)
_SIGNERS: Final = {
    "clerk": "clerk",
    "applicant": "applicant",
    "decider": "decider",
    "giver": "who gives",
    "taker": "who takes",
    "recipient": "recipient",
    "witness": "witness",
}
_GOES_TO: Final = {"applicant": "applicant", "hands": "both hands", "file": "the file alone"}
_REVEALS: Final = {
    "applicant": "applicant",
    "facts": "what the form says",
    "telephone": "telephone",
    "said": "what was told",
    "note": "note",
    "reasons": "reasons",
    "reason": "reason",
    "certificate": "certificate",
    "person": "who took it",
    "witness": "witness",
    "address": "address",
}


def papers() -> str:
    """Give the page."""
    return page(
        [
            *_INTRODUCTION,
            *table(("at stage", "act", "paper", "中文"), _by_stage()),
            *_EACH,
            *table(_COLUMNS, (_paper(row) for row in PAPERS.values())),
            *_IN_THEM,
            *table(("paper", "prints"), (_personal(row) for row in PAPERS.values())),
        ]
    )


def _by_stage() -> Iterator[tuple[str, ...]]:
    """Give every act that owes a paper, in the order of the road, by the first stage that allows it."""
    order = [name for name in STAGES if name != OWN] + [OWN]
    owing = [row for row in EVENTS.values() if row.paper]
    for row in sorted(owing, key=lambda row: min(map(order.index, row.stages))):
        stages = " ".join(f"`{each}`" for each in sorted(row.stages, key=order.index))
        zh = vocabulary.in_lang("paper", row.paper, "zh")
        yield stages, f"`{row.verb.replace('_', '-')}`", f"`{row.paper}`", zh


def _paper(row: PaperKind) -> tuple[str, ...]:
    return (
        f"`{row.kind}`",
        vocabulary.in_lang("paper", row.kind, "zh"),
        f"…{row.word}〔2026〕0001号" if row.word else "—",
        row.organ,
        ", ".join(_SIGNERS[each] for each in row.signs) or "—",
        "yes" if row.sealed else "—",
        str(row.copies),
        _GOES_TO[row.goes_to],
        "all" if row.obligatory else "if made",
        row.basis,
    )


def _personal(row: PaperKind) -> tuple[str, ...]:
    return f"`{row.kind}`", ", ".join(_REVEALS[each] for each in row.reveals)
