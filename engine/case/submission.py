"""The submission of a case as a check takes it: events and revealed values in, the submission out.

How each material was found stands openly in the events; facts, and what was read off materials, lie in the
vault and are laid together in the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from engine.case.fold import fold
from engine.case.model import Event, Json, Reference

__all__ = ["brought_since", "references_of", "submission_of"]

_NAMES: Final = ("facts", "record", "answers")


def references_of(events: Iterable[Event]) -> tuple[Reference, ...]:
    """Give where everything lies that a submission needs."""
    return tuple(each.personal[name] for each in events for name in _NAMES if name in each.personal)


def submission_of(
    events: Sequence[Event], values: Mapping[str, Json], upto: int | None = None
) -> dict[str, Any]:
    """Give the submission as it stood after `upto` events; values that were erased are not there."""
    some = events if upto is None else [each for each in events if each.sequence <= upto]
    parts: dict[str, dict[str, Any]] = {name: {} for name in _NAMES}
    for event in some:
        for name in _NAMES:
            reference = event.personal.get(name)
            value = values.get(reference.id) if reference is not None else None
            if isinstance(value, Mapping):
                _lay(parts[name], value, nested=name != "facts")
    materials: dict[str, dict[str, Any]] = {}
    for name, one in fold(some).ledger.items():
        materials[name] = {"state": one.state, "flaws": [{"kind": each} for each in one.flaws]}
        if one.copies is not None:
            materials[name]["copies"] = one.copies
    for name, record in parts["record"].items():
        materials.setdefault(name, {"state": "unseen"})["record"] = record
    return {"facts": parts["facts"], "materials": materials, "answers": parts["answers"]}


def brought_since(events: Iterable[Event], values: Mapping[str, Json], sequence: int) -> frozenset[str]:
    """Give the materials and fields that the applicant brought or changed after an event."""
    made: set[str] = set()
    for event in events:
        if event.sequence <= sequence or event.kind == "looked":
            continue
        looks: Any = event.data.get("materials")
        made.update(looks if isinstance(looks, Mapping) else ())
        for name in _NAMES:
            reference = event.personal.get(name)
            value = values.get(reference.id) if reference is not None else None
            made.update(value if isinstance(value, Mapping) else ())
    return frozenset(made)


def _lay(made: dict[str, Any], value: Mapping[str, Any], nested: bool) -> None:
    """Lay what came later over what is there; of a material, entry by entry."""
    for name, part in value.items():
        old = made.get(name)
        if nested and isinstance(old, dict) and isinstance(part, Mapping):
            made[name] = {**old, **part}
        else:
            made[name] = dict(part) if isinstance(part, Mapping) else part
