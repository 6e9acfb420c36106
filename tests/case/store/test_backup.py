"""Backups: whole or not there, without keys, each in its own folder; what is broken or missing is said."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from engine.case.store import CannotOpen, Place, Store, Unavailable, Wanted
from engine.case.store.backup import back_up, newest_backup
from engine.case.store.restore import restore
from tests.case.store.desk import AT, CLERK, begin, minutes
from tests.case.store.full import SECRET, beside, fill


def test_a_backup_holds_no_key_and_no_personal_value(store: Store, tmp_path: Path) -> None:
    fill(store)
    made = back_up(store, tmp_path / "backups", minutes(5))
    secrets = [each.bytes for ring in store.ledger.keys.rings.values() for each in ring]
    for path in made.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert SECRET.encode() not in content
            assert not any(key in content or key.hex().encode() in content for key in secrets)
            assert path.stat().st_mode & 0o077 == 0


def test_each_backup_has_its_own_folder_and_the_newest_is_found(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with pytest.raises(CannotOpen):
        newest_backup(folder)
    first = back_up(store, folder, minutes(1)).folder
    begin(store)
    second = back_up(store, folder, minutes(2)).folder
    assert (first.name, second.name) == ("2026-03-02T090100", "2026-03-02T090200")
    assert newest_backup(folder) == second
    assert newest_backup(first) == first
    with pytest.raises(CannotOpen) as raised:
        back_up(store, folder, minutes(2))
    assert raised.value.code == "backup_there"


def test_a_backup_that_fails_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.case.store.backup.write_manifest", fail)
    with pytest.raises(OSError, match="space"):
        back_up(store, tmp_path / "backups", minutes(5))
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_damaged_database_is_not_backed_up(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tear(place: Place, path: Path) -> None:
        shutil.copy(place.database, path)
        with open(path, "r+b") as file:
            file.seek(8192)
            file.write(b"\x00" * 4096)

    fill(store)
    store.close()
    monkeypatch.setattr("engine.case.store.backup.snapshot", tear)
    with pytest.raises(Unavailable) as raised:
        back_up(store, tmp_path / "backups", minutes(5))
    assert raised.value.reason == "broken"


def test_a_tampered_store_is_backed_up_and_said_to_be_so(store: Store, tmp_path: Path) -> None:
    fill(store)
    with sqlite3.connect(store.place.database) as db:
        db.execute("update events set body = replace(body, 'clerk-1', 'clerk-9')")
    made = back_up(store, tmp_path / "backups", minutes(5))
    assert {each.what for each in made.report.broken} == {"chain/hash"}
    assert {each.what for each in restore(made.folder, beside(store.place), AT).report.broken} == {
        "chain/hash"
    }


def test_a_missing_upload_is_named(store: Store, tmp_path: Path) -> None:
    kept = fill(store)
    for path in store.place.uploads.rglob("*"):
        if path.is_file():
            path.unlink()
    made = back_up(store, tmp_path / "backups", minutes(5))
    assert len(made.missing) == 1
    restore(made.folder, beside(store.place), AT)
    assert kept.case in {row.case for row in store.lines(Wanted()).rows}


def test_an_upload_erased_meanwhile_is_not_missing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = fill(store)
    from engine.case.store import snapshot as module

    original = module.snapshot

    def erase_after(place: Place, path: Path) -> None:
        original(place, path)
        store.erase(kept.case, kept.person, CLERK, "本人申请", AT)

    monkeypatch.setattr("engine.case.store.backup.snapshot", erase_after)
    assert back_up(store, tmp_path / "backups", minutes(5)).missing == ()


def test_a_file_that_contradicts_itself_is_not_backed_up(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    store.close()
    with sqlite3.connect(store.place.database) as db:
        db.execute("pragma writable_schema = on")
        changed = "replace(sql, 'parent VARCHAR', 'parent VARCHAR NOT NULL')"
        db.execute(f"update sqlite_master set sql = {changed} where name = 'lines'")
    with pytest.raises(Unavailable) as raised:
        back_up(store, tmp_path / "backups", minutes(5))
    assert raised.value.reason == "broken"


def test_a_disk_that_is_full_while_copying_is_said(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(place: Place, path: Path) -> None:
        with sqlite3.connect(":memory:") as db:
            db.execute("pragma max_page_count = 1")
            db.execute("create table t (a)")
            db.execute("insert into t values (zeroblob(100000))")

    monkeypatch.setattr("engine.case.store.backup.snapshot", fill_up)
    with pytest.raises(Unavailable) as raised:
        back_up(store, tmp_path / "backups", minutes(5))
    assert raised.value.reason == "full"
    assert list((tmp_path / "backups").iterdir()) == []
