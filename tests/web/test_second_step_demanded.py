"""The second step as others look after it: demanded of roles, begun anew with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest

from engine.case.store import Place, open_store
from tests.case.office import Desk
from tests.web.conftest import Browser
from tests.web.test_people import ADMIN, Yici, place, yici
from tests.web.test_second_step import OWN, enrolled, inside, set_up, steps, who
from web.demo.accounts import ACCOUNTS
from web.demo.accounts import PASSWORD as DEMO
from web.demo.seed import _people
from web.house import House, now
from web.opening import opened_people
from web.people.changes import CHANGED
from web.people.second_step import SecondSteps
from web.words import say

__all__ = ["enrolled", "steps", "yici"]

SignIn = Callable[[str], Browser]


def test_a_role_that_demands_it_opens_no_page_before_it_is_set_up(
    open_house: House, bench: Desk, sign_in: SignIn
) -> None:
    clerk, reviewer, operator = sign_in("clerk"), sign_in("reviewer"), sign_in("operator")
    assert operator.send("/admin/steps", "/admin/steps", role="clerk").status_code == 303
    number = bench.state.number
    for path in ("/counter", "/desk", f"/desk/cases/{number}", f"/counter/cases/{number}"):
        assert clerk.get(path).headers["location"] == OWN, path
    before = bench.office.store.events(bench.case)
    assert clerk.send(f"/desk/cases/{number}/accept", OWN).headers["location"] == OWN
    assert bench.office.store.events(bench.case) == before
    assert say("step_owes", "zh") in clerk.get(OWN).text
    assert reviewer.get("/desk").status_code == 200
    set_up(clerk, bench)
    assert clerk.get("/counter").status_code == 200


def test_only_operators_settle_of_whom_it_is_demanded(sign_in: SignIn, steps: SecondSteps) -> None:
    supervisor = sign_in("supervisor")
    assert 'name="role"' not in supervisor.get("/admin/steps").text
    assert supervisor.send("/admin/steps", "/admin/steps", role="clerk").status_code == 404
    assert steps.required == ()


@pytest.mark.parametrize("login", ["operator", "supervisor"])
def test_whoever_lost_their_telephone_begins_anew_with_a_reason(
    open_house: House, bench: Desk, sign_in: SignIn, enrolled: tuple[str, list[str]], login: str
) -> None:
    other, person = sign_in(login), who(open_house)
    clerk = sign_in("clerk")
    answer = other.send(f"/admin/steps/{person.id}", "/admin/steps", why=" ")
    assert answer.status_code == 422 and say("admin_step_why", "zh") in answer.text
    assert inside(clerk)
    assert other.send(f"/admin/steps/{person.id}", "/admin/steps", why="手机丢了").status_code == 303
    assert not inside(clerk)
    assert inside(Browser(open_house).sign_in("clerk"))
    page = sign_in("operator").get("/admin/audit").text
    assert f"{say('changed_step_reset', 'zh')} 手机丢了" in page
    assert other.send(f"/admin/steps/{person.id}", "/admin/steps", why="x").status_code == 404


def test_nobody_resets_their_own(open_house: House, bench: Desk, sign_in: SignIn, steps: SecondSteps) -> None:
    operator, person = sign_in("operator"), who(open_house, "operator")
    set_up(operator, bench)
    answer = operator.send(f"/admin/steps/{person.id}", "/admin/steps", why="手机丢了")
    assert answer.status_code == 422 and steps.has(person)


def enrol(there: Place, login: str) -> None:
    """Set a second step up beside the web, as its page does."""
    with open_store(there) as store, opened_people(there) as people:
        steps, person = SecondSteps(people, store.ledger.keys), people.named(login)
        assert person is not None
        steps.begin(person, now())
        secret = steps.fresh(person, now())
        assert secret is not None and steps.confirm(person, pyotp.TOTP(secret).now(), now()) is not None


def noted(there: Place) -> list[tuple[object, object, object]]:
    with open_store(there) as store:
        found = [each.data for each in store.events(".journal") if each.kind == CHANGED]
    return [(each["what"], each["by"], each.get("why", "")) for each in found]


def test_the_terminal_demands_waives_and_resets_and_all_of_it_is_on_record(
    yici: Yici, tmp_path: Path
) -> None:
    yici(*ADMIN)
    yici("add", "zhang", "--name", "张敏", "--role", "clerk")
    assert "clerk, operator" in yici("require", "--role", "operator，窗口人员")[1]
    assert "demanded of: clerk" in yici("waive", "--role", "operator")[1]
    assert yici("reset", "zhang", "--why", "手机丢了")[0] == 2
    enrol(place(tmp_path), "zhang")
    assert "--why" in yici("reset", "zhang")[2]
    assert yici("reset", "zhang", "--why", "手机丢了")[0] == 0
    with open_store(place(tmp_path)) as store, opened_people(place(tmp_path)) as people:
        steps, person = SecondSteps(people, store.ledger.keys), people.named("zhang")
        assert person is not None and not steps.has(person) and steps.owes(person)
    rows = [("step_required", "terminal", ""), ("step_required", "terminal", "")]
    assert noted(place(tmp_path))[2:] == [*rows, ("step_reset", "terminal", "手机丢了")]


@pytest.mark.parametrize(
    "words", [("require",), ("waive",), ("require", "--role", "king"), ("reset", "nobody")]
)
def test_what_cannot_be_done_at_the_terminal_is_said(yici: Yici, words: tuple[str, ...]) -> None:
    yici(*ADMIN)
    code, _, said = yici(*words)
    assert code == 2 and ("--role" in said or "no account" in said)


def test_accounts_of_the_demonstration_have_no_second_step(open_house: House, steps: SecondSteps) -> None:
    made = _people(open_house)
    assert len(made) == len(ACCOUNTS) and steps.everybody() == frozenset() and steps.required == ()
    browser = Browser(open_house)
    login = ACCOUNTS[0].login
    assert browser.send("/sign-in", "/sign-in", login=login, password=DEMO).status_code == 303
    assert "退出" in browser.get("/").text
