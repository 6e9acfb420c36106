"""What a centre settles in files of its own: its days, hours and names; what cannot be read is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.calendar import national_calendar
from engine.center.local import LocalUnreadable, local_calendar, read_practice
from tests.case.bench import MARKET


def test_a_centre_has_its_own_days_hours_and_names(tmp_path: Path) -> None:
    assert local_calendar(tmp_path, national_calendar()) is national_calendar()
    assert read_practice(tmp_path).closes_at.hour == 17
    (tmp_path / "calendar.yaml").write_text("停办:\n  2026-03-05: 停电\n", encoding="utf-8")
    assert not local_calendar(tmp_path, national_calendar()).is_workday(date(2026, 3, 5))
    (tmp_path / "center.yaml").write_text(
        "名称: 龙江政务\n下班时间: 16:30\n交接时间: [16:00, 11:00]\n提醒: [80, 100]\n"
        "简称:\n  市场监督管理局: 龙市监\n",
        encoding="utf-8",
    )
    practice = read_practice(tmp_path)
    assert (practice.name, str(practice.closes_at), practice.warn_at) == ("龙江政务", "16:30:00", (80, 100))
    assert [each.hour for each in practice.transfer_at] == [11, 16]
    assert not practice.hold_online and practice.publish_results and not practice.unpublished
    assert (practice.short(MARKET), practice.short("公安局")) == ("龙市监", "公安局")


def test_a_centre_settles_what_goes_online(tmp_path: Path) -> None:
    (tmp_path / "center.yaml").write_text(
        "网上改好再交: 是\n结果公示: 否\n不公示事项: [MZ-0101]\n", encoding="utf-8"
    )
    practice = read_practice(tmp_path)
    assert practice.hold_online and not practice.publish_results
    assert practice.unpublished == {"MZ-0101"}


@pytest.mark.parametrize(
    "text", ["停办:\n  昨天: 停电\n", "停办:\n  2099-01-01: 停电\n", "乱写\n", "停办:\n  2026-03-05:\n"]
)
def test_days_that_cannot_be_read_are_refused_with_their_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "calendar.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LocalUnreadable, match=r"calendar\.yaml"):
        local_calendar(tmp_path, national_calendar())


@pytest.mark.parametrize(
    "text",
    [
        "下班: 17:00\n",
        "下班时间: 晚上\n",
        "名称:\n",
        "交接时间: 11:00\n",
        "提醒: [x]\n",
        "[",
        "- a\n",
        "简称: a\n",
        "结果公示: 也许\n",
        "不公示事项: MZ-0101\n",
    ],
)
def test_a_practice_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "center.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LocalUnreadable, match=r"center\.yaml"):
        read_practice(tmp_path)


def test_an_empty_practice_is_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "center.yaml").write_text("# 还没写\n", encoding="utf-8")
    assert read_practice(tmp_path) == read_practice(tmp_path / "nowhere")
