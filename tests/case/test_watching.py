"""What is watched while a case is open: reminders, lines of lists, lateness and its reason, moved dates."""

from __future__ import annotations

from datetime import date

from engine.case.model import Decision
from engine.case.state import Explained
from tests.case.bench import MARKET, accepted, at, received, renting


def test_a_reminder_is_given_once() -> None:
    bench = accepted()
    assert isinstance(bench.last, Decision)
    kinds = {(each.kind, each.data.get("clock"), each.data.get("level")) for each in bench.last.timers}
    assert ("remind", "promised", "50") in kinds
    bench.do("remind", "system", clock="promised", level="50", due="2026-03-16")
    levels = [each.data.get("level") for each in bench.last.timers if each.data.get("clock") == "promised"]
    assert "50" not in levels and "80" in levels


def test_a_line_says_what_lists_show() -> None:
    bench = renting(now=at("2026-03-02"))
    line = bench.last.line if isinstance(bench.last, Decision) else None
    assert line is not None
    assert (line.stage, line.holder, str(line.due_on), line.number) == (
        "accept",
        "clerk",
        "2026-03-09",
        "20260302-0001",
    )
    bench.do("tell", "clerk")
    line = bench.last.line if isinstance(bench.last, Decision) else None
    assert line is not None
    assert (line.stage, line.holder, str(line.due_on)) == ("correct", "applicant", "2026-03-23")


def test_a_clock_of_the_machine_that_goes_back_is_flagged() -> None:
    bench = received(now=at("2026-03-02")).on("2026-03-01").do("accept", "clerk")
    assert bench.state.clock_jumped
    assert "clock_jumped" in (
        bench.last.line.marks if isinstance(bench.last, Decision) and bench.last.line else ()
    )


def test_who_urges_is_on_record() -> None:
    assert accepted().do("urge", "supervisor", reason="快到期了").events[-1].kind == "urged"


def test_why_a_case_is_late_is_said_openly_once_it_is() -> None:
    bench, why = accepted(), {"reason": "检测设备坏了"}
    assert bench.refused("explain_overdue", "reviewer", **why)[0] == "case/not-overdue"
    late = bench.on("2026-06-01")
    past = late.refused("explain_overdue", "reviewer", **why, expected_on="2026-05-29")
    assert past[0] == "case/expected-in-the-past"
    late.do("explain_overdue", "reviewer", **why, expected_on="2026-06-10")
    assert late.state.explained == Explained(
        reason="检测设备坏了", on=date(2026, 6, 1), department=MARKET, expected_on=date(2026, 6, 10)
    )
    late.do("explain_overdue", "clerk", reason="还在修")
    assert late.state.explained is not None and late.state.explained.expected_on is None


def test_a_change_of_the_calendar_is_on_record() -> None:
    bench = accepted()
    bench.do("move_dates", "operator", why="国务院通知", old="a", new="b")
    assert bench.events[-1].data == {"why": "国务院通知", "old": "a", "new": "b", "moved": {}}
