"""The second step by HTTP: set up by its person, asked for at each sign-in, each code once."""

from __future__ import annotations

import html
import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from engine.case.store.beside import SIDES
from tests.case.office import Desk
from tests.web.conftest import PASSWORD, Browser
from web.door.home import home_of
from web.house import House
from web.people.changes import CHANGED
from web.people.model import Person
from web.people.second_step import MOST_CODES, SecondSteps
from web.people.store import People
from web.people.tables import TABLES
from web.side import side_engine
from web.words import say

SignIn = Callable[[str], Browser]
OWN = "/account/second-step"
CODE = "/sign-in/code"
STEP = timedelta(seconds=30)
WRONG = say("step_wrong", "zh")


@pytest.fixture
def steps(open_house: House) -> SecondSteps:
    made = open_house.second_steps
    assert made is not None
    return made


def who(house: House, login: str = "clerk") -> Person:
    person = house.people.named(login)
    assert person is not None
    return person


def code_of(secret: str, desk: Desk, steps: int = 0) -> str:
    """Give what a telephone shows, so many steps later."""
    return pyotp.TOTP(secret).at(desk.now + steps * STEP)


def set_up(browser: Browser, desk: Desk) -> tuple[str, list[str]]:
    """Set a second step up as a person does; gives the secret and the codes to write down."""
    assert browser.send(f"{OWN}/begin", OWN, password=PASSWORD).status_code == 303
    page = browser.get(OWN).text
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found is not None and "<svg" in page
    secret = found[1].replace(" ", "")
    shown = browser.send(f"{OWN}/confirm", OWN, code=code_of(secret, desk))
    assert shown.status_code == 200, shown.text
    desk.now += STEP
    return secret, re.findall(r"<code>(\w{5}-\w{5})</code>", shown.text)


def half_in(house: House, login: str = "clerk") -> Browser:
    browser = Browser(house)
    answer = browser.send("/sign-in", "/sign-in", login=login, password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, CODE)
    return browser


def inside(browser: Browser, login: str = "clerk") -> bool:
    return browser.get(home_of(login)).status_code == 200


def give(browser: Browser, code: str) -> int:
    return browser.send(CODE, CODE, code=code).status_code


@pytest.fixture
def enrolled(open_house: House, bench: Desk, sign_in: SignIn) -> tuple[str, list[str]]:
    return set_up(sign_in("clerk"), bench)


def test_a_password_alone_signs_nobody_in_who_has_a_second_step(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]]
) -> None:
    browser = half_in(open_house)
    assert not inside(browser) and browser.get(OWN).status_code == 303
    before = browser.client.cookies["__Host-sid"]
    assert give(browser, code_of(enrolled[0], bench)) == 303
    assert inside(browser) and browser.client.cookies["__Host-sid"] != before


def test_where_somebody_was_going_they_come_after_the_code(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]]
) -> None:
    for back, there in (("/desk?a=b", "/desk?a=b"), ("https://evil.example", "/counter"), ("", "/counter")):
        browser = Browser(open_house)
        browser.send("/sign-in", "/sign-in", login="clerk", password=PASSWORD, back=back)
        bench.now += STEP
        answer = browser.send(CODE, CODE, code=code_of(enrolled[0], bench))
        assert answer.headers["location"] == there


def test_a_code_counts_once_in_whichever_browser_and_none_before_it(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]]
) -> None:
    secret, _ = enrolled
    code = code_of(secret, bench)
    assert give(half_in(open_house), code) == 303
    again = half_in(open_house)
    assert give(again, code) == 422 and not inside(again)
    assert give(again, code_of(secret, bench, -1)) == 422
    assert give(again, code_of(secret, bench, 1)) == 303


def test_the_code_that_set_it_up_signs_nobody_in(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]]
) -> None:
    assert give(half_in(open_house), code_of(enrolled[0], bench, -1)) == 422


@pytest.mark.parametrize(("late", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_clock_may_be_half_a_minute_off_and_no_more(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]], late: int, status: int
) -> None:
    bench.now += 10 * STEP
    assert give(half_in(open_house), code_of(enrolled[0], bench, late)) == status


def test_each_code_that_was_written_down_signs_in_once(
    open_house: House, bench: Desk, steps: SecondSteps, enrolled: tuple[str, list[str]]
) -> None:
    _, codes = enrolled
    assert len(set(codes)) == MOST_CODES
    assert give(half_in(open_house), codes[0]) == 303
    assert give(half_in(open_house), codes[0]) == 422
    # As people type it: without its dash, in capitals, in full width.
    typed = codes[1].replace("-", " ").upper().translate({n: n + 0xFEE0 for n in range(0x41, 0x5B)})
    assert give(half_in(open_house), typed) == 303
    assert steps.left(who(open_house)) == MOST_CODES - 2


@pytest.mark.parametrize("code", ["", "000000", "abcde-fghjk", "1" * 32, "\u0661" * 6, "no such code"])
def test_every_wrong_code_gets_the_same_words(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]], code: str
) -> None:
    browser = half_in(open_house)
    answer = browser.send(CODE, CODE, code=code)
    assert answer.status_code == 422 and WRONG in answer.text and not inside(browser)


