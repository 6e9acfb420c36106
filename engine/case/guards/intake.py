"""What must be so at intake: materials of the item, originals seen, copies compared, a fresh check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.case.refusals import Reason, reason
from engine.case.setting import Act, Setting
from engine.case.state import Ledger, State
from engine.case.terms import Terms, Wanted

__all__ = [
    "attested",
    "attested_at_the_window",
    "freshly_checked",
    "handed_in",
    "known_materials",
    "waits_for_a_hand",
]


def known_materials(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Only materials that the item names can be handed in: nothing else may be asked for."""
    terms = setting.terms or state.terms
    looks: dict[str, Any] = act.data.get("materials") or {}
    yield from (reason("case/unknown-material", name=name) for name in looks if terms.material(name) is None)


def handed_in(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Nobody attests what is not there."""
    for name in act.data["materials"]:
        if not state.ledger.get(name, Ledger()).handed_in:
            yield reason("case/not-handed-in", name=name)


def attested(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """Originals were seen and copies compared, as the form of each material demands (DB23 7.2.2)."""
    yield from _unattested(state, state.terms)


def attested_at_the_window(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """At the window this is done before the receipt; what was posted or sent is looked at later."""
    if state.channel == "window":
        yield from _unattested(state, state.terms)


def _unattested(state: State, terms: Terms) -> Iterator[Reason]:
    for wanted in terms.materials:
        one = state.ledger.get(wanted.name, Ledger())
        if not one.handed_in or wanted.necessity == "exempt" or _electronic(state, wanted, one):
            continue
        form = one.form or _form(wanted)
        if form == "original" and not one.original_seen:
            yield reason("case/original-not-seen", name=wanted.name)
        if form == "copy" and not one.copies_match:
            yield reason("case/copy-not-compared", name=wanted.name)


def _form(wanted: Wanted) -> str:
    """Give the form that a material of no stated form was handed in: the strictest that it demands."""
    return next((form for form in ("copy", "original") if form in wanted.medium), "")


def _electronic(state: State, wanted: Wanted, one: Ledger) -> bool:
    """Tell whether a material came as a file, and may."""
    came = one.form == "electronic" or (not one.form and state.channel in ("online", "kiosk"))
    return came and (not wanted.medium or "electronic" in wanted.medium)


def freshly_checked(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """The check at hand is of the submission as it stands, by the edition of the case."""
    checked, terms = setting.checked, state.terms
    if checked is None or checked.edition_hash != terms.edition_hash or checked.submitted != state.submitted:
        yield reason("case/not-checked")


def waits_for_a_hand(state: State, act: Act, setting: Setting) -> Iterator[Reason]:
    """A person settles only what the check left undecided."""
    waiting = state.checked.open if state.checked is not None else ()
    if act.data["finding"] not in waiting:
        yield reason("case/no-such-finding", name=act.data["finding"])
