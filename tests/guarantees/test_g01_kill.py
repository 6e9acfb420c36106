"""G1: what was acknowledged survives the death of the program.

Two processes accept cases flat out and are killed at random moments; then everything they were told is there,
no number was given twice, nothing is there by half, and the chains are whole. Other rounds follow on the same
file, so that what one death leaves behind is met by the next start.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from engine.case.store import Key, Place, Recorded, found_store, open_store
from engine.case.store.keys import read_keys
from tests.case.store.desk import AT, CLERK, database, place_in
from tests.guarantees.writing import look, read_acknowledged, step, write_on
from tests.postgres import Server, postgres_server

PATIENCE = 30.0
EACH = 10


def start(place: Place, said: Path, name: str) -> int:
    """Start a writer in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            write_on(place, said, name)
        finally:
            os._exit(1)
    return child


def noted(said: Path) -> int:
    return said.stat().st_size if said.exists() else 0


def kill_two(place: Place, folder: Path, chance: random.Random, turn: int) -> None:
    """Let two writers write for a moment and kill each at a moment of its own."""
    said = [folder / f"{turn}-{name}" for name in ("a", "b")]
    children = [start(place, path, path.name) for path in said]
    ends = time.monotonic() + PATIENCE
    try:
        while not all(noted(path) for path in said) and time.monotonic() < ends:
            time.sleep(0.001)
        for child in children:
            time.sleep(chance.uniform(0, 0.03))
            os.kill(child, signal.SIGKILL)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    assert all(noted(path) for path in said), "a writer acknowledged nothing"


def rounds(tmp_path: Path, count: int, seed: int) -> None:
    """Kill two writers again and again on one file; all that was ever said is held against it now and then.

    What is lost stays lost and what was given twice stays so, so a look at everything after some rounds finds
    what a look after each of them would.
    """
    place = place_in(tmp_path)
    found_store(place, AT)
    with open_store(place) as store:
        # What is compiled once is compiled before the writers are born.
        assert isinstance(
            store.append(None, step, CLERK, AT, key=Key(route="step", key="0", body_hash="")), Recorded
        )
    chance, keys = random.Random(seed), read_keys(place.keys)
    for turn in range(count):
        kill_two(place, tmp_path, chance, turn)
        if turn % EACH == EACH - 1 or turn == count - 1:
            acknowledged = [each for path in tmp_path.glob("*-[ab]") for each in read_acknowledged(path)]
            with database(place) as db:
                wrong = list(look(db, keys, acknowledged))
            assert wrong == [], f"rounds up to {turn} of seed {seed}"


def test_nothing_acknowledged_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    rounds(tmp_path, 100, seed=1)


def stop_at_once(server: Server, place: Place, folder: Path, chance: random.Random, turn: int) -> None:
    """Let two writers write and stop the database under them as a power cut would."""
    said = [folder / f"{turn}-{name}" for name in ("a", "b")]
    children = [start(place, path, path.name) for path in said]
    ends = time.monotonic() + PATIENCE
    try:
        while not all(noted(path) for path in said) and time.monotonic() < ends:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.4))
        server.stop("immediate")
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    server.start()


@pytest.mark.long
def test_nothing_acknowledged_is_lost_when_postgres_is_stopped_at_once(tmp_path: Path) -> None:
    with postgres_server() as server:
        place = place_in(tmp_path, server.database())
        found_store(place, AT)
        chance, keys = random.Random(3), read_keys(place.keys)
        for turn in range(25):
            stop_at_once(server, place, tmp_path, chance, turn)
            acknowledged = [each for path in tmp_path.glob("*-[ab]") for each in read_acknowledged(path)]
            with database(place) as db:
                wrong = list(look(db, keys, acknowledged))
            assert wrong == [], f"stop {turn}"
        assert len(acknowledged) > 500


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_nothing_acknowledged_is_lost_in_a_thousand_rounds(tmp_path: Path, seed: int) -> None:
    rounds(tmp_path, 100, seed=seed + 2)
