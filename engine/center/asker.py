"""Answers a check that asks: a check function by its name, a material to be looked at or looked up.

What concerns no plug-in asks nobody and costs nothing; a plug-in is handed what it says it reads, no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.center.asking import Asking
from engine.center.calls import Called
from engine.center.plugin import Implementation, Plugged
from engine.hookspecs import Filled, Flaw, Reads
from engine.rules.model import Rulebook

__all__ = ["Asker"]

_REMEMBERED: Final = 4096


class Asker:
    """Whom the checks of one centre ask."""

    def __init__(self, asking: Asking, call: Callable[[str, Mapping[str, object]], Called]) -> None:
        self._asking = asking
        self._call = call
        self._checking = _with_reads(asking, "check_material")
        self._filling = _with_reads(asking, "fill_material")
        self._concerned: dict[tuple[str, str], bool] = {}

    def concerned(self, rulebook: Rulebook) -> bool:
        """Tell whether anything of a rulebook concerns any plug-in."""
        key = rulebook.item, rulebook.edition_hash
        known = self._concerned.get(key)
        if known is None:
            if len(self._concerned) >= _REMEMBERED:
                self._concerned.clear()
            known = self._concerned[key] = self._concerns(rulebook)
        return known

    def ask(self, name: str, inputs: Mapping[str, object]) -> Mapping[str, object] | None:
        """Give what was answered, or None if there is no answer."""
        if name == "check_material":
            return self._check(inputs)
        if name == "fill_material":
            return self._fill(inputs)
        answer: Mapping[str, object] | None = self._call(name, inputs).answer
        return answer

    def _concerns(self, rulebook: Rulebook) -> bool:
        if any(requirement.plugin is not None for requirement in rulebook.requirements):
            return True
        sources = {source for _, _, wanted in self._filling for source in wanted.sources}
        entries = tuple(entry for _, _, wanted in self._checking for entry in wanted.entries)
        return any(
            each.necessity == "exempt" and each.provider in sources for each in rulebook.materials
        ) or any(slot.kind == "record" and slot.name.endswith(entries) for slot in rulebook.slots)

    def _check(self, inputs: Mapping[str, object]) -> Mapping[str, object] | None:
        """Have the values of a material looked at: `flaws` of all, and in `silent` who gave no answer."""
        record = inputs["record"]
        flaws: list[Mapping[str, str]] = []
        silent: list[str] = []
        asked = False
        for plugged, found, wanted in self._checking:
            part = _named(record, wanted.entries)
            if not part:
                continue
            asked = True
            called = self._asking.one(plugged, found, {**inputs, "record": part})
            if called.state != "answered":
                silent.append(called.plugin)
            flaws += [_flaw(each) for each in called.answer or ()]
        return {"flaws": tuple(flaws), "silent": tuple(silent)} if asked else None

    def _fill(self, inputs: Mapping[str, object]) -> Mapping[str, object] | None:
        """Have a material looked up: its record, or in `silent` who gave no answer."""
        silent: list[str] = []
        for plugged, found, wanted in self._filling:
            if inputs["source"] not in wanted.sources:
                continue
            facts = {
                path: value for path in wanted.facts if (value := _at(inputs["facts"], path)) is not None
            }
            called = self._asking.one(plugged, found, {**inputs, "facts": facts})
            filled: Filled | None = called.answer
            if filled is not None:
                return {"record": filled.record, "silent": ()}
            if called.state != "answered":
                silent.append(called.plugin)
        return {"silent": tuple(silent)} if silent else None


def _with_reads(asking: Asking, hook: str) -> tuple[tuple[Plugged, Implementation, Reads], ...]:
    found = asking.implementations(hook)
    return tuple((plugged, each, each.reads) for plugged, each in found if each.reads is not None)


def _named(record: object, entries: tuple[str, ...]) -> Mapping[str, object]:
    """Give the values whose names end as a plug-in says, empty ones left out."""
    if not isinstance(record, Mapping):
        return {}
    return {
        name: value
        for name, value in record.items()
        if str(name).endswith(entries) and value not in (None, "")
    }


def _at(facts: object, path: str) -> object:
    """Give the answer at a path such as 申请人.名称."""
    found = facts
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _flaw(flaw: Flaw) -> Mapping[str, str]:
    return {"kind": flaw.entry, "note": flaw.zh, "note_en": flaw.en}
