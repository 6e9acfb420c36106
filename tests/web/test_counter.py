"""The counter by HTTP: a case opened, looked at, told once; every guard of the road holds here too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from engine.case.store import Wanted
from engine.case.store.chain import access_chain
from tests.case.office import Desk
from tests.web.conftest import Browser, version


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """An office with one small item, and no case yet."""
    return desk


@pytest.fixture
def clerk(sign_in: Callable[[str], Browser]) -> Browser:
    return sign_in("clerk")


@pytest.fixture
def sheet(clerk: Browser) -> str:
    """The address of a case that was just opened at the counter, for somebody who rents."""
    answer = clerk.send(
        "/counter/items/SC-0009",
        "/counter/items/SC-0009",
        _key="open",
        applicant="示例小吃店",
        telephone="13800000000",
        **{"fact:场所来源": "租赁", "fact:从业人数": "3"},
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_how_an_applicant_wants_to_be_told_is_recorded_with_the_case(bench: Desk, clerk: Browser) -> None:
    path = "/counter/items/SC-0009"
    sent = {"applicant": "示例小吃店", "email": "shop@example.org", "language": "en"}
    answer = clerk.send(path, path, **sent, **{"fact:场所来源": "自有"})
    case = bench.office.find(answer.headers["location"].rpartition("/")[2])
    assert case is not None
    state = bench.office.state(case)
    assert state is not None and state.contact.lang == "en"
    opened = next(event for event in bench.office.store.events(case) if event.kind == "opened")
    assert "email" in opened.personal and "shop@example.org" not in str(opened.data)


SOUND = {
    "state:身份证": "sound",
    "original:身份证": "1",
    "state:租赁合同": "sound",
    "copy:租赁合同": "1",
    "record:租赁合同.到期日": "2027-03-01",
    "state:承诺书": "sound",
    "original:承诺书": "1",
}


def look(clerk: Browser, sheet: str, *, fragment: bool = False, **fields: str) -> str:
    shown = clerk.get(sheet).text
    sent = {"_token": clerk.token(sheet), "_version": version(shown), **fields}
    headers = {"HX-Request": "true"} if fragment else {}
    answer = clerk.client.post(sheet, data=sent, headers=headers, follow_redirects=not fragment)
    assert answer.status_code == 200, answer.text
    return answer.text


def cases(bench: Desk) -> list[str]:
    return [line.case for line in bench.office.store.lines(Wanted(open=None)).rows]


def kinds(bench: Desk) -> list[str]:
    return [event.kind for case in cases(bench) for event in bench.office.store.events(case)]


def test_an_item_is_found_by_words_and_by_the_code_of_a_guide(clerk: Browser) -> None:
    assert "/counter/items/SC-0009" in clerk.get("/counter?q=小餐饮").text
    code = "https://example.gov.cn/items/SC-0009?edition=2026-03-01&场所来源=租赁"
    answer = clerk.client.get("/counter", params={"q": code})
    assert answer.url.path == "/counter/items/SC-0009"
    assert re.search(r'value="租赁" selected', answer.text) and "清单码" in answer.text


def test_a_case_needs_to_say_who_applies(clerk: Browser) -> None:
    answer = clerk.send("/counter/items/SC-0009", "/counter/items/SC-0009", **{"fact:从业人数": "3"})
    assert answer.status_code == 422 and "申请人是谁" in answer.text and 'value="3"' in answer.text


def test_a_case_is_opened_once_however_often_the_form_is_sent(clerk: Browser, bench: Desk) -> None:
    page = "/counter/items/SC-0009"
    sent = {"_token": clerk.token(page), "_key": "twice", "applicant": "示例小吃店"}
    places = {clerk.client.post(page, data=sent, follow_redirects=False).headers["location"] for _ in "12"}
    assert len(places) == 1
    assert len(cases(bench)) == 1


def test_the_sheet_shows_only_what_this_situation_needs(clerk: Browser, sheet: str) -> None:
    page = clerk.get(sheet).text
    assert "state:租赁合同" in page and "state:旧证" not in page
    own = look(clerk, sheet, **{"fact:场所来源": "自有"})
    assert "state:租赁合同" not in own


def test_the_gate_says_what_nobody_has_looked_at(clerk: Browser, sheet: str) -> None:
    page = look(clerk, sheet, **{"state:身份证": "sound"})
    assert "还差" in page and "租赁合同" in page


def test_a_change_answers_the_correction_alone(clerk: Browser, sheet: str) -> None:
    part = look(clerk, sheet, fragment=True, **{**SOUND, "record:租赁合同.到期日": "2026-05-01"})
    assert "<html" not in part and "剩余不足 6 个月" in part and "续租协议" in part
    assert 'name="state:' not in part
    moved = look(clerk, sheet, fragment=True, **{"fact:场所来源": "自有"})
    assert "hx-swap-oob" in moved and 'name="state:' in moved


def test_a_change_is_one_reading_of_what_is_shown(clerk: Browser, sheet: str, bench: Desk) -> None:
    (case,) = cases(bench)
    sent = {"_token": clerk.token(sheet), "_version": version(clerk.get(sheet).text), "state:身份证": "sound"}
    before = bench.office.store.events(access_chain(case))
    answer = clerk.client.post(sheet, data=sent, headers={"HX-Request": "true"})
    read = bench.office.store.events(access_chain(case))[len(before) :]
    assert answer.status_code == 200 and [each.data["purpose"] for each in read] == ["look"]


def test_only_what_was_changed_is_recorded(clerk: Browser, sheet: str, bench: Desk) -> None:
    look(clerk, sheet, **SOUND)
    before = len(kinds(bench))
    look(clerk, sheet, **SOUND)
    assert len(kinds(bench)) == before


def test_an_old_page_takes_nothing_back(
    clerk: Browser, sheet: str, sign_in: Callable[[str], Browser]
) -> None:
    old = version(clerk.get(sheet).text)
    look(sign_in("other-clerk"), sheet, **{"state:身份证": "flawed", "flaw:身份证": "过期"})
    sent = {"_token": clerk.token(sheet), "_version": old, "state:身份证": "unseen", "state:承诺书": "sound"}
    page = clerk.client.post(sheet, data=sent).text
    assert re.search(r'value="flawed" checked', page) and "过期" in page
    assert page.count('value="sound" checked') == 1


def test_two_clerks_who_differ_are_told(
    clerk: Browser, sheet: str, sign_in: Callable[[str], Browser]
) -> None:
    old = version(clerk.get(sheet).text)
    look(sign_in("other-clerk"), sheet, **{"state:身份证": "flawed"})
    sent = {"_token": clerk.token(sheet), "_version": old, "state:身份证": "sound"}
    answer = clerk.client.post(sheet, data=sent)
    assert answer.status_code == 422 and "别人刚刚改过" in answer.text


def test_a_good_case_is_received_and_accepted(clerk: Browser, sheet: str, bench: Desk) -> None:
    look(clerk, sheet, **SOUND)
    assert clerk.send(f"{sheet}/receive", sheet, _key="r").status_code == 303
    assert "受理通知书" in clerk.get(f"{sheet}?do=accept").text
    for _ in range(3):
        assert clerk.send(f"{sheet}/accept", sheet, _key="a").status_code == 303
    assert kinds(bench).count("accepted") == 1


def test_nobody_is_told_before_all_is_looked_at(clerk: Browser, sheet: str, bench: Desk) -> None:
    some = {name: value for name, value in SOUND.items() if "承诺书" not in name}
    look(clerk, sheet, **{**some, "record:租赁合同.到期日": "2026-05-01"})
    clerk.send(f"{sheet}/receive", sheet, _key="r")
    page = clerk.get(sheet).text
    assert page.count('aria-disabled="true"') == 2
    answer = clerk.send(f"{sheet}/tell", sheet, _key="t")
    assert answer.status_code == 422 and "told" not in kinds(bench)


def test_a_second_correction_needs_another_person(clerk: Browser, sheet: str, bench: Desk) -> None:
    look(clerk, sheet, **{**SOUND, "record:租赁合同.到期日": "2026-05-01"})
    clerk.send(f"{sheet}/receive", sheet, _key="r")
    assert clerk.send(f"{sheet}/tell", sheet, _key="t").status_code == 303
    page = clerk.get(sheet).text
    assert "收下补来的材料" in page
    look(clerk, sheet, **{"record:租赁合同.到期日": "2027-05-01", "state:租赁合同": "sound", "do": "supply"})
    assert "supplied" in kinds(bench)
    look(clerk, sheet, **{"copy:租赁合同": "1", "state:身份证": "flawed", "flaw:身份证": "过期"})
    answer = clerk.send(f"{sheet}/tell", sheet, _key="t2")
    assert answer.status_code == 422 and "第二" in answer.text
    assert kinds(bench).count("told") == 1


def test_what_follows_later_is_promised_first(clerk: Browser, sheet: str, bench: Desk) -> None:
    look(clerk, sheet, **{**SOUND, "state:承诺书": "absent", "original:承诺书": ""})
    clerk.send(f"{sheet}/receive", sheet, _key="r")
    assert clerk.send(f"{sheet}/accept", sheet, _key="a").status_code == 422
    sent = {"data_materials": "承诺书", "data_signed": "1"}
    assert clerk.send(f"{sheet}/promise", sheet, _key="p", **sent).status_code == 303
    assert clerk.send(f"{sheet}/accept", sheet, _key="b").status_code == 303


def test_the_counter_is_the_clerks(sheet: str, sign_in: Callable[[str], Browser], clerk: Browser) -> None:
    assert sign_in("reviewer").get(sheet).status_code == 404
    assert clerk.get("/counter/cases/20990101-0001").status_code == 404
    assert clerk.client.post(sheet, data={"state:身份证": "sound"}).status_code == 403
    assert clerk.send(f"{sheet}/decide", sheet).status_code == 404


def test_what_no_field_of_the_item_takes_is_not_taken(clerk: Browser, sheet: str, bench: Desk) -> None:
    before = kinds(bench)
    look(clerk, sheet, **{"state:别的": "sound", "record:别的.到期日": "x", "state:身份证": "fine"})
    assert kinds(bench) == before


@pytest.mark.parametrize("typed", ["很多", "٣", "-1", "9" * 400, "\u0000"])
def test_copies_that_are_no_number_are_told(clerk: Browser, sheet: str, typed: str) -> None:
    sent = {"_token": clerk.token(sheet), "state:身份证": "sound", "copies:身份证": typed}
    assert clerk.client.post(sheet, data=sent).status_code in (200, 400, 422)