def test_after_five_wrong_codes_even_the_right_one_waits_whatever_browser_it_comes_from(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]]
) -> None:
    secret, codes = enrolled
    first, other = half_in(open_house), half_in(open_house)
    assert [give(first, "000000") for _ in range(5)] == [422] * 5
    for browser, code in ((first, code_of(secret, bench)), (other, codes[0])):
        answer = browser.send(CODE, CODE, code=code)
        assert answer.status_code == 429 and "5 分钟" in answer.text and not inside(browser)


def test_a_right_password_is_not_asked_for_longer_than_five_minutes(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]]
) -> None:
    browser = half_in(open_house)
    token = browser.token(CODE)
    bench.now += timedelta(seconds=301)
    sent = {"_token": token, "code": code_of(enrolled[0], bench)}
    answer = browser.client.post(CODE, data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/sign-in" and not inside(browser)


@pytest.mark.parametrize("change", ["disabled", "password"])
def test_whoever_is_half_in_is_out_when_their_account_changes(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]], change: str
) -> None:
    browser, person = half_in(open_house), who(open_house)
    token = browser.token(CODE)
    if change == "disabled":
        open_house.people.change(replace(person, active=False))
    else:
        open_house.people.change(person, "another good password")
    sent = {"_token": token, "code": code_of(enrolled[0], bench)}
    answer = browser.client.post(CODE, data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/sign-in" and not inside(browser)


def test_without_a_password_before_it_no_code_is_asked_for(
    open_house: House, bench: Desk, enrolled: tuple[str, list[str]]
) -> None:
    browser = Browser(open_house)
    assert browser.get(CODE).headers["location"] == "/sign-in"
    answer = browser.send(CODE, "/sign-in", code=code_of(enrolled[0], bench))
    assert answer.headers["location"] == "/sign-in" and not inside(browser)


def test_whoever_has_no_second_step_signs_in_as_before(open_house: House) -> None:
    assert inside(Browser(open_house).sign_in("clerk"))


def test_setting_it_up_needs_the_password_and_a_right_code(
    open_house: House, bench: Desk, sign_in: SignIn, steps: SecondSteps
) -> None:
    clerk = sign_in("clerk")
    assert clerk.send(f"{OWN}/begin", OWN, password="wrong").status_code == 422
    assert steps.fresh(who(open_house), bench.now) is None
    clerk.send(f"{OWN}/begin", OWN, password=PASSWORD)
    secret = steps.fresh(who(open_house), bench.now)
    assert secret is not None and not steps.has(who(open_house))
    assert clerk.send(f"{OWN}/confirm", OWN, code="000000").status_code == 422
    assert not steps.has(who(open_house))
    bench.now += timedelta(minutes=16)
    assert secret not in clerk.get(OWN).text.replace(" ", "")
    assert clerk.send(f"{OWN}/confirm", OWN, code=code_of(secret, bench)).status_code == 422


def test_another_telephone_needs_a_code_and_the_old_one_works_until_the_new_one_does(
    open_house: House, bench: Desk, sign_in: SignIn, enrolled: tuple[str, list[str]]
) -> None:
    secret, codes = enrolled
    clerk = sign_in("clerk")
    assert clerk.send(f"{OWN}/begin", OWN, password=PASSWORD).status_code == 422
    assert clerk.send(f"{OWN}/begin", OWN, code=codes[0]).status_code == 303
    assert give(half_in(open_house), code_of(secret, bench)) == 303
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", clerk.get(OWN).text)
    assert found is not None
    other = found[1].replace(" ", "")
    bench.now += STEP
    assert (
        other != secret and clerk.send(f"{OWN}/confirm", OWN, code=code_of(other, bench)).status_code == 200
    )
    bench.now += STEP
    assert give(half_in(open_house), code_of(secret, bench)) == 422
    assert give(half_in(open_house), codes[1]) == 422
    assert give(half_in(open_house), code_of(other, bench)) == 303


def test_the_secret_is_shown_only_while_it_is_set_up(
    sign_in: SignIn, enrolled: tuple[str, list[str]]
) -> None:
    page = sign_in("clerk").get(OWN).text
    assert enrolled[0] not in page.replace(" ", "") and "<svg" not in page
    assert say("step_on", "zh", left=MOST_CODES) in page


def test_new_codes_make_the_old_ones_worth_nothing(
    open_house: House, sign_in: SignIn, enrolled: tuple[str, list[str]]
) -> None:
    clerk, (_, codes) = sign_in("clerk"), enrolled
    assert clerk.send(f"{OWN}/codes", OWN, code="000000").status_code == 422
    shown = clerk.send(f"{OWN}/codes", OWN, code=codes[0]).text
    fresh = re.findall(r"<code>(\w{5}-\w{5})</code>", shown)
    assert len(fresh) == MOST_CODES and not {*fresh} & {*codes}
    assert give(half_in(open_house), codes[1]) == 422
    assert give(half_in(open_house), fresh[0]) == 303


def test_it_is_turned_off_by_a_code_unless_the_role_demands_it(
    open_house: House, steps: SecondSteps, sign_in: SignIn, enrolled: tuple[str, list[str]]
) -> None:
    clerk, (_, codes) = sign_in("clerk"), enrolled
    assert clerk.send(f"{OWN}/remove", OWN, code="000000").status_code == 422
    steps.require(["clerk"])
    assert say("step_demanded", "zh") in clerk.send(f"{OWN}/remove", OWN, code=codes[0]).text
    steps.require([])
    assert clerk.send(f"{OWN}/remove", OWN, code=codes[0]).status_code == 303
    assert not steps.has(who(open_house)) and steps.left(who(open_house)) == 0
    assert inside(Browser(open_house).sign_in("clerk"))


def test_an_act_that_there_is_not_does_not_exist(sign_in: SignIn) -> None:
    assert sign_in("clerk").send(f"{OWN}/nothing", OWN, code="1").status_code == 404


def test_every_change_is_on_record_and_no_secret_and_no_code(
    open_house: House, bench: Desk, sign_in: SignIn, told: io.StringIO, tmp_path: Path
) -> None:
    clerk = sign_in("clerk")
    secret, codes = set_up(clerk, bench)
    clerk.send(f"{OWN}/codes", OWN, code=codes[0])
    give(half_in(open_house), "000000")
    give(half_in(open_house), code_of(secret, bench))
    sign_in("operator").send("/admin/steps", "/admin/steps", role="reviewer")
    clerk.send(f"{OWN}/remove", OWN, code=code_of(secret, bench, 1))
    noted = [each for each in bench.office.store.events(".journal") if each.kind == CHANGED]
    whats = ["step_set", "step_codes", "step_required", "step_removed"]
    assert [each.data["what"] for each in noted] == whats
    said = repr(noted) + told.getvalue()
    assert not [each for each in (secret, *codes, code_of(secret, bench)) if each in said]


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """Everything that any logger says, down to the last detail."""
    text = io.StringIO()
    sink, root = logging.StreamHandler(text), logging.getLogger()
    before = root.level
    root.addHandler(sink)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(sink)
    root.setLevel(before)


def test_the_secret_lies_sealed_and_codes_lie_as_digests(bench: Desk, open_house: House) -> None:
    place, person = bench.office.store.place, who(open_house)
    with closing(People(side_engine(place, "people"))) as people:
        steps = SecondSteps(people, bench.office.store.ledger.keys)
        steps.begin(person, bench.now)
        secret = steps.fresh(person, bench.now)
        assert secret is not None
        codes = steps.confirm(person, code_of(secret, bench), bench.now)
        assert codes is not None
    kept = b"".join(path.read_bytes() for path in place.data.glob("people.sqlite*"))
    for each in (secret, *codes, *(code.replace("-", "") for code in codes)):
        assert each.encode() not in kept and each.lower().encode() not in kept
    with closing(People(side_engine(place, "people"))) as people:
        assert SecondSteps(people, bench.office.store.ledger.keys).passes(person, codes[0], bench.now)
        other = replace(person, id="p-other")
        assert not SecondSteps(people, bench.office.store.ledger.keys).passes(other, codes[1], bench.now)


def test_a_backup_takes_every_table_of_the_accounts_along() -> None:
    assert {*TABLES.tables} <= {*SIDES["people.sqlite"]}


def test_the_address_for_the_telephone_names_centre_and_account(
    open_house: House, steps: SecondSteps
) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    read = pyotp.parse_uri(steps.address(who(open_house), secret, "政务服务中心"))
    assert (read.secret, read.name, read.issuer) == (secret, "clerk", "政务服务中心")


def test_what_counts_as_right_is_what_the_standard_says(
    open_house: House, steps: SecondSteps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 6238, appendix B, its last six digits: 59 seconds after the beginning of 1970 it is 94287082."""
    monkeypatch.setattr("pyotp.random_base32", lambda: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    at = datetime.fromtimestamp(59, UTC)
    steps.begin(who(open_house), at)
    assert steps.confirm(who(open_house), "287083", at) is None
    assert steps.confirm(who(open_house), "287082", at) is not None


def test_every_field_has_its_label_and_works_without_scripts(
    bench: Desk, open_house: House, sign_in: SignIn, enrolled: tuple[str, list[str]]
) -> None:
    pages = [half_in(open_house).get(CODE).text, sign_in("clerk").get(OWN).text]
    pages += [sign_in("reviewer").get(OWN).text, sign_in("operator").get("/admin/steps").text]
    for text in pages:
        main = html.unescape(text.partition("<main")[2].partition("</main>")[0])
        ids = re.findall(r'<input[^>]* id="([^"]+)"', main)
        assert ids and all(f'<label for="{each}"' in main for each in ids)
        assert "hx-" not in main and "<script" not in main
