"""The public site in a browser: accessible at every size, whole without a script, never leaving its site."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.looks.look import SIZES, faults_of, opened

PAGES = [
    "index.html",
    "large/index.html",
    "en/index.html",
    "items/SC-0201.html",
    "items/YJS-0101.html",
    "large/items/SC-0201.html",
    "en/items/WJ-0101.html",
    "sheets/SC-0201.html",
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible(browser: Browser, site: str, axe: str, path: str, size: str) -> None:
    page, wrong = opened(browser, f"{site}/{path}", size)
    faults = faults_of(page, axe, large=path.startswith("large/"), staff=path.startswith("sheets/"))
    page.context.close()
    assert (faults, wrong) == ([], [])


def test_everything_can_be_opened_without_a_script(browser: Browser, site: str) -> None:
    page, wrong = opened(browser, f"{site}/index.html", "phone", script=False)
    page.get_by_role("link", name="食品经营许可（新办）").last.click()
    assert page.get_by_role("heading", level=1).inner_text() == "食品经营许可（新办）"
    assert page.get_by_role("heading", name="要带").first.is_visible()
    page.get_by_text("不用带的").click()
    assert page.get_by_text("用不上").count() == 0 or page.get_by_text("系统查").first.is_visible()
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Food business permit (new)"
    page.context.close()
    assert wrong == []


def test_details_open_for_the_exact_rule(browser: Browser, site: str) -> None:
    page, _ = opened(browser, f"{site}/items/WJ-0101.html", "phone")
    line = page.locator("#checks details").filter(has_text="临床实习满 8 个月").first
    line.locator("summary").click()
    assert "不少于 8" in line.inner_text()
    page.context.close()
