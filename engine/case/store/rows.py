"""Many rows in one statement, at little more than the cost of the driver.

A statement of SQLAlchemy and rows go in. The statement is turned into text once for each kind of database;
running it through the whole of SQLAlchemy would cost a writer a third of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase

__all__ = ["insert_rows", "own_kinds", "put_rows", "rows_in", "run_each", "stream"]

# Few lengths of a list of values make few statements; what is short is filled up with its last value.
_SIZES: Final = (1, 8, 64, 512)
_ROWS: Final = 2000


def own_kinds(*columns: sa.ColumnElement[Any]) -> list[sa.Label[Any]]:
    """Read columns as what they are; SQLite keeps, and hands back, whatever somebody else put there."""
    return [sa.cast(each, each.type).label(str(each.key)) for each in columns]


def insert_rows(db: Connection, table: sa.TableClause, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        _run(db, _insert(db.dialect, table, tuple(rows[0])), rows)


def put_rows(db: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, each in the place of the one with its key if there is one."""
    if rows:
        _run(db, _put(db.dialect, table, tuple(rows[0])), rows)


def run_each(db: Connection, statement: UpdateBase, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run an update or a deletion once for each row of values."""
    if rows:
        _run(db, _text(db.dialect, statement), rows)


def rows_in(
    db: Connection, query: sa.Select[Any], column: sa.ColumnElement[Any], values: Iterable[Any]
) -> list[Any]:
    """Read what a query finds where a column has one of some values, as the driver gives it."""
    wanted = list(values)
    size = next(each for each in _SIZES if each >= len(wanted))
    text = _in(db.dialect, query, column, size)
    row = {f"value_{at}": wanted[min(at, len(wanted) - 1)] for at in range(size)}
    with _Cursor(db, text.statement) as cursor:
        cursor.execute(text.statement, text.ordered(row))
        found: list[Any] = cursor.fetchall()
        return found


def stream(db: Connection, query: sa.Select[Any]) -> Iterator[Any]:
    """Give the rows of a query one after the other, never all of them at once in memory."""
    if db.dialect.name != "sqlite":
        # Only a cursor of the server itself gives rows as they are asked for.
        yield from db.execute(query, execution_options={"yield_per": _ROWS})
        return
    text = _text(db.dialect, query)
    with _Cursor(db, text.statement) as cursor:
        cursor.execute(text.statement, text.ordered({}))
        while rows := cursor.fetchmany(_ROWS):
            yield from rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The text of a statement, and how a row becomes what the driver wants to have for it."""

    statement: str
    ordered: Callable[[Mapping[str, Any]], Any]


def _run(db: Connection, text: _Text, rows: Sequence[Mapping[str, Any]]) -> None:
    with _Cursor(db, text.statement) as cursor:
        cursor.executemany(text.statement, [text.ordered(row) for row in rows])


class _Cursor:
    """A cursor of the driver itself; what it raises comes out as SQLAlchemy would have said it."""

    __slots__ = ("_cursor", "_db", "_statement")

    def __init__(self, db: Connection, statement: str) -> None:
        self._db, self._statement = db, statement
        self._cursor: Any = db.connection.cursor()

    def __enter__(self) -> Any:
        return self._cursor

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._cursor.close()
        dialect = self._db.dialect
        if isinstance(error, dialect.loaded_dbapi.Error):
            raise DBAPIError.instance(
                self._statement,
                None,
                error,
                dialect.loaded_dbapi.Error,
                hide_parameters=True,
                dialect=dialect,
            ) from error


@lru_cache(maxsize=512)
def _insert(dialect: Dialect, table: sa.TableClause, columns: tuple[str, ...]) -> _Text:
    return _text(dialect, sa.insert(table).values({name: sa.bindparam(name) for name in columns}))


@lru_cache(maxsize=512)
def _put(dialect: Dialect, table: sa.Table, columns: tuple[str, ...]) -> _Text:
    insert = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
    made = insert(table).values({name: sa.bindparam(name) for name in columns})
    keys = {each.name for each in table.primary_key}
    new = {name: made.excluded[name] for name in columns if name not in keys}
    return _text(dialect, made.on_conflict_do_update(index_elements=sorted(keys), set_=new))


@lru_cache(maxsize=512)
def _in(dialect: Dialect, query: sa.Select[Any], column: sa.ColumnElement[Any], size: int) -> _Text:
    values = [sa.bindparam(f"value_{at}", type_=column.type) for at in range(size)]
    return _text(dialect, query.where(column.in_(values)))


@lru_cache(maxsize=512)
def _text(dialect: Dialect, statement: UpdateBase | sa.Select[Any]) -> _Text:
    compiled = statement.compile(dialect=dialect)
    order = getattr(compiled, "positiontup", None)
    return _Text(statement=str(compiled), ordered=dict if order is None else _in_order(order))


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Give what takes the values of a row in the order of their places."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda row: tuple(row[name] for name in names)
