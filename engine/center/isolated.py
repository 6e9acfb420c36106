"""The host of an isolated plug-in: a warm process, asked over pipes, killed when it is late, started anew.

A fault of the plug-in takes its own process and nothing else: it may crash, loop, hold its interpreter or eat
memory up to its limit. It shares no state with the centre and sees of its environment only its own settings.
"""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import engine
from engine.center.contract import Refused
from engine.center.faults import NO_READS, UNKNOWN_HOOK, WRAPPER_REFUSED, WRONG_ARGUMENTS
from engine.center.find import Found
from engine.center.plugin import Implementation
from engine.center.running import Call, Ran, Wanted
from engine.center.typed import Nonsense
from engine.center.wire import LARGEST, Remote, WireError, from_wire, pack, to_wire, unpack
from engine.fault import FaultKind

__all__ = ["MEMORY", "Child"]

MEMORY: Final = 512 * 1024 * 1024
_HEAD: Final = struct.Struct("!I")
_CHUNK: Final = 1 << 16
_KINDS: Final[dict[str, FaultKind]] = {
    kind.code: kind for kind in (NO_READS, UNKNOWN_HOOK, WRAPPER_REFUSED, WRONG_ARGUMENTS)
}
_START_SECONDS: Final = 10.0
_LAST_SECONDS: Final = 0.05


class _Late(Exception):
    """Nothing came in time."""


class _Gone(Exception):
    """The process has ended."""


class Child:
    """One isolated plug-in; one call at a time."""

    def __init__(self, found: Found, memory: int = MEMORY) -> None:
        self._found = found
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[..., Any] | None = None

    def start(self, seconds: float) -> Ran:
        """Start the process and give what the plug-in implements, or its refusal."""
        with self._lock:
            started = time.monotonic()
            try:
                found = _implementations(self._begin(seconds))
                return Ran(state="answered", value=found, seconds=time.monotonic() - started)
            except (_Late, _Gone, WireError, OSError) as error:
                self._kill()
                took, late = time.monotonic() - started, isinstance(error, _Late)
                return Ran(state="late" if late else "crashed", reason=str(error), seconds=took)
            except Nonsense as reason:
                return Ran(state="raised", reason=str(reason))

    def run(self, call: Call, wanted: Wanted, seconds: float) -> Ran:
        """Make a call in the process; whatever becomes of it, an outcome comes back within its time."""
        started = time.monotonic()
        if not self._lock.acquire(timeout=seconds):
            return Ran(state="late", reason="busy", seconds=seconds)
        try:
            ran = self._ask(call, wanted, started, seconds)
        finally:
            self._lock.release()
        return ran

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._kill()

    def _ask(self, call: Call, wanted: Wanted, started: float, seconds: float) -> Ran:
        assert isinstance(call.target, Remote), "what an isolated plug-in offers lives in its process"
        try:
            if self._process is None:
                self._begin(_START_SECONDS)
                started = time.monotonic()
            reply = self._exchange(
                {
                    "way": list(call.target.way),
                    "args": to_wire(call.args),
                    "given": to_wire(call.given),
                    "seconds": seconds,
                },
                started + seconds,
            )
            took = time.monotonic() - started
            if "answered" not in reply:
                return Ran(state="raised", reason=str(reply.get("raised", "")), seconds=took)
            return Ran(state="answered", value=wanted(from_wire(reply["answered"])), seconds=took)
        except Nonsense as reason:
            return Ran(state="nonsense", reason=str(reason), seconds=time.monotonic() - started)
        except WireError as error:
            self._kill()
            return Ran(state="nonsense", reason=str(error), seconds=time.monotonic() - started)
        except _Late:
            self._kill()
            return Ran(state="late", reason=f"{seconds:g} s", seconds=time.monotonic() - started)
        except (_Gone, OSError) as error:
            ended = self._kill() or str(error)
            return Ran(state="crashed", reason=ended, seconds=time.monotonic() - started)

    def _begin(self, seconds: float) -> dict[str, Any]:
        """Start the process, hand over what to load, and give its first reply."""
        until = time.monotonic() + seconds
        self._process = process = subprocess.Popen(
            [sys.executable, "-P", "-m", "engine.center.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=_environment(self._found.name),
            start_new_session=True,
        )
        assert process.stdin is not None and process.stdout is not None
        for pipe in (process.stdin, process.stdout):
            os.set_blocking(pipe.fileno(), False)
        self._end = weakref.finalize(self, _end, process)
        first = {"found": asdict(self._found), "search": sys.path, "memory": self._memory, "seconds": seconds}
        return self._exchange(first, until)

    def _exchange(self, message: dict[str, Any], until: float) -> dict[str, Any]:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        data = pack(message)
        _write(process.stdin.fileno(), _HEAD.pack(len(data)) + data, until)
        answers = process.stdout.fileno()
        (length,) = _HEAD.unpack(_read(answers, _HEAD.size, until))
        if length > LARGEST:
            raise WireError(f"{length} bytes")
        reply = unpack(_read(answers, length, until))
        if not isinstance(reply, dict):
            raise WireError("no reply")
        return reply

    def _kill(self) -> str:
        """End the process, and say how it ended if it did so by itself."""
        process, self._process = self._process, None
        if process is None:
            return ""
        if self._end is not None:
            self._end.detach()
        ended = _ended(process)
        _end(process)
        return "" if ended is None else f"exit {ended}" if ended >= 0 else signal.Signals(-ended).name


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    """Give the exit code of a process that has just closed its pipes; None if it is still there."""
    try:
        return process.wait(_LAST_SECONDS)
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with everything it started, and close its pipes."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.wait()


def _implementations(reply: dict[str, Any]) -> dict[str, Implementation] | Refused:
    """Give what the process says it implements; what can be called is called through it."""
    if "refused" in reply:
        return Refused(_KINDS[str(reply["refused"])], str(reply["hook"]))
    if "hooks" not in reply:
        raise Nonsense(str(reply.get("raised", "")))
    return {
        str(each["hook"]): Implementation(
            hook=str(each["hook"]),
            run=Remote((str(each["hook"]),)),
            arguments=tuple(str(name) for name in each["arguments"]),
            reads=from_wire(each["reads"]),
        )
        for each in reply["hooks"]
    }


def _environment(plugin: str) -> dict[str, str]:
    """Give the environment of a plug-in: where programs and modules are, the language, its own settings."""
    own = "YICI_" + plugin.removeprefix("yici-").partition(":")[0].replace("-", "_").upper()
    kept = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")
    made = {name: value for name, value in os.environ.items() if name in kept or name.startswith(own)}
    return {**made, "PYTHONPATH": str(Path(engine.__file__).parents[1])}


def _write(pipe: int, data: bytes, until: float) -> None:
    rest = memoryview(data)
    while rest:
        _wait(pipe, select.POLLOUT, until)
        try:
            rest = rest[os.write(pipe, rest[:_CHUNK]) :]
        except BrokenPipeError as error:
            raise _Gone("pipe closed") from error


def _read(pipe: int, length: int, until: float) -> bytes:
    made = bytearray()
    while len(made) < length:
        _wait(pipe, select.POLLIN, until)
        part = os.read(pipe, min(_CHUNK, length - len(made)))
        if not part:
            raise _Gone("pipe closed")
        made += part
    return bytes(made)


def _wait(pipe: int, what: int, until: float) -> None:
    poll = select.poll()
    poll.register(pipe, what)
    left = until - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise _Late
