"""What somebody typed about their own case, read: the submission it makes, and everything that stands open.

Typed fields in, one list out, the same list that a clerk would tell: what is wrong at once and as a whole,
what is still missing, what the centre looks up by itself. Nothing here is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from engine.case.state import Ledger, State
from engine.check.answer import Answer, Finding, Open
from engine.check.check import check
from engine.check.look import Ask
from engine.item.model import Item
from engine.rules.model import Rulebook
from engine.vocabulary import Lang
from web.route import Form
from web.sheet.cells import Cell, Look, Sheet, anchor, sheet_of
from web.sheet.flat import COPIES, NAME, blank, flat, posted, taken
from web.sheet.pane import Gap, Group, pane_of
from web.typed import whole
from web.words import say

__all__ = ["Entry", "Told", "entry_of", "takes_online", "typed_in"]

_HOWS: Final = ("file", "paper", "absent")
"""How a material comes: as a file, on paper, or not at all."""
_HOW: Final = "how:"
_PARTS: Final = ("fact:", "record:", "copies:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The one list: what is wrong, what is still open, what the centre looks up, what may follow later."""

    groups: tuple[Group, ...]
    gaps: tuple[Gap, ...]
    ours: tuple[str, ...]
    by_hand: tuple[str, ...]
    later: tuple[str, ...]
    announced: tuple[tuple[str, tuple[str, ...]], ...]
    hopeless: bool

    @property
    def places(self) -> int:
        """How many things are wrong."""
        return sum(not wrong.reminds for group in self.groups for wrong in group.wrong)

    @property
    def ready(self) -> bool:
        """Whether nothing is wrong and nothing of the applicant's own is open."""
        return not self.places and not self.gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reading of what was typed."""

    rulebook: Rulebook
    typed: Mapping[str, str]
    submission: Mapping[str, Any]
    sheet: Sheet
    answer: Answer
    told: Told

    @property
    def answers(self) -> tuple[Cell, ...]:
        """The questions of situation and form; who applies is asked beside them."""
        return tuple(cell for cell in self.sheet.answers if cell.name != NAME)

    @property
    def looks(self) -> tuple[Look, ...]:
        """The materials that an applicant brings; what the centre looks up is none of them."""
        return tuple(look for look in self.sheet.looks if not _exempt(self.rulebook, look.name))

    @property
    def ours(self) -> tuple[str, ...]:
        """The materials that the centre looks up by itself, as they are called."""
        return tuple(look.label for look in self.sheet.looks if _exempt(self.rulebook, look.name))

    def how(self, name: str) -> str:
        """How a material comes; empty while nobody has said."""
        return self.typed.get(f"{_HOW}{name}", "")


def takes_online(item: Item) -> bool:
    """Tell whether an item may be applied for online; one that names no channel takes any."""
    return not item.channels or "online" in item.channels


def typed_in(rulebook: Rulebook, form: Form) -> dict[str, str]:
    """Give the fields of a form that are fields of this item, as they were typed."""
    told = {name: form.one(name).strip() for name in form.texts if name.startswith(_HOW)}
    hows = {
        name: how
        for name, how in told.items()
        if name[len(_HOW) :] in rulebook.member and how in ("", *_HOWS)
    }
    fields = {name: text for name, text in posted(rulebook, form).items() if name.startswith(_PARTS)}
    return {**fields, **hows}


def entry_of(
    rulebook: Rulebook, typed: Mapping[str, str], on: date, lang: Lang, ask: Ask | None = None
) -> Entry:
    """Read what was typed, and check it as a clerk would."""
    ledger = dict(_ledger(rulebook, typed))
    submission = _submission(rulebook, typed, ledger)
    state = State(applied_on=on, ledger=ledger)
    answer = check(rulebook, submission, on, ask=ask, lang=lang)
    return Entry(
        rulebook=rulebook,
        typed=typed,
        submission=submission,
        sheet=sheet_of(rulebook, state, submission, lang),
        answer=answer,
        told=_told(rulebook, state, answer, submission, lang),
    )


def _ledger(rulebook: Rulebook, typed: Mapping[str, str]) -> Iterator[tuple[str, Ledger]]:
    states = {"file": "sound", "paper": "sound", "absent": "absent"}
    for name in rulebook.member:
        yield (
            name,
            Ledger(
                state=states.get(typed.get(f"{_HOW}{name}", ""), "unseen"),
                copies=whole(typed.get(f"copies:{name}", ""), COPIES),
            ),
        )


def _submission(rulebook: Rulebook, typed: Mapping[str, str], ledger: Mapping[str, Ledger]) -> dict[str, Any]:
    """Give the submission that this makes; an empty field says nothing."""
    nothing = blank(rulebook)
    fields = {name: text for name, text in typed.items() if text and name in nothing}
    laid: dict[str, Any] = taken(rulebook, fields, nothing)
    materials: dict[str, dict[str, Any]] = {}
    for name, one in ledger.items():
        materials[name] = {"state": one.state}
        if one.copies is not None:
            materials[name]["copies"] = one.copies
        if name in laid.get("record", {}):
            materials[name]["record"] = laid["record"][name]
    return {"facts": laid.get("facts", {}), "materials": materials}


def _told(
    rulebook: Rulebook, state: State, answer: Answer, submission: Mapping[str, Any], lang: Lang
) -> Told:
    pane = pane_of(rulebook, state, answer, flat(rulebook, submission, state.ledger), lang)
    theirs = [each for each in answer.unknown if not _exempt(rulebook, _owner(rulebook, each.fact))]
    gaps = dict.fromkeys(_gap(rulebook, each, lang) for each in theirs)
    return Told(
        groups=pane.groups,
        gaps=tuple(gaps),
        ours=tuple(dict.fromkeys(each.ask for each in answer.unknown if each not in theirs)),
        by_hand=tuple(wrong.says for wrong in pane.by_hand),
        later=tuple(says for _, says, _ in pane.later),
        announced=pane.announced,
        hopeless=any(_declines(each) for each in answer.findings),
    )


def _declines(finding: Finding) -> bool:
    return finding.verdict == "unmet" and finding.gravity == "decline"


def _gap(rulebook: Rulebook, open_: Open, lang: Lang) -> Gap:
    """Say what is open: whether a material is there is asked in the applicant's words, not the clerk's."""
    found = anchor(rulebook, open_.fact)
    at = f"#{found}" if found else ""
    member = rulebook.member.get(open_.fact)
    if member is None:
        return Gap(says=open_.ask, at=at)
    label = member.label_en if lang == "en" else open_.fact
    return Gap(says=say("apply_gap_material", lang, name=label), at=at)


def _owner(rulebook: Rulebook, path: str) -> str:
    number = rulebook.index.get(path)
    return path if number is None else rulebook.slots[number].owner


def _exempt(rulebook: Rulebook, name: str) -> bool:
    """Whether a material is looked up by the centre (免提交), so that nobody brings it."""
    member = rulebook.member.get(name)
    return member is not None and member.necessity == "exempt"
