"""Many rows in one statement, at little more than the cost of the driver.

A statement of SQLAlchemy and rows go in. The statement is turned into text once for each kind of database;
running it through the whole of SQLAlchemy would cost a writer a third of its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import UpdateBase

__all__ = ["insert_rows", "own_kinds", "rows_in", "run_each"]

# Few lengths of a list of values make few statements; what is short is filled up with its last value.
_SIZES: Final = (1, 8, 64, 512)


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


def rows_in(
    db: Connection, query: sa.Select[Any], column: sa.ColumnElement[Any], values: Iterable[Any]
) -> Iterable[Any]:
    """Read what a query finds where a column has one of some values, as the driver gives it."""
    wanted = list(values)
    size = next(each for each in _SIZES if each >= len(wanted))
    text = _in(db.dialect, query, column, size)
    row = {f"value_{at}": wanted[min(at, len(wanted) - 1)] for at in range(size)}
    return db.exec_driver_sql(text.statement, _ordered(text, row))


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a statement, and the order of its values where they have no names."""

    statement: str
    order: tuple[str, ...] | None


def _run(db: Connection, text: _Text, rows: Sequence[Mapping[str, Any]]) -> None:
    db.exec_driver_sql(text.statement, [_ordered(text, row) for row in rows])


def _ordered(text: _Text, row: Mapping[str, Any]) -> Any:
    return dict(row) if text.order is None else tuple([row[name] for name in text.order])


@lru_cache(maxsize=512)
def _insert(dialect: Dialect, table: sa.TableClause, columns: tuple[str, ...]) -> _Text:
    return _text(dialect, sa.insert(table).values({name: sa.bindparam(name) for name in columns}))


@lru_cache(maxsize=512)
def _in(dialect: Dialect, query: sa.Select[Any], column: sa.ColumnElement[Any], size: int) -> _Text:
    values = [sa.bindparam(f"value_{at}", type_=column.type) for at in range(size)]
    return _text(dialect, query.where(column.in_(values)))


@lru_cache(maxsize=512)
def _text(dialect: Dialect, statement: UpdateBase | sa.Select[Any]) -> _Text:
    compiled = statement.compile(dialect=dialect)
    order = getattr(compiled, "positiontup", None)
    return _Text(str(compiled), None if order is None else tuple(order))
