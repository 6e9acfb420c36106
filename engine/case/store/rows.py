"""Many rows in one statement, at little more than the cost of the driver.

A statement of SQLAlchemy and rows go in. The statement is turned into text once for each kind of database;
running it through the whole of SQLAlchemy would cost a writer a third of its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import UpdateBase

__all__ = ["insert_rows", "own_kinds", "run_each"]


def own_kinds(*columns: sa.ColumnElement[Any]) -> list[sa.Label[Any]]:
    """Read columns as what they are; SQLite keeps, and hands back, whatever somebody else put there."""
    return [sa.cast(each, each.type).label(str(each.key)) for each in columns]


def insert_rows(db: Connection, table: sa.TableClause, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        _run(db, _insert(db.dialect, table, tuple(rows[0])), rows)


def run_each(db: Connection, statement: UpdateBase, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run an update or a deletion once for each row of values."""
    if rows:
        _run(db, _text(db.dialect, statement), rows)


def _run(db: Connection, text: tuple[str, tuple[str, ...] | None], rows: Sequence[Mapping[str, Any]]) -> None:
    statement, order = text
    if order is None:
        db.exec_driver_sql(statement, [dict(row) for row in rows])
    else:
        db.exec_driver_sql(statement, [tuple([row[name] for name in order]) for row in rows])


@lru_cache(maxsize=512)
def _insert(
    dialect: Dialect, table: sa.TableClause, columns: tuple[str, ...]
) -> tuple[str, tuple[str, ...] | None]:
    return _text(dialect, sa.insert(table).values({name: sa.bindparam(name) for name in columns}))


@lru_cache(maxsize=512)
def _text(dialect: Dialect, statement: UpdateBase) -> tuple[str, tuple[str, ...] | None]:
    """Give the text of a statement, and the order of its values where they have no names."""
    compiled = statement.compile(dialect=dialect)
    order = getattr(compiled, "positiontup", None)
    return str(compiled), None if order is None else tuple(order)
