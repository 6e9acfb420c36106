"""Opening a store: whatever stands against it is said, in both languages, before anything is touched."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from engine.case.store import (
    CannotOpen,
    Place,
    Recorded,
    Store,
    Unavailable,
    Wanted,
    found_store,
    founded,
    open_store,
    place,
)
from engine.case.store import connect as connecting
from engine.case.store.chain import ALGORITHMS
from engine.case.store.connect import MUST_BE, differing, reading_engine, writing_engine
from engine.case.store.files import sync_folder
from engine.case.store.keys import KeyRing, new_keys, read_keys, renew, write_keys
from engine.case.store.lock import gate
from engine.case.store.schema import SCHEMA, run_steps
from tests.case.store.desk import AT, CLERK, begin, place_in, receive


def refused(place: Place, **options: bool) -> str:
    with pytest.raises(CannotOpen) as raised:
        open_store(place, **options)
    assert raised.value.zh and raised.value.en == str(raised.value)
    return raised.value.code


def test_what_is_named_comes_before_the_environment_and_that_before_the_usual(tmp_path: Path) -> None:
    environment = {"YICI_DATA": "/b", "YICI_STORE": "postgresql://b", "YICI_KEYS": "/k"}
    assert place("/a", "postgresql://a", "/x", environment) == Place(
        data=Path("/a"), url="postgresql://a", keys=Path("/x")
    )
    assert place(environment=environment) == Place(data=Path("/b"), url="postgresql://b", keys=Path("/k"))
    usual = place()
    assert (usual.data, usual.url, usual.keys.name) == (Path("yici-data"), None, "yici-data.keys")
    assert usual.name == "yici-data"


def test_the_name_of_a_place_shows_no_password() -> None:
    assert place(url="postgresql://me:secret@host/db").name == "host/db"


def test_where_nothing_is_nothing_is_opened(tmp_path: Path) -> None:
    there = place_in(tmp_path)
    assert not founded(there)
    assert refused(there) == "no_store"
    assert list(tmp_path.iterdir()) == []


def test_founding_twice_changes_nothing(place: Place) -> None:
    before = read_keys(place.keys), place.database.read_bytes()
    found_store(place, AT)
    assert (read_keys(place.keys), place.database.read_bytes()) == before


def test_what_is_founded_is_for_its_owner_alone(place: Place) -> None:
    assert place.data.stat().st_mode & 0o077 == 0
    assert place.database.stat().st_mode & 0o077 == 0
    assert place.keys.stat().st_mode & 0o777 == 0o600


def test_founding_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    there = place_in(tmp_path)
    there.data.mkdir()
    there.database.touch()
    assert not founded(there)
    found_store(there, AT)
    with open_store(there) as store:
        begin(store)


def test_founding_goes_on_after_the_schema_was_made(tmp_path: Path) -> None:
    there = place_in(tmp_path)
    there.data.mkdir()
    there.database.touch()
    run_steps(writing_engine(there))
    assert not founded(there)
    found_store(there, AT)
    assert founded(there)


def test_a_new_store_under_old_keys_begins_a_new_epoch_of_numbers(tmp_path: Path) -> None:
    write_keys(tmp_path / "keys", new_keys())
    there = place_in(tmp_path)
    found_store(there, AT)
    with open_store(there) as store:
        assert begin(store).events[0].data["number"] == 1_000_001


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(CannotOpen) as raised:
        found_store(place_in(tmp_path), AT)
    assert raised.value.code == "no_folder"


def test_a_second_server_is_refused_and_a_command_is_not(place: Place) -> None:
    with open_store(place, serve=True) as store:
        assert refused(place, serve=True) == "in_use"
        with open_store(place) as other:
            case = begin(other).case
        assert len(store.events(case)) == 1
    with open_store(place, serve=True):
        pass


def test_a_server_that_cannot_open_lets_its_lock_go(place: Place) -> None:
    keys = read_keys(place.keys)
    place.keys.unlink()
    assert refused(place, serve=True) == "keys_missing"
    write_keys(place.keys, keys)
    with open_store(place, serve=True):
        pass


def test_a_closed_store_takes_nothing_and_closes_twice(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(Unavailable) as raised:
        store.append(None, receive(), CLERK, AT)
    assert raised.value.reason == "closed"


# Keys.


def test_keys_that_others_can_read_are_refused(place: Place) -> None:
    place.keys.chmod(0o640)
    assert refused(place) == "keys_open"


@pytest.mark.parametrize(
    "keys",
    [
        {"mac": []},
        {"mac": [], "vault": [], "index": [], "anchor": []},
        {"mac": [{"id": "a", "key": "AAAA"}]},
        {"mac": [{"id": "a", "key": "!"}]},
        {"mac": 1},
    ],
)
def test_a_ring_without_whole_keys_is_refused(place: Place, keys: dict[str, object]) -> None:
    text = {"format": 1, "installation": "x", "epoch": 0, "keys": keys}
    place.keys.write_text(json.dumps(text))
    assert refused(place) == "keys_unreadable"


@pytest.mark.parametrize("text", ["", "[]", "null", '{"format": 2}'])
def test_a_file_that_is_no_key_file_is_refused(place: Place, text: str) -> None:
    place.keys.write_text(text)
    assert refused(place) == "keys_unreadable"


def test_the_keys_of_another_store_are_refused(place: Place) -> None:
    write_keys(place.keys, new_keys())
    assert refused(place) == "other_keys"


def test_a_copy_from_before_a_restore_is_refused(place: Place) -> None:
    keys = read_keys(place.keys)
    write_keys(place.keys, replace(keys, epoch=keys.epoch + 1))
    assert refused(place) == "older_copy"


def test_keys_are_never_shown_by_printing(place: Place) -> None:
    keys = read_keys(place.keys)
    for ring in keys.rings.values():
        for each in ring:
            assert repr(each.bytes) not in repr(keys)
            assert each.bytes.hex() not in repr(keys)


def test_a_key_file_is_written_whole_or_not_at_all(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = read_keys(place.keys)

    def fail(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="space"):
        write_keys(place.keys, renew(keys, "mac"))
    assert read_keys(place.keys) == keys
    assert [path.name for path in place.keys.parent.glob(".keys*")] == []


def test_events_sealed_with_an_older_key_still_verify(place: Place) -> None:
    with open_store(place) as store:
        case = begin(store).case
    keys = renew(renew(read_keys(place.keys), "mac"), "anchor")
    write_keys(place.keys, keys)
    with open_store(place) as store:
        store.append(case, receive(), CLERK, AT)
        store.anchor(AT)
        assert store.verify().whole
    forgotten: KeyRing = replace(keys, rings={**keys.rings, "mac": keys.rings["mac"][1:]})
    write_keys(place.keys, forgotten)
    with open_store(place) as store:
        assert [each.what for each in store.verify().broken] == ["mac/key"]


# Schema.


def set_schema(place: Place, number: str) -> None:
    with sqlite3.connect(place.database) as db:
        db.execute("update alembic_version set version_num = ?", (number,))


def test_a_newer_schema_is_refused(place: Place) -> None:
    set_schema(place, "0099")
    assert refused(place) == "newer_schema"


def test_an_older_schema_asks_for_the_upgrade(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.case.store.schema.check_schema.__defaults__", (SCHEMA + 1,))
    assert refused(place) == "older_schema"


def test_a_file_that_is_no_database_is_said(place: Place) -> None:
    place.database.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(Unavailable) as raised:
        open_store(place)
    assert raised.value.reason == "broken"


# Settings of the connections.


@pytest.mark.parametrize("name", ["synchronous", "journal_mode", "foreign_keys", "busy_timeout"])
def test_a_setting_that_reads_back_differently_is_refused(
    place: Place, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    value, _ = connecting.PRAGMAS[name]
    monkeypatch.setitem(connecting.PRAGMAS, name, (value, "something else"))
    assert refused(place) == "unsafe_settings"


def test_weaker_settings_are_named() -> None:
    seen = {"fsync": "off", "full_page_writes": "on", "synchronous_commit": "off", "server_encoding": "UTF8"}
    assert differing(seen, MUST_BE) == ["fsync = off", "synchronous_commit = off"]


def test_on_postgres_a_server_without_fsync_is_refused(
    on_postgres: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connecting.MUST_BE, "fsync", ("off",))
    assert refused(on_postgres) == "unsafe_settings"


def test_a_session_that_asks_for_less_is_given_more(on_postgres: Place) -> None:
    lazy = replace(on_postgres, url=f"{on_postgres.url}&options=-csynchronous_commit%3Doff")
    with open_store(lazy) as store, store.reading() as db:
        assert db.exec_driver_sql("show synchronous_commit").scalar() == "on"
        begin(store)


def test_a_reader_cannot_write(either: Store) -> None:
    with pytest.raises(Unavailable) as raised, either.reading() as db:
        db.exec_driver_sql("delete from chains")
    assert raised.value.reason == "read_only"


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite:///x", ""])
def test_an_address_of_something_else_is_refused(tmp_path: Path, url: str) -> None:
    there = replace(place_in(tmp_path), url=url or "postgres")
    with pytest.raises(CannotOpen) as raised:
        found_store(there, AT)
    assert raised.value.code == "not_an_address"


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    there = place_in(tmp_path, "postgresql://nobody@localhost:1/none")
    with pytest.raises(Unavailable) as raised:
        founded(there)
    assert raised.value.reason == "gone"


def test_without_the_driver_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("psycopg")

    monkeypatch.setattr("sqlalchemy.create_engine", missing)
    with pytest.raises(CannotOpen, match=r"yici\[postgres\]"):
        reading_engine(place_in(tmp_path, "postgresql://x/y"))


# Algorithms.


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_events_are_sealed_with_the_algorithm_asked_for(place: Place, algorithm: str) -> None:
    with open_store(place, algorithm=algorithm) as store:
        begin(store)
        assert store.verify().whole
    with open_store(place) as store:
        begin(store)
        assert store.verify().whole


def test_an_algorithm_that_is_not_there_is_refused(place: Place) -> None:
    with pytest.raises(CannotOpen) as raised:
        open_store(place, algorithm="md5")
    assert raised.value.code == "no_algorithm"


def test_two_stores_in_one_folder_see_each_other(place: Place) -> None:
    with open_store(place) as one, open_store(place) as two:
        case = begin(one).case
        assert isinstance(two.append(case, receive(), CLERK, AT), Recorded)
        assert len(one.events(case)) == 2
        assert one.lines(Wanted()) == two.lines(Wanted())


def test_where_a_system_lacks_folders_and_locks_of_its_own_things_go_on(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "name", "nt")
        sync_folder(place.data)
        with gate(place.data / "none"):
            pass
    assert not (place.data / "none").exists()


def test_founding_on_a_full_disk_is_said_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = place_in(tmp_path)
    with monkeypatch.context() as full:
        full.setitem(connecting.PRAGMAS, "max_page_count", ("2", "2"))
        with pytest.raises(Unavailable) as raised:
            found_store(there, AT)
        assert raised.value.reason == "full"
    found_store(there, AT)
    assert founded(there)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_of_two_who_found_at_once_one_does(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = None if kind == "sqlite" else request.getfixturevalue("postgres").database()
    there, told = place_in(tmp_path, url), list[str]()

    def found() -> None:
        try:
            found_store(there, AT)
        except CannotOpen as refused:
            told.append(refused.code)

    founders = [threading.Thread(target=found) for _ in range(2)]
    for each in founders:
        each.start()
    for each in founders:
        each.join()
    # Whoever comes while the other is at it is told that somebody is there.
    assert set(told) <= {"in_use"}
    with open_store(there) as store:
        assert begin(store).events[0].data["number"] == 1
