"""The web in a browser: a clerk by keyboard alone, a citizen from search to list, at every size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.case.office import Desk
from tests.looks.look import SIZES, faults_of, house_at, visitor
from tests.web.conftest import PASSWORD
from web.house import House
from web.people.store import People

PUBLIC = ["/", "/?q=小餐饮", "/items/SC-0009", "/sign-in", "/cases"]
OWN, RENTED = 1, 2
STAFF = ["/counter", "/counter?q=小餐饮", "/counter/items/SC-0009", "/desk"]


@pytest.fixture(scope="module")
def house(bench: Desk) -> Iterator[House]:
    people = People()
    people.add("clerk", "张敏", ["clerk"], PASSWORD)
    yield house_at(bench, people)
    people.close()


def signed_in(browser: Browser, address: str, size: str = "desk") -> Page:
    page = visitor(browser, size)
    page.goto(f"{address}/sign-in")
    page.keyboard.press("Tab")
    page.locator("#login").focus()
    page.keyboard.type("clerk")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/counter")
    return page


def typed_at_once(page: Page, text: str) -> None:
    """Type into the field that a page puts the cursor in; it does so a moment after it has loaded."""
    page.wait_for_selector("input[autofocus]:focus")
    page.keyboard.type(text)


def opened(page: Page, choice: int) -> None:
    """Open a case by keyboard alone: search, choose, name, answers."""
    typed_at_once(page, "小餐饮")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="小餐饮登记").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/counter/items/**")
    typed_at_once(page, "示例小吃店")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _ in range(choice):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/counter/cases/**")


def attest(page: Page) -> None:
    """Say of every material what was seen, with the space bar."""
    for tick in page.locator("#sheet .tick input:visible").all():
        tick.focus()
        page.keyboard.press("Space")
    page.locator(".mat .tri input:checked").first.focus()


def confirm(page: Page, key: str, name: str) -> None:
    """Press the key of an act once it may be done, and Enter once its question has the focus."""
    page.locator(f"[data-key={key}]:not([aria-disabled])").wait_for()
    with page.expect_navigation():
        page.keyboard.press(key)
    page.get_by_role("button", name=name).wait_for()
    page.locator("button[autofocus]:focus").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_clerk_accepts_a_good_case_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = signed_in(browser, address)
    opened(page, OWN)
    page.keyboard.press("1")
    page.keyboard.press("1")
    attest(page)
    page.get_by_text("没有要补的").wait_for()
    for stage in ("收件", "受理"):
        confirm(page, "F8", f"确定{stage}")
    assert "受理通知书" in page.locator("#pane").inner_text()
    page.context.close()


def test_a_clerk_tells_once_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = signed_in(browser, address)
    opened(page, RENTED)
    page.keyboard.press("1")
    page.keyboard.press("1")
    page.keyboard.press("1")
    page.get_by_label("到期日").focus()
    page.keyboard.type("2026-05-01")
    page.keyboard.press("Enter")
    attest(page)
    page.get_by_text("剩余不足 6 个月").first.wait_for()
    for key in ("F8", "F9"):
        confirm(page, key, "确定")
    assert "一次性告知书" in page.locator("#pane").inner_text()
    page.context.close()


def test_an_act_waits_for_what_was_just_marked(browser: Browser, address: str) -> None:
    page = signed_in(browser, address)
    opened(page, OWN)
    for key in ("1", "1"):
        page.keyboard.press(key)
    ticks = page.locator("#sheet .tick input:visible").all()
    for tick in ticks:
        tick.focus()
        page.keyboard.press("Space")
    page.keyboard.press("F8")
    page.get_by_role("button", name="确定收件").wait_for()
    assert all(tick.is_checked() for tick in page.locator("#sheet .tick input").all())
    page.context.close()


def test_the_last_mark_is_undone(browser: Browser, address: str) -> None:
    page = signed_in(browser, address)
    opened(page, OWN)
    first = page.locator(".mat").first
    page.keyboard.press("3")
    assert first.locator("input[value=absent]").is_checked()
    page.keyboard.press("Control+z")
    assert first.locator("input[value=unseen]").is_checked()
    page.context.close()


def test_a_citizen_comes_from_search_to_the_list(browser: Browser, address: str) -> None:
    page = visitor(browser, "phone")
    page.goto(address)
    page.locator("#q").fill("小餐饮")
    page.keyboard.press("Enter")
    page.locator("section[aria-labelledby=h-found]").get_by_role("link", name="小餐饮登记").click()
    page.get_by_text("租赁", exact=True).first.click()
    page.locator("#list").get_by_text("租赁合同").first.wait_for()
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_public_pages_are_accessible_in_both_sizes_of_type(
    browser: Browser, address: str, axe: str, size: str
) -> None:
    page = visitor(browser, size)
    found = []
    for large in (False, True):
        if large:
            page.goto(address)
            page.locator("button[name=large]").click()
        for path in PUBLIC:
            page.goto(address + path)
            found += [(path, large, fault) for fault in faults_of(page, axe, large=large)]
    page.context.close()
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_a_clerk_are_accessible(browser: Browser, address: str, axe: str, size: str) -> None:
    page = signed_in(browser, address, size)
    found = []
    for path in STAFF:
        page.goto(address + path)
        found += [(path, fault) for fault in faults_of(page, axe, staff=True)]
    page.goto(f"{address}/counter")
    opened(page, RENTED)
    page.keyboard.press("2")
    page.wait_for_timeout(500)
    found += [("case", fault) for fault in faults_of(page, axe, staff=True)]
    file = {"name": "合同.txt", "mimeType": "text/plain", "buffer": b"no kind of ours"}
    page.locator("#file-file").set_input_files([file])  # type: ignore[list-item]  # the stub knows its own class
    page.locator("form.uploads button").click()
    page.get_by_role("heading", name="没有收").wait_for()
    found += [("not taken", fault) for fault in faults_of(page, axe, staff=True)]
    page.context.close()
    assert found == []
