"""The desks by HTTP: every guard of the case holds here too, twice is once, foreign cases do not exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.case.office import Desk
from tests.web.conftest import Browser, version


def page_of(bench: Desk) -> str:
    return f"/desk/cases/{bench.state.number}"


def test_the_desk_lists_what_waits_for_a_role(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    assert bench.state.number in sign_in("clerk").get("/desk").text
    assert "没有等您办的" in sign_in("reviewer").get("/desk").text


def test_a_case_shows_clocks_that_explain_themselves(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    page = sign_in("clerk").get(page_of(bench)).text
    assert "告知" in page and "个工作日" in page and "材料接收凭证" in page


def test_an_act_is_done_once_however_often_it_is_sent(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("clerk")
    token, number = browser.token(page_of(bench)), version(browser.get(page_of(bench)).text)
    sent = {"_token": token, "_key": "one-key", "_version": number}
    answers = [
        browser.client.post(f"{page_of(bench)}/accept", data=sent, follow_redirects=False) for _ in range(3)
    ]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    kinds = [event.kind for event in bench.office.store.events(bench.case)]
    assert kinds.count("accepted") == 1


def test_the_second_of_two_clerks_is_told(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    first, second = sign_in("clerk"), sign_in("other-clerk")
    seen = version(second.get(page_of(bench)).text)
    assert first.send(f"{page_of(bench)}/accept", page_of(bench), _key="a").status_code == 303
    answer = second.send(f"{page_of(bench)}/accept", page_of(bench), _key="b", _version=seen)
    assert answer.status_code == 422 and "别人刚刚改过" in answer.text


def test_a_forged_step_is_refused_in_words(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    answer = sign_in("clerk").send(f"{page_of(bench)}/archive", page_of(bench))
    assert answer.status_code == 404
    decider = sign_in("decider")
    answer = decider.send(f"{page_of(bench)}/decide", page_of(bench), data_result="granted")
    assert answer.status_code == 422 and "环节" in answer.text
    assert "decided" not in [event.kind for event in bench.office.store.events(bench.case)]


def test_another_department_sees_no_such_case(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("stranger")
    assert browser.get(page_of(bench)).status_code == 404
    assert browser.send(f"{page_of(bench)}/review", "/desk").status_code in (404, 403)
    assert browser.get(f"/desk?number={bench.state.number}").status_code == 303


def test_looking_changes_nothing(bench: Desk, sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("clerk")
    before = bench.office.store.version(bench.case)
    for path in ("/desk", page_of(bench), f"/desk?number={bench.state.number}"):
        browser.get(path)
    assert bench.office.store.version(bench.case) == before


@pytest.mark.parametrize("number", ["nothing", "%00", "..%2f..", "'; drop table event", "x" * 3000])
def test_a_number_that_is_none_is_lost(sign_in: Callable[[str], Browser], number: str) -> None:
    assert sign_in("clerk").get(f"/desk/cases/{number}").status_code in (404, 405)
