"""Runs a piece of foreign code so that nothing it does can hurt: in a thread of its own, within its time.

A thread cannot be killed, so one that never comes back is left behind and counted by whoever asked. Code that
holds the interpreter lock or takes the process with it is not stopped at all: that is what `isolated` is for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol, TypeAlias

from engine.center.typed import Nonsense

__all__ = ["HERE", "Call", "Here", "Host", "Ran", "RanState", "Wanted", "run", "spoken"]

RanState: TypeAlias = Literal["answered", "raised", "late", "nonsense", "crashed"]
Wanted: TypeAlias = Callable[[object], Any]
"""Takes a copy of an answer, or raises `Nonsense`."""

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A piece of foreign code with its arguments, by place and by name."""

    target: Callable[..., object]
    args: tuple[object, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What came of running a piece of foreign code; `thread` is one that was left behind."""

    state: RanState
    value: Any = None
    reason: str = ""
    seconds: float = 0.0
    thread: threading.Thread | None = None


class Host(Protocol):
    """Where the code of a plug-in lives."""

    def run(self, call: Call, wanted: Wanted, seconds: float) -> Ran:
        """Make a call and take a copy of its answer."""
        ...


class Here:
    """Trusted code in this process."""

    def run(self, call: Call, wanted: Wanted, seconds: float) -> Ran:
        """Make a call in a thread of its own."""
        return run(lambda: wanted(call.target(*call.args, **call.given)), seconds)


HERE: Final = Here()


def run(work: Callable[[], object], seconds: float) -> Ran:
    """Run foreign code in a thread of its own, and wait no longer than its time."""
    box: list[Ran] = []

    def inside() -> None:
        try:
            box.append(Ran(state="answered", value=work()))
        except Nonsense as reason:
            box.append(Ran(state="nonsense", reason=str(reason)[:_LONGEST]))
        except BaseException as error:  # SystemExit and whatever else a plug-in may think of
            box.append(Ran(state="raised", reason=spoken(error)))

    started = time.monotonic()
    thread = threading.Thread(target=inside, name="yici-plugin", daemon=True)
    thread.start()
    thread.join(seconds)
    took = time.monotonic() - started
    if not box:
        return Ran(state="late", reason=f"{seconds:g} s", seconds=took, thread=thread)
    return Ran(state=box[0].state, value=box[0].value, reason=box[0].reason, seconds=took)


def spoken(error: BaseException) -> str:
    """Say what was raised; even the text of a foreign exception is foreign code."""
    try:
        return f"{type(error).__name__}: {error}"[:_LONGEST]
    except BaseException:  # its text is foreign code too
        return type(error).__name__
