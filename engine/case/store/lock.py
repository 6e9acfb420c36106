"""One server on one SQLite file: a second one is refused, and the lock dies with the process that holds it.

The lock is that of an SQLite file of its own, because it works alike on every system we run on.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from engine.case.store.answers import CannotOpen

__all__ = ["Lock", "lock"]


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
