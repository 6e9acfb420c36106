"""Two-step sign-in in a browser: set up and used without scripts, its pages looked at in every size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from tests.case.office import Desk
from tests.looks.look import SIZES, enter, faults_of, house_at, visitor
from tests.web.conftest import PASSWORD
from web.house import House
from web.people.store import People

OWN = "/account/second-step"


@pytest.fixture(scope="module")
def house(bench: Desk) -> Iterator[House]:
    people = People()
    people.add("clerk", "张敏", ["clerk"], PASSWORD)
    people.add("operator", "管理", ["operator"], PASSWORD)
    yield house_at(bench, people)
    people.close()


def secret_on(page: Page) -> str:
    return page.locator("main code").first.inner_text().replace(" ", "")


def send(page: Page, form: str, field: str, text: str) -> None:
    """Fill in one form of the page, and send it."""
    page.locator(f"form[action$='{form}'] [name={field}]").fill(text)
    with page.expect_navigation():
        page.locator(f"form[action$='{form}'] button").click()


def test_it_is_set_up_and_used_without_scripts(
    browser: Browser, address: str, house: House, bench: Desk
) -> None:
    page = enter(visitor(browser, script=False), house, address, "clerk")
    page.goto(address + OWN)
    send(page, "/begin", "password", PASSWORD)
    telephone = pyotp.TOTP(secret_on(page))
    assert page.locator("main svg[role=img]").is_visible()
    send(page, "/confirm", "code", telephone.at(bench.now))
    spare = page.locator("main code").all_inner_texts()
    page.context.close()

    bench.now += timedelta(seconds=30)
    page = visitor(browser, script=False)
    page.goto(f"{address}/sign-in")
    page.locator("#login").fill("clerk")
    send(page, "/sign-in", "password", PASSWORD)
    assert page.url.endswith("/sign-in/code")
    send(page, "/sign-in/code", "code", "000000")
    assert page.get_by_role("alert").is_visible()
    send(page, "/sign-in/code", "code", spare[0])
    assert page.url.endswith("/counter")
    page.context.close()
    assert house.second_steps is not None
    house.second_steps.remove(next(each for each in house.people.all() if each.login == "clerk"))


@pytest.mark.parametrize("size", SIZES)
def test_its_pages_are_accessible(
    browser: Browser, address: str, axe: str, house: House, bench: Desk, size: str
) -> None:
    page = enter(visitor(browser, size), house, address, "clerk")
    found: list[tuple[str, object]] = []

    def look(where: str) -> None:
        found.extend((where, fault) for fault in faults_of(page, axe, staff=True))

    page.goto(address + OWN)
    look("off")
    send(page, "/begin", "password", PASSWORD)
    look("begun")
    telephone = pyotp.TOTP(secret_on(page))
    send(page, "/confirm", "code", telephone.at(bench.now))
    look("codes")
    page.goto(address + OWN)
    look("on")
    half = visitor(browser, size)
    half.goto(f"{address}/sign-in")
    half.locator("#login").fill("clerk")
    send(half, "/sign-in", "password", PASSWORD)
    found.extend(("code", fault) for fault in faults_of(half, axe, staff=True))
    enter(page, house, address, "operator").goto(f"{address}/admin/steps")
    look("admin")
    for each in (page, half):
        each.context.close()
    assert house.second_steps is not None
    house.second_steps.remove(next(each for each in house.people.all() if each.login == "clerk"))
    assert found == []
