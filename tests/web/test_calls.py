"""Calls are counted window by window, and forgotten with it."""

from __future__ import annotations

import threading

import pytest
from limits import parse

from web.calls import CallCounts
from web.limits import Limits


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("web.calls.time", made)
    return made


def test_a_window_opens_with_the_first_call_and_closes_by_itself(clock: Clock) -> None:
    counts, three = CallCounts(), parse("3/minute")
    assert [counts.hit(three, "here") for _ in range(5)] == [True, True, True, False, False]
    assert counts.hit(three, "elsewhere")
    assert counts.get_window_stats(three, "here") == (clock.now + 60, 0)
    assert counts.get_window_stats(three, "elsewhere") == (clock.now + 60, 2)
    clock.now += 59.9
    assert not counts.test(three, "here")
    clock.now += 0.1
    assert counts.test(three, "here")
    assert counts.hit(three, "here")


def test_what_has_run_out_is_dropped(clock: Clock) -> None:
    counts, rate = CallCounts(), parse("5/minute")
    for n in range(1000):
        counts.hit(rate, f"caller {n}")
    clock.now += 61
    counts.hit(rate, "somebody new")
    assert len(counts) == 1


def test_one_caller_is_forgotten_and_no_other(clock: Clock) -> None:
    counts, one = CallCounts(), parse("1/minute")
    counts.hit(one, "one")
    counts.hit(one, "other")
    counts.forget("one")
    assert (counts.test(one, "one"), counts.test(one, "other")) == (True, False)
    assert counts.get_window_stats(one, "one").reset_time == clock.now


def test_calls_of_one_kind_are_not_calls_of_another() -> None:
    limits = Limits({"open-call": "1/minute", "token": "1/minute"})
    assert limits.allows("open-call", "a") and limits.allows("token", "a")
    assert not limits.allows("open-call", "a") and limits.refused == {"open-call": 1}
    limits.forgives("open-call", "a")
    assert limits.allows("open-call", "a") and limits.spent("token", "a")
    assert 0 < limits.wait("token", "a") <= 60


def test_no_call_is_lost_between_threads() -> None:
    counts, many = CallCounts(), parse("8001/hour")
    threads = [
        threading.Thread(target=lambda: [counts.hit(many, "all") for _ in range(2000)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts.get_window_stats(many, "all").remaining == 1
