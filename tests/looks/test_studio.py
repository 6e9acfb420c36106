"""The studio in a browser: from a word typed to an edition that citizens read, with and without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.looks.look import SIZES, enter, faults_of, visitor
from tests.web.studio.authors import CODE, TODAY, catalog_in, house_in, people
from web.house import House

TODAY_TEXT = TODAY.date().isoformat()
PAGES = ["", "?view=form&tab=matrix"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("studio")
    catalog_in(folder)
    staff = people()
    yield house_in(folder, staff)
    staff.close()


def author(
    browser: Browser, house: House, address: str, login: str, size: str = "desk", *, script: bool = True
) -> Page:
    """Give a page of somebody who has signed in."""
    return enter(visitor(browser, size, script=script), house, address, login)


def begun(page: Page, address: str) -> None:
    page.goto(f"{address}/studio")
    page.get_by_role("button", name="改一版").first.click()
    page.wait_for_url("**/studio/drafts/*")


def step(page: Page, name: str) -> None:
    """Open a step and take it."""
    page.locator("summary", has_text=name).click()
    with page.expect_navigation():
        page.locator("details[open]").get_by_role("button", name=name, exact=True).click()


def typed(page: Page, line: str, text: str) -> None:
    """Type a text over a line near the end of the editor."""
    page.locator(".cm-scroller").evaluate("one => { one.scrollTop = one.scrollHeight }")
    page.locator(".cm-line", has_text=line).click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.insert_text(text)


def cured(page: Page) -> None:
    """See the one fault of the text and press its cure."""
    beside = page.locator("#beside")
    beside.get_by_text("1 个定义错误", exact=True).wait_for()
    assert page.locator(".cm-lintRange-error").count() == 1
    beside.locator("button[value^='cure:']").click()
    beside.get_by_text("没有定义错误", exact=True).wait_for()


def sent(page: Page, first: str) -> None:
    """Send the draft to its reviewer, who is somebody else."""
    page.locator("summary", has_text="送审").click()
    page.get_by_label("从哪天起执行").fill(first)
    with page.expect_navigation():
        page.locator("#act-send").get_by_role("button", name="送审").click()
    assert re.search("[请等]另一个人", page.locator("#beside").inner_text())


def approved(page: Page, address: str) -> None:
    """Find the draft that waits, see what it changes, and approve it."""
    page.goto(f"{address}/studio")
    page.locator("section", has_text="等您审的").get_by_role("link", name="小餐饮登记").click()
    page.locator("#tab-changes").click()
    page.locator("#beside del", has_text="10").wait_for()
    page.locator("#beside ins", has_text="7").wait_for()
    step(page, "审过")


def test_an_author_comes_from_a_word_typed_to_an_edition_in_force(
    browser: Browser, house: House, address: str
) -> None:
    li, wang = (author(browser, house, address, login) for login in ("li", "wang"))
    errors: list[str] = []
    li.on("pageerror", lambda error: errors.append(str(error)))
    begun(li, address)
    typed(li, "承诺: 10 个工作日", "承诺：7 个工作日")
    cured(li)
    li.locator(".cm-line", has_text="承诺: 7 个工作日").wait_for()
    sent(li, TODAY_TEXT)
    approved(wang, address)
    li.reload()
    step(li, "发布")
    li.get_by_role("link", name="看发布的指南").click()
    assert "7 个工作日" in li.locator("main").inner_text()
    li.goto(f"{address}/studio/items/{CODE}")
    assert "王芳 审" in li.locator("main").inner_text()
    assert errors == []
    for page in (li, wang):
        page.context.close()


def test_without_a_script_a_text_is_saved_checked_and_cured(
    browser: Browser, house: House, address: str
) -> None:
    page = author(browser, house, address, "li", script=False)
    begun(page, address)
    field = page.locator("#text")
    field.fill(re.sub(r"收费: ", "收费：", field.input_value()))
    page.get_by_role("button", name="保存并检查").click()
    page.get_by_text("1 个定义错误", exact=True).wait_for()
    page.locator("button[value^='cure:']").click()
    page.get_by_text("没有定义错误", exact=True).wait_for()
    assert "收费: 不收费" in page.locator("#text").input_value()
    page.get_by_role("link", name="谁要什么").click()
    page.get_by_role("row", name="租赁合同").first.wait_for()
    page.context.close()


def test_the_form_changes_the_text_and_keeps_its_comments(
    browser: Browser, house: House, address: str
) -> None:
    page = author(browser, house, address, "li")
    begun(page, address)
    page.get_by_role("link", name="表单").click()
    page.get_by_label("办理地点").fill("一楼三号窗口")
    page.get_by_role("button", name="保存并检查").click()
    page.get_by_role("link", name="文本", exact=True).click()
    page.locator(".cm-line", has_text="办理地点: 一楼三号窗口").wait_for()
    assert page.locator(".cm-line", has_text="# 这一行是作者的批注").count() == 1
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_studio_is_accessible(browser: Browser, house: House, address: str, axe: str, size: str) -> None:
    page = author(browser, house, address, "li", size)
    begun(page, address)
    draft = page.url
    found = []
    drafts, number = house.drafts, int(draft.rpartition("/")[2])
    assert drafts is not None
    before = drafts.find(number)
    assert before is not None
    text = f"{drafts.text(before)}# {size}\n".replace("10 个工作日", "7 个工作日")
    drafts.save(number, before.version, text, "li", TODAY)
    seen = [draft + each for each in (*PAGES, "/versions/1")]
    if size == "phone":
        # What has nothing of its own at other sizes is looked at where it is narrowest.
        seen += [f"{address}/studio", f"{address}/studio/items/{CODE}", f"{draft}?tab=history"]
    for path in seen:
        page.goto(path)
        # At the end the bar of buttons stands in its own place, elsewhere over what is scrolled under it.
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        found += [(path, fault) for fault in faults_of(page, axe, staff=True)]
    page.locator("button[name=large]").click()
    page.goto(draft)
    found += [("large", fault) for fault in faults_of(page, axe, large=True, staff=True)]
    page.context.close()
    assert found == []
