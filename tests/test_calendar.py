"""The golden dates of counting days, and three oracles: day by day, chinesecalendar, a real YAML parser."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from ruamel.yaml import YAML

from engine.calendar import (
    FOLDER,
    Calendar,
    CalendarMissing,
    CalendarUnreadable,
    Year,
    build_calendar,
    load_calendar,
    national_calendar,
    read_year,
)

DAY = timedelta(days=1)

FORWARD = """
2026-02-13  5 2026-02-27    2025-12-31  5 2026-01-08
2026-09-30 10 2026-10-20    2026-02-14  1 2026-02-24
2026-04-30 20 2026-06-01    2026-02-17  5 2026-02-28
2026-02-06  5 2026-02-13    2026-10-09  1 2026-10-10
2026-09-18  5 2026-09-24    2026-06-18  5 2026-06-26
2026-05-08  1 2026-05-09    2025-01-24  5 2025-02-07
2025-09-26 10 2025-10-16    2026-11-20 20 2026-12-18
2026-08-31 45 2026-11-06    2026-09-14 20 2026-10-16
2026-02-13 20 2026-03-19    2026-03-02 20 2026-03-30
2026-03-02  6 2026-03-10    2026-03-24 14 2026-04-14
2026-10-08 -1 2026-09-30    2026-02-24 -1 2026-02-14
2026-09-21 -1 2026-09-20    2026-01-04 -1 2025-12-31
2026-05-06 -1 2026-04-30    2026-03-02  0 2026-03-02
"""
TRIPLES = FORWARD.split()
GOLDEN = [
    (date.fromisoformat(start), int(n), date.fromisoformat(end))
    for start, n, end in zip(TRIPLES[::3], TRIPLES[1::3], TRIPLES[2::3], strict=True)
]
ROLLED = [
    ("2026-09-28", 7, "2026-10-08"),
    ("2026-02-08", 7, "2026-02-24"),
    ("2026-02-07", 7, "2026-02-14"),
    ("2026-08-02", 60, "2026-10-08"),
]
HEAD = "年度: 2026\n状态: 已公布\n依据: 通知\n来源: 某报\n"


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return national_calendar()


@pytest.mark.parametrize(("start", "n", "end"), GOLDEN)
def test_golden_workdays(calendar: Calendar, start: date, n: int, end: date) -> None:
    assert calendar.add_workdays(start, n) == end


@pytest.mark.parametrize(("start", "days", "end"), ROLLED)
def test_a_last_day_that_is_no_workday_rolls_on(calendar: Calendar, start: str, days: int, end: str) -> None:
    assert calendar.roll_forward(date.fromisoformat(start) + days * DAY) == date.fromisoformat(end)


def test_2026_has_248_workdays(calendar: Calendar) -> None:
    assert calendar.workdays_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


def test_every_day_agrees_with_chinesecalendar(calendar: Calendar) -> None:
    day = date(2024, 1, 1)
    while day <= date(2026, 12, 31):
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        day += DAY


def test_counting_agrees_with_walking_day_by_day(calendar: Calendar) -> None:
    seed = 20260302
    dice = random.Random(seed)
    for _ in range(3000):
        start = date(2025, 1, 1) + dice.randrange(730) * DAY
        n = dice.randint(-120, 120)
        end = walk(calendar, start, n)
        assert calendar.add_workdays(start, n) == end, (seed, start, n)
        assert calendar.workdays_between(start, end) == n, (seed, start, n)


def walk(calendar: Calendar, day: date, n: int) -> date:
    """Count one day after the other, as a clerk does with a finger on the wall calendar."""
    step = DAY if n > 0 else -DAY
    while n:
        day += step
        if calendar.is_workday(day):
            n -= 1 if n > 0 else -1
    return day


def test_days_between_a_rest_day_and_a_rest_day(calendar: Calendar) -> None:
    assert calendar.workdays_between(date(2026, 2, 15), date(2026, 2, 23)) == 0
    assert calendar.workdays_between(date(2026, 2, 23), date(2026, 2, 15)) == 0


def test_no_year_is_guessed(calendar: Calendar) -> None:
    first, last = calendar.coverage
    for ask in (
        lambda: calendar.add_workdays(last + DAY, 1),
        lambda: calendar.add_workdays(last - 2 * DAY, 5),
        lambda: calendar.add_workdays(first, -1),
        lambda: calendar.is_workday(first - DAY),
        lambda: calendar.workdays_between(first, last + DAY),
        lambda: calendar.projected(last + DAY),
    ):
        with pytest.raises(CalendarMissing):
            ask()


def test_the_missing_day_is_named(calendar: Calendar) -> None:
    with pytest.raises(CalendarMissing) as missing:
        calendar.add_workdays(calendar.last, 1)
    assert missing.value.day == calendar.last + DAY


def test_rolling_out_of_the_files_is_missing_too() -> None:
    lonely = build_calendar([year(2023)])  # 2023-12-31 is a Sunday
    with pytest.raises(CalendarMissing):
        lonely.roll_forward(date(2023, 12, 31))
    assert not lonely.is_workday(date(2023, 12, 31))


def test_a_year_without_a_notice_says_that_it_is_projected(calendar: Calendar) -> None:
    assert not calendar.projected(date(2026, 12, 31))
    assert calendar.projected(date(2027, 1, 1))


def test_every_official_year_names_its_notice_and_its_day(calendar: Calendar) -> None:
    for each in calendar.years:
        assert each.basis and each.source
        assert (each.published_on is not None) == (each.status == "official")
        assert each.status == "official" or not each.work


def test_the_small_reader_reads_what_a_yaml_parser_reads(calendar: Calendar) -> None:
    files = sorted(Path(FOLDER).glob("*.yaml"))
    assert [int(path.stem) for path in files] == [each.year for each in calendar.years]
    for path, each in zip(files, calendar.years, strict=True):
        loaded = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        assert (each.year, each.basis, each.source) == (loaded["年度"], loaded["依据"], loaded["来源"])
        assert each.published_on == loaded.get("公布日期")
        assert each.off == spread(loaded["放假"])
        assert each.work == spread(loaded.get("调休上班", []))


def spread(entries: list[date | str]) -> frozenset[date]:
    """Lay out ranges as a YAML parser hands them over."""
    days: set[date] = set()
    for entry in entries:
        start, _, end = str(entry).partition(" 至 ")
        first, last = date.fromisoformat(start), date.fromisoformat(end or start)
        days |= {first + n * DAY for n in range((last - first).days + 1)}
    return frozenset(days)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "放假:\n  - 2026-13-01\n",
        HEAD + "放假:\n  - 2026-10-07 至 2026-10-01\n",
        HEAD + "放假:\n  - 2026-10-01\n  - 2026-10-01\n",
        HEAD + "放假:\n  - 2025-10-01\n",
        HEAD + "调休上班:\n  - 2026-10-08\n",
        HEAD + "假期:\n  - 2026-10-01\n",
        HEAD + "年度: 2027\n",
        HEAD + "随便写一句\n",
        HEAD.replace("已公布", "听说"),
        HEAD.replace("依据: 通知\n", ""),
        "  - 2026-10-01\n",
    ],
)
def test_a_file_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(CalendarUnreadable):
        read_year(text)


def test_years_must_follow_one_another() -> None:
    with pytest.raises(ValueError, match="gap"):
        build_calendar([year(2025), year(2027)])
    with pytest.raises(ValueError, match="gap"):
        build_calendar([])


def test_the_digest_changes_with_a_day_and_with_a_status() -> None:
    plain = build_calendar([year(2026)]).digest
    assert plain == build_calendar([year(2026)]).digest
    assert plain != build_calendar([year(2026, off=frozenset({date(2026, 10, 1)}))]).digest
    assert plain != build_calendar([read_year(HEAD.replace("已公布", "推算"))]).digest


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "2026.yaml").write_text(HEAD + "放假:\n  - 2026-03-03\n", encoding="utf-8")
    own = load_calendar(tmp_path)
    assert own.add_workdays(date(2026, 3, 2), 1) == date(2026, 3, 4)


def year(number: int, off: frozenset[date] = frozenset()) -> Year:
    return Year(year=number, status="official", basis="通知", source="某报", off=off, work=frozenset())
