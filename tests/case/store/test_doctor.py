"""The doctor: everything that is wrong is told at once, each with what to do about it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.case.store import Place, Store, open_store
from engine.case.store.backup import back_up
from engine.case.store.canonical import CHINA
from engine.case.store.doctor import Check, _mounted, examine
from engine.case.store.keys import read_keys, write_keys
from engine.case.store.restore import restore
from tests.case.store.desk import AT, begin, minutes, place_in

NOW = AT + timedelta(hours=1)
NAMES = {
    "calendar",
    "patterns",
    "space",
    "modes",
    "file_system",
    "keys_apart",
    "settings",
    "file",
    "clock",
    "chains",
    "backup",
}


def told(
    place: Place, now: datetime = NOW, has_year: Callable[[int], bool] = lambda year: True
) -> dict[str, Check]:
    return {check.name: check for check in examine(place, now, has_year)}


def wrong(place: Place, now: datetime = NOW) -> list[str]:
    return [name for name, check in told(place, now).items() if not check.passed]


def test_a_new_store_has_nothing_wrong(place: Place) -> None:
    checks = told(place)
    assert checks.keys() == NAMES
    assert all(check.passed and check.zh and check.en for check in checks.values())


def test_on_postgres_nothing_is_wrong_either(on_postgres: Place) -> None:
    assert wrong(on_postgres) == []


def test_where_no_store_is_the_rest_is_told_all_the_same(tmp_path: Path) -> None:
    checks = told(place_in(tmp_path))
    assert checks.keys() == {"calendar", "patterns", "settings"}
    assert not checks["settings"].passed


def test_a_backup_is_missed_as_soon_as_there_are_cases_and_again_after_a_week(
    store: Store, tmp_path: Path
) -> None:
    begin(store)
    assert wrong(store.place) == ["backup"]
    back_up(store, tmp_path / "backups", AT)
    assert wrong(store.place) == []
    late = told(store.place, AT + timedelta(days=9))["backup"]
    assert (late.passed, "9 天" in late.zh, "9 days" in late.en) == (False, True, True)
    assert late.cure_zh and late.cure_en


def test_a_restored_store_was_backed_up(store: Store, tmp_path: Path) -> None:
    begin(store)
    made = back_up(store, tmp_path / "backups", AT)
    there = Place(data=tmp_path / "new", keys=store.place.keys)
    restore(made.folder, there, minutes(1))
    assert wrong(there) == []


def test_the_next_calendar_is_needed_from_november(place: Place) -> None:
    def has(year: int) -> bool:
        return year <= 2026

    assert told(place, datetime(2026, 10, 31, 23, tzinfo=CHINA), has)["calendar"].passed
    late = told(place, datetime(2026, 11, 1, tzinfo=CHINA), has)["calendar"]
    assert (late.passed, "2027" in late.zh, "2027" in late.cure_en) == (False, True, True)
    assert not told(place, datetime(2027, 1, 1, tzinfo=CHINA), has)["calendar"].passed


def test_a_clock_that_stands_before_the_last_event_is_told(store: Store) -> None:
    begin(store)
    assert "clock" in wrong(store.place, AT - timedelta(minutes=1))
    assert "clock" not in wrong(store.place, AT)


def test_little_space_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=900 << 20))
    check = told(place)["space"]
    assert (check.passed, "900 MB" in check.en) == (False, True)


def test_a_folder_that_others_can_enter_is_told(place: Place) -> None:
    place.data.chmod(0o750)
    assert wrong(place) == ["modes"]


def test_keys_that_lie_beside_what_they_open_are_told(place: Place) -> None:
    inside = replace(place, keys=place.data / "keys")
    write_keys(inside.keys, read_keys(place.keys))
    assert wrong(inside) == ["keys_apart"]


def test_keys_that_others_can_read_are_told(place: Place) -> None:
    place.keys.chmod(0o644)
    check = told(place)["settings"]
    assert (check.passed, "chmod 600" in check.zh) == (False, True)


def test_missing_patterns_are_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert wrong(place) == ["patterns"]


MOUNTS = "\n".join(
    [
        "/dev/vda / ext4 rw 0 0",
        "proc /proc proc rw 0 0",
        "host:/share /srv/with\\040space nfs4 rw 0 0",
        "tmpfs /srv tmpfs rw 0 0",
    ]
)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/srv/with space/data", "nfs4"), ("/srv/other", "tmpfs"), ("/home/me", "ext4")],
)
def test_a_folder_lies_on_the_nearest_mount(tmp_path: Path, folder: str, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS + "\n")
    assert _mounted(Path(folder), mounts) == kind
    assert _mounted(Path(folder), tmp_path / "none") == ""


def test_a_network_share_is_told_for_sqlite_alone(
    place: Place, on_postgres: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.case.store.doctor._mounted", lambda folder: "nfs4")
    assert wrong(place) == ["file_system"]
    assert wrong(on_postgres) == []


def test_a_changed_event_is_told(store: Store) -> None:
    case = begin(store).case
    with sqlite3.connect(store.place.database) as db:
        db.execute("update events set body = x'7b7d' where chain_id = ?", (case,))
    check = told(store.place)["chains"]
    assert (check.passed, case in check.zh, case in check.en) == (False, True, True)


def test_a_damaged_file_is_told(place: Place) -> None:
    with open_store(place) as store:
        for _ in range(30):
            begin(store)
    size = place.database.stat().st_size
    with open(place.database, "r+b") as file:
        for page in range(4, size // 4096, 2):
            file.seek(page * 4096)
            file.write(os.urandom(4096))
    assert {"file", "settings"} & set(wrong(place))


def test_a_file_that_contradicts_itself_is_told(store: Store) -> None:
    begin(store)
    store.close()
    with sqlite3.connect(store.place.database) as db:
        db.execute("pragma writable_schema = on")
        changed = "replace(sql, 'parent VARCHAR', 'parent VARCHAR NOT NULL')"
        db.execute(f"update sqlite_master set sql = {changed} where name = 'lines'")
    assert wrong(store.place) == ["file", "backup"]
