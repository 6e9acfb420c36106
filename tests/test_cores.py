"""Work on all cores: results in order, here or in other processes, and a failure is told."""

from __future__ import annotations

import os

import pytest

from engine.cores import on_all_cores


def double(number: int) -> int:
    return number * 2


def where(number: int) -> int:
    return os.getpid()


def fail(number: int) -> int:
    if number == 70:
        raise ValueError("seventy")
    return number


@pytest.mark.parametrize("count", [0, 1, 10, 200])
def test_results_come_in_the_order_of_the_things(count: int) -> None:
    assert list(on_all_cores(double, range(count))) == [2 * number for number in range(count)]


def test_little_work_stays_here() -> None:
    assert {*on_all_cores(where, range(10))} == {os.getpid()}


@pytest.mark.parametrize("count", [80, 75])
def test_a_failure_of_one_is_raised_here(count: int) -> None:
    with pytest.raises(ValueError, match="seventy"):
        list(on_all_cores(fail, range(count)))
