"""May I submit? Told at once and forgotten: no login, no session, nothing recorded, nothing in addresses."""

from __future__ import annotations

import pytest

from tests.case.office import Desk
from tests.web.conftest import Browser
from web.house import House

PAGE = "/items/SC-0009/precheck"
TYPED = {
    "fact:申请人.名称": "示例小吃店",
    "fact:场所来源": "租赁",
    "fact:从业人数": "60",
    "how:身份证": "absent",
    "how:租赁合同": "paper",
    "how:承诺书": "paper",
    "record:租赁合同.到期日": "2026-05-01",
}


@pytest.fixture
def citizen(open_house: House) -> Browser:
    return Browser(open_house)


def test_everything_that_is_wrong_is_told_at_once(citizen: Browser) -> None:
    answer = citizen.client.post(PAGE, data=TYPED)
    told = answer.text.partition('id="told"')[2]
    assert answer.status_code == 200
    assert "剩余不足 6 个月" in told and "身份证" in told and "续租协议" in told and "人太多了" in told


def test_who_has_everything_is_told_so(citizen: Browser) -> None:
    good = {**TYPED, "how:身份证": "paper", "fact:从业人数": "3", "record:租赁合同.到期日": "2027-05-01"}
    assert "照这样可以交" in citizen.client.post(PAGE, data=good).text


def test_nothing_is_kept_of_it(citizen: Browser, bench: Desk) -> None:
    before = bench.office.store.version(bench.case)
    citizen.get(PAGE)
    answer = citizen.client.post(PAGE, data=TYPED)
    assert not citizen.client.cookies and "set-cookie" not in answer.headers
    assert bench.office.store.version(bench.case) == before
    assert not (bench.folder / "data" / "drafts").exists()


def test_answers_of_the_guide_are_filled_in_and_no_others(citizen: Browser) -> None:
    page = citizen.get(f"{PAGE}?场所来源=租赁&到期日=2026-05-01&申请人.名称=张三").text
    assert 'value="租赁" checked' in page
    assert "张三" not in page.partition("<main")[2] and "2026-05-01" not in page.partition("<main")[2]


def test_a_change_is_answered_with_the_list_alone(citizen: Browser) -> None:
    answer = citizen.client.post(PAGE, data=TYPED, headers={"hx-request": "true"})
    assert "<html" not in answer.text and "剩余不足" in answer.text


def test_it_speaks_english(citizen: Browser) -> None:
    answer = citizen.client.post(f"{PAGE}?lang=en", data=TYPED)
    assert "Everything at once" in answer.text and "things to put right" in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        {"how:身份证": "file"},
        {"how:身份证": "\x7f" * 10},
        {"fact:从业人数": "9" * 5000},
        {"fact:从业人数": "-1", "copies:身份证": "99999999999999999999"},
        {"record:租赁合同.到期日": "0000-00-00"},
        {"record:没有.这个": "x", "fact:": "y", "how:": "paper"},
        {f"fact:x{n}": "1" for n in range(900)},
    ],
)
def test_nothing_that_is_typed_breaks_it(citizen: Browser, typed: dict[str, str]) -> None:
    assert citizen.client.post(PAGE, data={**TYPED, **typed}).status_code in (200, 422)


def test_an_item_that_is_none_has_no_check(citizen: Browser) -> None:
    assert citizen.get("/items/nothing/precheck").status_code == 404
    assert citizen.client.post("/items/nothing/precheck", data=TYPED).status_code == 404
