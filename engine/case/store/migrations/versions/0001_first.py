"""The tables of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.String().with_variant(sa.String(collation="C"), "postgresql")
COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make them."""
    _make_stores()
    _make_chains()
    _make_requests()
    _make_lines()
    _make_timers()
    _make_vault()
    _make_uploads()
    _make_editions()
    _make_anchors()


def _make_stores() -> None:
    op.create_table(
        "stores",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("installation", sa.String, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
    )


def _make_chains() -> None:
    op.create_table(
        "chains",
        sa.Column("id", ID, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("anchored", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    waits = sa.text("sequence > anchored")
    op.create_index("chains_to_anchor", "chains", ["id"], sqlite_where=waits, postgresql_where=waits)
    op.create_table(
        "events",
        sa.Column("chain_id", ID, sa.ForeignKey("chains.id"), primary_key=True),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("algorithm", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("previous", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("actor", sa.String, primary_key=True),
        sa.Column("route", sa.String, primary_key=True),
        sa.Column("body_hash", sa.String, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("requests_at", "requests", ["at"])
    op.create_table(
        "counters",
        sa.Column("series", ID, primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.Column("anchored", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_lines() -> None:
    op.create_table(
        "lines",
        sa.Column("case_id", ID, sa.ForeignKey("chains.id"), primary_key=True),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("department", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("parent", ID),
        sa.Column("marks", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("lines_number", "lines", ["number"])
    op.create_index("lines_due", "lines", ["open", "due_on", "case_id"])
    for column in ("department", "stage", "holder", "item"):
        op.create_index(
            f"lines_{column}",
            "lines",
            [column, "due_on", "case_id"],
            sqlite_where=sa.text("open = 1"),
            postgresql_where=sa.text("open"),
        )
    child = sa.text("parent IS NOT NULL")
    op.create_index("lines_parent", "lines", ["parent"], sqlite_where=child, postgresql_where=child)


def _make_timers() -> None:
    op.create_table(
        "timers",
        sa.Column("id", COUNT, primary_key=True),
        sa.Column("case_id", ID, sa.ForeignKey("chains.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("free_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("timers_free", "timers", ["free_at"])
    op.create_index("timers_case", "timers", ["case_id"])


def _make_vault() -> None:
    op.create_table(
        "vault_keys",
        sa.Column("case_id", ID, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vault_values",
        sa.Column("id", ID, primary_key=True),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("classed", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("vault_values_person", "vault_values", ["case_id", "person"])
    op.create_table(
        "vault_finds",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("case_id", ID, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("vault_finds_person", "vault_finds", ["case_id", "person"])


def _make_uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("case_id", ID, sa.ForeignKey("chains.id"), primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("file", sa.String, nullable=False, unique=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_editions() -> None:
    op.create_table(
        "editions",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("files", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_anchors() -> None:
    op.create_table(
        "anchors",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.String, nullable=False),
    )
    op.create_table(
        "anchor_heads",
        sa.Column("chain_id", ID, primary_key=True),
        sa.Column(
            "number", sa.Integer, sa.ForeignKey("anchors.number"), primary_key=True, autoincrement=False
        ),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("anchor_heads_number", "anchor_heads", ["number", "chain_id"])
