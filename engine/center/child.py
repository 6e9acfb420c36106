"""The process of one isolated plug-in: loads it, answers what the centre asks, ends when the centre does.

Messages are a length and JSON, over pipes that the plug-in's own prints do not reach. Memory is limited once,
processor time before every call; going beyond either ends this process and nothing else.
"""

from __future__ import annotations

import os
import resource
import struct
import sys
import time
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, BinaryIO, Final

from engine.center.contract import Contract, Refused
from engine.center.find import Found, load
from engine.center.plugin import Implementation
from engine.center.running import spoken
from engine.center.wire import Way, from_wire, pack, to_wire, unpack

__all__ = ["main"]

_HEAD: Final = struct.Struct("!I")


def main() -> None:
    """Serve until the pipe is closed."""
    asked, answers = _pipes()
    first = _read(asked)
    if first is None:
        return
    _limit(first["memory"], first["seconds"])
    sys.path[:] = first["search"]
    found = Found(**{**first["found"], "folders": tuple(first["found"]["folders"])})
    implementations, reply = _load(found)
    _write(answers, pack(reply))
    serving = _Serving(implementations)
    while (message := _read(asked)) is not None:
        _limit(None, message["seconds"])
        _write(answers, serving.answer(message))


def _load(found: Found) -> tuple[Mapping[str, Implementation], dict[str, Any]]:
    try:
        seen = Contract().seen(lambda: load(found), found.name)
    except (Exception, SystemExit) as error:  # whatever a plug-in raises is told to its centre
        return {}, {"raised": spoken(error)}
    if isinstance(seen, Refused):
        return {}, {"refused": seen.kind.code, "hook": seen.hook}
    hooks = [
        {
            "hook": each.hook,
            "arguments": list(each.arguments),
            "reads": None if each.reads is None else to_wire(each.reads),
        }
        for each in seen.values()
    ]
    return seen, {"hooks": hooks}


class _Serving:
    """Answers calls; what a hook contributed is kept, so that a way leads to the same thing every time."""

    def __init__(self, implementations: Mapping[str, Implementation]) -> None:
        self._implementations = implementations
        self._contributed: dict[str, Any] = {}

    def answer(self, message: Mapping[str, Any]) -> bytes:
        """Make the call that a message asks for, and give the reply."""
        way: Way = tuple(message["way"])
        try:
            target = self._at(way)
            value = target(*from_wire(message["args"]), **from_wire(message["given"]))
            if len(way) == 1:
                self._contributed[str(way[0])] = value
            return pack({"answered": to_wire(value, way)})
        except BaseException as error:  # SystemExit and whatever else a plug-in may think of
            return pack({"raised": spoken(error)})

    def _at(self, way: Way) -> Any:
        """Follow a way: the hook itself, or something in what it contributed."""
        hook = str(way[0])
        if len(way) == 1:
            return self._implementations[hook].run
        if hook not in self._contributed:
            self._contributed[hook] = self._implementations[hook].run()
        at = self._contributed[hook]
        for step in way[1:]:
            kept: Any = at
            at = getattr(kept, str(step)) if is_dataclass(kept) else kept[step]
        return at


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes for ourselves: what the plug-in reads and prints goes nowhere."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return asked, answers


def _limit(memory: int | None, seconds: float) -> None:
    """Limit memory, and processor time from now on; the time is generous, the centre's own clock is not."""
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 2, most))


def _read(pipe: BinaryIO) -> Any:
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (length,) = _HEAD.unpack(head)
    return unpack(pipe.read(length))


def _write(pipe: BinaryIO, data: bytes) -> None:
    pipe.write(_HEAD.pack(len(data)) + data)
    pipe.flush()


if __name__ == "__main__":
    main()
