"""The schema: what the steps make is what the program works with, on both databases; forward only."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from engine.case.store import CannotOpen, Place, Store, Unavailable, Wanted, open_store
from engine.case.store.connect import PRAGMAS
from engine.case.store.schema import SCHEMA, STEPS
from engine.case.store.tables import METADATA
from engine.case.store.upgrade import upgrade
from tests.case.store.desk import AT, begin, database, place_in
from tests.guarantees.steps import NEXT_STEP, with_a_next_step


def test_the_newest_step_is_the_schema_of_the_program() -> None:
    numbers = sorted(int(path.name[:4]) for path in (STEPS / "versions").glob("*.py"))
    assert numbers == list(range(1, SCHEMA + 1))


def test_the_steps_make_the_tables_of_the_program(either: Store) -> None:
    with database(either.place) as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert [each for each in compare_metadata(context, METADATA)] == []


def test_the_steps_make_the_tables_word_for_word(place: Place) -> None:
    made = sa.create_engine("sqlite://")
    METADATA.create_all(made)

    def said(db: sa.Connection | sqlite3.Connection) -> set[str]:
        query = "select sql from sqlite_master where sql is not null and name <> 'alembic_version'"
        rows = db.exec_driver_sql(query) if isinstance(db, sa.Connection) else db.execute(query)
        return {" ".join(sql.split()).replace("( ", "(").replace(" )", ")") for (sql,) in rows}

    with made.connect() as wanted, sqlite3.connect(place.database) as there:
        assert said(there) == said(wanted)


def plan(store: Store, sql: str) -> str:
    with sqlite3.connect(store.place.database) as db:
        return " ".join(str(row[-1]) for row in db.execute(f"explain query plan {sql}"))


@pytest.mark.parametrize("column", ["department", "stage", "holder", "item"])
def test_what_is_open_is_found_by_an_index(store: Store, column: str) -> None:
    """The index holds open lines only, and SQLite uses it only if the query says so in the same words."""
    said: list[str] = []
    sa.event.listen(store._readers, "before_cursor_execute", lambda *each: said.append(each[2]))
    wanted: dict[str, Any] = {column: "x"}
    store.lines(Wanted(**wanted))
    assert f"lines_{column}" in plan(store, said[-1].replace("?", "'x'"))


def test_an_upgrade_of_the_newest_changes_nothing(place: Place) -> None:
    before = place.database.read_bytes()
    done = upgrade(place, AT)
    assert (done.before, done.after, done.copy) == (SCHEMA, SCHEMA, None)
    assert place.database.read_bytes() == before


@pytest.mark.parametrize("kind", ["place", "on_postgres"])
def test_an_upgrade_makes_a_copy_first(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    there: Place = request.getfixturevalue(kind)
    with open_store(there) as store:
        case = begin(store).case
    done = upgrade(there, AT, with_a_next_step(tmp_path))
    assert (done.before, done.after) == (SCHEMA, SCHEMA + 1)
    assert done.copy is not None and done.copy.stat().st_mode & 0o077 == 0
    with sqlite3.connect(done.copy) as db:
        assert db.execute("select id from chains").fetchall() == [(case,)]
        assert db.execute("select version_num from alembic_version").fetchone() == (f"{SCHEMA:04}",)
    with database(there) as db:
        assert NEXT_STEP in sa.inspect(db).get_table_names()


def test_an_older_program_does_not_upgrade_what_is_newer(place: Place, tmp_path: Path) -> None:
    upgrade(place, AT, with_a_next_step(tmp_path))
    for attempt in (lambda: upgrade(place, AT), lambda: open_store(place)):
        with pytest.raises(CannotOpen) as raised:
            attempt()
        assert raised.value.code == "newer_schema"


def test_nothing_is_upgraded_where_nothing_is_or_somebody_works(place: Place, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as raised:
        upgrade(place_in(tmp_path / "nowhere"), AT)
    assert raised.value.code == "no_store"
    with open_store(place, serve=True):
        with pytest.raises(CannotOpen) as raised:
            upgrade(place, AT)
        assert raised.value.code == "in_use"


def test_a_disk_that_is_full_leaves_the_old_schema(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(place.database) as db:
        (pages,) = db.execute("pragma page_count").fetchone()
    with monkeypatch.context() as full:
        full.setitem(PRAGMAS, "max_page_count", (str(pages), str(pages)))
        with pytest.raises(Unavailable) as raised:
            upgrade(place, AT, with_a_next_step(tmp_path))
        assert raised.value.reason == "full"
    with open_store(place) as store:
        begin(store)
