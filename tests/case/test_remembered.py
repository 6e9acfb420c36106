"""What was worked out for a state is remembered for that state alone."""

from __future__ import annotations

from dataclasses import replace

from engine.case.clock.clocks import clocks
from engine.case.remembered import remembered
from engine.case.state import State
from tests.case.bench import accepted, at


def test_each_state_is_asked_about_once() -> None:
    asked: list[str] = []

    @remembered
    def number(state: State) -> str:
        asked.append(state.number)
        return state.number

    states = [State(number=str(each)) for each in range(400)]
    assert [number(each) for each in states for _ in (1, 2)] == [
        each for n in range(400) for each in [str(n)] * 2
    ]
    assert len(asked) == 400
    assert number(replace(states[0], number="x")) == "x"


def test_clocks_are_those_of_the_day_and_the_calendar_that_are_asked_for() -> None:
    bench = accepted(3)
    state, monday = bench.state, at("2026-03-09").date()
    used = [each.used for each in clocks(state, bench.calendar, monday)]
    later = [each.used for each in clocks(state, bench.calendar, at("2026-03-12").date())]
    assert used != later
    assert [each.used for each in clocks(state, bench.calendar, monday)] == used
    other = replace(bench.calendar)
    assert clocks(state, other, monday) == clocks(state, bench.calendar, monday)
    assert clocks(state, other, monday) is not clocks(state, bench.calendar, monday)
