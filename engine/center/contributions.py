"""Collects what plug-ins contribute: each hook is asked once, plug-in by plug-in, and kept.

Whatever is wrong is told to `refuse` and left out; the others count. A name belongs to the first with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from engine.center.calls import Calls, Inquiry
from engine.center.contract import HOOKS
from engine.center.faults import BAD_CONTRIBUTION, BROKEN, NOT_ISOLATED, OFFERED_TWICE
from engine.center.plugin import Plugged, Plugin
from engine.center.typed import copied
from engine.fault import FaultKind

__all__ = ["Contributions", "Owned", "Refuse"]


class Refuse(Protocol):
    """Takes note of what is wrong with a plug-in."""

    def __call__(self, kind: FaultKind, plugin: Plugin, **values: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A contribution with the plug-in that it belongs to."""

    by: Plugged
    value: Any


class Contributions:
    """What the plug-ins of one centre contribute."""

    def __init__(self, plugged: tuple[Plugged, ...], calls: Calls, refuse: Refuse) -> None:
        self._plugged = plugged
        self._calls = calls
        self._refuse = refuse
        self._given: dict[str, tuple[Owned, ...]] = {}
        self._named: dict[str, Mapping[str, Owned]] = {}

    def of(self, hook: str) -> tuple[Owned, ...]:
        """Give what each plug-in gives for a hook, in the order of the plug-ins."""
        if hook not in self._given:
            self._given[hook] = tuple(self._ask(hook))
        return self._given[hook]

    def named(self, hook: str, problem: Callable[[str, Any], str]) -> Mapping[str, Owned]:
        """Give what a hook gives by name; `problem` says what is wrong with one, or nothing."""
        if hook not in self._named:
            self._named[hook] = self._by_name(hook, problem)
        return self._named[hook]

    def paths(self, hook: str, wanted: Callable[[Path], bool], problem: str) -> Iterator[tuple[Plugin, Path]]:
        """Give the paths that a hook gives, each absolute and of the wanted kind."""
        for owned in self.of(hook):
            for each in owned.value:
                path = Path(each)
                if path.is_absolute() and wanted(path):
                    yield owned.by.plugin, path
                else:
                    self._refuse(BAD_CONTRIBUTION, owned.by.plugin, hook=hook, reason=f"{each}: {problem}")

    def _ask(self, hook: str) -> Iterator[Owned]:
        row = HOOKS[hook]
        for plugged in self._plugged:
            found = plugged.implementations.get(hook)
            if found is None:
                continue
            if hook == "commands" and plugged.plugin.isolated:
                self._refuse(NOT_ISOLATED, plugged.plugin, hook=hook)
                continue
            called = self._calls.call(
                Inquiry(
                    hook=hook,
                    plugin=plugged.plugin,
                    host=plugged.host,
                    target=found.run,
                    wanted=partial(copied, hint=row.answer),
                    seconds=row.seconds,
                )
            )
            if called.state == "answered":
                yield Owned(by=plugged, value=called.answer)
            elif called.state == "nonsense":
                self._refuse(BAD_CONTRIBUTION, plugged.plugin, hook=hook, reason=called.reason)
            else:
                self._refuse(BROKEN, plugged.plugin, reason=called.reason or called.state)

    def _by_name(self, hook: str, problem: Callable[[str, Any], str]) -> Mapping[str, Owned]:
        made: dict[str, Owned] = {}
        for owned in self.of(hook):
            for name, value in owned.value.items():
                reason = problem(name, value)
                if reason:
                    self._refuse(BAD_CONTRIBUTION, owned.by.plugin, hook=hook, reason=f"{name}: {reason}")
                elif name in made:
                    self._refuse(OFFERED_TWICE, owned.by.plugin, name=name, first=made[name].by.plugin.name)
                else:
                    made[name] = Owned(by=owned.by, value=value)
        return made
