"""The applicant's page by HTTP: number and code open it, nothing else does; a correction is answered once."""

from __future__ import annotations

import pytest

from engine.case.code import code_of, is_code_of
from tests.case.office import Desk
from tests.web.conftest import Browser
from web.house import House
from web.words import say


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """An office with one case that was told once: the lease ends too soon."""
    return desk.tell()


@pytest.fixture
def citizen(open_house: House) -> Browser:
    return Browser(open_house)


def entered(citizen: Browser, bench: Desk) -> str:
    number = bench.state.number
    answer = citizen.send("/cases", "/cases", number=number, code=code_of(bench.case).lower())
    assert answer.status_code == 303 and answer.headers["location"] == f"/cases/{number}"
    return f"/cases/{number}"


def kinds(bench: Desk) -> list[str]:
    return [event.kind for event in bench.office.store.events(bench.case)]


def test_a_code_is_read_however_it_is_written() -> None:
    code = code_of("case-1")
    assert len(code) == 11 and code != code_of("case-2")
    assert is_code_of("case-1", f" {code.lower().replace('-', ' ')} ")
    assert is_code_of("case-1", code.replace("0", "O").replace("1", "l"))
    assert not is_code_of("case-2", code) and not is_code_of("case-1", "")


def test_a_wrong_code_and_no_such_number_read_the_same(citizen: Browser, bench: Desk) -> None:
    number = bench.state.number
    texts = set()
    for typed, code in ((number, "AAAAA-AAAAA"), ("20990101-0001", code_of(bench.case)), (bench.case, "")):
        answer = citizen.send("/cases", "/cases", number=typed, code=code)
        assert answer.status_code == 422
        texts.add(answer.text.partition('role="alert"')[2].partition("</div>")[0])
    assert len(texts) == 1


def test_nobody_may_try_often(citizen: Browser, bench: Desk) -> None:
    token = citizen.token("/cases")
    sent = {"_token": token, "number": bench.state.number, "code": "AAAAA-AAAAA"}
    answers = [citizen.client.post("/cases", data=sent).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]


def test_a_case_is_shown_to_who_has_its_code(citizen: Browser, bench: Desk) -> None:
    address = f"/cases/{bench.state.number}"
    assert "剩余不足" not in citizen.get(address).text and "查询码" in citizen.get(address).text
    page = citizen.get(entered(citizen, bench)).text
    assert "剩余不足 6 个月" in page and "续租协议" in page and "一次性告知书" in page and "最晚" in page


def test_nothing_after_the_stage_it_stands_at_is_said_to_be_over(citizen: Browser, bench: Desk) -> None:
    page = citizen.get(entered(citizen, bench)).text
    before, here, after = page.partition('aria-current="step"')
    steps = after.partition("</ol>")[0]
    assert here and say("progress_over", "zh") in before
    assert say("progress_over", "zh") not in steps and "证件交接" in steps


def test_why_a_case_is_late_stands_on_its_page_with_its_day(citizen: Browser, bench: Desk) -> None:
    bench.accept().on("2026-06-01")
    assert "为什么没有按时办完" not in citizen.get(entered(citizen, bench)).text
    late = bench.do("explain_overdue", "reviewer", reason="检测<设备>坏了", expected_on="2026-06-10")
    address = f"/cases/{late.state.number}"
    page = citizen.get(address).text.partition('id="h-late"')[2].partition("</section>")[0]
    assert "检测&lt;设备&gt;坏了" in page and "预计 2026-06-10 办完" in page and "2026-06-01" in page
    english = citizen.get(f"{address}?lang=en").text.partition('id="h-late"')[2].partition("</section>")[0]
    assert "Why it is late" in english and "Expected to be done by 2026-06-10." in english


def test_the_code_of_one_case_opens_no_other(citizen: Browser, bench: Desk) -> None:
    entered(citizen, bench)
    first = bench.case
    bench.receive()
    assert (
        "申请"
        not in citizen.get(f"/cases/{bench.state.number}").text.partition("<main")[2].split("查询码")[0]
    )
    assert citizen.send(f"/cases/{bench.state.number}/withdraw", "/cases").status_code == 404
    assert first != bench.case and "withdrawn" not in kinds(bench)


def test_a_correction_is_answered_whole_and_once(citizen: Browser, bench: Desk) -> None:
    address = entered(citizen, bench)
    answer = citizen.send(f"{address}/supply", address, _key="s")
    assert answer.status_code == 422 and "还没有回答" in answer.text
    sent = {"_token": citizen.token(address), "_key": "s2", "bring:租赁合同": "1"}
    first = citizen.client.post(f"{address}/supply", data=sent, follow_redirects=False)
    again = citizen.client.post(f"{address}/supply", data=sent, follow_redirects=False)
    assert (first.status_code, again.status_code) == (303, 404)
    assert kinds(bench).count("supplied") == 1 and bench.state.ledger["租赁合同"].state == "unseen"


def test_a_question_reaches_the_officer(citizen: Browser, bench: Desk) -> None:
    address = entered(citizen, bench)
    assert citizen.send(f"{address}/ask", address, _key="q", data_question="续到哪天？").status_code == 303
    assert "问过 1 次" in citizen.get(address).text


def test_an_application_is_withdrawn_once(citizen: Browser, bench: Desk) -> None:
    address = entered(citizen, bench)
    sent = {"_token": citizen.token(address), "_key": "w"}
    for _ in range(2):
        citizen.client.post(f"{address}/withdraw", data=sent)
    assert kinds(bench).count("withdrawn") == 1


def test_an_act_that_is_not_the_applicants_does_not_exist(citizen: Browser, bench: Desk) -> None:
    address = entered(citizen, bench)
    before = kinds(bench)
    for verb in ("accept", "permit", "keep", "rate", "nothing"):
        assert citizen.send(f"{address}/{verb}", address, data_grade="5").status_code == 404
    assert citizen.client.post(f"{address}/withdraw", data={"_key": "x"}).status_code == 403
    assert kinds(bench) == before


@pytest.mark.parametrize("number", ["x" * 3000, "%00", "..%2f.."])
def test_a_number_that_is_none_asks_for_the_code(citizen: Browser, number: str) -> None:
    assert citizen.get(f"/cases/{number}").status_code in (200, 404, 405)


def test_items_are_found_by_what_people_say(citizen: Browser) -> None:
    assert "/items/SC-0009" in citizen.get("/?q=小餐饮").text.partition('id="h-found"')[2]
    page = citizen.get("/?q=zzzzzz").text
    assert "换个说法" in page and "12345" in page
