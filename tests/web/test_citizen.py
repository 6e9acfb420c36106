"""The citizen's pages: every item can be found, a guide answers its form, nothing needs a session."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import Browser


def test_every_item_stands_on_the_start_page(browser: Browser) -> None:
    page = browser.get("/").text
    assert "个体工商户设立登记" in page and "/items/SC-0202" in page and "开店办企业" in page


@pytest.mark.parametrize("path", ["/", "/items/SC-0202", "/items/SC-0201", "/search?q=water", "/cases"])
def test_english_words_are_spelt_as_people_read_them(browser: Browser, path: str) -> None:
    page = browser.get(path, **{"Accept-Language": "en"}).text
    assert re.findall(r">[^<]*[a-z]_[a-z][^<]*<", page) == []


def test_a_public_page_begins_no_session(browser: Browser) -> None:
    for path in ("/", "/items/SC-0201"):
        assert "set-cookie" not in browser.get(path).headers


def test_answers_in_the_address_make_the_list(browser: Browser) -> None:
    page = browser.get("/items/SC-0201?主体类型=企业&委托他人办理=否").text
    assert "我的情况" in page and "主体类型：企业" in page
    assert 'value="企业" checked' in page


def test_a_fragment_is_the_list_alone(browser: Browser) -> None:
    part = browser.get("/items/SC-0201?主体类型=企业", **{"HX-Request": "true"}).text
    assert ("<html" not in part and "您要带" in part) or "最多要带" in part


def test_an_answer_that_cannot_be_read_is_shown_with_what_was_typed(browser: Browser) -> None:
    answer = browser.get("/items/SC-0201?经营面积=很大")
    assert answer.status_code == 422
    assert 'value="很大"' in answer.text and 'aria-invalid="true"' in answer.text
    assert "<title>错误：" in answer.text


def test_a_field_of_the_form_never_comes_from_the_address(browser: Browser) -> None:
    page = browser.get("/items/SC-0201?污染源距离=5&申请人=张三").text
    assert "张三" not in page and "污染源距离：" not in page


@pytest.mark.parametrize(
    "path", ["/items/XX-0000", "/items/%3Cscript%3E", "/items/..%2f..%2fetc", "/nowhere"]
)
def test_what_is_not_there_is_not_there(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, "<script>" in answer.text) == (404, False)


def test_language_comes_from_the_address_the_choice_and_the_browser(browser: Browser) -> None:
    assert "Registration of a sole trader" in browser.get("/", **{"Accept-Language": "en"}).text
    assert "Registration of a sole trader" in browser.get("/?lang=en").text
    browser.client.post("/prefer", data={"lang": "en", "back": "/"})
    assert "Registration of a sole trader" in browser.get("/").text


def test_large_type_is_chosen_once(browser: Browser) -> None:
    answer = browser.client.post(
        "/prefer", data={"large": "1", "back": "/items/SC-0201"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/items/SC-0201"
    assert '<html lang="zh-CN" class="elder">' in browser.get("/items/SC-0201").text
