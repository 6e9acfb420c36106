"""G2: what was acknowledged survives a power cut, where the disk does what it says.

The simulator is tested too: without `synchronous` it must find a broken file, and with NORMAL lost events;
otherwise finding nothing with FULL would mean nothing.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from engine.case.store import Place, found_store
from engine.case.store.connect import sqlite_engine
from engine.case.store.keys import KeyRing, read_keys
from tests.case.store.desk import AT, place_in
from tests.guarantees.power import (
    PARTS,
    Change,
    Disk,
    acknowledgements,
    build_shim,
    read_diary,
    run_over_disk,
)
from tests.guarantees.writing import Acknowledged, look

WRITE = """
import os, random, sys
from pathlib import Path
from engine.case.store import connect, open_store
from tests.case.store.desk import AT, CLERK, place_in
from tests.guarantees.writing import step

folder, mode, count, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
# Checkpoints every sixty pages, so that there are many of them in few commits.
connect.PRAGMAS["wal_autocheckpoint"] = ("60", "60")
connect.PRAGMAS["synchronous"] = (mode, {"OFF": "0", "NORMAL": "1", "FULL": "2"}[mode])
place, chance, cases = place_in(folder), random.Random(seed), [None]
said = os.open(place.data / "said", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
store = open_store(place)
for _ in range(count):
    answer = store.append(chance.choice(cases), step, CLERK, AT)
    os.write(said, f"{answer.case} {answer.sequence} {answer.events[0].data['number']}\\n".encode())
    cases = [*cases[-4:], answer.case, None]
os._exit(0)
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_shim(tmp_path_factory.mktemp("shim"))


class Run:
    """One writing process: where it began, what its disk did, the keys."""

    def __init__(self, shim: Path, folder: Path, mode: str, count: int, seed: int) -> None:
        self.place = place_in(folder)
        found_store(self.place, AT)
        self.base = folder / "base"
        shutil.copytree(self.place.data, self.base)
        diary = folder / "diary"
        run_over_disk(shim, self.place, diary, WRITE, mode, str(count), str(seed))
        self.changes = read_diary(diary, self.place.data)
        self.keys: KeyRing = read_keys(self.place.keys)


def judge(place: Place, keys: KeyRing, changes: list[Change]) -> str:
    """Start on the disk that was found: `fine`, `lost` or `broken`."""
    said = [line.split() for line in acknowledgements(changes)]
    acknowledged = [Acknowledged(case, int(sequence), int(number)) for case, sequence, number in said]
    engine = sqlite_engine(place.database)
    try:
        with engine.connect() as db, db.begin():
            if db.exec_driver_sql("pragma integrity_check").scalar() != "ok":
                return "broken"
            wrong = [each for each in look(db, keys, acknowledged) if "idempotency" not in each]
    except DatabaseError:
        return "broken"
    finally:
        engine.dispose()
    if not wrong:
        return "fine"
    return "lost" if all(each.startswith("lost") for each in wrong) else "broken"


def cut_power(run: Run, images: int, seed: int) -> Counter[str]:
    """Cut the power at random places and count what is found."""
    chance = random.Random(seed)
    moments = sorted(chance.randrange(len(run.changes)) for _ in range(images))
    disk, at, found = Disk(run.base), 0, Counter[str]()
    for number, moment in enumerate(moments):
        for change in run.changes[at:moment]:
            disk.follow(change)
        at = moment
        folder = run.place.data.parent / "found"
        shutil.rmtree(folder, ignore_errors=True)
        disk.found(folder, chance, PARTS[number % len(PARTS)])
        place = Place(data=folder, keys=run.place.keys)
        found[judge(place, run.keys, run.changes[:moment])] += 1
    return found


def test_no_power_cut_loses_what_was_acknowledged(shim: Path, tmp_path: Path) -> None:
    run = Run(shim, tmp_path, "FULL", count=100, seed=1)
    assert cut_power(run, 200, seed=1) == {"fine": 200}


@pytest.mark.parametrize(("mode", "harm"), [("NORMAL", "lost"), ("OFF", "broken")])
def test_the_simulator_finds_what_weaker_settings_lose(
    shim: Path, tmp_path: Path, mode: str, harm: str
) -> None:
    run = Run(shim, tmp_path, mode, count=60, seed=2)
    assert cut_power(run, 40, seed=2)[harm] > 0


@pytest.mark.long
@pytest.mark.parametrize("seed", [3, 4, 5])
def test_no_power_cut_loses_anything_in_two_thousand(shim: Path, tmp_path: Path, seed: int) -> None:
    run = Run(shim, tmp_path, "FULL", count=400, seed=seed)
    assert cut_power(run, 2000, seed=seed) == {"fine": 2000}
