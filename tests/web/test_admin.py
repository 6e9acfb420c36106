"""Administration: accounts by the same rules as at the terminal, and who read what, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.case.office import Desk
from tests.web.conftest import PASSWORD, Browser, within
from web.house import House
from web.people.changes import CHANGED

SignIn = Callable[[str], Browser]
NEW = {"login": "fresh", "name": "新来的", "role": "clerk", "password": PASSWORD}


def test_somebody_is_added_and_can_sign_in(sign_in: SignIn, open_house: House) -> None:
    answer = sign_in("operator").send("/admin/people", "/admin/new", **NEW)
    assert answer.status_code == 303
    assert open_house.people.verified("fresh", PASSWORD) is not None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"login": "clerk"}, "已经有人用了"),
        ({"login": ""}, "2 到 64"),
        ({"name": ""}, "请写姓名"),
        ({"role": "king"}, "请选角色"),
        ({"role": "reviewer"}, "要写部门"),
        ({"password": "12345678"}, "太容易猜到"),
    ],
)
def test_what_stands_against_an_account_is_said(
    sign_in: SignIn, open_house: House, changed: dict[str, str], said: str
) -> None:
    before = open_house.people.all()
    answer = sign_in("operator").send("/admin/people", "/admin/new", **{**NEW, **changed})
    assert answer.status_code == 422 and said in answer.text
    assert open_house.people.all() == before


def test_a_disabled_account_loses_its_sessions(sign_in: SignIn, open_house: House) -> None:
    clerk, operator = sign_in("clerk"), sign_in("operator")
    assert clerk.get("/counter").status_code == 200
    assert operator.send("/admin/people/p-clerk/disable", "/admin/people/p-clerk").status_code == 303
    assert clerk.get("/counter").headers["location"].startswith("/sign-in")
    assert open_house.people.verified("clerk", PASSWORD) is None
    operator.send("/admin/people/p-clerk/enable", "/admin/people/p-clerk")
    assert open_house.people.verified("clerk", PASSWORD) is not None


@pytest.mark.parametrize("what", ["sign-out", "password"])
def test_somebody_is_signed_out_everywhere(sign_in: SignIn, open_house: House, what: str) -> None:
    first, second = sign_in("clerk"), within(open_house, "clerk")
    path = f"/admin/people/p-clerk/{what}"
    assert (
        sign_in("operator").send(path, "/admin/people/p-clerk", password="another good one").status_code
        == 303
    )
    assert [each.get("/counter").status_code for each in (first, second)] == [303, 303]


def test_nobody_can_lock_everybody_out(sign_in: SignIn, open_house: House) -> None:
    operator = sign_in("operator")
    page = "/admin/people/p-operator"
    assert "最后一个管理员" in operator.send(f"{page}/disable", page).text
    assert operator.send(page, page, name="管", role="clerk").status_code == 422
    person = open_house.people.find("p-operator")
    assert person is not None and person.active and person.roles == ("operator",)


def test_roles_and_department_are_changed_and_on_record(
    sign_in: SignIn, open_house: House, bench: Desk
) -> None:
    page = "/admin/people/p-clerk"
    operator = sign_in("operator")
    assert operator.send(page, page, name="张", role="reviewer", department="城市管理局").status_code == 303
    person = open_house.people.find("p-clerk")
    assert person is not None and (person.roles, person.department) == (("reviewer",), "城市管理局")
    noted = [event.data for event in bench.office.store.events(".journal") if event.kind == CHANGED]
    assert [(each["what"], each["person"], each["by"]) for each in noted] == [
        ("changed", "p-clerk", "p-operator")
    ]
    assert "改了" in operator.get("/admin/audit").text


def test_the_audit_says_who_read_what_for_and_goes_on(sign_in: SignIn, bench: Desk) -> None:
    store, clerk = bench.office.store, sign_in("clerk")
    operator = sign_in("operator")
    for _ in range(3):
        bench.receive()
        clerk.get(f"/desk/cases/{bench.state.number}")
        store.anchor(bench.now)
    page = operator.get("/admin/audit").text
    assert "clerk一" in page and "看办件" in page and bench.state.number in page
    assert "示例" not in page and bench.case not in page
    spots = []
    newest = store.accessed(None, 2)
    while newest:
        spots += [each.spot for each in newest]
        newest = store.accessed(newest[-1].spot, 2)
    assert spots == sorted({*spots}, reverse=True) and len(spots) >= 3
    for odd in ("x", "1", "1.", "9999999999999999999.a", "-1.a", "%00"):
        assert operator.get(f"/admin/audit?before={odd}").status_code == 200


@pytest.mark.parametrize("path", ["/admin", "/admin/new", "/admin/people/p-clerk", "/admin/windows"])
def test_a_page_about_somebody_else_says_who_has_signed_in(sign_in: SignIn, path: str) -> None:
    head = sign_in("operator").get(path).text.partition("</header>")[0]
    assert "operator一" in head and "clerk一" not in head and "退出" in head


def test_calendars_say_their_source_and_what_is_only_projected(sign_in: SignIn) -> None:
    page = sign_in("operator").get("/admin/calendars").text
    assert "推算的，还没公布" in page and "已公布" in page and "国务院办公厅" in page


def test_plugins_and_windows_are_shown(sign_in: SignIn) -> None:
    operator = sign_in("operator")
    assert "engine" in operator.get("/admin/plugins").text
    assert "clerk一" in operator.get("/admin/windows").text
