"""A new calendar: open due dates move once, with the reason, and nobody who acts meanwhile is passed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.calendar import Overlay, national_calendar, overlaid
from engine.case.store import Wanted, open_store
from engine.center import Center
from engine.center.in_force import calendar_in_force
from engine.center.office import Done, Office, Request
from engine.center.open import open_office
from tests.case.bench import MARCH, at, who
from tests.case.office import Desk, catalog_in, place_in


def test_a_new_calendar_moves_open_due_dates_and_says_why(desk: Desk) -> None:
    desk.receive()
    first = desk.case
    desk.accept()
    closed = overlaid(national_calendar(), Overlay(closed={date(2026, 3, 5): "停电"}, opened={}))
    operator = who("operator")
    made = desk.office.change_calendar(closed, "3 月 5 日停电", operator, desk.now)
    assert len(made) == 2
    event = desk.office.store.events(desk.case)[-1]
    assert (event.kind, event.data["why"]) == ("calendar_changed", "3 月 5 日停电")
    moved: Any = event.data["moved"]
    assert moved["promised"] == {"old": "2026-03-16", "new": "2026-03-17"}
    lines = {each.case: each.line.due_on for each in desk.office.listed(Wanted())}
    assert (str(lines[first]), str(lines[desk.case])) == ("2026-03-10", "2026-03-16")
    assert desk.office.change_calendar(closed, "再来一次", operator, desk.now) == ()


def test_a_calendar_that_comes_late_gives_a_date_where_there_was_none(desk: Desk) -> None:
    national = national_calendar()
    short = [year for year in national.years if year.year < national.last.year]
    from engine.calendar import build_calendar

    desk.office.calendar = build_calendar(short)
    desk.now = at(f"{short[-1].year}-12-31")
    desk.receive()
    (made,) = desk.office.change_calendar(national, "新一年的日历", who("operator"), desk.now)
    assert isinstance(made, Done)
    moved: Any = made.events[-1].data["moved"]
    assert moved["tell"]["old"] is None and moved["tell"]["new"]


def test_a_change_of_the_calendar_waits_for_whoever_acts_at_the_same_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive()
    original, tries = Office._append, []

    def slow(office: Office, request: Request, setting: Any) -> Any:
        if request.verb == "move_dates" and not tries:
            tries.append(1)
            desk.do("urge", "supervisor", reason="快")
        return original(office, request, setting)

    monkeypatch.setattr(Office, "_append", slow)
    closed = overlaid(national_calendar(), Overlay(closed={date(2026, 3, 5): "停电"}, opened={}))
    (made,) = desk.office.change_calendar(closed, "停电", who("operator"), desk.now)
    assert isinstance(made, Done)


def test_the_office_of_a_store_counts_by_the_calendar_that_was_put_in_force(office_folder: Path) -> None:
    with open_store(place_in(office_folder)) as store:
        first = open_office(store, catalog_in(office_folder), MARCH)
        assert first.waiting is None and first.calendar.digest == national_calendar().digest
        assert calendar_in_force(store) == national_calendar()
        text = "停办:\n  2026-03-05: 停电\n"
        (office_folder / "data" / "calendar.yaml").write_text(text, encoding="utf-8")
        center = Center(installed=False)
        second = open_office(store, catalog_in(office_folder), MARCH, center=center)
        assert second.calendar.digest == first.calendar.digest
        assert second.waiting is not None and not second.waiting.is_workday(date(2026, 3, 5))
        second.change_calendar(second.waiting, "停电", who("operator"), MARCH)
        third = open_office(store, catalog_in(office_folder), MARCH, center=center)
        assert third.waiting is None and not third.calendar.is_workday(date(2026, 3, 5))
        assert third.calendar.years[2].reasons == {date(2026, 3, 5): "停电"}
