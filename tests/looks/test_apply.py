"""Applying online in a browser: from search to the page of the case, with and without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.case.office import Desk
from tests.looks.look import SIZES, faults_of, house_at, visitor
from tests.web.test_apply import NUMBER, PDF
from web.house import House
from web.people.store import People

GUIDE = "/items/SC-0009?场所来源=租赁&从业人数=3"
STEPS = ("who", "answers", "materials", "review")


@pytest.fixture(scope="module")
def house(bench: Desk) -> Iterator[House]:
    """A centre with nobody on its staff: citizens need none."""
    people = People()
    yield house_at(bench, people)
    people.close()


@pytest.fixture
def lease(tmp_path: Path) -> Path:
    path = tmp_path / "合同.pdf"
    path.write_bytes(PDF)
    return path


def choose(page: Page, material: int, how: str) -> None:
    page.locator("section.material").nth(material).locator(f"input[value={how}]").check()


def apply(page: Page, lease: Path, *, upload: bool) -> None:
    """Fill in every step from the guide on, and hand in."""
    page.get_by_role("button", name="网上申请").click()
    page.get_by_role("button", name="开始填").click()
    page.locator("#who-name").fill("示例小吃店")
    page.locator("#who-number").fill(NUMBER)
    page.locator("#who-telephone").fill("13800138000")
    page.get_by_role("button", name="保存，下一步").click()
    page.wait_for_url("**/answers")
    page.get_by_role("button", name="保存，下一步").click()
    page.wait_for_url("**/materials")
    choose(page, 0, "paper")
    choose(page, 1, "file")
    page.locator("section.material").nth(1).locator("input[type=file]").set_input_files(str(lease))
    page.get_by_label("到期日").fill("2027-05-01")
    choose(page, 2, "absent")
    if upload:
        page.locator("section.material").nth(1).get_by_role("button", name="上传").click()
        page.get_by_text("合同.pdf").first.wait_for()
    page.get_by_role("button", name="保存，下一步").click()
    page.wait_for_url("**/review")
    page.get_by_text("照这样可以交").wait_for()
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/sent")


def test_a_citizen_comes_from_search_to_the_page_of_the_case(
    browser: Browser, address: str, lease: Path
) -> None:
    page = visitor(browser, "phone")
    page.goto(address)
    page.locator("#q").fill("小餐饮")
    page.keyboard.press("Enter")
    page.locator("section[aria-labelledby=h-found]").get_by_role("link", name="小餐饮登记").click()
    page.get_by_text("租赁", exact=True).first.click()
    page.get_by_label("直接接触食品的有几个人").fill("3")
    apply(page, lease, upload=True)
    number = page.locator(".big dd").first.inner_text()
    page.get_by_role("link", name="看办到哪一步").click()
    page.wait_for_url(f"**/cases/{number}")
    assert "合同.pdf" in page.locator("main").inner_text()
    page.context.close()


def test_without_a_script_everything_is_handed_in_just_the_same(
    browser: Browser, address: str, lease: Path
) -> None:
    page = visitor(browser, script=False)
    page.goto(address + GUIDE)
    apply(page, lease, upload=False)
    assert "1 个文件" in page.locator("main").inner_text()
    page.context.close()


def test_the_list_follows_what_is_typed_before_anybody_hands_in(browser: Browser, address: str) -> None:
    page = visitor(browser)
    page.goto(address + GUIDE)
    page.get_by_role("button", name="查一查能不能交").click()
    choose(page, 1, "paper")
    page.get_by_label("到期日").fill("2026-05-01")
    page.keyboard.press("Tab")
    page.locator("#list").get_by_text("剩余不足 6 个月").wait_for()
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_are_accessible_in_both_sizes_of_type(
    browser: Browser, address: str, axe: str, size: str
) -> None:
    page, found = visitor(browser, size), []
    page.goto(address + GUIDE)
    page.get_by_role("button", name="网上申请").click()
    page.get_by_role("button", name="开始填").click()
    for large in (False, True):
        if large:
            page.locator("button[name=large]").click()
        for path in (f"/submission/{step}" for step in STEPS):
            page.goto(address + path)
            found += [(path, large, fault) for fault in faults_of(page, axe, large=large)]
        for path in ("/items/SC-0009/precheck", "/submission", "/results", GUIDE):
            page.goto(address + path)
            found += [(path, large, fault) for fault in faults_of(page, axe, large=large)]
    page.context.close()
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sent_and_what_was_not_taken_are_accessible(
    browser: Browser, address: str, lease: Path, axe: str, size: str
) -> None:
    page = visitor(browser, size)
    page.goto(address + GUIDE)
    page.get_by_role("button", name="网上申请").click()
    page.get_by_role("button", name="开始填").click()
    page.goto(f"{address}/submission/review")
    page.get_by_role("button", name="提交申请").click()
    page.locator("#problems, [role=alert]").first.wait_for()
    found = [("not taken", fault) for fault in faults_of(page, axe)]
    page.goto(address + GUIDE)
    apply(page, lease, upload=True)
    for large in (False, True):
        if large:
            page.locator("button[name=large]").click()
        found += [("sent", fault) for fault in faults_of(page, axe, large=large)]
    page.context.close()
    assert found == []
