"""Nobody comes in but by the rule of the address: every role at every route, forged forms, other sites."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.web.conftest import PASSWORD, Browser
from web.door.home import local
from web.house import House
from web.people.model import STAFF_ROLES
from web.route import Route
from web.routes import ROUTES

GUARDED = [route for route in ROUTES if not route.rule.open]
SENT = [route for route in ROUTES if route.method == "POST"]


def filled(route: Route) -> str:
    """Give an address of a route with something in its places."""
    places = {"code": "SC-0201", "number": "nothing", "verb": "accept", "paper": "1.html", "what": "disable"}
    return re.sub(r"{(\w+)}", lambda found: places.get(found[1], "nothing"), route.path)


def named(route: Route) -> str:
    return route.name


def test_no_name_stands_twice() -> None:
    assert len({route.name for route in ROUTES}) == len(ROUTES)
    assert len({(route.path, route.method) for route in ROUTES}) == len(ROUTES)


@pytest.mark.parametrize("route", GUARDED, ids=named)
def test_a_stranger_is_sent_to_the_sign_in(browser: Browser, route: Route) -> None:
    if route.method == "GET":
        answer = browser.get(filled(route))
        assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")
    else:
        assert browser.send(filled(route), "/sign-in").status_code == 403


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_what_is_not_for_a_role_does_not_exist_for_it(signed_in: Callable[[str], Browser], role: str) -> None:
    browser = signed_in(role)
    token = browser.token("/sign-in")
    wrong = []
    for route in GUARDED:
        if role in route.rule.roles:
            continue
        path = filled(route)
        send = {"_token": token}
        answer = browser.get(path) if route.method == "GET" else browser.client.post(path, data=send)
        if answer.status_code != 404:
            wrong.append((route.name, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("route", [r for r in SENT if not r.tokenless], ids=named)
@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_a_form_without_its_token_is_not_taken(browser: Browser, route: Route, token: str) -> None:
    browser.token("/sign-in")
    assert browser.client.post(filled(route), data={"_token": token}).status_code == 403


@pytest.mark.parametrize("route", SENT, ids=named)
@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {"origin": "null"}],
)
def test_a_form_from_another_site_is_not_taken(
    browser: Browser, route: Route, headers: dict[str, str]
) -> None:
    sent = {"_token": browser.token("/sign-in")}
    assert browser.client.post(filled(route), data=sent, headers=headers).status_code == 403


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(browser: Browser) -> None:
    answers = [
        browser.send("/sign-in", "/sign-in", login=login, password="wrong password").text.replace(login, "")
        for login in ("clerk", "nobody")
    ]
    strip = [[line for line in text.splitlines() if "_token" not in line] for text in answers]
    assert strip[0] == strip[1] and "账号或密码不对" in answers[0]


def test_after_five_wrong_tries_even_the_right_password_waits(browser: Browser) -> None:
    for _ in range(5):
        assert browser.send("/sign-in", "/sign-in", login="clerk", password="x").status_code == 422
    answer = browser.send("/sign-in", "/sign-in", login="clerk", password=PASSWORD)
    assert answer.status_code == 429 and "5 分钟" in answer.text


def test_signing_in_gives_a_new_reference_and_signing_out_ends_it(browser: Browser) -> None:
    browser.token("/sign-in")
    before = browser.client.cookies["__Host-sid"]
    browser.sign_in("clerk")
    after = browser.client.cookies["__Host-sid"]
    assert before != after
    assert browser.send("/sign-out", "/sign-in").status_code == 303
    browser.client.cookies.set("__Host-sid", after)
    assert "退出" not in browser.client.get("/").text


def test_somebody_who_may_no_longer_come_is_out_at_once(house: House, browser: Browser) -> None:
    from dataclasses import replace

    person = house.people.add("leaver", "离", ["clerk"], PASSWORD)
    browser.sign_in("leaver")
    assert "退出" in browser.client.get("/").text
    house.people.change(replace(person, active=False))
    assert "退出" not in browser.client.get("/").text
    assert browser.send("/sign-in", "/sign-in", login="leaver", password=PASSWORD).status_code == 422


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/counter", "/counter"),
        ("/items/SC-0201?a=b", "/items/SC-0201?a=b"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_to_another_site(given: str, kept: str) -> None:
    assert local(given) == kept
