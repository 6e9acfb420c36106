"""G5: repeating a request does nothing new: a double click, a retry, an answer that was lost."""

from __future__ import annotations

import os
import random
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from engine.case.store import Key, OtherBody, Place, Recorded, Store, Wanted, found_store, open_store
from tests.case.store.desk import AT, CLERK, place_in, receive
from tests.postgres import Server


def key(number: int) -> Key:
    return Key(route="POST /api/v1/cases", key=f"key-{number}", body_hash=f"sha256:{number}")


def repeat(store: Store, number: int, times: int, at_once: bool) -> list[Recorded]:
    """Send one request several times, in turn or at once."""
    answers: list[Recorded] = []

    def send() -> None:
        answer = store.append(None, receive(number), CLERK, AT, key=key(number))
        assert isinstance(answer, Recorded)
        answers.append(answer)

    senders = [threading.Thread(target=send) for _ in range(times)]
    for each in senders:
        each.start()
        if not at_once:
            each.join()
    for each in senders:
        each.join()
    return answers


def keys(store: Store, count: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(count):
        answers = repeat(store, number, chance.randint(2, 20), at_once=chance.random() < 0.5)
        assert len({each.case for each in answers}) == 1
        assert len({each.events[0].data["number"] for each in answers}) == 1
        assert sorted(each.repeated for each in answers) == [False] + [True] * (len(answers) - 1)
        other = replace(key(number), body_hash="sha256:other")
        told = store.append(None, receive(number), CLERK, AT, key=other)
        assert told == OtherBody(case=answers[0].case, key=other)
    found, cursor = 0, None
    while True:
        page = store.lines(Wanted(), cursor=cursor, limit=500)
        found, cursor = found + len(page.rows), page.cursor
        if cursor is None:
            break
    assert found == count


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_repeated_request_has_one_effect(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = None if kind == "sqlite" else request.getfixturevalue("postgres").database()
    place = place_in(tmp_path, url)
    found_store(place, AT)
    with open_store(place) as store:
        keys(store, 50 if kind == "sqlite" else 15, seed=1)


@pytest.mark.long
def test_five_thousand_repeated_requests_have_one_effect_each(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    with open_store(place) as store:
        keys(store, 5000, seed=2)


def send_and_die(place: Place, number: int) -> None:
    """Send a request in a process that is killed before anybody hears the answer."""
    child = os.fork()
    if child == 0:
        try:
            store = open_store(place)
            store.append(None, receive(number), CLERK, AT, key=key(number))
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_an_answer_lost_with_the_program_is_given_again(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    found_store(place, AT)
    for number in range(5):
        send_and_die(place, number)
    with open_store(place) as store:
        for number in range(5):
            answer = store.append(None, receive(number), CLERK, AT, key=key(number))
            assert isinstance(answer, Recorded)
            assert (answer.repeated, answer.events[0].data) == (True, {"no": number, "number": number + 1})
        assert len(store.lines(Wanted()).rows) == 5


def test_a_repeat_on_another_connection_is_the_same_repeat(postgres: Server, tmp_path: Path) -> None:
    place = place_in(tmp_path, postgres.database())
    found_store(place, AT)
    with open_store(place) as one, open_store(place) as two:
        first = one.append(None, receive(), CLERK, AT, key=key(1))
        assert isinstance(first, Recorded)
        assert two.append(None, receive(), CLERK, AT, key=key(1)) == replace(first, repeated=True)
