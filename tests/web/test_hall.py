"""The hall: a number is taken once, called once, shown without a name; papers are for those they concern."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from engine.case.code import code_of
from tests.case.office import Desk
from tests.web.conftest import Browser
from web.house import House

SignIn = Callable[[str], Browser]


def taken(browser: Browser, key: str = "k") -> str:
    answer = browser.send("/queue", "/sign-in", item="SC-0009", _key=key)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2]


def offered(clerk: Browser, what: str) -> str:
    """Give the address of the first form of the counter that calls a number or passes it over."""
    found = re.search(rf'action="(/counter/queue/[^"]+/{what})"', clerk.get("/counter").text)
    assert found is not None
    return found[1]


@pytest.fixture
def visitor(open_house: House) -> Browser:
    return Browser(open_house)


def test_a_number_is_taken_called_and_served(visitor: Browser, sign_in: SignIn, bench: Desk) -> None:
    first, second = taken(visitor, "a"), taken(visitor, "b")
    assert (first, second) == ("A001", "A002")
    assert "下一个就是您" in visitor.get("/queue/A001").text
    assert "前面还有 1 位" in visitor.get("/queue/A002").text
    clerk = sign_in("clerk")
    assert "A001" in clerk.get("/counter").text
    answer = clerk.send(offered(clerk, "call"), "/counter", _key="c")
    assert answer.status_code == 303 and answer.headers["location"].startswith("/counter/cases/")
    assert "请到 5 号窗口" in visitor.get("/queue/A001").text
    shown = visitor.get("/screen").text
    assert re.search(r"<td>A001</td><td>5</td>", shown) and "还有 1 位在等" in shown
    assert clerk.get(answer.headers["location"]).status_code == 200


def test_the_same_form_gives_the_same_number(visitor: Browser) -> None:
    assert taken(visitor) == taken(visitor) == "A001"


def test_two_clerks_call_two_people_and_a_double_click_calls_one(visitor: Browser, sign_in: SignIn) -> None:
    for key in "abc":
        taken(visitor, key)
    one, other = sign_in("clerk"), sign_in("other-clerk")
    first = offered(one, "call")
    places = [one.send(first, "/counter", _key="x").headers["location"] for _ in range(3)]
    assert len({*places}) == 1 and places[0].startswith("/counter/cases/")
    # The other clerk's page still offered the same number: it stays with who was first.
    assert other.send(first, "/counter", _key="y").headers["location"] == "/counter"
    second = other.send(offered(other, "call"), "/counter", _key="z").headers["location"]
    assert second not in (places[0], "/counter") and "还有 1 位在等" in visitor.get("/screen").text


def test_who_was_passed_over_comes_after_the_others(visitor: Browser, sign_in: SignIn, bench: Desk) -> None:
    for key in "ab":
        taken(visitor, key)
    clerk = sign_in("clerk")
    assert clerk.send(offered(clerk, "pass-over"), "/counter", _key="p").status_code == 303
    assert "下一个就是您" in visitor.get("/queue/A002").text
    assert "前面还有 1 位" in visitor.get("/queue/A001").text


def test_a_number_that_is_none_is_said(visitor: Browser) -> None:
    assert visitor.get("/queue/Z999").status_code == 404
    assert visitor.send("/queue", "/sign-in", item="XX-0000").status_code == 404


def test_nobody_empties_the_roll_of_numbers(visitor: Browser) -> None:
    token = visitor.token("/sign-in")
    sent = {"_token": token, "item": "SC-0009", "_key": "same"}
    statuses = [
        visitor.client.post("/queue", data=sent, follow_redirects=False).status_code for _ in range(61)
    ]
    assert statuses[:60] == [303] * 60 and statuses[60] == 429


def test_a_paper_is_read_as_a_page_that_nothing_keeps(bench: Desk, sign_in: SignIn) -> None:
    sequence = bench.state.papers[0].sequence
    before = len(bench.office.store.accesses(bench.case))
    answer = sign_in("clerk").get(f"/desk/cases/{bench.state.number}/papers/{sequence}.html")
    assert answer.status_code == 200 and "示例小吃店" in answer.text
    assert answer.headers["content-disposition"].startswith("inline; filename*=UTF-8''")
    assert answer.headers["cache-control"] == "no-store"
    assert "sandbox" in answer.headers["content-security-policy"]
    reads = bench.office.store.accesses(bench.case)[before:]
    assert [(event.by.id, event.data["purpose"]) for event in reads] == [("p-clerk", "print")]


def test_a_paper_is_taken_along_as_pdf(bench: Desk, sign_in: SignIn) -> None:
    sequence = bench.state.papers[0].sequence
    answer = sign_in("clerk").get(f"/desk/cases/{bench.state.number}/papers/{sequence}.pdf")
    if answer.status_code == 404:
        assert "不能出 PDF" in answer.text
        return
    assert answer.content.startswith(b"%PDF") and answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_an_applicant_reads_their_papers_and_no_others(
    bench: Desk, visitor: Browser, sign_in: SignIn
) -> None:
    bench.do("accept", "clerk").do("dispatch", "clerk", department="市场监督管理局")
    number = bench.state.number
    papers = {each.paper: each.sequence for each in bench.state.papers}
    assert visitor.get(f"/cases/{number}/papers/{papers['receipt']}.html").status_code == 404
    visitor.send("/cases", "/cases", number=number, code=code_of(bench.case))
    assert "示例小吃店" in visitor.get(f"/cases/{number}/papers/{papers['acceptance']}.html").text
    assert f"/cases/{number}/papers/{papers['receipt']}.html" in visitor.get(f"/cases/{number}").text
    inner = papers.get("transfer_list", 9999)
    assert visitor.get(f"/cases/{number}/papers/{inner}.html").status_code == 404


@pytest.mark.parametrize("paper", ["x.html", "1.exe", "1", "999999.html", "-1.pdf", "%00.html"])
def test_a_paper_that_is_none_is_lost(bench: Desk, sign_in: SignIn, paper: str) -> None:
    assert sign_in("clerk").get(f"/desk/cases/{bench.state.number}/papers/{paper}").status_code == 404
