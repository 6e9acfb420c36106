"""Timers: claimed by one worker at a time, with effect once, and never lost with a worker that dies."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta

from engine.case.model import Decision, Draft, Draw, Event, Refusal, Timer
from engine.case.store import Moot, Recorded, Store
from tests.case.store.desk import AT, CLERK, TAKEN, begin, line, minutes, say

WORKER = CLERK


def timed(*at: float) -> list[Timer]:
    return [Timer(kind="notice", at=minutes(each), data={"n": index}) for index, each in enumerate(at)]


def fired(events: Sequence[Event], draw: Draw) -> Decision | Refusal:
    if any(each.kind == "fired" for each in events):
        return TAKEN
    return Decision(events=(Draft(kind="fired"),), line=line())


def test_what_is_due_is_claimed_the_longest_waiting_first(either: Store) -> None:
    case = begin(either, say("received", timers=timed(10, 5, 90))).case
    assert either.claim(minutes(4)) == ()
    first, second = either.claim(minutes(60))
    assert (first.case, first.timer.kind, first.timer.at, first.timer.data) == (
        case,
        "notice",
        minutes(5),
        {"n": 1},
    )
    assert second.timer.at == minutes(10)
    assert either.claim(minutes(61)) == ()


def test_no_more_are_claimed_than_wanted(store: Store) -> None:
    begin(store, say("received", timers=timed(1, 2, 3)))
    assert len(store.claim(minutes(9), limit=2)) == 2
    assert len(store.claim(minutes(9), limit=2)) == 1


def test_a_timer_has_effect_once(either: Store) -> None:
    case = begin(either, say("received", timers=timed(5))).case
    (claimed,) = either.claim(minutes(5))
    assert isinstance(either.fire(claimed, fired, WORKER, minutes(5)), Recorded)
    assert either.fire(claimed, fired, WORKER, minutes(5)) == Moot(case=case)
    assert either.claim(minutes(999)) == ()
    assert [each.kind for each in either.events(case)] == ["received", "fired"]


def test_a_worker_that_dies_loses_nothing_and_its_late_twin_does_nothing(either: Store) -> None:
    case = begin(either, say("received", timers=timed(5))).case
    (dead,) = either.claim(minutes(5))
    (alive,) = either.claim(minutes(8))
    assert alive.attempts == 2
    assert either.fire(dead, fired, WORKER, minutes(8)) == Moot(case=case)
    assert isinstance(either.fire(alive, fired, WORKER, minutes(8)), Recorded)
    assert len(either.events(case)) == 2


def test_an_act_on_the_case_makes_a_claim_moot(either: Store) -> None:
    case = begin(either, say("received", timers=timed(5))).case
    (claimed,) = either.claim(minutes(5))
    either.append(case, say("accepted", timers=timed(90)), CLERK, minutes(5))
    assert either.fire(claimed, fired, WORKER, minutes(5)) == Moot(case=case)
    assert [each.timer.at for each in either.claim(minutes(99))] == [minutes(90)]


def test_a_refused_timer_is_settled(either: Store) -> None:
    begin(either, say("received", timers=timed(5, 6)))
    first, second = either.claim(minutes(7))
    assert either.fire(first, lambda events, draw: TAKEN, WORKER, minutes(7)) == TAKEN
    assert either.postpone(second, minutes(7))
    assert [each.timer.at for each in either.claim(minutes(60))] == [minutes(6)]


def test_a_timer_that_needs_no_act_is_taken_away(either: Store) -> None:
    begin(either, say("received", timers=timed(5)))
    (claimed,) = either.claim(minutes(5))
    assert either.settle(claimed)
    assert not either.settle(claimed)
    assert either.claim(minutes(99)) == ()


def test_a_timer_that_cannot_be_done_waits_longer_each_time(store: Store) -> None:
    begin(store, say("received", timers=timed(0)))
    now, pauses = AT, []
    for _ in range(9):
        (claimed,) = store.claim(now)
        assert store.postpone(claimed, now)
        assert not store.postpone(claimed, now)
        waited = timedelta(seconds=30)
        while not (free := store.claim(now + waited)):
            waited += timedelta(seconds=30)
        pauses.append(waited.total_seconds())
        assert store.postpone(free[0], now)
        now += timedelta(hours=2)
    assert pauses[:3] == [30, 120, 480]
    assert pauses[-1] == 3600


def test_workers_at_once_share_the_timers(either: Store) -> None:
    for _ in range(40):
        begin(either, say("received", timers=timed(1)))
    claimed: list[int] = []
    meet = threading.Barrier(4)

    def work() -> None:
        meet.wait()
        while some := either.claim(minutes(2), limit=3):
            claimed.extend(each.id for each in some)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(claimed) == len(set(claimed))
    left = [each.id for each in either.claim(minutes(2), limit=40)]
    assert sorted(claimed + left) == sorted(set(claimed + left)) and len(claimed + left) == 40
