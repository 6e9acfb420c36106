"""Calls are counted window by window, and forgotten with it."""

from __future__ import annotations

import threading

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from web.calls import CallCounts


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
    limiter = FixedWindowRateLimiter(counts)
    assert [limiter.hit(three, "here") for _ in range(5)] == [True, True, True, False, False]
    assert limiter.hit(three, "elsewhere")
    assert limiter.get_window_stats(three, "here").reset_time == clock.now + 60
    clock.now += 59.9
    assert not limiter.test(three, "here")
    clock.now += 0.1
    assert limiter.test(three, "here")
    assert limiter.hit(three, "here")


def test_what_has_run_out_is_dropped(clock: Clock) -> None:
    counts = CallCounts()
    for n in range(1000):
        counts.incr(f"caller {n}", 60)
    clock.now += 61
    counts.incr("somebody new", 60)
    assert counts.reset() == 1


def test_one_caller_is_forgotten_and_no_other(clock: Clock) -> None:
    counts = CallCounts()
    counts.incr("one", 60)
    counts.incr("other", 60, 2)
    counts.clear("one")
    assert (counts.get("one"), counts.get("other")) == (0, 2)
    assert counts.get_expiry("one") == clock.now


def test_no_call_is_lost_between_threads() -> None:
    counts = CallCounts()
    threads = [
        threading.Thread(target=lambda: [counts.incr("all", 60) for _ in range(2000)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts.get("all") == 8000
