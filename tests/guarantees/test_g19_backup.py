"""G19: a backup can be restored: made while others write, it holds all that was acknowledged before it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from engine.case.store import Place, Recorded, Store, Wanted, found_store, open_store
from engine.case.store.backup import back_up
from engine.case.store.restore import restore
from tests.case.store.desk import AT, CLERK, line, minutes, place_in
from tests.guarantees.writing import step


class Load:
    """Clerks at work, who note what was acknowledged."""

    def __init__(self, store: Store, clerks: int) -> None:
        self.store, self.ended = store, threading.Event()
        self.said: list[tuple[str, int]] = []
        self.threads = [threading.Thread(target=self.work) for _ in range(clerks)]
        for each in self.threads:
            each.start()

    def work(self) -> None:
        case = None
        while not self.ended.is_set():
            answer = self.store.append(case, step, CLERK, AT)
            assert isinstance(answer, Recorded)
            self.said.append((answer.case, answer.sequence))
            case = answer.case if answer.sequence < 4 else None

    def end(self) -> None:
        self.ended.set()
        for each in self.threads:
            each.join()


def back_up_under_load(place: Place, folder: Path, times: int) -> None:
    with open_store(place) as store:
        load = Load(store, 4)
        try:
            for turn in range(times):
                while len(load.said) < 100 * (turn + 1):
                    pass
                before = list(load.said)
                made = back_up(store, folder / "backups", minutes(turn))
                assert made.report.whole
                check(made.folder, place, folder / f"restored-{turn}", before)
        finally:
            load.end()


def check(backup: Path, place: Place, there: Path, before: list[tuple[str, int]]) -> None:
    """Restore as a rehearsal, verify, rebuild, and compare."""
    restored = Place(data=there, keys=place.keys)
    done = restore(backup, restored, minutes(60), rehearsal=True)
    assert done.report.whole
    with open_store(restored) as store:
        missing = [each for each in before if (store.version(each[0]) or 0) < each[1]]
        assert missing == []
        lists = store.lines(Wanted(), limit=500)
        store.rebuild(lambda told: (line(marks=(str(len(told)),)), ()))
        assert store.lines(Wanted(), limit=500) == lists
        assert store.verify().whole


def test_a_backup_under_load_holds_all_that_was_acknowledged(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    back_up_under_load(place, tmp_path, 3)


@pytest.mark.long
def test_a_hundred_backups_under_load_can_all_be_restored(tmp_path: Path) -> None:
    for turn in range(20):
        place = place_in(tmp_path / str(turn))
        found_store(place, AT)
        back_up_under_load(place, tmp_path / str(turn), 5)


def test_copying_the_file_is_no_backup(tmp_path: Path) -> None:
    """What happens without the rule: what is acknowledged lies beside the file, in its journal."""
    place = place_in(tmp_path)
    found_store(place, AT)
    with open_store(place) as store:
        answer = store.append(None, step, CLERK, AT)
        assert isinstance(answer, Recorded)
        (tmp_path / "copy.sqlite").write_bytes(place.database.read_bytes())
    with sqlite3.connect(tmp_path / "copy.sqlite") as db:
        assert db.execute("select count(*) from events").fetchone() == (0,)
