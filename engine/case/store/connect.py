"""Connections to either database, each with its settings made and read back; one that differs is refused.

What is durable, and what a second clerk sees, hangs on these settings, so nothing starts without them. On
SQLite a write transaction begins with BEGIN IMMEDIATE, because one that begins by reading cannot be made to
wait for another and would accept twice.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool, QueuePool

from engine.case.store.answers import Busy, CannotOpen, Reason, Unavailable
from engine.case.store.lock import gate
from engine.case.store.place import Place

__all__ = [
    "MUST_BE",
    "PRAGMAS",
    "again",
    "differing",
    "reading_engine",
    "scrub",
    "sqlite_engine",
    "unavailable",
    "writing_engine",
]

PRAGMAS: Final[dict[str, tuple[str, str]]] = {
    # name: what is set, what must be read back
    "busy_timeout": ("5000", "5000"),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", "2"),
    "foreign_keys": ("ON", "1"),
    # Where the system's fsync does not reach the disk itself (macOS); elsewhere it does nothing.
    "fullfsync": ("ON", "1"),
    "checkpoint_fullfsync": ("ON", "1"),
    # What is erased is overwritten, and nothing personal goes into files for sorting.
    "secure_delete": ("ON", "1"),
    "temp_store": ("MEMORY", "2"),
}
MUST_BE: Final[dict[str, tuple[str, ...]]] = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_apply"),
    "server_encoding": ("UTF8",),
}
_POOL: Final = 8
_WAIT_SECONDS: Final = 5


def writing_engine(place: Place) -> Engine:
    """Give the connections that write: on SQLite for one thread, on PostgreSQL a pool."""
    if place.url is not None:
        return _postgres(place, read_only=False)
    engine = _sqlite(place.database, read_only=False, poolclass=NullPool)

    def begin(db: Connection) -> None:
        with gate(place.data / "gate"):
            db.exec_driver_sql("BEGIN IMMEDIATE")

    sa.event.listen(engine, "begin", begin)
    return engine


def sqlite_engine(path: Path) -> Engine:
    """Give connections that write to an SQLite file that nobody else writes to, such as a copy."""
    engine = _sqlite(path, read_only=False, poolclass=NullPool)
    sa.event.listen(engine, "begin", lambda db: db.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def reading_engine(place: Place) -> Engine:
    """Give the connections that can only read; what one transaction reads is of one moment."""
    if place.url is None:
        engine = _sqlite(place.database, read_only=True, poolclass=QueuePool, **_pool())
        sa.event.listen(engine, "begin", lambda db: db.exec_driver_sql("BEGIN"))
        return engine
    return _postgres(place, read_only=True)


def scrub(place: Place) -> None:
    """Have what was just erased leave the journal of SQLite too; if somebody reads, the next writes do it."""
    if place.url is None:
        with _sqlite(place.database, read_only=False, poolclass=NullPool).connect() as db:
            cursor = db.connection.cursor()
            cursor.execute("pragma wal_checkpoint(truncate)")
            cursor.close()


def _pool() -> dict[str, Any]:
    return {"pool_size": _POOL, "max_overflow": 0, "pool_timeout": _WAIT_SECONDS}


def _sqlite(path: Path, *, read_only: bool, **pool: Any) -> Engine:
    mode = "ro" if read_only else "rw"
    address = f"file:{quote(os.path.abspath(path))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # The driver's own transactions are off: it would read before it begins.
        made = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _set_up(made, read_only)
        except BaseException:  # whatever stopped it, the connection is not left open
            made.close()
            raise
        return made

    return sa.create_engine("sqlite+pysqlite://", creator=connect, hide_parameters=True, **pool)


def _set_up(made: sqlite3.Connection, read_only: bool) -> None:
    # How the file is written is for those who write; it may not be settled yet when somebody looks.
    wanted = {name: each for name, each in PRAGMAS.items() if not (read_only and name == "journal_mode")}
    for name, (value, _) in wanted.items():
        made.execute(f"pragma {name} = {value}")
    if read_only:
        made.execute("pragma query_only = on")
    seen = {name: str(made.execute(f"pragma {name}").fetchone()[0]) for name in wanted}
    _refuse(differing(seen, {name: (back,) for name, (_, back) in wanted.items()}))


def _postgres(place: Place, *, read_only: bool) -> Engine:
    assert place.url is not None
    try:
        url = make_url(place.url)
        if url.get_backend_name() != "postgresql":
            raise ArgumentError("not PostgreSQL")
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"), hide_parameters=True, pool_pre_ping=True, **_pool()
        )
    except (ArgumentError, NoSuchModuleError) as error:
        raise CannotOpen(
            "not_an_address",
            "--store 要写成 postgresql://用户@主机/数据库 这样。",
            "Write --store as postgresql://user@host/database.",
        ) from error
    except ModuleNotFoundError as error:
        raise CannotOpen(
            "no_driver",
            "用 PostgreSQL 要先安装：pip install 'yici[postgres]'",
            "PostgreSQL needs: pip install 'yici[postgres]'",
        ) from error
    sa.event.listen(engine, "connect", lambda made, _: _set_up_postgres(made, read_only))
    return engine


def _set_up_postgres(made: Any, read_only: bool) -> None:
    made.autocommit = True
    made.execute("set synchronous_commit = on")
    made.execute(f"set lock_timeout = '{_WAIT_SECONDS}s'")
    if read_only:
        made.execute("set default_transaction_read_only = on")
        made.execute("set default_transaction_isolation = 'repeatable read'")
    seen = {name: str(made.execute(f"show {name}").fetchone()[0]) for name in MUST_BE}
    made.autocommit = False
    _refuse(differing(seen, MUST_BE))


def differing(seen: Mapping[str, str], wanted: Mapping[str, Iterable[str]]) -> list[str]:
    """Give the settings that are not as they must be, as `name = value`."""
    return [f"{name} = {seen[name]}" for name, values in wanted.items() if seen[name] not in values]


def _refuse(wrong: list[str]) -> None:
    if wrong:
        said = ", ".join(wrong)
        raise CannotOpen(
            "unsafe_settings",
            f"数据库的设置不安全，断电会丢数据，不能用：{said}",
            f"The database is set up so that a power cut loses data: {said}",
        )


_SQLITE_REASONS: Final[Mapping[str, Reason]] = {
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_CORRUPT": "broken",
    "SQLITE_NOTADB": "broken",
    # Disks fail in many ways, and every way of SQLite to say so begins like this.
    "SQLITE_IOERR": "gone",
    "SQLITE_CANTOPEN": "gone",
}
_POSTGRES_REASONS: Final[Mapping[str, Reason]] = {
    "53": "full",
    "25006": "read_only",
    "55P03": "locked",
    "40": "locked",
    "XX001": "broken",
    "XX002": "broken",
    "08": "gone",
    "57": "gone",
    "58": "gone",
}


def unavailable(error: Exception) -> Unavailable | None:
    """Read an error of the database as a reason why it cannot answer now; nothing if it is a bug of ours."""
    if isinstance(error, sa.exc.TimeoutError):
        return Busy()
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        known = next((each for start, each in _SQLITE_REASONS.items() if name.startswith(start)), None)
        return _as_unavailable(known)
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        known = next((each for start, each in _POSTGRES_REASONS.items() if state.startswith(start)), None)
        return _as_unavailable(known)
    return _as_unavailable("gone" if isinstance(error, sa.exc.OperationalError) else None)


def _as_unavailable(reason: Reason | None) -> Unavailable | None:
    return None if reason is None else Unavailable(reason)


def again(error: DBAPIError) -> bool:
    """Tell whether another transaction was in the way, so that reading and deciding again settles it."""
    state = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, sa.exc.IntegrityError) or state in ("40001", "40P01")
