"""`yici serve --demo`: every role finds something to do, made by the acts that people do themselves."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest

from engine.calendar import national_calendar
from engine.case.store import Wanted
from engine.center import Center
from engine.center.office import Office
from engine.cli.desk import Desk
from engine.cli.output import Console
from tests.web.conftest import CATALOG, Browser
from web.demo.accounts import ACCOUNTS, PASSWORD
from web.demo.cases import LIVING, WAITING, lived
from web.demo.seed import demonstration, said, seed
from web.house import CHINA, House
from web.opening import opened_house
from web.people.model import STAFF_ROLES
from web.people.store import People
from web.spoken import Wrong

WANTED = Namespace(data=None, store=None, keys=None)
CONSOLE = Console(lang="zh", out=StringIO(), err=StringIO())


@pytest.fixture(scope="module")
def house(index: Path) -> Iterator[House]:
    """The demonstration as it stands when the server starts, and once more when it starts again."""
    desk = Desk(CONSOLE, Namespace(catalog=str(CATALOG), cache=str(index)))
    desk.__dict__["center"] = Center(installed=False)
    with demonstration(WANTED) as place, opened_house(desk, place) as house:
        seed(house, place)
        seed(house, place)
        yield house


def office_of(house: House) -> Office:
    assert house.office is not None
    return house.office


def test_every_case_stands_where_it_was_stopped(house: House) -> None:
    lines = [each.line for each in office_of(house).listed(Wanted(open=None))]
    assert len(lines) == len(LIVING) + len(WAITING)
    stages = Counter(line.stage for line in lines)
    assert {"queue", "receive", "accept", "correct", "transfer", "review", "decide"} <= stages.keys()
    assert {"hand_over", "issue", "archive", "rate"} <= stages.keys() and stages["queue"] == len(WAITING)
    assert any("paused" in line.marks for line in lines)
    assert any(line.due_on is not None and line.due_on < house.now().date() for line in lines if line.open)


def test_every_role_has_an_account_and_everybody_who_works_on_cases_has_work(house: House) -> None:
    assert {each.role for each in ACCOUNTS} == {*STAFF_ROLES}
    people = {person.login: person.roles for person in house.people.all()}
    assert people == {each.login: (each.role,) for each in ACCOUNTS}
    # One hash serves all, so one sign-in shows them all.
    assert house.people.verified(ACCOUNTS[0].login, PASSWORD) is not None
    holders = {each.line.holder for each in office_of(house).listed(Wanted())}
    assert {"clerk", "reviewer", "decider", "issuer", "archivist", "applicant"} <= holders


def test_nothing_falls_due_the_wrong_way_at_once(house: House) -> None:
    office = office_of(house)
    before = Counter(each.line.stage for each in office.listed(Wanted(open=None)))
    office.run_due(house.now())
    assert Counter(each.line.stage for each in office.listed(Wanted(open=None))) == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_who_can_sign_in_and_what_to_try(house: House, lang: str) -> None:
    console = Console(lang="en" if lang == "en" else "zh", out=StringIO(), err=StringIO())
    told = "\n".join(said(console, house, "http://127.0.0.1:1"))
    assert PASSWORD in told and "/cases" in told
    assert all(account.login in told and account.first[lang == "en"] in told for account in ACCOUNTS)


def test_a_place_that_is_in_use_is_left_alone(house: House) -> None:
    people = People()
    place = office_of(house).store.place
    with pytest.raises(Wrong, match="holds data already"):
        seed(replace(house, people=people), place)
    assert people.all() == ()
    people.close()


@pytest.mark.parametrize("day", ["2026-01-01", "2026-02-18", "2026-10-05", "2026-11-22", "2027-06-30"])
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_on_every_day_its_past_lies_in_the_past_and_in_order(day: str, hour: int) -> None:
    now = datetime.combine(date.fromisoformat(day), datetime.min.time(), CHINA).replace(hour=hour)
    for one in LIVING:
        moments = [at for at, _ in lived(one, national_calendar(), now)]
        assert moments == sorted(moments) and moments[-1] <= now


def test_the_sign_in_page_of_a_demonstration_tells_its_accounts(standing: House) -> None:
    browser = Browser(replace(standing, demo=True))
    page = browser.get("/sign-in?back=/desk").text
    for each in ACCOUNTS:
        assert f"/sign-in?as={each.login}&amp;back=/desk" in page and each.first[0] in page
    assert f'value="{PASSWORD}"' not in page
    filled = browser.get("/sign-in?as=wang").text
    assert 'value="wang"' in filled and f'value="{PASSWORD}"' in filled
    assert f'value="{PASSWORD}"' not in browser.get("/sign-in?as=somebody").text


def test_no_other_sign_in_page_tells_an_account(browser: Browser) -> None:
    page = browser.get("/sign-in?as=wang").text
    assert 'href="/sign-in?as=' not in page and PASSWORD not in page
