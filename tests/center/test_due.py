"""What falls due by itself: silence accepts when the last day is over; a case that moved on is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from engine.case.store import Moot, Unavailable, Wanted
from engine.center.office import Done
from tests.case.bench import at
from tests.case.office import Desk


def test_silence_accepts_when_the_last_day_is_over(desk: Desk) -> None:
    desk.on("2026-02-13").receive()
    assert desk.office.run_due(at("2026-02-26", "08:00")) == ()
    reminded = desk.office.run_due(at("2026-02-27", "23:59"))
    assert [each.events[-1].kind for each in reminded if isinstance(each, Done)] == ["reminded"]
    made = desk.office.run_due(at("2026-02-28", "00:01"))
    kinds = [each.events[0].kind for each in made if isinstance(each, Done)]
    assert kinds == ["deemed_accepted", "reminded"], "half of the promised time is used up at once"
    assert str(desk.state.accepted.on) == "2026-02-13"
    clocks = desk.office.clocks(desk.state, date(2026, 3, 2))
    assert {each.kind: str(each.due_on) for each in clocks}["statutory"] == "2026-03-19"


def test_a_timer_whose_case_has_moved_on_does_nothing(desk: Desk) -> None:
    desk.receive().do("accept", "clerk")
    made = desk.office.run_due(at("2026-03-10", "09:01"))
    kinds = [each.events[-1].kind for each in made if isinstance(each, Done)]
    assert "deemed_accepted" not in kinds and {*kinds} == {"reminded"}
    assert all(isinstance(each, Done | Moot) for each in made)


def test_a_worker_gives_back_what_it_could_not_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.receive()

    def full(*args: object) -> None:
        raise Unavailable("full")

    with monkeypatch.context() as patched:
        patched.setattr(type(desk.office.store), "fire", full)
        with pytest.raises(Unavailable):
            desk.office.run_due(at("2026-03-10", "08:00"))
    later = at("2026-03-10", "09:00")
    assert "deemed_accepted" in [
        event.kind for each in desk.office.run_due(later) if isinstance(each, Done) for event in each.events
    ]


def test_lists_and_timers_can_be_made_anew(desk: Desk) -> None:
    desk.receive()
    before = list(desk.office.listed(Wanted(open=None)))
    desk.office.store.rebuild(lambda events: desk.office.folded(desk.now.date(), events))
    assert list(desk.office.listed(Wanted(open=None))) == before
    assert desk.office.run_due(at("2026-03-10", "00:01"))
