"""Calls one function of a plug-in so that nothing it does can hurt: frozen copies in, a checked answer out.

Each call runs in a thread of its own with a time budget. A thread cannot be killed, so one that never comes
back is left behind and counted; after three failures within ten minutes a plug-in is no longer asked.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from engine.hookspecs import Function, ValueKind

__all__ = ["Called", "Calls", "Ran", "State"]

State: TypeAlias = Literal["answered", "missing", "unfit", "raised", "late", "nonsense", "resting"]
_FAILURES: Final = 3
_WITHIN_SECONDS: Final = 600.0
_REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call of a check function: who was asked, what came of it, how long it took.

    `missing`: nobody offers the function. `unfit`: the item gives it other inputs than it declares.
    `nonsense`: the answer is not as declared. `resting`: it failed too often to be asked again now.
    """

    function: str
    plugin: str
    version: str
    state: State
    answer: Mapping[str, object] | None = None
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What came of running a piece of foreign code."""

    state: Literal["answered", "raised", "late"]
    value: object = None
    reason: str = ""
    seconds: float = 0.0


class Calls:
    """The calls of one centre, remembered."""

    def __init__(self) -> None:
        self._made: deque[Called] = deque(maxlen=_REMEMBERED)
        self._failures: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    @property
    def made(self) -> tuple[Called, ...]:
        """The newest thousand calls, the oldest first."""
        return tuple(self._made)

    def call(
        self, name: str, plugin: str, version: str, function: Function | None, inputs: Mapping[str, object]
    ) -> Called:
        """Call a check function and check its answer against what it declares."""
        state, answer, reason, seconds = self._outcome(plugin, function, inputs)
        made = Called(
            function=name,
            plugin=plugin,
            version=version,
            state=state,
            answer=answer,
            reason=reason,
            seconds=seconds,
        )
        with self._lock:
            self._made.append(made)
            if state in ("raised", "late", "nonsense"):
                self._failures.setdefault(plugin, deque(maxlen=_FAILURES)).append(time.monotonic())
        return made

    def _outcome(
        self, plugin: str, function: Function | None, inputs: Mapping[str, object]
    ) -> tuple[State, Mapping[str, object] | None, str, float]:
        if function is None:
            return "missing", None, "", 0.0
        if inputs.keys() != function.inputs.keys():
            return "unfit", None, ", ".join(sorted(inputs.keys() ^ function.inputs.keys())), 0.0
        if self._rests(plugin):
            return "resting", None, "", 0.0
        given = {name: _frozen(value) for name, value in inputs.items()}
        ran = self.run(lambda: function.run(**given), function.seconds)
        if ran.state != "answered":
            return ran.state, None, ran.reason, ran.seconds
        answer, reason = _checked(ran.value, function.answers)
        return ("nonsense" if answer is None else "answered"), answer, reason, ran.seconds

    def _rests(self, plugin: str) -> bool:
        with self._lock:
            failures = self._failures.get(plugin)
            return (
                failures is not None
                and len(failures) == _FAILURES
                and time.monotonic() - failures[0] < _WITHIN_SECONDS
            )

    @staticmethod
    def run(work: Callable[[], object], seconds: float) -> Ran:
        """Run foreign code in a thread of its own, and wait no longer than its time."""
        box: list[Ran] = []

        def inside() -> None:
            try:
                box.append(Ran(state="answered", value=work()))
            # SystemExit, KeyboardInterrupt and whatever else a plug-in may think of.
            except BaseException as error:
                box.append(Ran(state="raised", reason=_spoken(error)))

        started = time.monotonic()
        thread = threading.Thread(target=inside, name="yici-plugin", daemon=True)
        thread.start()
        thread.join(seconds)
        took = time.monotonic() - started
        if not box:
            return Ran(state="late", reason=f"{seconds:g} s", seconds=took)
        return Ran(state=box[0].state, value=box[0].value, reason=box[0].reason, seconds=took)


def _spoken(error: BaseException) -> str:
    try:
        return f"{type(error).__name__}: {error}"[:200]
    # Even the text of a foreign exception is foreign code.
    except BaseException:
        return type(error).__name__


def _frozen(value: object) -> object:
    """Give a copy that cannot be changed; a FEEL null is None."""
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    if isinstance(value, Mapping):
        return MappingProxyType({str(name): _frozen(part) for name, part in value.items()})
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(_frozen(part) for part in value)
    return None


def _checked(value: object, declared: Mapping[str, ValueKind]) -> tuple[Mapping[str, object] | None, str]:
    """Give the answer with plain values, or the reason why it is not what was declared."""
    try:
        if not isinstance(value, Mapping):
            return None, f"{type(value).__name__}, not a mapping"
        answer = dict(value)
    except Exception as error:
        return None, _spoken(error)
    if answer.keys() != declared.keys():
        names = sorted(str(name) for name in answer.keys() ^ declared.keys())
        return None, "names: " + ", ".join(names)[:200]
    made: dict[str, object] = {}
    for name, kind in declared.items():
        fits, plain = _as_declared(answer[name], kind)
        if not fits:
            return None, f"{name}: {type(answer[name]).__name__}, not {kind}"
        made[name] = plain
    return MappingProxyType(made), ""


def _as_declared(value: object, kind: ValueKind) -> tuple[bool, object]:
    """Say whether a value is of a kind, and give it as our own plain type; None is "known to be none"."""
    if value is None:
        return True, None
    match kind:
        case "text":
            return isinstance(value, str), str(value) if isinstance(value, str) else None
        case "yes_no":
            return isinstance(value, bool), value
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool), value
        case "number" | "amount":
            return _number(value)
        case "date":
            return _day(value)
        case "list":
            fits = isinstance(value, list | tuple)
            return fits, _frozen(value) if fits else None


def _number(value: object) -> tuple[bool, object]:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False, None
    made = Decimal(str(value)) if isinstance(value, float) else value
    finite = not isinstance(made, Decimal) or made.is_finite()
    return finite, made


def _day(value: object) -> tuple[bool, object]:
    if isinstance(value, datetime):
        return False, None
    if isinstance(value, date):
        return True, value
    try:
        return (True, date.fromisoformat(value)) if isinstance(value, str) else (False, None)
    except ValueError:
        return False, None
