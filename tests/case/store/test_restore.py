"""Restoring: into empty places only, whole or not at all; what is lost is said, no number given twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.case.store import (
    CannotOpen,
    Place,
    Recorded,
    Store,
    Unavailable,
    Wanted,
    Witness,
    found_store,
    open_store,
    read_export,
)
from engine.case.store.backup import back_up
from engine.case.store.keys import new_keys, read_keys, write_keys
from engine.case.store.manifest import read_manifest, wrong_files
from engine.case.store.restore import Gone, restore
from tests.case.store.desk import AT, CLERK, begin, minutes, place_in, receive, say
from tests.case.store.full import SECRET, beside, fill
from tests.case.store.uploads import FINE, read
from tests.postgres import Server


def other_place(kind: str, place: Place, request: pytest.FixtureRequest) -> Place:
    if kind == "sqlite":
        return beside(place)
    server: Server = request.getfixturevalue("postgres")
    return Place(data=beside(place).data, keys=place.keys, url=server.database())


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
def test_a_backup_of_either_becomes_a_store_of_either(
    either: Store, target: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kept = fill(either)
    made = back_up(either, tmp_path / "backups", minutes(5))
    assert (made.report.whole, made.missing, made.manifest.events) == (True, (), 4)
    there = other_place(target, either.place, request)
    done = restore(made.folder, there, minutes(9))
    assert done.report.whole
    assert done.gone == Gone()
    with open_store(there) as store:
        assert store.events(kept.case) == either.events(kept.case)
        assert store.lines(Wanted()) == either.lines(Wanted())
        assert store.edition("sha256:e") == {"item.yaml": "事项名称: 甲"}
        assert store.find("id", SECRET) == ((kept.case, "applicant"),)
        assert read(store, kept) == FINE
        assert [each.case for each in store.claim(minutes(600))] == [
            each.case for each in either.claim(minutes(600))
        ]
        again = store.append(kept.case, receive(), CLERK, minutes(10))
        assert isinstance(again, Recorded)
        assert again.events[0].data["number"] == 1_000_001
        assert store.anchor(minutes(11)) is not None
        assert store.verify().whole


def refused(backup: Path, place: Place) -> str:
    with pytest.raises(CannotOpen) as raised:
        restore(backup, place, AT)
    return raised.value.code


def test_nothing_is_restored_over_anything(store: Store, backup: Path, postgres: Server) -> None:
    assert refused(backup, store.place) == "not_empty"
    taken = beside(store.place, "taken")
    taken.data.mkdir()
    (taken.data / "note.txt").write_text("mine")
    assert refused(backup, taken) == "not_empty"
    full = Place(data=beside(store.place, "pg").data, keys=store.place.keys, url=postgres.database())
    restore(backup, full, AT)
    assert (
        refused(backup, Place(data=beside(store.place, "pg2").data, keys=full.keys, url=full.url))
        == "not_empty"
    )


def test_an_empty_folder_is_a_place_to_restore_into(store: Store, backup: Path) -> None:
    there = beside(store.place)
    there.data.mkdir()
    restore(backup, there, AT)
    assert there.database.exists()


def test_the_keys_of_another_store_do_not_restore_this_one(store: Store, backup: Path) -> None:
    write_keys(store.place.keys, new_keys())
    assert refused(backup, beside(store.place)) == "other_keys"


def test_a_changed_file_is_no_backup(store: Store, backup: Path) -> None:
    (backup / "store.sqlite").write_bytes((backup / "store.sqlite").read_bytes() + b"x")
    (backup / "anchors.jsonl").unlink()
    assert list(wrong_files(backup, read_manifest(backup))) == ["anchors.jsonl", "store.sqlite"]
    assert refused(backup, beside(store.place)) == "damaged_backup"


def test_many_changed_files_are_named_in_short(store: Store, backup: Path) -> None:
    text = json.loads((backup / "manifest.json").read_text())
    text["files"] |= {f"uploads/{number}": "sha256:0" for number in range(9)}
    (backup / "manifest.json").write_text(json.dumps(text))
    with pytest.raises(CannotOpen, match="…"):
        restore(backup, beside(store.place), AT)


def test_other_heads_than_those_of_the_manifest_are_no_backup(store: Store, backup: Path) -> None:
    text = json.loads((backup / "manifest.json").read_text())
    (backup / "manifest.json").write_text(json.dumps({**text, "heads": "00"}))
    assert refused(backup, beside(store.place)) == "damaged_backup"
    assert not beside(store.place).data.exists()


@pytest.mark.parametrize("text", ["", "[]", '{"format": 7}', '{"format": 1}'])
def test_a_folder_without_a_manifest_is_no_backup(store: Store, backup: Path, text: str) -> None:
    (backup / "manifest.json").write_text(text)
    assert refused(backup, beside(store.place)) == "no_backup"


def test_a_backup_of_a_newer_program_is_refused(store: Store, backup: Path) -> None:
    text = json.loads((backup / "manifest.json").read_text())
    (backup / "manifest.json").write_text(json.dumps({**text, "schema": 99}))
    assert refused(backup, beside(store.place)) == "newer_schema"


def test_a_restore_that_fails_leaves_nothing(
    store: Store, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.case.store.restore._put_in_place", fail)
    before = sorted(store.place.data.parent.iterdir())
    with pytest.raises(OSError, match="space"):
        restore(backup, beside(store.place), AT)
    assert sorted(store.place.data.parent.iterdir()) == before


def test_after_a_restore_the_old_store_is_not_opened_any_more(store: Store, backup: Path) -> None:
    restore(backup, beside(store.place), AT)
    store.close()
    with pytest.raises(CannotOpen) as raised:
        open_store(store.place)
    assert raised.value.code == "older_copy"


def test_a_rehearsal_leaves_the_keys_and_the_old_store_alone(store: Store, backup: Path) -> None:
    before = read_keys(store.place.keys)
    restore(backup, beside(store.place), AT, rehearsal=True)
    assert read_keys(store.place.keys) == before
    store.close()
    with open_store(store.place) as again:
        begin(again)


def test_a_restore_under_another_url_fails_as_a_whole(store: Store, backup: Path) -> None:
    nowhere = Place(data=beside(store.place).data, keys=store.place.keys, url="postgresql://x@localhost:1/x")
    with pytest.raises(Unavailable):
        restore(backup, nowhere, AT)


def test_a_database_that_fails_while_it_is_loaded_is_said(
    store: Store, backup: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlalchemy as sa

    class Full(Exception):
        sqlstate = "53100"

    def fail(*_: object) -> None:
        raise sa.exc.OperationalError("insert", {}, Full())

    monkeypatch.setattr("engine.case.store.restore.load", fail)
    there = Place(data=beside(store.place).data, keys=store.place.keys, url=postgres.database())
    with pytest.raises(Unavailable) as raised:
        restore(backup, there, AT)
    assert raised.value.reason == "full"


def witnessed(store: Store) -> Sequence[Witness]:
    store.anchor(minutes(30))
    return read_export(store.export_anchors(), store.ledger.keys)


def test_what_is_known_to_be_lost_is_listed(store: Store, tmp_path: Path) -> None:
    kept = fill(store)
    folder = back_up(store, tmp_path / "backups", minutes(5)).folder
    store.append(kept.case, receive(), CLERK, minutes(6))
    store.append(kept.case, receive(), CLERK, minutes(6))
    begin(store, say("queued", series="queue-2026-03-02"))
    store.reveal(begin(store).case, [], CLERK, "审查", AT)
    seen = witnessed(store)
    there = beside(store.place)
    done = restore(folder, there, minutes(40), seen)
    assert done.gone == Gone(
        shorter={kept.case: (2, 4)},
        cases=2,
        numbers={"case": (3, 5), "queue-2026-03-02": (1, 1)},
    )
    assert done.report.whole
    assert [each.number for each in done.report.lost] == [2]
    with open_store(there) as restored:
        assert begin(restored, say("queued", series="queue-2026-03-02")).events[0].data["number"] == 1_000_001
        assert restored.verify(witnesses=seen).whole


def test_a_number_beyond_its_epoch_pushes_the_next_one_further(store: Store, tmp_path: Path) -> None:
    begin(store)
    with sqlite3.connect(store.place.database) as db:
        db.execute("update counters set value = 2500000")
    folder = back_up(store, tmp_path / "backups", minutes(5)).folder
    there = beside(store.place)
    restore(folder, there, minutes(6))
    with open_store(there) as restored:
        assert begin(restored).events[0].data["number"] == 3_000_001


def test_two_restores_of_one_backup_never_give_a_number_twice(store: Store, backup: Path) -> None:
    seen = []
    for turn in range(3):
        there = beside(store.place, f"turn-{turn}")
        restore(backup, there, minutes(20 + turn))
        with open_store(there) as restored:
            seen += [begin(restored).events[0].data["number"] for _ in range(3)]
    assert len(set(seen)) == 9


def test_a_store_that_was_never_restored_owes_every_witness(store: Store, tmp_path: Path) -> None:
    fill(store)
    seen = witnessed(store)
    fresh = place_in(tmp_path / "fresh")
    found_store(fresh, AT)
    with open_store(fresh) as other:
        assert {each.what for each in other.verify(witnesses=seen).broken} == {"anchor/witness"}
