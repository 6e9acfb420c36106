"""G3: a number is given once, ever: also after races, kills, and the restore of an old backup."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from engine.case.store import Place, Store, found_store, open_store
from engine.case.store.backup import back_up
from engine.case.store.keys import read_keys
from engine.case.store.restore import restore
from tests.case.store.desk import AT, CLERK, begin, database, minutes, place_in, say
from tests.guarantees.test_g01_kill import kill_two
from tests.guarantees.writing import SERIES, look, read_acknowledged
from tests.postgres import Server

# Halves and quarters of it are drawn by eight at once.
COUNT = 5120


def draw(store: Store, count: int, clients: int = 8) -> list[int]:
    """Draw numbers from several threads at once; give them all."""
    drawn: list[int] = []

    def client() -> None:
        for _ in range(count // clients):
            number = begin(store, say("drawn", series=SERIES)).events[0].data["number"]
            assert isinstance(number, int)
            drawn.append(number)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return drawn


def through_a_restore(place: Place, there: Place, folder: Path, count: int) -> list[int]:
    """Draw, back up, go on drawing, lose it all, restore the backup, and draw again."""
    with open_store(place) as store:
        given = draw(store, count // 2)
        back_up(store, folder, minutes(1))
        given += draw(store, count // 4)
    (backup,) = folder.iterdir()
    restore(backup, there, minutes(2))
    with open_store(there) as store:
        return given + draw(store, count // 4)


def test_races_and_a_restore_give_no_number_twice(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    there = Place(data=tmp_path / "restored", keys=place.keys)
    given = through_a_restore(place, there, tmp_path / "backups", COUNT)
    assert (len(given), len(set(given))) == (COUNT, COUNT)
    before = COUNT * 3 // 4
    assert sorted(given)[:before] == list(range(1, before + 1))


def test_races_and_a_restore_on_postgres_give_no_number_twice(postgres: Server, tmp_path: Path) -> None:
    place = place_in(tmp_path, postgres.database())
    found_store(place, AT)
    there = Place(data=tmp_path / "restored", keys=place.keys, url=postgres.database())
    given = through_a_restore(place, there, tmp_path / "backups", 320)
    assert (len(given), len(set(given))) == (320, 320)


def test_kills_and_a_restore_give_no_number_twice(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    chance = random.Random(3)
    for turn in range(3):
        kill_two(place, tmp_path, chance, turn)
    with open_store(place) as store:
        backup = back_up(store, tmp_path / "backups", minutes(1)).folder
    for turn in range(3, 6):
        kill_two(place, tmp_path, chance, turn)
    there = Place(data=tmp_path / "restored", keys=place.keys)
    restore(backup, there, minutes(2))
    after = tmp_path / "after"
    after.mkdir()
    kill_two(there, after, chance, 9)
    before = [each.number for path in tmp_path.glob("*-[ab]") for each in read_acknowledged(path)]
    later = [each for path in after.glob("*-[ab]") for each in read_acknowledged(path)]
    numbers = before + [each.number for each in later]
    assert len(set(numbers)) == len(numbers)
    with database(there) as db:
        assert list(look(db, read_keys(place.keys), later, epoch=1)) == []


def test_each_day_of_the_queue_has_its_own_numbers(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    with open_store(place) as store:
        days = [begin(store, say("queued", series=f"queue-{day}")) for day in ("03-02", "03-02", "03-03")]
    assert [each.events[0].data["number"] for each in days] == [1, 2, 1]


@pytest.mark.long
def test_a_hundred_thousand_numbers_are_given_once(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    there = Place(data=tmp_path / "restored", keys=place.keys)
    given = through_a_restore(place, there, tmp_path / "backups", 100_000)
    assert len(set(given)) == len(given) == 100_000
    with open_store(there) as store:
        assert store.append(None, say("drawn", series=SERIES), CLERK, AT) is not None
