"""Pages of plug-ins go through the doors of ours; a number that was typed is looked at and stands nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.center import Center
from tests.center.plugin_files import HEAD
from tests.web.conftest import Browser
from web.house import House
from web.plugin_pages import contributed

PLUGIN = """
from datetime import date
from decimal import Decimal
def show(lang, query):
    if "data" in query:
        return {"rooms": [1, "二"], "size": Decimal("1.5")}
    return f"<p>{lang} {len(query)}</p><script>x()</script>" if "fail" not in query else 1 / 0
@hookimpl
def pages():
    return {
        "food/rooms": Page(zh="场所", en="Rooms", show=show),
        "post/track": Page(zh="邮件", en="Parcels", show=show, roles=["issuer", "clerk"]),
        "odd": Page(zh="怪", en="Odd", show=show, roles=["king"]),
    }
@hookimpl
def identify(number):
    if number == "7": raise OSError
    if number == "1": return Identity(zh="身份证", en="identity card", sound=True, born_on=date(1990, 2, 28))
    return Identity(zh="护照", en="passport", sound=False) if number == "2" else None
"""


@pytest.fixture
def plugged(house: House, tmp_path: Path) -> House:
    (tmp_path / "rooms.py").write_text(HEAD + PLUGIN, encoding="utf-8")
    return replace(house, center=Center(files=tmp_path, installed=False))


@pytest.fixture
def at(plugged: House) -> Callable[[str], Browser]:
    """Give a browser in which somebody has signed in; nobody has for an empty name."""
    return lambda login: Browser(plugged).sign_in(login) if login else Browser(plugged)


def test_a_page_stands_inside_our_frame_in_both_languages(at: Callable[[str], Browser]) -> None:
    page = at("").get("/pages/food/rooms?a=1", **{"accept-language": "zh"})
    assert page.status_code == 200 and "<p>zh 1</p>" in page.text and "<h1>场所</h1>" in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"], "its script does not run"
    english = at("").get("/pages/food/rooms", **{"accept-language": "en"})
    assert "<h1>Rooms</h1>" in english.text and "<p>en 0</p>" in english.text


def test_a_page_may_answer_programs(at: Callable[[str], Browser]) -> None:
    assert at("").get("/pages/food/rooms?data=1").json() == {"rooms": [1, "二"], "size": "1.5"}


def test_a_page_that_fails_is_named_and_alone(at: Callable[[str], Browser]) -> None:
    browser = at("")
    page = browser.get("/pages/food/rooms?fail=1", **{"accept-language": "zh"})
    assert page.status_code == 503 and "插件「rooms」没有答复" in page.text
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(("login", "status"), [("", 303), ("reviewer", 404), ("issuer", 200)])
def test_a_page_for_a_role_is_for_nobody_else(at: Callable[[str], Browser], login: str, status: int) -> None:
    assert at(login).get("/pages/post/track").status_code == status


def test_a_page_for_a_role_that_does_not_exist_is_refused(plugged: House) -> None:
    assert [each.path for each in contributed(plugged)] == ["/pages/food/rooms", "/pages/post/track"]
    assert [each.code for each in plugged.center.faults] == ["plugin/bad-contribution"]


def test_the_list_shows_what_may_be_seen(at: Callable[[str], Browser], house: House) -> None:
    assert "/pages/post/track" in at("clerk").get("/pages").text
    open_to_all = at("").get("/pages").text
    assert "/pages/food/rooms" in open_to_all and "/pages/post/track" not in open_to_all
    assert 'href="/pages"' in at("").get("/").text
    assert 'href="/pages"' not in Browser(house).get("/").text, "without pages there is no list"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("1", "身份证：号码对得上。 出生日期 1990-02-28。"),
        (" 2 ", "护照：号码不对"),
        ("3", "认不出是哪种证件的号码"),
        ("7", "插件「rooms」没有答复，还没核验。"),
    ],
)
def test_a_number_is_recognised_at_the_window(at: Callable[[str], Browser], number: str, says: str) -> None:
    browser = at("clerk")
    browser.client.headers["accept-language"] = "zh"
    shown = browser.send("/counter/number", "/counter/number", number=number)
    assert shown.status_code == 200 and says in shown.text


def test_a_number_is_for_those_at_a_window(at: Callable[[str], Browser]) -> None:
    assert at("reviewer").get("/counter/number").status_code == 404
