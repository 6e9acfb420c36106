"""What to bring: every material of the item in its state for one situation, with what it must satisfy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from engine.ask.model import Need
from engine.guide.model import Bring, BringState
from engine.guide.reading import Reading
from engine.item.model import Material

__all__ = ["bring_of"]

_STATES: Final[dict[str, BringState]] = {
    "needed": "needed",
    "not_needed": "not_needed",
    "depends": "if",
    "exempt": "exempt",
    "optional": "optional",
    "deferrable": "later",
}
_WATCHED: Final = 3


def bring_of(reading: Reading) -> tuple[Bring, ...]:
    """Give all materials in the order of the item."""
    return tuple(_bring(reading, need) for need in reading.needs.materials)


def _bring(reading: Reading, need: Need) -> Bring:
    made = reading.material(need.name)
    state = _state(need)
    return Bring(
        id=need.name,
        label=need.label,
        state=state,
        form=_form(reading, made),
        copies=_copies(reading, need),
        tag=_tag(reading, need, state),
        when=_when(reading, need),
        one_of=_group(reading, need),
        notes=tuple(_notes(reading, need, made, state)),
        issuer="" if made is None else reading.text(made.english, "issuer", made.issuer),
        blank_form=str(made.blank_form or "") if made is not None else "",
        filled_form=str(made.filled_form or "") if made is not None else "",
        watch=() if state in ("exempt", "not_needed") else tuple(islice(_watch(reading, need), _WATCHED)),
        basis=need.basis,
    )


def _state(need: Need) -> BringState:
    """Give the state; what a system has, or is taken later or never, stays so while its condition is open."""
    if need.collect_at is not None and need.state not in ("not_needed", "exempt"):
        return "collected"
    if need.state == "depends" and need.necessity in ("exempt", "optional"):
        return _STATES[need.necessity]
    return _STATES[need.state]


def _tag(reading: Reading, need: Need, state: BringState) -> str:
    if state != "collected":
        return reading.say(state) if state in ("later", "optional") else ""
    if need.collect_at == "issue":
        return reading.say("collected_at_issue")
    return reading.say("collected_later", stage=reading.stage(str(need.collect_at)))


def _form(reading: Reading, made: Material | None) -> str:
    """Say in which form: original, copy, both; nothing if the item does not say."""
    media = [] if made is None else [reading.say(medium) for medium in made.medium]
    both = made is not None and {"original", "copy"} <= {*made.medium}
    return reading.say("and" if both else "or").join(media)


def _copies(reading: Reading, need: Need) -> str:
    copies = need.copies
    if copies.count is not None:
        return reading.say("copies_1") if copies.count == 1 else reading.say("copies", count=copies.count)
    if need.state == "exempt" or not copies.waits_for:
        return ""
    return reading.say("copies_are", how=copies.says) if copies.says else reading.say("copies_open")


def _when(reading: Reading, need: Need) -> str:
    """Say on what it still depends; for what is not needed, when it would be."""
    if need.state != "not_needed":
        return need.when
    number = reading.rulebook.position.get((need.name, "flaw"))
    return "" if number is None else reading.condition(reading.rulebook.requirements[number].condition)


def _group(reading: Reading, need: Need) -> str:
    if need.group is None:
        return ""
    for member in reading.rulebook.groups[need.group]:
        made = reading.material(member)
        english = made.english.get("any_of") if made is not None and reading.lang == "en" else None
        if isinstance(english, str) and english:
            return english
    return need.group


def _notes(reading: Reading, need: Need, made: Material | None, state: BringState) -> Iterator[str]:
    """Give the author's note, then what follows from the kind of material."""
    if made is not None and made.note is not None:
        yield reading.text(made.english, "note", made.note)
    if state == "exempt":
        provider = "" if made is None else reading.text(made.english, "source", made.provider)
        yield reading.say("exempt_from", provider=provider) if provider else reading.say("exempt_plain")
    if need.necessity == "deferrable" and need.supply_within is not None:
        yield reading.say("later_within", span=reading.span(need.supply_within))


def _watch(reading: Reading, need: Need) -> Iterator[str]:
    """Give the demands of the checks that stand at this material or its group."""
    homes = {need.name, need.group or need.name}
    for demanded in reading.needs.demands:
        applies = demanded.state not in ("not_applicable", "met")
        if demanded.kind == "check" and demanded.material in homes and applies:
            yield demanded.requirement
