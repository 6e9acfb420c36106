"""The tables of the people who work here: accounts, sessions, and the second step of signing in."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

__all__ = ["CODE", "HALF", "PERSON", "REQUIRED", "SESSION", "STEP", "TABLES"]

TABLES: Final = sa.MetaData()
PERSON: Final = sa.Table(
    "person",
    TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("login", sa.String(64), unique=True, nullable=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("department", sa.String(64), nullable=False),
    sa.Column("window", sa.String(32), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("password", sa.Text, nullable=False),
)
SESSION: Final = sa.Table(
    "session",
    TABLES,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("token", sa.String(64), nullable=False),
    sa.Column("visitor", sa.String(32), nullable=False),
    sa.Column("person", sa.String(32), nullable=False, index=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("begun_at", sa.String(32), nullable=False),
    sa.Column("seen_at", sa.String(32), nullable=False),
)
# Whose password was right and whose code has not come yet, by the session of the browser.
HALF: Final = sa.Table(
    "half_session",
    TABLES,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("person", sa.String(32), nullable=False, index=True),
    sa.Column("back", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
# The secret that a person shares with their telephone, sealed; `step` is the newest one whose code was used.
STEP: Final = sa.Table(
    "second_step",
    TABLES,
    sa.Column("person", sa.String(32), primary_key=True),
    sa.Column("in_force", sa.Boolean, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("key_id", sa.String(32), nullable=False),
    sa.Column("step", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
CODE: Final = sa.Table(
    "recovery_code",
    TABLES,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("person", sa.String(32), nullable=False, index=True),
)
REQUIRED: Final = sa.Table(
    "second_step_role",
    TABLES,
    sa.Column("role", sa.String(16), primary_key=True),
)
