"""The schema of the store: which one is there, whether this program may use it, and the way to the newest.

Forward only, one transaction a step: a step that is killed was never begun. A copy is made before the first
step of a store that holds something. Alembic is imported only here, when steps run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from engine.case.store.answers import CannotOpen

__all__ = ["SCHEMA", "STEPS", "check_schema", "run_steps", "schema_of"]

SCHEMA: Final = 2
"""The number of the newest step, known without loading any."""
# No package: its files are loaded by alembic alone, one after the other, when steps run.
STEPS: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 4_158_2026
"""Any number of ours: two programs that upgrade one PostgreSQL database wait for each other by it."""


def schema_of(db: Connection) -> int:
    """Give the number of the schema that is there; 0 if there is none."""
    if not sa.inspect(db).has_table("alembic_version"):
        return 0
    found = db.execute(sa.text("select version_num from alembic_version")).scalar()
    return 0 if found is None else int(found)


def check_schema(found: int, newest: int = SCHEMA) -> None:
    """Refuse a schema that this program does not know, or one that has to be brought up first."""
    if found > newest:
        raise CannotOpen(
            "newer_schema",
            f"数据是更新版本的程序写的（结构 {found}，本程序到 {newest}）。请升级程序，不要用旧程序打开。",
            f"The store was written by a newer program (schema {found}, ours {newest}). Upgrade the program.",
        )
    if found < newest:
        raise CannotOpen(
            "older_schema",
            f"数据的结构是旧的（{found}，要 {newest}）。请运行：yici upgrade",
            f"The store has an older schema ({found}, needed {newest}). Run: yici upgrade",
        )


def run_steps(
    engine: Engine,
    *,
    before: Callable[[int], None] = lambda found: None,
    steps: Path = STEPS,
    to: str = "head",
) -> tuple[int, int]:
    """Run the steps that are missing, after `before` had its turn; give the schema before and after."""
    from alembic import command  # loads a template engine and a third of a second
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    newest = int(ScriptDirectory.from_config(config).get_current_head() or 0) if to == "head" else int(to)
    with engine.connect() as db, _alone(db):
        with db.begin():
            found = schema_of(db)
        if found > newest:
            check_schema(found, newest)
        if found < newest:
            if found:
                before(found)
            config.attributes["connection"] = db
            command.upgrade(config, to)
    return found, newest


@contextmanager
def _alone(db: Connection) -> Iterator[None]:
    """Keep a second program that upgrades the same PostgreSQL database waiting."""
    if db.dialect.name != "postgresql":
        yield
        return
    with db.begin():
        db.execute(sa.select(sa.func.pg_advisory_lock(_LOCK)))
    try:
        yield
    finally:
        with db.begin():
            db.execute(sa.select(sa.func.pg_advisory_unlock(_LOCK)))
