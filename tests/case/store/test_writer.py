"""The writer: many acts in one commit, each answered after it; one that fails alone; a queue with an end."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from engine.case.model import Decide, Decision, Draft, Draw, Event
from engine.case.store import Busy, CannotOpen, Key, Place, Recorded, Store, Unavailable, open_store
from engine.case.store.connect import PRAGMAS, again, unavailable, writing_engine
from engine.case.store.recent import Recent
from engine.case.store.tables import chains
from engine.case.store.writer import ManyWriters, OneWriter
from tests.case.store.desk import AT, CLERK, accept_once, begin, receive, say


def hold_up(store: Store) -> tuple[threading.Event, threading.Thread]:
    """Keep the writer busy until the event is set."""
    go, busy = threading.Event(), threading.Event()

    def wait(db: Connection) -> None:
        busy.set()
        go.wait(20)

    thread = threading.Thread(target=store._writer.run, args=(wait,))
    thread.start()
    busy.wait(20)
    return go, thread


def together(store: Store, *acts: object) -> list[object]:
    """Have several calls meet in one batch, in their order; give what each returned or raised."""
    go, thread = hold_up(store)
    answers: list[object] = [None] * len(acts)

    def call(index: int, act: object) -> None:
        assert callable(act)
        try:
            answers[index] = act()
        except Exception as error:  # what was raised is an answer here
            answers[index] = error

    calls = [threading.Thread(target=call, args=each) for each in enumerate(acts)]
    writer = store._writer
    assert isinstance(writer, OneWriter)
    for number, each in enumerate(calls, start=1):
        each.start()
        while writer.waiting < number:
            pass
    go.set()
    for each in [*calls, thread]:
        each.join()
    return answers


def fail(events: Sequence[Event], draw: Draw) -> Decision:
    raise ZeroDivisionError


def test_acts_that_wait_together_are_each_answered(store: Store) -> None:
    case = begin(store).case
    first, failed, second, refused = together(
        store,
        lambda: store.append(case, say("looked"), CLERK, AT),
        lambda: store.append(case, fail, CLERK, AT),
        lambda: store.append(case, accept_once, CLERK, AT),
        lambda: store.append(case, accept_once, CLERK, AT),
    )
    assert isinstance(first, Recorded) and first.sequence == 2
    assert isinstance(failed, ZeroDivisionError)
    assert isinstance(second, Recorded) and second.sequence == 3
    assert getattr(refused, "code", None) == "taken"
    assert store.verify().whole


def test_one_key_twice_in_one_batch_has_one_effect(store: Store) -> None:
    key = Key(route="x", key="k", body_hash="h")
    first, second = together(
        store,
        lambda: store.append(None, receive(), CLERK, AT, key=key),
        lambda: store.append(None, receive(), CLERK, AT, key=key),
    )
    assert isinstance(first, Recorded) and isinstance(second, Recorded)
    assert (second.case, second.events, second.repeated) == (first.case, first.events, True)


def test_an_act_in_a_batch_makes_a_claim_moot(store: Store) -> None:
    case = begin(store).case
    (claimed,) = store.claim(AT.replace(hour=23))
    recorded, moot = together(
        store,
        lambda: store.append(case, say("looked"), CLERK, AT),
        lambda: store.fire(claimed, say("fired"), CLERK, AT),
    )
    assert isinstance(recorded, Recorded)
    assert type(moot).__name__ == "Moot"


def test_a_job_that_fails_is_taken_back_alone(store: Store) -> None:
    case = begin(store).case

    def half(db: Connection) -> None:
        db.execute(sa.update(chains).values(anchored=9))
        raise ZeroDivisionError

    failed, recorded = together(
        store, lambda: store._writer.run(half), lambda: store.append(case, say("looked"), CLERK, AT)
    )
    assert isinstance(failed, ZeroDivisionError)
    assert isinstance(recorded, Recorded)
    with store.reading() as db:
        assert set(db.scalars(sa.select(chains.c.anchored))) == {0}


def test_a_statement_that_cannot_be_fails_alone_in_its_batch(store: Store) -> None:
    case = begin(store).case

    def twice(db: Connection) -> None:
        row = {"id": case, "sequence": 0, "hash": b"", "at": 0, "anchored": 0}
        db.execute(sa.insert(chains), row)

    first, failed, second = together(
        store,
        lambda: store.append(case, say("looked"), CLERK, AT),
        lambda: store._writer.run(twice),
        lambda: store.append(case, say("looked"), CLERK, AT),
    )
    assert isinstance(failed, IntegrityError)
    assert isinstance(first, Recorded) and isinstance(second, Recorded)
    assert store.version(case) == 3
    assert store.verify().whole


def test_a_full_queue_is_said_at_once(place: Place) -> None:
    with open_store(place) as store:
        writer = OneWriter(writing_engine(place), store.ledger, Recent(), size=1)
        store._writer.close()
        store._writer = writer
        go, thread = hold_up(store)
        waiting = threading.Thread(target=begin, args=(store,))
        waiting.start()
        while not writer.waiting:
            pass
        with pytest.raises(Busy) as raised:
            begin(store)
        assert raised.value.retry_after == 1
        go.set()
        thread.join()
        waiting.join()
        begin(store)


def test_what_was_taken_is_done_before_it_closes(place: Place) -> None:
    store = open_store(place)
    go, thread = hold_up(store)
    answers: list[Recorded] = []
    taken = threading.Thread(target=lambda: answers.append(begin(store)))
    taken.start()
    writer = store._writer
    assert isinstance(writer, OneWriter)
    while not writer.waiting:
        pass
    closing = threading.Thread(target=store.close)
    closing.start()
    while writer.waiting < 2:
        pass
    go.set()
    for each in (thread, taken, closing):
        each.join()
    with open_store(place) as again:
        assert again.events(answers[0].case) == answers[0].events


def test_a_database_held_by_another_program_is_said_and_free_again_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PRAGMAS, "busy_timeout", ("1", "1"))
    with open_store(place) as store:
        begin(store)
        other = sqlite3.connect(place.database, isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(Unavailable) as raised:
            begin(store)
        assert raised.value.reason == "locked"
        other.close()
        begin(store)


def test_what_is_no_failure_of_the_database_is_a_bug_of_ours() -> None:
    assert unavailable(ValueError()) is None
    wrong = sa.exc.ProgrammingError("select", {}, sqlite3.ProgrammingError("no such thing"))
    assert unavailable(wrong) is None
    assert not again(wrong)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("53100", "full"),
        ("25006", "read_only"),
        ("55P03", "locked"),
        ("40P01", "locked"),
        ("57P01", "gone"),
        ("XX001", "broken"),
        ("42601", None),
    ],
)
def test_what_postgres_says_is_read_as_a_reason(state: str, reason: str | None) -> None:
    class Said(Exception):
        sqlstate = state

    error = sa.exc.OperationalError("select", {}, Said())
    found = unavailable(error)
    assert (None if found is None else found.reason) == reason
    assert again(error) == (state == "40P01")


def test_on_postgres_a_deadlock_is_tried_again(on_postgres: Place) -> None:
    """Two acts draw the numbers of two series the other way round: one is chosen to begin again."""
    meet = threading.Barrier(2)

    def draw_two(*series: str) -> Decide:
        first = True

        def decide(events: Sequence[Event], draw: Draw) -> Decision:
            nonlocal first
            numbers = [draw(series[0])]
            if first:
                first = False
                meet.wait(20)
            numbers.append(draw(series[1]))
            return Decision(events=(Draft(kind="drawn", data={"numbers": numbers}),))

        return decide

    with open_store(on_postgres) as store:
        begin(store, say("drawn", series="a"))
        begin(store, say("drawn", series="b"))
        answers: list[object] = []
        calls = [
            threading.Thread(target=lambda road=road: answers.append(begin(store, road)))
            for road in (draw_two("a", "b"), draw_two("b", "a"))
        ]
        for each in calls:
            each.start()
        for each in calls:
            each.join()
        assert all(isinstance(each, Recorded) for each in answers) and len(answers) == 2


def test_a_full_pool_of_connections_is_busy() -> None:
    assert isinstance(unavailable(sa.exc.TimeoutError("all taken")), Busy)


def test_on_postgres_a_server_that_went_away_is_said(
    on_postgres: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(on_postgres) as store:
        gone = Place(data=on_postgres.data, keys=on_postgres.keys, url="postgresql://x@localhost:1/x")
        writer = ManyWriters(writing_engine(gone), store.ledger, Recent())
        with pytest.raises(Unavailable) as raised:
            writer.run(lambda db: None)
        assert raised.value.reason == "gone"


def test_a_note_that_cannot_be_written_is_raised(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        store.note(Draft(kind="noted"), datetime(2026, 3, 2))


def test_a_connection_that_is_not_what_it_must_be_is_not_written_to(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(place) as store:
        with monkeypatch.context() as weaker:
            weaker.setitem(PRAGMAS, "synchronous", ("NORMAL", "2"))
            with pytest.raises(CannotOpen) as raised:
                begin(store)
            assert raised.value.code == "unsafe_settings"
        begin(store)
