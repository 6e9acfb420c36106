"""What was decided, for everybody: masked names, the newest first, page by page, by number; some left out."""

from __future__ import annotations

import pytest

from engine.case.model import Actor
from engine.case.setting import Practice
from tests.case.bench import CERTIFICATE, REASONS
from tests.case.office import Desk
from tests.web.conftest import Browser
from web.citizen import results
from web.house import House


def decided(bench: Desk, result: str = "granted") -> str:
    """Decide a new case; gives its number."""
    bench.accept(applicant={"名称": "示例小吃店"})
    bench.do("review", "reviewer", opinion="agree", reasons="符合条件")
    certificate = {"certificate": CERTIFICATE} if result == "granted" else {}
    bench.do("decide", "decider", result=result, **REASONS, **certificate)
    return str(bench.state.number)


def test_only_what_was_decided_is_shown_with_a_masked_name(open_house: House, bench: Desk) -> None:
    undecided, number = bench.state.number, decided(bench)
    page = Browser(open_house).get("/results").text
    assert number in page and undecided not in page and "准予" in page
    assert "示***" in page and "示例小吃店" not in page


def test_the_newest_stands_first_and_pages_go_on_without_a_gap(
    open_house: House, bench: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "_PAGE", 2)
    numbers = [decided(bench.on("2026-03-02", f"10:0{minute}"), "refused") for minute in range(3)]
    browser = Browser(open_house)
    first = browser.get("/results").text
    assert first.index(numbers[2]) < first.index(numbers[1]) and numbers[0] not in first and "不予" in first
    onward = first.partition('href="/results?after=')[2].partition('"')[0]
    second = browser.get(f"/results?after={onward}").text
    assert numbers[0] in second and numbers[1] not in second


def test_a_decision_is_found_by_its_number(open_house: House, bench: Desk) -> None:
    undecided, number, other = bench.state.number, decided(bench), decided(bench)
    browser = Browser(open_house)
    page = browser.get(f"/results?number={number}").text
    assert number in page.partition("decided")[2] and other not in page
    for wrong in (undecided, "nothing", "%00", "x" * 5000):
        answer = browser.get(f"/results?number={wrong}")
        assert answer.status_code == 200 and 'class="lines decided"' not in answer.text


def test_what_the_centre_does_not_publish_is_left_out(open_house: House, bench: Desk) -> None:
    number = decided(bench)
    bench.office.practice = Practice(unpublished=frozenset({"SC-0001", "SC-0009"}))
    left_out = Browser(open_house)
    for path in ("/results", f"/results?number={number}"):
        assert 'class="lines decided"' not in left_out.get(path).text
    bench.office.practice = Practice(publish_results=False)
    assert Browser(open_house).get("/results").status_code == 404


def test_who_was_erased_is_no_longer_published(open_house: House, bench: Desk) -> None:
    number = decided(bench)
    operator = Actor(id="o", role="operator")
    bench.office.store.erase(bench.case, "applicant", operator, "申请", bench.now)
    assert number not in Browser(open_house).get("/results").text


@pytest.mark.parametrize("after", ["x", "....", "9999-12-31.zz", "%ff", "2026-01-01."])
def test_a_place_that_is_none_breaks_nothing(open_house: House, bench: Desk, after: str) -> None:
    assert Browser(open_house).get(f"/results?after={after}").status_code == 200


def test_a_name_is_read_from_the_vault_once_a_day(open_house: House, bench: Desk) -> None:
    decided(bench)
    browser = Browser(open_house)
    browser.get("/results")
    before = len(bench.office.store.accesses(bench.case))
    browser.get("/results")
    assert len(bench.office.store.accesses(bench.case)) == before
