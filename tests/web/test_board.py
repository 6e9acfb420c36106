"""The board: every number is right, opens its list, and is counted without looking at the cases again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import sqlalchemy as sa

from engine.case.store import Wanted
from tests.case.office import Desk
from tests.web.conftest import Browser
from web.board.tally import Tally
from web.house import House

SignIn = Callable[[str], Browser]


def links(page: str) -> dict[str, int]:
    """Give every number of the board by the address of its list."""
    found = re.findall(r'href="(/board/cases[^"]*)">(\d+)', page)
    return {unquote(address.replace("&amp;", "&")): int(count) for address, count in found}


def test_every_number_opens_a_list_of_that_length(bench: Desk, sign_in: SignIn) -> None:
    bench.tell()
    bench.accept()
    for later in (0, 4, 60):
        bench.now += timedelta(days=later)
        browser = sign_in("supervisor")
        numbers = links(browser.get("/board").text)
        numbers.pop("/board/cases?mark=told_again")
        assert len(numbers) >= 4
        for address, count in numbers.items():
            assert browser.get(address).text.count('<td><a href="/desk/cases/') == count, address


def test_counts_are_those_of_the_lists(bench: Desk) -> None:
    bench.tell()
    bench.accept()
    today = bench.now.date()
    counts = bench.office.store.counts(today, today + timedelta(days=2))
    lines = [each.line for each in bench.office.listed(Wanted())]
    assert sum(each.all for each in counts) == len(lines)
    by_holder = Counter(line.holder for line in lines)
    assert {each.holder: each.all for each in counts} == by_holder


def test_sums_follow_the_store_and_count_nothing_twice(bench: Desk) -> None:
    tally, store = Tally(), bench.office.store
    bench.tell()
    store.anchor(bench.now)
    tally.follow(store)
    tally.follow(store)
    bench.do("supply", "clerk", materials={"租赁合同": {"state": "sound"}})
    store.anchor(bench.now)
    tally.follow(store)
    sums = {(each.what, each.name): each.count for each in tally.sums("2026-01") if each.what != "act"}
    assert sums == {("received", ""): 2, ("told", ""): 1, ("finding", "R1"): 1}
    anew = Tally()
    anew.follow(store)
    assert {*anew.sums("2026-01")} == {*tally.sums("2026-01")}
    assert tally.sums("2026-04") == ()
    tally.close()
    anew.close()


def test_the_board_names_the_check_that_fails_most(bench: Desk, sign_in: SignIn, open_house: House) -> None:
    bench.tell()
    assert open_house.tally is not None
    bench.office.store.anchor(bench.now)
    open_house.tally.follow(bench.office.store)
    page = sign_in("supervisor").get("/board").text
    assert "R1 租期至少还剩 6 个月" in page and "50%" in page
    english = sign_in("supervisor").get("/board?lang=en&months=12").text
    assert "Told nothing" in english and "overdue" in english


def test_a_list_goes_on_where_its_page_ends_and_takes_odd_words(bench: Desk, sign_in: SignIn) -> None:
    browser = sign_in("supervisor")
    for query in ("lamp=x", "mark=';--", "after=nonsense", "department=%00", "months=999", "holder=king"):
        assert browser.get(f"/board/cases?{query}").status_code == 200
        assert browser.get(f"/board?{query}").status_code == 200


def test_ratings_are_counted_as_they_stand_and_open_their_list(
    bench: Desk, sign_in: SignIn, open_house: House
) -> None:
    store, tally = bench.office.store, open_house.tally
    assert tally is not None
    page = sign_in("supervisor").get("/board").text
    assert "还没有人评价。" in page
    bench.do("withdraw", "applicant")
    for grade in (5, 2):
        bench.do("rate", "applicant", grade=grade)
        store.anchor(bench.now)
        tally.follow(store)
    page = sign_in("supervisor").get("/board").text
    numbers = {address: count for address, count in links(page).items() if "grade" in address}
    assert numbers == {"/board/cases?grade=2": 1}
    assert "满意率 100%：1 个评价里" in page
    found = sign_in("supervisor").get("/board/cases?grade=2").text
    assert "<h1>满意</h1>" in found and found.count('<td><a href="/desk/cases/') == 1
    assert "没有这样的件" in sign_in("supervisor").get("/board/cases?grade=5").text
    assert sign_in("supervisor").get("/board/cases?grade=6").status_code == 404


def test_sums_of_an_older_kind_are_made_anew(bench: Desk) -> None:
    tally, store = Tally(), bench.office.store
    store.anchor(bench.now)
    tally.follow(store)
    with tally._engine.begin() as db:
        db.execute(sa.text("update tally_spot set id = 1"))
        db.execute(sa.text("update tally set count = 7"))
    tally.follow(store)
    anew = Tally()
    anew.follow(store)
    assert {*tally.sums("2026-01")} == {*anew.sums("2026-01")}
    tally.close()
    anew.close()
