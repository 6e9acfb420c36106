"""Calls plug-ins one by one and remembers what came of it: who was asked, what came back, how long it took.

Frozen copies go in, checked copies come out. After three failures within ten minutes, or with five calls that
never came back, a plug-in rests and is not asked (guarantees D15).
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from engine.center.plugin import Plugin
from engine.center.running import Call, Host, Ran, RanState, Wanted
from engine.center.trail import Trail
from engine.center.typed import Nonsense, answers, frozen, of_kind
from engine.hookspecs import Function

__all__ = ["Called", "Calls", "Inquiry", "State", "Use"]

State: TypeAlias = RanState | Literal["missing", "unfit", "resting"]
SLOW_SECONDS: Final = 0.1
_FAILURES: Final = 3
_WITHIN_SECONDS: Final = 600.0
_STUCK: Final = 5
_REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call: the hook, what of it was asked (a function, a lint), and what came of it.

    `missing`: nobody offers the function. `unfit`: it is given other inputs than it declares. `nonsense`: the
    answer is not as declared. `crashed`: its process died. `resting`: it failed too often to be asked now.
    """

    hook: str
    name: str
    plugin: str
    version: str
    state: State
    answer: Any = None
    reason: str = ""
    seconds: float = 0.0

    @property
    def slow(self) -> bool:
        """Tell whether somebody at a window would notice the wait."""
        return self.seconds > SLOW_SECONDS

    @property
    def failed(self) -> bool:
        """Tell whether the plug-in was asked and gave no answer."""
        return self.state in ("raised", "late", "nonsense", "crashed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One question to one plug-in: the target and its arguments, the type of the answer, the time it has."""

    hook: str
    plugin: Plugin
    host: Host
    target: Callable[..., object]
    args: tuple[object, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)
    wanted: Wanted
    seconds: float
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How much of a plug-in was used: calls, time and its share of all, slow calls, failures."""

    plugin: Plugin
    calls: int
    seconds: float
    share: float
    slow: int
    failures: int
    resting: bool


@dataclass(slots=True)
class _Record:
    calls: int = 0
    seconds: float = 0.0
    slow: int = 0
    failures: int = 0
    failed_at: deque[float] = field(default_factory=lambda: deque(maxlen=_FAILURES))
    stuck: list[threading.Thread] = field(default_factory=list)


class Calls:
    """The calls of one centre, remembered."""

    def __init__(self, trail: Trail | None = None) -> None:
        self._trail = trail or Trail(None)
        self._made: deque[Called] = deque(maxlen=_REMEMBERED)
        self._records: dict[str, _Record] = {}
        self._lock = threading.Lock()

    @property
    def made(self) -> tuple[Called, ...]:
        """The newest thousand calls, the oldest first."""
        return tuple(self._made)

    def call(self, inquiry: Inquiry) -> Called:
        """Ask one plug-in, and remember what came of it."""
        plugin = inquiry.plugin
        if self._rests(plugin.name):
            return self._keep(_called(inquiry, "resting"), None)
        given = {name: frozen(value) for name, value in inquiry.given.items()}
        args = tuple(frozen(value) for value in inquiry.args)
        call = Call(target=self._marked(inquiry), args=args, given=given)
        ran = inquiry.host.run(call, inquiry.wanted, inquiry.seconds)
        return self._keep(_called(inquiry, ran.state, ran.value, ran.reason, ran.seconds), ran)

    def _marked(self, inquiry: Inquiry) -> Callable[..., object]:
        """Give the code to call; foreign code of this process leaves its name on the trail."""
        plugin = inquiry.plugin
        if plugin.own or plugin.isolated:
            return inquiry.target
        return self._trail.marked(inquiry.target, plugin.name, inquiry.hook)

    def call_function(
        self, name: str, plugin: Plugin, host: Host, function: Function | None, inputs: Mapping[str, object]
    ) -> Called:
        """Ask a check function; what it is given and what it answers are held against what it declares."""
        nothing = Called(
            hook="functions", name=name, plugin=plugin.name, version=plugin.version, state="missing"
        )
        if function is None:
            return self._keep(nothing, None)
        declared = function.answers
        try:
            given = _fitting(inputs, function)
        except Nonsense as reason:
            unfit = Called(
                hook="functions",
                name=name,
                plugin=plugin.name,
                version=plugin.version,
                state="unfit",
                reason=str(reason),
            )
            return self._keep(unfit, None)
        return self.call(
            Inquiry(
                hook="functions",
                name=name,
                plugin=plugin,
                host=host,
                target=function.run,
                given=given,
                wanted=lambda value: answers(value, declared),
                seconds=function.seconds,
            )
        )

    def uses(self, plugins: tuple[Plugin, ...]) -> tuple[Use, ...]:
        """Give how much each plug-in was used so far."""
        with self._lock:
            total = sum(record.seconds for record in self._records.values()) or 1.0
            rows = [(plugin, self._records.get(plugin.name, _Record())) for plugin in plugins]
        return tuple(
            Use(
                plugin=plugin,
                calls=record.calls,
                seconds=record.seconds,
                share=record.seconds / total,
                slow=record.slow,
                failures=record.failures,
                resting=self._rests(plugin.name),
            )
            for plugin, record in rows
        )

    def _keep(self, called: Called, ran: Ran | None) -> Called:
        with self._lock:
            self._made.append(called)
            if ran is not None:
                record = self._records.setdefault(called.plugin, _Record())
                record.calls += 1
                record.seconds += called.seconds
                record.slow += called.slow
                if called.state != "answered":
                    record.failures += 1
                    record.failed_at.append(time.monotonic())
                if ran.thread is not None:
                    record.stuck.append(ran.thread)
        return called

    def _rests(self, plugin: str) -> bool:
        with self._lock:
            record = self._records.get(plugin)
            if record is None:
                return False
            record.stuck = [thread for thread in record.stuck if thread.is_alive()]
            failed = record.failed_at
            often = len(failed) == _FAILURES and time.monotonic() - failed[0] < _WITHIN_SECONDS
            return often or len(record.stuck) >= _STUCK


def _called(
    inquiry: Inquiry, state: State, answer: object = None, reason: str = "", seconds: float = 0.0
) -> Called:
    return Called(
        hook=inquiry.hook,
        name=inquiry.name,
        plugin=inquiry.plugin.name,
        version=inquiry.plugin.version,
        state=state,
        answer=answer,
        reason=reason,
        seconds=seconds,
    )


def _fitting(inputs: Mapping[str, object], function: Function) -> Mapping[str, object]:
    """Give the inputs as the function declares them."""
    if inputs.keys() != function.inputs.keys():
        raise Nonsense(", ".join(sorted(inputs.keys() ^ function.inputs.keys())))
    return {name: of_kind(frozen(value), function.inputs[name], name) for name, value in inputs.items()}
