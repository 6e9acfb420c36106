"""Writes docs/stages.md: stages, events, clocks and refusals of a case, as the tables say them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine import vocabulary
from engine.case.clock.clocks import CLOCKS
from engine.case.datum import Datum
from engine.case.events.kind import EventKind
from engine.case.events.table import EVENTS
from engine.case.refusals import REFUSALS
from engine.case.stages import OWN, STAGES
from engine.cli.markdown import GENERATED, escaped, page, table

__all__ = ["stages"]

_INTRODUCTION: Final = (
    "# Stages and events",
    "",
    GENERATED,
    "",
    "A case is its events. Where it stands, until when and what it owes are folded from them;",
    "none of it is stored. [Run a case](run-a-case.md) shows these acts at work.",
    "",
)
_STAGES: Final = (
    "## Stages",
    "",
    "A case stands at the first stage of its own road that is not over yet. `own` stands for every",
    "stage that an item adds (办理流程).",
    "",
)
_EVENTS: Final = (
    "## Events",
    "",
    "*Who* may do it *where*; a reviewer or decider acts for a department of the case, at a step for",
    "one whose turn it is. Everything that stands against an act is said at once. 🔒 marks what goes",
    "into the vault.",
)
_PAPERS: Final = (
    "## Papers",
    "",
    "Which act owes which paper, who signs and who takes it: [papers.md](papers.md).",
    "",
)
_REFUSALS: Final = ("## Refusals", "", "A code is never reused.", "")
_KINDS: Final = {
    "text": "text",
    "word": "word",
    "count": "whole number",
    "date": "date",
    "moment": "moment",
    "yes_no": "yes or no",
    "names": "names",
    "files": "hashes of files",
    "span": "span",
    "looks": "state of each material",
    "values": "names with values",
    "facts": "values of a submission",
}


def stages() -> str:
    """Give the page."""
    return page([*_INTRODUCTION, *_stages(), *_events(), *_clocks(), *_PAPERS, *_refusals()])


def _stages() -> list[str]:
    rows = (_stage(name) for name in (*vocabulary.labels("stage", "en"), OWN))
    return [*_STAGES, *table(("stage", "中文", "with", "over by"), rows), ""]


def _events() -> list[str]:
    return [*_EVENTS, *(line for row in EVENTS.values() for line in _event(row)), ""]


def _clocks() -> list[str]:
    head = ("clock", "中文", "who has to act", "basis", "what it is")
    rows = (_clock(row.kind, row.owner, row.basis) for row in CLOCKS)
    return ["## Clocks", "", *table(head, rows), ""]


def _refusals() -> list[str]:
    rows = ((f"`{code}`", escaped(zh), escaped(en)) for code, (zh, en) in REFUSALS.items())
    return [*_REFUSALS, *table(("code", "中文", "English"), rows)]


def _stage(name: str) -> tuple[str, ...]:
    word = vocabulary.in_lang("stage", name, "zh") if name != OWN else "事项自己的环节"
    out = [
        f"`{row.verb.replace('_', '-')}`"
        for row in EVENTS.values()
        if row.completes == name and row.verb not in ("withdraw", "send_back")
    ]
    return f"`{name}`", word, vocabulary.in_lang("role", STAGES[name].holder, "en"), " ".join(out) or "—"


def _event(row: EventKind) -> Iterator[str]:
    """Give the section of one event: its act, who and where, what must be so, what it takes and does."""
    word = vocabulary.word("event", row.kind)
    yield ""
    yield f"### {row.kind}"
    yield ""
    yield f"{word.zh if word else row.kind}: {word.says_zh if word else ''}  "
    says = (word.says_en if word else row.kind).capitalize()
    yield f"{says}. Act: `yici case {row.verb.replace('_', '-')}`"
    yield ""
    yield f"- who: {', '.join(row.roles)}"
    yield f"- where: {', '.join(row.stages) if row.stages else 'opens a case'}"
    for guard in row.guards:
        # Sentences of docstrings: they are the demands, in the words of the guards themselves.
        yield f"- must be so: {' '.join((guard.__doc__ or '').split())}"
    if row.takes:
        yield f"- takes: {'; '.join(_datum(each) for each in row.takes)}"
    if row.paper:
        yield f"- owes: {vocabulary.in_lang('paper', row.paper, 'zh')} (`{row.paper}`)"
    if row.clocks:
        yield f"- clocks: {', '.join(row.clocks)}"


def _datum(datum: Datum) -> str:
    kind = "|".join(datum.choose) if datum.choose else _KINDS[datum.kind]
    needed, hidden = ", needed" if datum.required else "", " 🔒" if datum.personal else ""
    return f"`{datum.name}` {datum.zh} ({kind}{needed}){hidden}"


def _clock(kind: str, owner: str, basis: str) -> tuple[str, ...]:
    word = vocabulary.word("clock", kind)
    return f"`{kind}`", word.zh if word else kind, owner, basis, word.says_en if word else ""
