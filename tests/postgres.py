"""A private PostgreSQL for the tests: made in a temporary folder, on a local socket only, gone at the end.

It needs Debian's binaries and no running server. As root it runs as the user `postgres`, who must exist.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

__all__ = ["Server", "postgres_server"]

SETTINGS = """
listen_addresses = ''
fsync = on
full_page_writes = on
synchronous_commit = on
shared_buffers = 32MB
max_connections = 60
autovacuum = off
deadlock_timeout = 50ms
log_min_messages = panic
"""


@dataclass(frozen=True)
class Server:
    """A running server; every database that it is asked for is new."""

    folder: Path
    bin: Path
    numbers: Iterator[int]

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the server's own programs as its owner."""
        command = [str(self.bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=self.folder)

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.run("pg_ctl", "-D", "data", "-o", f"-k {self.folder}", "-l", "log", "-w", "start")

    def stop(self, mode: str) -> None:
        """Stop: `fast` in order, `immediate` as a power cut would."""
        self.run("pg_ctl", "-D", "data", "-m", mode, "-w", "stop")

    def database(self, template: str = "template0") -> str:
        """Make a database like another one and give its address."""
        name = f"yici_{next(self.numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            words = sql.SQL("create database {} template {}")
            db.execute(words.format(sql.Identifier(name), sql.Identifier(template)))
        return self.address(name)

    def address(self, name: str) -> str:
        """Give the address of a database."""
        return f"postgresql://postgres@/{name}?host={self.folder}"


def binaries() -> Path | None:
    """Find the newest installed server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return None if named is None else Path(named).resolve().parent


def roomy(memory: Path = Path("/dev/shm")) -> Path | None:
    """Give a folder in memory if there is room: thousands of small files are made and thrown away."""
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30 else None


@contextmanager
def postgres_server() -> Iterator[Server]:
    """Run a server of one's own, or skip because none is installed."""
    bin = binaries()
    if bin is None:
        pytest.skip("no PostgreSQL is installed")  # a package of the system
    # Not pytest's folder: another user must be able to reach it, and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="yici-pg-", dir=roomy()))
    server = Server(folder=folder, bin=bin, numbers=count(1))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        options = ("-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        server.run("initdb", *options)
        with open(folder / "data" / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
