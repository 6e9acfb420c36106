"""Holds a plug-in against the contract: known hooks, their arguments, nothing wrapped, what it wants to read.

A module of a plug-in in, its implementations out, or a refusal that names the kind of fault. Everything that
follows from engine/hookspecs.py about a hook stands in `HOOKS`, read off its signature.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import pluggy

from engine import hookspecs
from engine.center.faults import NO_READS, UNKNOWN_HOOK, WRAPPER_REFUSED, WRONG_ARGUMENTS
from engine.center.plugin import Implementation
from engine.center.typed import hints_of
from engine.fault import FaultKind
from engine.hookspecs import GROUP, Reads

__all__ = ["HOOKS", "Contract", "Hook", "Mood", "Refused"]

Mood: TypeAlias = Literal["contribute", "ask", "inform"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """One hook: its mood, the time it has, the type of its answer, what it must say it reads."""

    name: str
    mood: Mood
    seconds: float
    reads: Literal["entries", "sources", ""] = ""

    @property
    def answer(self) -> Any:
        """The declared type of the answer."""
        return hints_of(getattr(hookspecs, self.name)).get("return")


# People wait at a window for what is asked in a check; a message or a parcel is handed over by the worker.
# Whoever sends a file waits for its last byte anyway.
HOOKS: Final[Mapping[str, Hook]] = {
    row.name: row
    for row in (
        Hook(name="catalogs", mood="contribute", seconds=10.0),
        Hook(name="functions", mood="contribute", seconds=10.0),
        Hook(name="code_lists", mood="contribute", seconds=10.0),
        Hook(name="holidays", mood="contribute", seconds=10.0),
        Hook(name="templates", mood="contribute", seconds=10.0),
        Hook(name="commands", mood="contribute", seconds=10.0),
        Hook(name="pages", mood="contribute", seconds=10.0),
        Hook(name="lints", mood="contribute", seconds=10.0),
        Hook(name="check_material", mood="ask", seconds=1.0, reads="entries"),
        Hook(name="fill_material", mood="ask", seconds=1.0, reads="sources"),
        Hook(name="identify", mood="ask", seconds=1.0),
        Hook(name="notify", mood="ask", seconds=10.0),
        Hook(name="carry", mood="ask", seconds=10.0),
        Hook(name="scan_upload", mood="ask", seconds=10.0),
        Hook(name="event_recorded", mood="inform", seconds=1.0),
        Hook(name="correction_told", mood="inform", seconds=1.0),
    )
}


class Refused(Exception):
    """A plug-in that does not keep the contract: the kind of fault, and the hook in question."""

    def __init__(self, kind: FaultKind, hook: str) -> None:
        super().__init__(f"{kind.code}: {hook}")
        self.kind = kind
        self.hook = hook


class Contract:
    """The hooks as pluggy knows them."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(GROUP)
        self._manager.add_hookspecs(hookspecs)

    def seen(self, load: Callable[[], object], name: str) -> Mapping[str, Implementation] | Refused:
        """Load a plug-in and look at it; a refusal is given, whatever else the plug-in raises is raised."""
        try:
            return self.look_at(load(), name)
        except Refused as refused:
            return refused

    def look_at(self, module: object, name: str) -> Mapping[str, Implementation]:
        """Give what a plug-in implements, by hook; raises `Refused` if anything about it is wrong."""
        try:
            self._manager.register(module, name=name)
            callers = self._manager.get_hookcallers(module) or []
            found = [(caller.name, each) for caller in callers for each in caller.get_hookimpls()]
        except pluggy.PluginValidationError as error:
            raise Refused(WRONG_ARGUMENTS, _hook_in(str(error))) from error
        finally:
            self._manager.unregister(name=name)
        return {hook: _implementation(hook, each) for hook, each in sorted(found, key=lambda pair: pair[0])}


def _implementation(hook: str, found: pluggy.HookImpl) -> Implementation:
    row = HOOKS.get(hook)
    if row is None:
        raise Refused(UNKNOWN_HOOK, hook)
    if found.wrapper or found.hookwrapper:
        raise Refused(WRAPPER_REFUSED, hook)
    parameters = inspect.signature(found.function).parameters.values()
    if any(each.name not in found.argnames and each.default is each.empty for each in parameters):
        raise Refused(WRONG_ARGUMENTS, hook)
    wanted = getattr(found.function, "yici_reads", None)
    if row.reads and not (isinstance(wanted, Reads) and getattr(wanted, row.reads)):
        raise Refused(NO_READS, hook)
    return Implementation(hook=hook, run=found.function, arguments=tuple(found.argnames), reads=wanted)


def _hook_in(text: str) -> str:
    return next((hook for hook in HOOKS if repr(hook) in text), "?")
