"""The search of the static site: the script in the page finds what `yici search` finds, in the same order."""

from __future__ import annotations

from playwright.sync_api import Browser

from engine.search.document import document_of
from engine.search.find import find
from engine.search.index import build_index
from tests.guide.catalogue import items
from tests.looks.look import faults_of, opened

ASKED = [
    "开饭店",
    "饭店",
    "饭",
    "kfd",
    "kai fan dian",
    "shenfenzheng",
    "身份证丢了怎么办",
    "food permit",
    "SC-0201",
    "0201",
]
ASKED += ["我要开公司", "结婚", "gjj", "教师资格", "挖路", "低保怎么申请", "没有这种事", "zzz"]


def test_the_page_finds_what_the_program_finds(browser: Browser, site: str) -> None:
    index = build_index(document_of(item) for item in items().values())
    page, wrong = opened(browser, f"{site}/index.html", "desk")
    differing = []
    for words in ASKED:
        ours = [hit.code for hit in find(index, words).hits]
        theirs = page.evaluate(
            "words => document.getElementById('find').find(words).then(hits => hits.map(hit => hit[0]))",
            words,
        )
        if ours[:3] != theirs[:3] or {*ours} != {*theirs}:
            differing.append((words, ours, theirs))
    page.context.close()
    assert (differing, wrong) == ([], [])


def test_typing_shows_items_and_says_when_there_are_none(browser: Browser, site: str, axe: str) -> None:
    page, wrong = opened(browser, f"{site}/index.html", "phone")
    field = page.get_by_label("要办什么事")
    field.fill("开饭店")
    first = page.locator("#find .cards a").first
    first.wait_for()
    assert faults_of(page, axe) == []
    assert "餐饮" in first.inner_text() or "食品" in first.inner_text() or "餐" in first.inner_text()
    field.fill("vxqk")
    page.get_by_text("换个说法").wait_for()
    page.context.close()
    assert wrong == []
