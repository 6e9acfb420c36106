"""G19: accounts and drafts go along with the cases, copied while people work, and come back as they were."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.case.store import CannotOpen, Place, Store, Unavailable, open_store
from engine.case.store.backup import back_up
from engine.case.store.beside import SETTINGS, SIDES
from engine.case.store.manifest import read_manifest
from engine.case.store.restore import restore
from tests.case.store.conftest import either, founded_database, founded_folder, on_postgres, place, store
from tests.case.store.desk import AT, minutes
from tests.postgres import Server
from web.opening import opened_people
from web.people.store import People
from web.people.tokens import Tokens
from web.side import side_engine
from web.studio.store import Drafts

__all__ = ["either", "founded_database", "founded_folder", "on_postgres", "place", "store"]

SETTING = "名称: 龙江市政务服务中心\n"


def begin_draft(drafts: Drafts, code: str) -> int:
    made = drafts.begin(
        code=code, name="甲", department="乙", base="", text="事项", author="li", at=AT, key=code
    )
    return made.number


def fill(there: Place) -> None:
    """Put accounts, a token, drafts and settings beside the cases."""
    (there.data / SETTINGS[0]).write_text(SETTING, encoding="utf-8")
    with opened_people(there) as people:
        for login in ("zhang", "wang"):
            people.add(login, "张三", ["clerk"], "a long enough password")
    drafts = Drafts(side_engine(there, "drafts"))
    assert [begin_draft(drafts, code) for code in ("A-1", "A-2")] == [1, 2]
    drafts.close()


def rows(there: Place) -> dict[str, list[tuple[object, ...]]]:
    """Give everything that stands beside the cases, by table."""
    made = {}
    for file, tables in SIDES.items():
        engine = side_engine(there, file.removesuffix(".sqlite"))
        with engine.connect() as db:
            for table in tables:
                if sa.inspect(db).has_table(table):
                    said = sa.Table(table, sa.MetaData(), autoload_with=db)
                    made[table] = sorted(map(tuple, db.execute(sa.select(said))), key=repr)
        engine.dispose()
    return made


def empty_place(kind: str, keys: Path, folder: Path, request: pytest.FixtureRequest) -> Place:
    if kind == "sqlite":
        return Place(data=folder / "new", keys=keys)
    server: Server = request.getfixturevalue("postgres")
    return Place(data=folder / "new", keys=keys, url=server.database())


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
def test_what_lies_beside_the_cases_comes_back_in_either_database(
    either: Store, target: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(either.place)
    made = back_up(either, tmp_path / "backups", minutes(5))
    assert {*SIDES, SETTINGS[0]} <= made.manifest.files.keys()
    there = empty_place(target, either.place.keys, tmp_path, request)
    restore(made.folder, there, minutes(9))
    before = rows(either.place)
    assert rows(there) == before and len(before["person"]) == len(before["draft"]) == 2
    assert (there.data / SETTINGS[0]).read_text(encoding="utf-8") == SETTING
    with opened_people(there) as people:
        assert people.verified("zhang", "a long enough password") is not None
        with pytest.raises(ValueError, match="zhang"):
            people.add("zhang", "李四", ["clerk"], "a long enough password")
    drafts = Drafts(side_engine(there, "drafts"))
    assert begin_draft(drafts, "A-3") == 3
    drafts.close()
    with open_store(there) as opened:
        assert opened.verify().whole


def test_accounts_are_copied_while_others_are_added(store: Store, tmp_path: Path) -> None:
    ended, names = threading.Event(), list[str]()
    with opened_people(store.place) as people:

        def work() -> None:
            while not ended.is_set():
                login = f"p{len(names)}"
                people.add(login, "张三", ["clerk"], "a long enough password")
                names.append(login)

        worker = threading.Thread(target=work)
        worker.start()
        try:
            for turn in range(2):
                while len(names) < 2 * (turn + 1):
                    assert worker.is_alive()
                known = [*names]
                made = back_up(store, tmp_path / "backups", minutes(turn))
                there = Place(data=tmp_path / f"restored-{turn}", keys=store.place.keys)
                restore(made.folder, there, minutes(60), rehearsal=True)
                with opened_people(there) as copied:
                    assert {*known} <= {each.login for each in copied.all()}
        finally:
            ended.set()
            worker.join()


def test_a_changed_copy_of_the_accounts_is_no_backup(store: Store, tmp_path: Path) -> None:
    fill(store.place)
    made = back_up(store, tmp_path / "backups", AT)
    with closing(sqlite3.connect(made.folder / "people.sqlite")) as db, db:
        db.execute("update person set roles = 'supervisor'")
    with pytest.raises(CannotOpen) as refused:
        restore(made.folder, Place(data=tmp_path / "new", keys=store.place.keys), AT)
    assert refused.value.code == "damaged_backup" and "people.sqlite" in refused.value.en


def no_database(content: bytes) -> bytes:
    return b"no database" * 999


def a_lost_index(content: bytes) -> bytes:
    """Empty the index over login names: every page is one, and what they say together is wrong."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(content)
        sql = "select rootpage from sqlite_schema where name = 'sqlite_autoindex_person_2'"
        (page,) = db.execute(sql).fetchone()
        (size,) = db.execute("pragma page_size").fetchone()
    place = (page - 1) * size
    # The count of its entries stands in the fourth and fifth byte of a page.
    return content[: place + 3] + b"\0\0" + content[place + 5 :]


@pytest.mark.parametrize("breaks", [no_database, a_lost_index])
def test_accounts_that_are_broken_make_no_backup(
    store: Store, tmp_path: Path, breaks: Callable[[bytes], bytes]
) -> None:
    fill(store.place)
    file = store.place.data / "people.sqlite"
    file.write_bytes(breaks(file.read_bytes()))
    with pytest.raises(Unavailable) as said:
        back_up(store, tmp_path / "backups", AT)
    assert said.value.reason == "broken"
    assert [*(tmp_path / "backups").iterdir()] == []


def test_a_store_without_accounts_is_backed_up_alone(either: Store, tmp_path: Path) -> None:
    made = back_up(either, tmp_path / "backups", AT)
    assert not made.manifest.files.keys() & {*SIDES, *SETTINGS}
    assert read_manifest(made.folder) == made.manifest


def test_every_table_of_the_web_is_copied_or_made_anew(place: Place) -> None:
    for file, tables in SIDES.items():
        engine = side_engine(place, file.removesuffix(".sqlite"))
        if file == "people.sqlite":
            Tokens(People(engine))
        else:
            Drafts(engine)
        assert {*sa.inspect(engine).get_table_names()} == {*tables}
        engine.dispose()
