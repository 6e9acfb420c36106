"""What makes a place: code lists by name, days of its own over the national calendar, templates, pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.calendar import national_calendar
from engine.center import Center
from tests.center.plugin_files import center_with, codes

OVERLAY = "停办:\n  2026-03-05: 搬家\n  2050-01-03: 太远\n加开:\n  2026-03-07: 补班\n"
CODES = "名称: 示例省\n事项类型:\n  行政许可: 99 许可\n"


def with_file(folder: Path, hook: str, *texts: str) -> Center:
    paths = []
    for number, text in enumerate(texts):
        paths.append(str(folder / f"{number}.txt"))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return center_with(folder, a=f"@hookimpl\ndef {hook}(): return {paths!r}\n")


def test_days_of_a_place_lie_over_the_national_ones(tmp_path: Path) -> None:
    calendar = with_file(tmp_path, "holidays", OVERLAY, "停办:\n  2026-03-07: 又关了\n").calendar()
    assert [calendar.is_workday(date(2026, 3, day)) for day in (4, 5, 6, 7)] == [True, False, True, True]
    assert calendar.coverage == national_calendar().coverage


def test_without_days_of_its_own_the_calendar_is_the_national_one(tmp_path: Path) -> None:
    assert center_with(tmp_path).calendar() is national_calendar()


@pytest.mark.parametrize(
    ("hook", "text"),
    [("holidays", "明天: 关门\n"), ("code_lists", "名称: x\n没有的: 1\n"), ("code_lists", "- a\n")],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, hook: str, text: str) -> None:
    center = with_file(tmp_path, hook, text)
    assert center.calendar() is national_calendar()
    assert list(center.code_lists()) == ["GB/T 39046—2020"]
    assert codes(center) == ["plugin/bad-contribution"]


def test_code_lists_are_known_by_their_names(tmp_path: Path) -> None:
    center = with_file(tmp_path, "code_lists", CODES, CODES)
    assert list(center.code_lists()) == ["GB/T 39046—2020", "示例省"]
    code = center.code_lists()["示例省"].code("item_type", "permit")
    assert codes(center) == ["plugin/offered-twice"]
    assert code is None or code.code == "99"


def test_templates_are_of_known_papers(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("x")
    place = str(tmp_path / "t.html")
    text = f"""
@hookimpl
def templates():
    return {{"correction": {place!r}, "correction/SC-0201": {place!r}, "corection": {place!r},
             "decision": "t.html"}}
"""
    center = center_with(tmp_path, a=text)
    assert center.templates() == {
        "correction": tmp_path / "t.html",
        "correction/SC-0201": tmp_path / "t.html",
    }
    assert codes(center) == ["plugin/bad-contribution"] * 2


def test_a_page_shows_html_or_a_mapping(tmp_path: Path) -> None:
    text = """
def show(lang, query): return {"n": query["n"]} if lang == "en" else f"<p>{query['n']}</p>"
@hookimpl
def pages():
    page = Page(zh="页", en="page", show=show)
    return {"a/b-c": page, "A": page, "/a": page}
"""
    center = center_with(tmp_path, a=text)
    assert list(center.pages()) == ["a/b-c"]
    assert codes(center) == ["plugin/bad-contribution"] * 2
    assert center.show("a/b-c", "zh", {"n": "7"}).answer == "<p>7</p>"
    assert center.show("a/b-c", "en", {"n": "7"}).answer == {"n": "7"}
    assert center.show("a/b-c", "en", {}).state == "raised"
