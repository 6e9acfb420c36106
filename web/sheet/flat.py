"""What a clerk found, as the fields of one form: a submission laid flat, and a form laid back into an act.

A form is read against what its page had shown, so that only what the clerk changed is recorded: a page that
was left open takes back nothing that somebody else has found meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from engine.case.datum import STATES
from engine.case.state import Ledger
from engine.rules.model import Rulebook, Slot
from web.route import Form
from web.typed import whole

__all__ = ["APPLICANT", "NAME", "NOTHING", "blank", "changed", "flat", "posted", "taken"]

APPLICANT: Final = "申请人"
NAME: Final = f"fact:{APPLICANT}.名称"
"""The field of the applicant's name: a fact of the submission as well as of the person."""
NOTHING: Final = "-"
"""Stands in a field where somebody looked and nothing was written; an empty one nobody has looked at."""
_FIELDS: Final = ("applicant", "field")
_PARTS: Final = ("state", "copies", "form", "flaw")
_BETWEEN: Final = "，"
COPIES: Final = 5
"""More digits than this has no count of copies."""


def flat(rulebook: Rulebook, submission: Mapping[str, Any], ledger: Mapping[str, Ledger]) -> dict[str, str]:
    """Lay a submission flat: the fields of the form by name, with what stands in them."""
    made: dict[str, str] = {}
    for name in rulebook.member:
        look = ledger.get(name, Ledger())
        made[f"state:{name}"] = look.state
        made[f"copies:{name}"] = "" if look.copies is None else str(look.copies)
        made[f"form:{name}"] = look.form
        made[f"flaw:{name}"] = "\n".join(look.flaws)
    for slot in rulebook.slots:
        if slot.kind == "record":
            record = submission["materials"].get(slot.owner, {}).get("record", {})
            made[f"record:{slot.path}"] = _shown(record.get(slot.name, ""), slot)
        elif slot.kind in _FIELDS:
            made[f"fact:{slot.path}"] = _shown(_fact(submission["facts"], slot), slot)
    return made


def blank(rulebook: Rulebook) -> dict[str, str]:
    """Give the fields of a submission that says nothing yet."""
    return flat(rulebook, {"facts": {}, "materials": {}}, {})


def _fact(facts: Mapping[str, Any], slot: Slot) -> object:
    if slot.kind == "field":
        return facts.get(slot.path, "")
    owner = facts.get(APPLICANT)
    return owner.get(slot.name, "") if isinstance(owner, Mapping) else ""


def _shown(value: object, slot: Slot) -> str:
    """Give a value as it stands in a field; a list one element a line, its entries with commas between."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        names = [name for name, _, _ in slot.entry]
        return "\n".join(_line(each, names) for each in value)
    return _word(value)


def _line(element: object, names: Sequence[str]) -> str:
    if isinstance(element, Mapping):
        return _BETWEEN.join(_word(element.get(name)) for name in names)
    return _word(element)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return NOTHING if value is None else str(value)


def posted(rulebook: Rulebook, form: Form) -> dict[str, str]:
    """Give the fields of a form that are fields of this item, as they were typed."""
    known = blank(rulebook)
    sent = {name: form.one(name).strip() for name in form.texts if name in known}
    return {name: value for name, value in sent.items() if not name.startswith("state:") or value in STATES}


def changed(form: Mapping[str, str], shown: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Give what the clerk changed on the page that was shown, and does not stand so already."""
    return {
        name: value for name, value in form.items() if value != shown.get(name) and value != now.get(name)
    }


def taken(rulebook: Rulebook, changes: Mapping[str, str], now: Mapping[str, str]) -> dict[str, object]:
    """Lay changes back as an act on a submission takes them."""
    made: dict[str, object] = {
        "materials": dict(_looks(rulebook, changes, {**now, **changes})),
        "facts": dict(_facts(rulebook, changes, {**now, **changes})),
        "record": _record(rulebook, changes),
    }
    return {name: value for name, value in made.items() if value}


def _looks(
    rulebook: Rulebook, changes: Mapping[str, str], merged: Mapping[str, str]
) -> Iterator[tuple[str, object]]:
    for name in rulebook.member:
        if not changes.keys() & {f"{part}:{name}" for part in _PARTS}:
            continue
        state, copies, form, flaw = (merged[f"{part}:{name}"] for part in _PARTS)
        look: dict[str, object] = {"state": state}
        if copies:
            count = whole(copies, COPIES)
            look["copies"] = copies if count is None else count
        if form:
            look["form"] = form
        if flaw and state == "flawed":
            look["flaws"] = [line for line in flaw.split("\n") if line.strip()]
        yield name, look


def _facts(
    rulebook: Rulebook, changes: Mapping[str, str], merged: Mapping[str, str]
) -> Iterator[tuple[str, object]]:
    for slot in rulebook.slots:
        if slot.kind == "field" and f"fact:{slot.path}" in changes:
            yield slot.path, _value(slot, changes[f"fact:{slot.path}"])
    owner = [slot for slot in rulebook.slots if slot.kind == "applicant"]
    if any(f"fact:{slot.path}" in changes for slot in owner):
        typed = {slot.name: merged[f"fact:{slot.path}"] for slot in owner}
        yield APPLICANT, {name: _typed(value) for name, value in typed.items() if value}


def _value(slot: Slot, typed: str) -> object:
    """Read what was typed into a field; a field that was emptied says that nothing is there."""
    if slot.type != "list" or _typed(typed) is None:
        return _typed(typed)
    lines = [line.strip() for line in typed.split("\n") if line.strip()]
    if not slot.entry:
        return lines
    names = [name for name, _, _ in slot.entry]
    cut = [[part.strip() for part in line.replace(",", _BETWEEN).split(_BETWEEN)] for line in lines]
    return [{name: _typed(part) for name, part in zip(names, parts, strict=False)} for parts in cut]


def _typed(text: str) -> str | None:
    return None if text in ("", NOTHING) else text


def _record(rulebook: Rulebook, changes: Mapping[str, str]) -> dict[str, dict[str, object]]:
    made: dict[str, dict[str, object]] = {}
    for slot in rulebook.slots:
        if slot.kind == "record" and f"record:{slot.path}" in changes:
            made.setdefault(slot.owner, {})[slot.name] = _typed(changes[f"record:{slot.path}"])
    return made
