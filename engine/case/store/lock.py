"""Who may write to an SQLite file: one server, and whoever waits in front of one gate.

A second server is refused; its lock is that of an SQLite file of its own, which works alike on every system
and dies with the process that holds it. The gate makes writers of several processes take turns: SQLite lets
whoever comes back first in again, and a short command could wait for ever beside a busy server.
"""

from __future__ import annotations

import importlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.case.store.answers import CannotOpen

__all__ = ["Lock", "gate", "lock"]


class Lock:
    """The right to be the server of a data folder, held until it is let go."""

    def __init__(self, held: sqlite3.Connection) -> None:
        self._held = held

    def release(self) -> None:
        """Let go."""
        self._held.close()


def lock(data: Path) -> Lock:
    """Take the lock of a data folder, or refuse because another server has it."""
    held = sqlite3.connect(data / "server.lock", timeout=0, isolation_level=None, check_same_thread=False)
    try:
        held.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        held.close()
        raise CannotOpen(
            "in_use",
            f"{data} 已经有一个服务在用。先停掉它，或者另选一个数据文件夹；要开几个服务，请用 PostgreSQL。",
            f"Another server uses {data}. Stop it or name another folder; several servers need PostgreSQL.",
        ) from error
    return Lock(held)


@contextmanager
def gate(path: Path) -> Iterator[None]:
    """Wait until nobody else is waiting to write; where the system has no such lock, go on at once."""
    system: Any = importlib.import_module("fcntl") if os.name == "posix" else None
    if system is None:
        yield
        return
    opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        system.flock(opened, system.LOCK_EX)
        yield
    finally:
        os.close(opened)
