"""G20: an upgrade, or its failure, leaves the data usable.

The process that upgrades is killed after each statement of each step, on a store that holds cases. Whatever
is found then is either the old store, whole, or the new one; running the upgrade again brings it there.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.case.store import Place, found_store, founded, open_store
from engine.case.store.connect import sqlite_engine
from engine.case.store.keys import read_keys
from engine.case.store.schema import SCHEMA, schema_of
from engine.case.store.upgrade import upgrade
from engine.case.store.verify import verify_all
from tests.case.store.desk import AT, begin, database, place_in
from tests.guarantees.steps import NEXT_STEP, with_a_next_step
from tests.postgres import Server

MOST = 200


def killed_after(statements: int, act: str, place: Place, steps: Path) -> bool:
    """Do something in a process of its own and kill it after some statements; False if it came to its end."""
    child = os.fork()
    if child == 0:
        left = statements

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sa.event.listen(sa.Engine, "after_cursor_execute", count)
        try:
            found_store(place, AT) if act == "found" else upgrade(place, AT, steps)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def schema_and_table(place: Place) -> tuple[int, bool]:
    with database(place) as db:
        return schema_of(db), NEXT_STEP in sa.inspect(db).get_table_names()


def whole(place: Place, cases: int) -> bool:
    with database(place) as db:
        report = verify_all(db, read_keys(place.keys))
    return report.whole and report.chains == cases


def upgrade_killed_everywhere(place: Place, again: Place | None, steps: Path) -> int:
    """Kill the upgrade after one more statement each time, until it is through; give how often."""
    for statements in range(MOST):
        if not killed_after(statements, "upgrade", place, steps):
            return statements
        assert schema_and_table(place) in ((SCHEMA, False), (SCHEMA + 1, True))
        assert whole(place, 3)
        if again is not None and schema_and_table(place)[0] > SCHEMA:
            # It was killed after its last commit: begin with the old store again.
            shutil.rmtree(place.data)
            shutil.copytree(again.data, place.data)
    raise AssertionError("it never came to its end")


def filled(place: Place) -> None:
    found_store(place, AT)
    with open_store(place) as store:
        for _ in range(3):
            begin(store)


def test_an_upgrade_killed_anywhere_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    place = place_in(tmp_path / "here")
    filled(place)
    shutil.copytree(place.data, tmp_path / "kept")
    kept = Place(data=tmp_path / "kept", keys=place.keys)
    assert upgrade_killed_everywhere(place, kept, with_a_next_step(tmp_path)) > 10
    assert schema_and_table(place) == (SCHEMA + 1, True)
    with sqlite3.connect(place.database) as db:
        assert db.execute("select distinct of_next from lines").fetchall() == [(8,)]
    copies = [path for path in (place.data / "before-upgrade").glob("0*.sqlite")]
    for copy in copies:
        with sqlite_engine(copy).connect() as db, db.begin():
            assert verify_all(db, read_keys(place.keys)).whole


def test_founding_killed_anywhere_goes_on(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    kills = 0
    while killed_after(kills, "found", place, tmp_path):
        kills += 1
        assert kills < MOST
    assert kills > 20
    assert founded(place)
    with open_store(place) as store:
        begin(store)


@pytest.mark.long
def test_an_upgrade_of_postgres_killed_anywhere_leaves_the_old_or_the_new(
    postgres: Server, tmp_path: Path
) -> None:
    place = place_in(tmp_path, postgres.database())
    filled(place)
    assert upgrade_killed_everywhere(place, None, with_a_next_step(tmp_path)) > 5
    assert schema_and_table(place) == (SCHEMA + 1, True)
