"""G4: two clerks, one case: exactly one wins, the other is told who and when.

Two processes meet on one case after the other. Each act reads the case again inside its transaction; the last
tests take that away and see clerks accept twice, or fail for no reason.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from engine.case.model import Actor
from engine.case.store import Conflict, Place, Recorded, Store, found_store, open_store
from tests.case.store.desk import AT, CLERK, TAKEN, accept_once, begin, minutes, place_in, say
from tests.postgres import Server

CLERKS = (CLERK, replace(CLERK, id="clerk-2"))
SECONDS = 60


def clerk(place: Place, own: int, cases: Sequence[str], expected: bool, meet: Any, said: str) -> None:
    """Accept one case after the other, each at the same moment as the other clerk."""
    with open_store(place) as store, open(said, "w", encoding="utf-8") as out:
        for case in cases:
            meet.wait(SECONDS)
            version = 1 if expected else None
            answer = store.append(case, accept_once, CLERKS[own], minutes(own), expected=version)
            told = None
            if isinstance(answer, Conflict) and answer.last is not None:
                told = [answer.last.by.id, answer.last.at.isoformat(), answer.sequence]
            json.dump({"kind": type(answer).__name__, "told": told}, out)
            out.write("\n")


def race(
    place: Place, folder: Path, count: int, expected: bool
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Let two clerks meet on many cases; give what each was answered on each of them."""
    with open_store(place) as store:
        cases = [begin(store).case for _ in range(count)]
    context = get_context("fork")
    meet = context.Barrier(2)
    said = [str(folder / f"said-{own}") for own in (0, 1)]
    clerks = [
        context.Process(target=clerk, args=(place, own, cases, expected, meet, said[own])) for own in (0, 1)
    ]
    for each in clerks:
        each.start()
    for each in clerks:
        each.join(SECONDS * 4)
    assert [each.exitcode for each in clerks] == [0, 0]
    rows = [
        [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()] for path in said
    ]
    with open_store(place) as store:
        accepted = [[each.kind for each in store.events(case)].count("accepted") for case in cases]
    assert accepted == [1] * count
    return list(zip(*rows, strict=True))


def hold(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]], loser: str) -> None:
    """Hold each pair of answers to the promise."""
    for pair in pairs:
        winner = next(own for own in (0, 1) if pair[own]["kind"] == "Recorded")
        other = pair[1 - winner]
        assert other["kind"] == loser
        if loser == "Conflict":
            assert other["told"] == [CLERKS[winner].id, minutes(winner).isoformat(), 2]


def test_one_clerk_wins_and_the_other_is_refused_by_the_road(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    hold(race(place, tmp_path, 100, expected=False), "Refusal")


def test_one_clerk_wins_and_the_other_is_told_who_and_when(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    hold(race(place, tmp_path, 100, expected=True), "Conflict")


def test_on_postgres_one_clerk_wins_and_the_other_is_told(postgres: Server, tmp_path: Path) -> None:
    place = place_in(tmp_path, postgres.database())
    found_store(place, AT)
    hold(race(place, tmp_path, 50, expected=True), "Conflict")
    hold(race(place, tmp_path, 50, expected=False), "Refusal")


@pytest.mark.long
@pytest.mark.parametrize("expected", [False, True])
def test_a_thousand_races_have_a_thousand_winners(tmp_path: Path, expected: bool) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    hold(race(place, tmp_path, 1000, expected), "Conflict" if expected else "Refusal")


@pytest.mark.long
@pytest.mark.parametrize("expected", [False, True])
def test_a_thousand_races_on_postgres(postgres: Server, tmp_path: Path, expected: bool) -> None:
    place = place_in(tmp_path, postgres.database())
    found_store(place, AT)
    hold(race(place, tmp_path, 1000, expected), "Conflict" if expected else "Refusal")


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_many_threads_on_one_case_have_one_winner(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = None if kind == "sqlite" else request.getfixturevalue("postgres").database()
    place = place_in(tmp_path, url)
    found_store(place, AT)
    with open_store(place) as store:
        case = begin(store).case
        answers = at_once(store, case, 20)
        assert sum(isinstance(each, Recorded) for each in answers) == 1
        assert answers.count(TAKEN) == 19


def at_once(store: Store, case: str, count: int) -> list[object]:
    meet, answers = threading.Barrier(count), list[object]()

    def post() -> None:
        meet.wait(SECONDS)
        answers.append(store.append(case, accept_once, CLERK, AT))

    posts = [threading.Thread(target=post) for _ in range(count)]
    for each in posts:
        each.start()
    for each in posts:
        each.join()
    return answers


# What happens without the rule: two clerks on plain SQLite, step by step.


def plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=0)


@pytest.fixture
def accepted(tmp_path: Path) -> Path:
    path = tmp_path / "plain.sqlite"
    with plain(path) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("create table accepted (by text)")
    return path


def test_looking_before_the_transaction_would_accept_twice(accepted: Path) -> None:
    one, two = plain(accepted), plain(accepted)
    for clerk in (one, two):
        assert clerk.execute("select count(*) from accepted").fetchone() == (0,)
    for clerk in (one, two):
        clerk.execute("begin immediate")
        clerk.execute("insert into accepted values ('me')")
        clerk.execute("commit")
    assert one.execute("select count(*) from accepted").fetchone() == (2,)


def test_a_transaction_that_begins_by_reading_would_fail_for_no_reason(accepted: Path) -> None:
    one, two = plain(accepted), plain(accepted)
    two.execute("pragma busy_timeout = 5000")
    for clerk in (one, two):
        clerk.execute("begin")
        assert clerk.execute("select count(*) from accepted").fetchone() == (0,)
    one.execute("insert into accepted values ('one')")
    one.execute("commit")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        two.execute("insert into accepted values ('two')")
    with suppress(sqlite3.OperationalError):
        two.execute("rollback")


def test_a_stale_clerk_is_told_the_last_of_several_acts(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    with open_store(place) as store:
        case = begin(store).case
        for number in range(3):
            store.append(case, say("looked"), Actor(id=f"clerk-{number}", role="clerk"), minutes(number))
        answer = store.append(case, say("looked"), CLERK, minutes(9), expected=1)
    assert isinstance(answer, Conflict)
    assert answer.by == Actor(id="clerk-2", role="clerk")
    assert (answer.at, answer.sequence) == (minutes(2), 4)
