"""The counter's sheet for one case: the materials to look at and the answers of the form, as fields.

Rulebook, facts and what was found go in; rows in the order of the item come out, each with the marks it
takes, so that a template decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from engine.ask.model import Asked, Limit, Need
from engine.ask.needs import needs
from engine.case.datum import STATES
from engine.case.state import Ledger, State
from engine.rules.model import Rulebook, Slot
from engine.rules.spoken import own_words, value_words
from engine.vocabulary import Lang, in_lang
from web.said import term
from web.sheet.flat import NOTHING, flat
from web.typed import day
from web.words import say

__all__ = ["Cell", "Look", "Sheet", "anchor", "cells_of", "sheet_of"]

Shape: TypeAlias = Literal["text", "number", "date", "choice", "lines"]
_SHAPES: Final[Mapping[str, Shape]] = {
    "integer": "number",
    "number": "number",
    "amount": "number",
    "date": "date",
    "option": "choice",
    "yes_no": "choice",
    "attachment": "choice",
    "list": "lines",
}
_NAMES: Final = ("名称", "姓名")
_ATTESTED: Final = ("original", "copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One field: its name in the form, what stands in it, and the choices if there are any."""

    id: str
    name: str
    label: str
    shape: Shape
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One material to look at: how it was found, and what is read off it.

    `attests` are the forms of which a person says that they saw the original or compared the copies, each
    with whether that was said already; `copies` is asked for where more than one is needed.
    """

    id: str
    name: str
    label: str
    how: str
    tag: str
    when: str
    state: str
    marks: tuple[tuple[str, str], ...]
    copies: Cell | None
    fields: tuple[Cell, ...]
    flaw: str
    forms: tuple[tuple[str, str, bool], ...]
    attests: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a clerk fills in for one case."""

    looks: tuple[Look, ...]
    answers: tuple[Cell, ...]
    limit: Limit | None


def anchor(rulebook: Rulebook, path: str) -> str:
    """Give the id of the field or material that a path belongs to; nothing if it stands on no sheet."""
    number = rulebook.index.get(path)
    return "" if number is None else f"s{number}"


def sheet_of(rulebook: Rulebook, state: State, submission: Mapping[str, Any], lang: Lang) -> Sheet:
    """Make the sheet of a case as it stands."""
    assert state.applied_on is not None, "a case that was opened has a day of application"
    said = needs(rulebook, submission["facts"], state.applied_on, lang=lang)
    now = flat(rulebook, submission, state.ledger)
    looks = tuple(
        _look(rulebook, each, state.ledger.get(each.name, Ledger()), now, lang)
        for each in said.materials
        if _wanted(each, now)
    )
    return Sheet(
        looks=looks,
        answers=(*_of_applicant(rulebook, now, lang), *_asked(rulebook, said.fields, now, lang)),
        limit=said.limit,
    )


def cells_of(
    rulebook: Rulebook, facts: Mapping[str, object], on: date, lang: Lang, *, scenario: bool = True
) -> tuple[Cell, ...]:
    """Give the questions of the situation as fields, or with `scenario` false all of the form."""
    asked = needs(rulebook, facts, on, lang=lang).fields
    now = flat(rulebook, {"facts": facts, "materials": {}}, {})
    wanted = tuple(each for each in asked if each.scenario or not scenario)
    return tuple(_asked(rulebook, wanted, now, lang))


def _wanted(need: Need, now: Mapping[str, str]) -> bool:
    """Tell whether a material is looked at: it may be needed now, or is there all the same."""
    if need.state == "not_needed":
        return now[f"state:{need.name}"] in ("sound", "flawed")
    return need.collect_at is None or now[f"state:{need.name}"] != "unseen"


