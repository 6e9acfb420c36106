"""The tables of the drafts: a draft, the versions of its text (compressed), the steps taken with it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

__all__ = ["DRAFT", "STEP", "TABLES", "VERSION"]

TABLES: Final = sa.MetaData()
DRAFT: Final = sa.Table(
    "draft",
    TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(64), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("department", sa.Text, nullable=False),
    sa.Column("base", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("author", sa.String(32), nullable=False),
    sa.Column("begun_at", sa.String(40), nullable=False),
    sa.Column("changed_at", sa.String(40), nullable=False),
    sa.Column("key", sa.String(64), nullable=False),
)
VERSION: Final = sa.Table(
    "draft_version",
    TABLES,
    sa.Column("draft", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("author", sa.String(32), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    # The savings of one hand in one go are a run, known by its first version.
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("run_at", sa.String(40), nullable=False),
    sa.Column("based_on", sa.Integer, nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
)
STEP: Final = sa.Table(
    "draft_step",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("draft", sa.Integer, nullable=False, index=True),
    sa.Column("verb", sa.String(16), nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("edition", sa.Text, nullable=False),
    sa.Column("first", sa.String(10), nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("key", sa.String(64), unique=True),
)
