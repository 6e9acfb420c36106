"""The tables of the store. Events are the truth; `lines` and `timers` are made from them, may be made anew.

Moments are microseconds since 1970 and days are ISO texts, so that both databases keep, sort and compare
them alike. A change here needs a step in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

__all__ = [
    "METADATA",
    "NEVER",
    "anchor_heads",
    "anchors",
    "chains",
    "counters",
    "editions",
    "events",
    "lines",
    "requests",
    "stores",
    "timers",
    "uploads",
    "vault_finds",
    "vault_keys",
    "vault_values",
]

METADATA: Final = sa.MetaData()
# The day of a line whose case has no clock: it stands behind every real day, and a page can be cut at it.
NEVER: Final = "9999-12-31"
# Ids sort by code point, as in Python, whatever the language of the database.
_Id: Final = sa.String().with_variant(sa.String(collation="C"), "postgresql")
# SQLite counts rows by itself only in a column of exactly this type.
_Count: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

stores: Final = sa.Table(
    "stores",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("installation", sa.String, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("made_at", sa.BigInteger, nullable=False),
)

# One row a chain of events: a case, the accesses to a case (`<case>.access`), the journal of the store.
chains: Final = sa.Table(
    "chains",
    METADATA,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("anchored", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
sa.Index(
    "chains_to_anchor",
    chains.c.id,
    sqlite_where=chains.c.sequence > chains.c.anchored,
    postgresql_where=chains.c.sequence > chains.c.anchored,
)

events: Final = sa.Table(
    "events",
    METADATA,
    sa.Column("chain_id", _Id, sa.ForeignKey("chains.id"), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("algorithm", sa.String, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("previous", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("mac", sa.LargeBinary, nullable=False),
    sa.Column("key_id", sa.String, nullable=False),
    sqlite_with_rowid=False,
)

requests: Final = sa.Table(
    "requests",
    METADATA,
    # Keys are long and random: whoever looks for one finds it by this first column.
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("actor", sa.String, primary_key=True),
    sa.Column("route", sa.String, primary_key=True),
    sa.Column("body_hash", sa.String, nullable=False),
    sa.Column("case_id", _Id, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("requests_at", "at"),
    sqlite_with_rowid=False,
)

counters: Final = sa.Table(
    "counters",
    METADATA,
    sa.Column("series", _Id, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
    sa.Column("anchored", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

lines: Final = sa.Table(
    "lines",
    METADATA,
    sa.Column("case_id", _Id, sa.ForeignKey("chains.id"), primary_key=True),
    sa.Column("item", sa.String, nullable=False),
    sa.Column("department", sa.String, nullable=False),
    sa.Column("stage", sa.String, nullable=False),
    sa.Column("holder", sa.String, nullable=False),
    sa.Column("due_on", sa.String(10), nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Column("parent", _Id),
    sa.Column("marks", sa.String, nullable=False),
    sa.Column("number", sa.String, nullable=False),
    sa.Index("lines_number", "number"),
    sa.Index("lines_due", "open", "due_on", "case_id"),
    sqlite_with_rowid=False,
)
# What is open is looked for all day; what is closed is found through the day it was due.
for _column in (lines.c.department, lines.c.stage, lines.c.holder, lines.c.item):
    sa.Index(
        f"lines_{_column.name}",
        _column,
        lines.c.due_on,
        lines.c.case_id,
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )
sa.Index(
    "lines_parent",
    lines.c.parent,
    sqlite_where=lines.c.parent.is_not(None),
    postgresql_where=lines.c.parent.is_not(None),
)

timers: Final = sa.Table(
    "timers",
    METADATA,
    sa.Column("id", _Count, primary_key=True),
    sa.Column("case_id", _Id, sa.ForeignKey("chains.id"), nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    # When a worker may take it: at its own moment, or after a claim or a pause that followed a failure.
    sa.Column("free_at", sa.BigInteger, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    # Grows whenever the timer changes hands: who holds an older turn holds nothing.
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Index("timers_free", "free_at"),
    sa.Index("timers_case", "case_id"),
    # An id is never given twice, or a worker could settle another timer than the one it claimed.
    sqlite_autoincrement=True,
)

vault_keys: Final = sa.Table(
    "vault_keys",
    METADATA,
    sa.Column("case_id", _Id, primary_key=True),
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("key_id", sa.String, nullable=False),
    sqlite_with_rowid=False,
)

vault_values: Final = sa.Table(
    "vault_values",
    METADATA,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("case_id", _Id, nullable=False),
    sa.Column("person", sa.String, nullable=False),
    sa.Column("classed", sa.String, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Index("vault_values_person", "case_id", "person"),
    sqlite_with_rowid=False,
)

vault_finds: Final = sa.Table(
    "vault_finds",
    METADATA,
    sa.Column("digest", sa.LargeBinary, primary_key=True),
    sa.Column("case_id", _Id, primary_key=True),
    sa.Column("person", sa.String, primary_key=True),
    sa.Index("vault_finds_person", "case_id", "person"),
    sqlite_with_rowid=False,
)

editions: Final = sa.Table(
    "editions",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("files", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

uploads: Final = sa.Table(
    "uploads",
    METADATA,
    sa.Column("case_id", _Id, sa.ForeignKey("chains.id"), primary_key=True),
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("file", sa.String, nullable=False, unique=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("scan", sa.String, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

anchors: Final = sa.Table(
    "anchors",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sa.Column("key_id", sa.String, nullable=False),
)

anchor_heads: Final = sa.Table(
    "anchor_heads",
    METADATA,
    sa.Column("chain_id", _Id, primary_key=True),
    sa.Column("number", sa.Integer, sa.ForeignKey("anchors.number"), primary_key=True, autoincrement=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Index("anchor_heads_number", "number", "chain_id"),
    sqlite_with_rowid=False,
)