def _look(rulebook: Rulebook, need: Need, kept: Ledger, now: Mapping[str, str], lang: Lang) -> Look:
    name = need.name
    slots = [slot for slot in rulebook.slots if slot.owner == name]
    counted = next((slot for slot in slots if slot.kind == "copies"), None)
    state, mediums = now[f"state:{name}"], rulebook.member[name].medium
    return Look(
        id=anchor(rulebook, name),
        name=name,
        label=need.label,
        how=need.how,
        tag=_tag(need, lang),
        when=need.when,
        state=state,
        marks=tuple((each, in_lang("state", each, lang)) for each in (*STATES[1:], STATES[0])),
        copies=_copies(rulebook, counted, need, now),
        fields=tuple(
            _cell(rulebook, slot, f"record:{slot.path}", own_words(rulebook, slot.path, lang), now, lang)
            for slot in slots
            if slot.kind == "record"
        ),
        flaw=now[f"flaw:{name}"],
        forms=tuple(
            (form, in_lang("medium", form, lang), form == now[f"form:{name}"])
            for form in (mediums if len(mediums) > 1 else ())
        ),
        attests=tuple(_attests(rulebook, need, kept)),
    )


def _tag(need: Need, lang: Lang) -> str:
    """Say what is special about a material: it is not needed here, or not by everybody."""
    if need.state == "not_needed":
        return say("counter_needless", lang)
    return "" if need.state in ("needed", "depends") else in_lang("necessity", need.necessity, lang)


def _attests(rulebook: Rulebook, need: Need, kept: Ledger) -> Iterator[tuple[str, bool]]:
    if need.necessity == "exempt":
        return
    for form in _ATTESTED:
        if form in rulebook.member[need.name].medium:
            yield form, bool(kept.original_seen if form == "original" else kept.copies_match)


def _copies(rulebook: Rulebook, slot: Slot | None, need: Need, now: Mapping[str, str]) -> Cell | None:
    """Give the field for how many came, unless one is enough."""
    typed = now[f"copies:{need.name}"]
    one_is_enough = need.copies.count in (None, 1) and not need.copies.waits_for
    if slot is None or (one_is_enough and not typed):
        return None
    return Cell(
        id=anchor(rulebook, slot.path),
        name=f"copies:{need.name}",
        label="",
        shape="number",
        value=typed,
        hint="" if need.copies.count is None else str(need.copies.count),
    )


def _of_applicant(rulebook: Rulebook, now: Mapping[str, str], lang: Lang) -> Iterator[Cell]:
    """Give what is asked about the applicant; a field that is only the name is called after them."""
    for slot in rulebook.slots:
        if slot.kind == "applicant":
            own = "" if slot.name in _NAMES else f" {slot.name}"
            label = say("counter_applicant", lang) + own
            yield _cell(rulebook, slot, f"fact:{slot.path}", label, now, lang)


def _asked(
    rulebook: Rulebook, fields: tuple[Asked, ...], now: Mapping[str, str], lang: Lang
) -> Iterator[Cell]:
    for asked in fields:
        if asked.state == "not_asked":
            continue
        slot = rulebook.slots[rulebook.index[asked.name]]
        choices = tuple((each.value, each.label) for each in asked.options)
        yield _cell(rulebook, slot, f"fact:{asked.name}", asked.label, now, lang, choices)


def _cell(
    rulebook: Rulebook,
    slot: Slot,
    name: str,
    label: str,
    now: Mapping[str, str],
    lang: Lang,
    choices: tuple[tuple[str, str], ...] = (),
) -> Cell:
    shape = _SHAPES.get(slot.type, "text")
    if shape == "choice" and not choices:
        choices = _choices(rulebook, slot, lang)
    if choices:
        choices = (*choices, (NOTHING, say("counter_left_empty", lang)))
    hint = "，".join(entry for entry, _, _ in slot.entry)
    value = now[name]
    if shape == "date" and value and day(value) is None:
        shape = "text"
    return Cell(
        id=anchor(rulebook, slot.path),
        name=name,
        label=label,
        shape=shape,
        value=value,
        choices=choices,
        hint=hint,
    )


def _choices(rulebook: Rulebook, slot: Slot, lang: Lang) -> tuple[tuple[str, str], ...]:
    if slot.type == "yes_no":
        return (("是", "是" if lang == "zh" else "yes"), ("否", "否" if lang == "zh" else "no"))
    if slot.type == "attachment":
        return tuple(
            (in_lang("attachment", word, "zh"), term("attachment", word, lang))
            for word in ("submitted", "not_submitted")
        )
    return tuple((each, str(value_words(rulebook, slot.path, each, lang))) for each in slot.choose)
