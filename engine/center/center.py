"""The centre: the one place that knows which parts are plugged in, and that calls them.

Plug-ins come from installed distributions, from single files, and from ourselves, who use the same hooks.
Whoever is refused is named in a fault and the others go on. A plug-in that raises, exits, hangs or answers
nonsense gives no answer, and its name; it never takes a check with it (guarantees D15).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pluggy

from engine import hookspecs
from engine.center.calls import Called, Calls
from engine.center.faults import (
    BAD_CONTRIBUTION,
    BROKEN,
    OFFERED_TWICE,
    UNKNOWN_HOOK,
    WRAPPER_REFUSED,
    WRONG_ARGUMENTS,
)
from engine.center.find import Found, find
from engine.fault import Fault, FaultKind
from engine.hookspecs import GROUP, KINDS, Command, Function
from engine.source import Source

__all__ = ["Center", "Plugin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plug-in in use: its name, its version (or its file's hash), where it is, the hooks it answers."""

    name: str
    version: str
    path: str
    hooks: tuple[str, ...]
    own: bool = False


class Center:
    """A centre with its plug-ins; built once, then only asked."""

    def __init__(self, *, own: Sequence[str] = (), files: Path | None = None, installed: bool = True) -> None:
        """Plug in our own modules by name, then installed distributions, then the files of a folder."""
        self._manager = pluggy.PluginManager(GROUP)
        self._manager.add_hookspecs(hookspecs)
        self._hooks = tuple(name for name in vars(self._manager.hook) if not name.startswith("_"))
        self._faults: list[Fault] = []
        self._plugins: list[Plugin] = []
        for each in find(own, files, installed):
            self._plug_in(each)
        self._calls = Calls()
        self._owners: dict[str, str] = {}
        self._functions: dict[str, Function] = self._named("functions", _function_problem)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was refused, and why."""
        return tuple(self._faults)

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """The plug-ins in use, ours first, then installed ones and files, each by name."""
        return tuple(self._plugins)

    @property
    def functions(self) -> Mapping[str, Function]:
        """Every check function by name."""
        return dict(self._functions)

    @property
    def called(self) -> tuple[Called, ...]:
        """Every call so far with its outcome."""
        return self._calls.made

    def call(self, name: str, inputs: Mapping[str, object]) -> Called:
        """Call a check function; whatever it does, an outcome with the plug-in's name comes back."""
        function = self._functions.get(name)
        owner = self._owners.get(name, name.partition("/")[0])
        return self._calls.call(name, owner, self._version(owner), function, inputs)

    def ask(self, name: str, inputs: Mapping[str, object]) -> Mapping[str, object] | None:
        """Call a check function and give its answer, or None if there is none: what a check asks with."""
        return self.call(name, inputs).answer

    def catalogs(self) -> tuple[Path, ...]:
        """Give the folders that plug-ins contribute."""
        folders: list[Path] = []
        for plugin, given in self._contributions("catalogs"):
            for each in given if isinstance(given, list | tuple) else (given,):
                if isinstance(each, str | Path) and Path(each).is_absolute() and Path(each).is_dir():
                    folders.append(Path(each))
                else:
                    self._refuse(
                        BAD_CONTRIBUTION,
                        plugin,
                        hook="catalogs",
                        reason="不是一个绝对路径的文件夹 / no absolute folder",
                    )
        return tuple(folders)

    def commands(self) -> Mapping[str, Command]:
        """Give the commands that plug-ins contribute, by name."""
        return self._named("commands", lambda name, value: "" if isinstance(value, Command) else "Command")

    def _version(self, owner: str) -> str:
        return next((plugin.version for plugin in self._plugins if plugin.name == owner), "")

    def _plug_in(self, found: Found) -> None:
        try:
            module = found.load()
            self._manager.register(module, name=found.name)
            reason = self._objection(found, module)
        # A plug-in may raise anything while it is imported, SystemExit too.
        except pluggy.PluginValidationError as error:
            self._manager.unregister(name=found.name)
            self._refuse(WRONG_ARGUMENTS, found, hook=_hook_named(str(error), self._hooks))
            return
        except (Exception, SystemExit) as error:
            self._refuse(BROKEN, found, reason=f"{type(error).__name__}: {error}")
            return
        if reason is not None:
            self._manager.unregister(name=found.name)
            self._faults.append(reason)
            return
        callers = self._manager.get_hookcallers(module) or []
        self._plugins.append(
            Plugin(
                name=found.name,
                version=found.version,
                path=found.path,
                hooks=tuple(sorted(caller.name for caller in callers)),
                own=found.own,
            )
        )

    def _objection(self, found: Found, module: object) -> Fault | None:
        """Say what speaks against a plug-in that was just registered."""
        for caller in self._manager.get_hookcallers(module) or []:
            if caller.name not in self._hooks:
                return _fault(UNKNOWN_HOOK, found, hook=caller.name)
            for implementation in caller.get_hookimpls():
                wraps = implementation.hookwrapper or implementation.wrapper
                if implementation.plugin is module and wraps:
                    return _fault(WRAPPER_REFUSED, found, hook=caller.name)
        return None

    def _contributions(self, hook: str) -> Iterable[tuple[Plugin, object]]:
        """Call a contributing hook implementation by implementation, in the order of the plug-ins."""
        by_name = {each.plugin_name: each for each in getattr(self._manager.hook, hook).get_hookimpls()}
        for plugin in tuple(self._plugins):
            if plugin.name not in by_name:
                continue
            outcome = self._calls.run(by_name[plugin.name].function, 10.0)
            if outcome.state == "answered":
                yield plugin, outcome.value
            else:
                self._refuse(BROKEN, plugin, reason=outcome.reason)

    def _named(self, hook: str, problem: Callable[[str, object], str]) -> dict[str, Any]:
        """Collect what a hook contributes by name; a name belongs to the first who offers it."""
        made: dict[str, Any] = {}
        for plugin, given in self._contributions(hook):
            if not isinstance(given, Mapping):
                self._refuse(BAD_CONTRIBUTION, plugin, hook=hook, reason=type(given).__name__)
                continue
            for name, value in given.items():
                reason = problem(str(name), value) if isinstance(name, str) else type(name).__name__
                if reason:
                    self._refuse(BAD_CONTRIBUTION, plugin, hook=hook, reason=f"{name}: {reason}")
                elif name in made:
                    self._refuse(OFFERED_TWICE, plugin, name=name, first=self._owners.get(name, ""))
                else:
                    made[name] = value
                    self._owners[name] = plugin.name
        return made

    def _refuse(self, kind: FaultKind, found: Found | Plugin, **values: str) -> None:
        fault = _fault(kind, found, **values)
        if fault not in self._faults:
            self._faults.append(fault)


def _fault(kind: FaultKind, found: Found | Plugin, **values: str) -> Fault:
    source = Source(path=found.path, line=1, column=1, end_column=1)
    return Fault(kind=kind, source=source, values={"plugin": found.name, **values})


def _hook_named(text: str, hooks: Sequence[str]) -> str:
    return next((hook for hook in hooks if repr(hook) in text), "?")


def _function_problem(name: str, value: object) -> str:
    """Say what is wrong with a contributed check function, or nothing."""
    plugin, slash, function = name.partition("/")
    if not (plugin and slash and function) or "/" in function:
        return "名字要写成“插件/函数” / name it plug-in/function"
    if not isinstance(value, Function) or not callable(value.run):
        return "不是 Function / not a Function"
    if not value.answers or not {*value.inputs.values(), *value.answers.values()} <= {*KINDS}:
        return f"kinds: {', '.join(KINDS)}"
    return "" if 0 < value.seconds <= 60 else "seconds: 0–60"
