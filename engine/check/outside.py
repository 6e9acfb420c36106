"""What the centre's systems add to a submission before it is read: papers looked up, values looked at.

A submission in, the same one out if nobody has anything to add, else one with what was found; whoever gave
no answer is named, for what was not looked at must be seen to be open (guarantees D15).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from engine.dataclass import dataclass
from engine.rules.model import Member, Rulebook

__all__ = ["Ask", "Silent", "Submission", "completed"]

Ask: TypeAlias = Callable[[str, Mapping[str, object]], "Mapping[str, object] | None"]
"""Asks a plug-in: a function by its name, `check_material` or `fill_material`; None if there is no answer."""

Submission: TypeAlias = Mapping[str, Any]
_LOOKED_AT = ("sound", "flawed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A plug-in that was asked about a material and gave no answer."""

    material: str
    plugin: str


def completed(rulebook: Rulebook, submission: Submission, ask: Ask) -> tuple[Submission, tuple[Silent, ...]]:
    """Give the submission with what plug-ins add, and those that gave no answer."""
    materials, facts = _mapping(submission.get("materials")), _mapping(submission.get("facts"))
    changed: dict[str, Mapping[str, Any]] = {}
    silent: list[Silent] = []
    for member in rulebook.materials:
        given = _mapping(materials.get(member.name))
        answer = _ask(rulebook, member, given, facts, ask)
        if answer is None:
            continue
        if "record" in answer:
            changed[member.name] = {**given, "state": "sound", "record": answer["record"]}
        if answer.get("flaws"):
            changed[member.name] = _with_flaws(given, answer["flaws"])
        silent += [Silent(material=member.name, plugin=name) for name in answer.get("silent", ())]
    if not changed:
        return submission, tuple(silent)
    return {**submission, "materials": {**materials, **changed}}, tuple(silent)


def _ask(
    rulebook: Rulebook, member: Member, given: Mapping[str, Any], facts: Mapping[str, Any], ask: Ask
) -> Mapping[str, Any] | None:
    """Look up what nobody has to bring and nobody has looked at; have the values of the rest looked at."""
    asked: dict[str, object] = {"item": rulebook.item, "material": member.name}
    state, record = given.get("state", "unseen"), given.get("record")
    if member.necessity == "exempt" and state == "unseen" and not record:
        return ask("fill_material", {**asked, "source": member.provider, "facts": facts})
    if state in _LOOKED_AT and record:
        return ask("check_material", {**asked, "record": record})
    return None


def _with_flaws(given: Mapping[str, Any], flaws: Sequence[Mapping[str, str]]) -> Mapping[str, Any]:
    known = given.get("flaws")
    return {**given, "state": "flawed", "flaws": [*(known if isinstance(known, list) else []), *flaws]}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
