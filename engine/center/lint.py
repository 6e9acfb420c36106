"""Lints of plug-ins over an item, and our own about what an item asks of plug-ins.

An item in, faults out. A plug-in sees the item as mappings and texts; where it points to, the item still
knows the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any

from engine.center.asking import Asking
from engine.center.contributions import Owned
from engine.center.faults import SILENT_LINT, UNFIT_INPUTS, UNKNOWN_FUNCTION
from engine.center.typed import Nonsense, copied
from engine.fault import Fault, FaultKind
from engine.hookspecs import Function, Lint, Mark
from engine.item.model import Check, Item
from engine.item.near import nearest
from engine.source import Source, Text, place

__all__ = ["lint", "view"]


def lint(
    item: Item, lints: Mapping[str, Owned], functions: Mapping[str, Function], asking: Asking
) -> tuple[Fault, ...]:
    """Give what our own lint and those of the plug-ins find."""
    seen = view(item) if lints else None
    made = [fault for check in (*item.conditions, *item.checks) for fault in _asked(check, functions)]
    for code, owned in lints.items():
        made += _run(code, owned, item, seen, asking)
    return tuple(made)


def view(value: object) -> Any:
    """Give an item, or a part of it, as mappings, sequences and plain values; places are left out."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): view(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return tuple(view(part) for part in value)
    if is_dataclass(value):
        return {
            each.name: view(getattr(value, each.name)) for each in fields(value) if "source" not in each.name
        }
    return value


def _asked(check: Check, functions: Mapping[str, Function]) -> Iterator[Fault]:
    """Find a function that nobody offers, or that wants other inputs."""
    if check.plugin is None:
        return
    name = str(check.plugin)
    function = functions.get(name)
    if function is None:
        near = tuple(nearest(name, list(functions)))
        yield Fault(kind=UNKNOWN_FUNCTION, source=place(check.plugin), values={"name": name}, nearest=near)
        return
    given = [str(parameter) for parameter, _ in check.inputs]
    if {*given} != {*function.inputs}:
        values = {"name": name, "wanted": _listed(function.inputs), "given": _listed(given)}
        yield Fault(kind=UNFIT_INPUTS, source=place(check.plugin), values=values)


def _listed(names: Sequence[str] | Mapping[str, object]) -> str:
    return "、".join(names) or "—"


def _run(code: str, owned: Owned, item: Item, seen: object, asking: Asking) -> Iterator[Fault]:
    """Run one lint of a plug-in; one that gives no answer is named, for it has not found nothing."""
    found: Lint = owned.value
    called = asking.contributed("lints", code, owned.by, found.find, seen, wanted=partial(_marks, lint=found))
    if called.state != "answered":
        values = {"plugin": called.plugin, "code": code, "reason": called.reason or called.state}
        yield Fault(kind=SILENT_LINT, source=item.source, values=values)
        return
    kind = FaultKind(
        code=code,
        zh=found.zh,
        en=found.en,
        why_zh=found.why_zh,
        why_en=found.why_en,
        wrong=found.wrong,
        right=found.right,
        level=found.level,
    )
    for mark in called.answer:
        yield Fault(kind=kind, source=_place(item, mark.at), values=mark.values)


def _marks(value: object, lint: Lint) -> Sequence[Mark]:
    """Take a copy of the marks, and see that the words can be said with their values."""
    marks: Sequence[Mark] = copied(value, Sequence[Mark])
    for mark in marks:
        try:
            lint.zh.format_map(mark.values), lint.en.format_map(mark.values)
        except (LookupError, ValueError, AttributeError) as error:
            raise Nonsense(f"values: {error!r}") from error
    return marks


def _place(item: Item, way: Sequence[str | int]) -> Source:
    """Follow a way into the item as far as it goes, and give the last place on it."""
    at: Any = item
    source = item.source
    for step in way:
        if isinstance(at, tuple) and isinstance(step, int) and 0 <= step < len(at):
            at = at[step]
        elif isinstance(at, Mapping):
            at = at.get(step)
        elif is_dataclass(at) and isinstance(step, str) and step in {each.name for each in fields(at)}:
            at = getattr(at, step)
        else:
            break
        found = at.source if isinstance(at, Text) else getattr(at, "source", None)
        source = found if isinstance(found, Source) else source
    return source
