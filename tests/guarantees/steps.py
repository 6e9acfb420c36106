"""A step that no version has yet, so that an upgrade has something to do."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.case.store.schema import SCHEMA, STEPS

__all__ = ["NEXT_STEP", "with_a_next_step"]

NEXT_STEP = "of_the_next_version"
STEP = f'''"""A step for tests: a table, a column with a value for every row that is there, an index."""

import sqlalchemy as sa
from alembic import op

revision = "{SCHEMA + 1:04}"
down_revision = "{SCHEMA:04}"


def upgrade() -> None:
    op.create_table("{NEXT_STEP}", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("insert into {NEXT_STEP} (id) values (1)")
    op.add_column("lines", sa.Column("of_next", sa.Integer, nullable=False, server_default="7"))
    op.execute("update lines set of_next = 8")
    op.create_index("lines_of_next", "lines", ["of_next"])
'''


def with_a_next_step(folder: Path) -> Path:
    """Give the folder of all steps with one more."""
    made = folder / "steps"
    shutil.copytree(STEPS, made, ignore=shutil.ignore_patterns("__pycache__"))
    (made / "versions" / f"{SCHEMA + 1:04}_next.py").write_text(STEP, encoding="utf-8")
    return made
