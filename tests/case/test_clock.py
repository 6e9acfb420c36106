"""Due dates: the golden ones of practice, pauses, extensions, and an oracle that walks day by day."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from engine.calendar import Calendar, CalendarMissing, Overlay, national_calendar, overlaid
from engine.case.clock.count import Stretch, consumed, due, merged
from engine.case.clock.hours import batch_at, counts_on
from engine.case.clock.say import explain, says, spell
from engine.case.setting import Practice
from engine.item.terms import Span
from tests.case.bench import REASONS, Bench, accepted, at, decided, handed_over, received, reviewed, who

DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def workdays(count: int) -> Span:
    return Span(count=count, unit="workdays")


def stretch(begin: str, end: str | None) -> Stretch:
    return Stretch(begin=day(begin), end=day(end) if end else None)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return national_calendar()


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-02-13", workdays(5), "2026-02-27"),
        ("2025-12-31", workdays(5), "2026-01-08"),
        ("2026-09-30", workdays(10), "2026-10-20"),
        ("2026-04-30", workdays(20), "2026-06-01"),
        ("2026-08-31", workdays(45), "2026-11-06"),
        ("2026-09-28", Span(count=7, unit="days"), "2026-10-08"),
        ("2026-02-07", Span(count=7, unit="days"), "2026-02-14"),
        ("2026-08-02", Span(count=60, unit="days"), "2026-10-08"),
        ("2026-01-31", Span(count=1, unit="months"), "2026-02-28"),
        ("2026-01-31", Span(count=1, unit="years"), "2027-02-01"),
        ("2026-03-02", workdays(0), "2026-03-02"),
    ],
)
def test_golden_ends(calendar: Calendar, start: str, span: Span, end: str) -> None:
    assert due(day(start), span, calendar) == day(end)


def test_the_golden_pause(calendar: Calendar) -> None:
    pause = [stretch("2026-03-10", "2026-03-24")]
    assert consumed(day("2026-03-02"), day("2026-03-10"), workdays(20), calendar, pause) == 6
    assert consumed(day("2026-03-02"), day("2026-03-24"), workdays(20), calendar, pause) == 6
    assert due(day("2026-03-02"), workdays(20), calendar, pause) == day("2026-04-14")


def test_an_open_pause_has_no_due_date(calendar: Calendar) -> None:
    for span in (workdays(20), Span(count=20, unit="days"), Span(count=1, unit="months")):
        assert due(day("2026-03-02"), span, calendar, [stretch("2026-03-10", None)]) is None


def test_a_pause_that_begins_when_all_is_used_moves_nothing(calendar: Calendar) -> None:
    assert due(day("2026-03-02"), workdays(5), calendar, [stretch("2026-03-09", None)]) == day("2026-03-09")


def test_a_month_moves_by_the_days_that_do_not_count(calendar: Calendar) -> None:
    pause = [stretch("2026-03-10", "2026-03-20")]
    assert due(day("2026-03-02"), Span(count=1, unit="months"), calendar, pause) == day("2026-04-13")


def test_overlapping_pauses_are_one() -> None:
    found = merged([stretch("2026-03-12", "2026-03-20"), stretch("2026-03-10", "2026-03-12")])
    assert found == (stretch("2026-03-10", "2026-03-20"),)
    assert merged([stretch("2026-03-10", None), stretch("2026-03-12", "2026-03-13")]) == (
        stretch("2026-03-10", None),
    )
    assert merged([stretch("2026-03-10", "2026-03-30"), stretch("2026-03-12", "2026-03-13")]) == (
        stretch("2026-03-10", "2026-03-30"),
    )


def walk(start: date, span: Span, calendar: Calendar, pauses: Sequence[Stretch]) -> tuple[date | None, int]:
    """Count one day after the other with a finger on the wall calendar; also how much was used by then."""
    one, used = start, 0
    while used < span.count:
        one += DAY
        if one > calendar.last:
            return None, used
        stopped = any(each.begin < one and (each.end is None or one <= each.end) for each in pauses)
        if stopped and any(each.end is None and each.begin < one for each in pauses):
            return None, used
        if not stopped and (span.unit == "days" or calendar.is_workday(one)):
            used += 1
    while not calendar.is_workday(one) and span.unit == "days":
        one += DAY
    return one, used


def of_a_centre(calendar: Calendar, dice: random.Random) -> Calendar:
    """Close and open some days of its own."""
    days = [date(2025, 1, 1) + dice.randrange(800) * DAY for _ in range(40)]
    return overlaid(
        calendar, Overlay(closed=dict.fromkeys(days[::2], "停电"), opened=dict.fromkeys(days[1::2], "加班"))
    )


def agree_with_the_walk(calendar: Calendar, rounds: int, seed: int) -> None:
    dice = random.Random(seed)
    own_calendars = [calendar, *(of_a_centre(calendar, dice) for _ in range(5))]
    for number in range(rounds):
        start = date(2025, 1, 1) + dice.randrange(600) * DAY
        span = Span(count=dice.randrange(1, 60), unit=dice.choice(["workdays", "days"]))
        pauses = []
        for _ in range(dice.choice([0, 1, 1, 2, 3])):
            begin = start + dice.randrange(0, 70) * DAY
            end = None if dice.random() < 0.1 else begin + dice.randrange(0, 30) * DAY
            pauses.append(Stretch(begin=begin, end=end))
        own = dice.choice(own_calendars)
        end_on, used = walk(start, span, own, pauses)
        case = (seed, number, start, span, pauses, own.digest)
        assert due(start, span, own, pauses) == end_on, case
        if end_on is not None and own.is_workday(end_on):
            assert consumed(start, end_on, span, own, pauses) >= used == span.count, case
        today = start + dice.randrange(0, 90) * DAY
        assert consumed(start, today, span, own, pauses) == walked(start, today, span, own, pauses), case


def walked(start: date, today: date, span: Span, calendar: Calendar, pauses: Sequence[Stretch]) -> int:
    """Count what is used up to a day."""
    used, one = 0, start
    while one < today:
        one += DAY
        stopped = any(each.begin < one and (each.end is None or one <= each.end) for each in pauses)
        used += not stopped and (span.unit == "days" or calendar.is_workday(one))
    return used


def test_counting_agrees_with_walking_day_by_day(calendar: Calendar) -> None:
    agree_with_the_walk(calendar, 3000, seed=20260302)


@pytest.mark.long
def test_counting_agrees_with_walking_day_by_day_at_length(calendar: Calendar) -> None:
    agree_with_the_walk(calendar, 100_000, seed=20261124)


def test_a_receipt_after_closing_time_counts_from_the_next_workday(calendar: Calendar) -> None:
    practice = Practice()
    assert counts_on(at("2026-02-13", "16:59"), practice, calendar) == day("2026-02-13")
    assert counts_on(at("2026-02-13", "17:01"), practice, calendar) == day("2026-02-14")
    assert counts_on(at("2026-02-14", "18:00"), practice, calendar) == day("2026-02-24")
    assert counts_on(at("2026-02-20", "10:00"), practice, calendar) == day("2026-02-24")


def test_papers_wait_for_the_next_of_two_transfers_a_day(calendar: Calendar) -> None:
    practice = Practice()
    assert batch_at(at("2026-03-02", "10:00"), practice, calendar) == "20260302-1130"
    assert batch_at(at("2026-03-02", "11:31"), practice, calendar) == "20260302-1630"
    assert batch_at(at("2026-03-02", "16:31"), practice, calendar) == "20260303-1130"
    assert batch_at(at("2026-03-07", "10:00"), practice, calendar) == "20260309-1130"


def test_the_clocks_of_an_acceptance() -> None:
    bench = accepted(now=at("2026-09-30"))
    assert bench.due("promised") == "2026-10-20"
    assert bench.due("statutory") == "2026-11-03"
    assert bench.due("hand_over") == "2026-10-19"
    assert bench.clock("tell").standing == "over"
    clock = bench.clock("promised", "2026-10-12")
    assert (clock.budget, clock.used, clock.overdue) == (10, 4, False)
    assert bench.clock("promised", "2026-10-21").overdue


def test_silence_is_acceptance_from_the_day_of_receipt() -> None:
    bench = received(now=at("2026-02-13"))
    assert bench.due("tell") == "2026-02-27"
    bench.on("2026-02-27", "23:59")
    assert bench.refused("deem_accepted", "system")[0] == "case/not-yet-due"
    bench.on("2026-02-28", "00:00").do("deem_accepted", "system")
    taken = bench.state.accepted
    assert taken is not None and (taken.on, taken.how) == (day("2026-02-13"), "deemed")
    assert bench.due("statutory") == "2026-03-19"


def test_the_golden_pause_of_a_case() -> None:
    text = Bench().text.replace("承诺: 10 个工作日", "承诺: 20 个工作日")
    bench = received(now=at("2026-03-02"), text=text).do("accept", "clerk")
    bench.do("dispatch", "clerk", department="市场监督管理局").do("transfer", "reviewer")
    assert bench.due("promised") == "2026-03-30"
    bench.on("2026-03-10").do("pause", "reviewer", reason="inspection", days=10)
    assert bench.clock("promised").due_on is None
    assert bench.clock("promised").standing == "stopped"
    bench.on("2026-03-24").do("resume", "reviewer", result="合格")
    clock = bench.clock("promised", "2026-03-25")
    assert str(clock.due_on) == "2026-04-14"
    assert clock.used == 7
    assert [(each.reason, each.notice) for each in clock.pauses] == [
        ("inspection", "市场监督管理局特告〔2026〕0001号")
    ]


def test_an_extension_counts_on_from_the_limit() -> None:
    bench = reviewed(now=at("2026-03-02"))
    bench.do("permit", "supervisor", what="extend", reason="案情复杂")
    bench.do("extend", "decider", span="5 workdays", reason="案情复杂", basis="许可法 42")
    assert bench.due("promised") == "2026-03-23"
    assert bench.due("hand_over") == "2026-03-20"
    assert bench.clock("promised").budget == 15


def test_an_extension_in_another_unit_counts_on_from_the_old_end() -> None:
    bench = reviewed(now=at("2026-03-02"))
    bench.do("permit", "supervisor", what="extend", reason="案情复杂")
    bench.do("extend", "decider", span="1 months", reason="案情复杂", basis="许可法 42")
    assert bench.due("promised") == "2026-04-16"
    assert bench.clock("promised").budget is None
    bench.do("pause", "decider", reason="inspection")
    assert bench.clock("promised").standing == "stopped"


def test_each_clock_of_the_certificate_has_one_workday() -> None:
    bench = decided(now=at("2026-03-02"))
    bench.do("make_slip", "reviewer", certificate={"编号": "JY-2"})
    bench.on("2026-03-06").do("refuse_slip", "issuer", differing=["编号"])
    assert bench.due("mend") == "2026-03-09"
    bench = handed_over(now=at("2026-03-06"))
    assert bench.due("notify") == "2026-03-09"
    assert bench.due("deliver") == "2026-03-20"


def test_a_refusal_has_no_certificate_to_wait_for() -> None:
    bench = decided("refused", now=at("2026-03-02"))
    assert bench.stage == "issue"
    assert bench.clock("hand_over").standing == "over"


def test_what_is_decided_on_the_spot_is_due_the_same_day() -> None:
    text = Bench().text.replace("承诺: 10 个工作日", "承诺: 当场办结")
    bench = received(now=at("2026-03-02"), text=text).do("accept", "clerk")
    assert bench.stage == "decide"
    assert bench.due("promised") == bench.due("hand_over") == "2026-03-02"


@pytest.mark.parametrize(
    ("counts_from", "end"), [("受理", "2026-03-18"), ("收件", "2026-03-16"), ("现场核查", "2026-03-20")]
)
def test_the_clock_starts_where_the_item_says(counts_from: str, end: str) -> None:
    text = Bench().text.replace("起算: 受理", f"起算: {counts_from}")
    bench = received(30, now=at("2026-03-02"), text=text).on("2026-03-04").do("accept", "clerk")
    for department in ("市场监督管理局", "卫生健康委员会"):
        bench.do("dispatch", "clerk", department=department)
        bench.do("transfer", who("reviewer", department=department))
    for on, department in (("2026-03-05", "市场监督管理局"), ("2026-03-06", "卫生健康委员会")):
        bench.on(on).do("finish", who("reviewer", department=department), result="属实")
    assert bench.due("promised") == end


def test_a_clock_may_start_when_the_window_of_intake_is_over() -> None:
    text = (
        Bench()
        .text.replace("起算: 受理", "起算: 受理期间届满")
        .replace("办理情形:", "受理期间:\n  自: 2026-03-01\n  至: 2026-03-31\n办理情形:", 1)
    )
    assert accepted(now=at("2026-03-02"), text=text).due("promised") == "2026-04-15"


def test_a_year_without_calendar_is_said_and_never_guessed() -> None:
    last = national_calendar().last
    bench = Bench(now=at(f"{last.year}-12-30"))
    bench = received(now=bench.now)
    assert bench.clock("tell").missing is not None
    assert bench.clock("tell").due_on is None
    with pytest.raises(CalendarMissing):
        due(last, workdays(5), national_calendar())
    bench.do("accept", "clerk")
    assert bench.refused("deem_accepted", "system")[0] == "case/wrong-stage"
    waiting = received(now=at(f"{last.year}-12-30"))
    assert waiting.refused("deem_accepted", "system") == [
        "case/calendar-missing",
        f"没有 {last + DAY} 的工作日历，算不出到期日。请放进那一年的日历。",
    ]


def test_a_projected_year_is_visible() -> None:
    assert not accepted(now=at("2026-03-02")).clock("promised").provisional
    clock = accepted(now=at("2026-12-25")).clock("promised")
    assert clock.provisional
    assert "推算" in explain(clock, national_calendar(), "zh")


def test_a_clock_explains_itself() -> None:
    clock = accepted(now=at("2026-09-30")).clock("promised")
    assert explain(clock, national_calendar(), "en") == (
        "due 2026-10-20: 10 workdays from 2026-09-30; 10-01 to 10-07 holiday; 10-10 a working Saturday."
    )
    assert explain(clock, national_calendar(), "zh") == (
        "最晚 2026-10-20：从 2026-09-30 起 10 个工作日；10-01 到 10-07 放假；10-10（周六）上班。"
    )
    hand_over = accepted(now=at("2026-03-02")).clock("hand_over")
    assert explain(hand_over, national_calendar(), "zh") == (
        "最晚 2026-03-13：从 2026-03-02 起 10 个工作日，提前 1 个工作日。"
    )


def test_pauses_and_extensions_stand_in_the_explanation() -> None:
    bench = reviewed(now=at("2026-03-02"))
    bench.do("pause", "decider", reason="inspection", basis="许可法 45")
    assert explain(bench.clock("promised"), bench.calendar, "en") == (
        "the clock stands still, so there is no due date; stopped 2026-03-02 to now (inspection, "
        "市场监督管理局特告〔2026〕0001号); 0 used, 10 left."
    )
    bench.on("2026-03-04").do("resume", "decider", result="合格")
    bench.do("permit", "supervisor", what="extend", reason="复杂")
    bench.do("extend", "reviewer", span="1 workdays", reason="复杂", basis="许可法 42")
    assert explain(bench.clock("promised"), bench.calendar, "zh") == (
        "最晚 2026-03-19：从 2026-03-02 起 10 个工作日，延长 1 个工作日；2026-03-02 到 2026-03-04 暂停"
        "（检验，市场监督管理局特告〔2026〕0001号）；已用 0，还剩 11。"
    )
    assert "extended by 1 workday" in explain(bench.clock("promised"), bench.calendar, "en")


def test_closed_days_of_the_centre_stand_there_with_their_reason() -> None:
    overlay = Overlay(
        closed={day("2026-03-05"): "搬迁", day("2026-03-06"): "搬迁"}, opened={day("2026-03-07"): "补班"}
    )
    own = overlaid(national_calendar(), overlay)
    clock = accepted(now=at("2026-03-02"), calendar=own).clock("promised")
    assert str(clock.due_on) == "2026-03-17"
    assert explain(clock, own, "zh").endswith("；03-05 到 03-06 不上班（搬迁）；03-07 上班（补班）。")
    assert explain(clock, own, "en").endswith("; 03-05 to 03-06 closed (搬迁); 03-07 open (补班).")


def test_a_clock_is_named_with_where_it_stands() -> None:
    bench = accepted(now=at("2026-03-02"))
    assert says(bench.clock("promised"), "zh") == "承诺办结 最晚 2026-03-16"
    assert says(bench.clock("promised"), "en") == "promised due 2026-03-16"
    assert says(bench.clock("promised", "2026-03-17"), "zh") == "承诺办结 过期，本来是 2026-03-16"
    assert says(bench.clock("promised", "2026-03-17"), "en") == "promised overdue since 2026-03-16"
    assert says(bench.clock("tell"), "zh") == "告知 已办"
    assert says(bench.clock("tell"), "en") == "tell done"
    late = reviewed(now=at("2026-03-02")).on("2026-03-20")
    late.do("decide", "decider", result="refused", **REASONS)
    assert says(late.clock("promised"), "zh") == "承诺办结 已办，过了期"
    assert says(late.clock("promised"), "en") == "promised done, late"
    stopped = reviewed(now=at("2026-03-02")).do("pause", "decider", reason="inspection")
    assert says(stopped.clock("promised"), "zh") == "承诺办结 暂停"
    assert says(stopped.clock("promised"), "en") == "promised stopped"


def test_a_fixed_day_needs_no_counting() -> None:
    bench = received(now=at("2026-03-02"))
    bench.do("look", "clerk", materials={"承诺书": {"state": "absent"}})
    bench.do("promise", "clerk", materials=["承诺书"], signed=True)
    clock = bench.clock("supply_later")
    assert explain(clock, bench.calendar, "zh") == "最晚 2026-03-05。"
    assert explain(clock, bench.calendar, "en") == "due 2026-03-05."


def test_a_missing_year_is_said_in_words() -> None:
    clock = received(now=at(f"{national_calendar().last.year}-12-30")).clock("tell")
    assert explain(clock, national_calendar(), "zh").startswith("没有 ")
    assert "no due date" in explain(clock, national_calendar(), "en")


def test_a_span_is_spoken() -> None:
    assert spell(workdays(0), "zh") == "当场"
    assert spell(workdays(0), "en") == "on the spot"
    assert spell(Span(count=2, unit="months"), "en") == "2 months"
    assert spell(Span(count=1, unit="years"), "zh") == "1 年"
