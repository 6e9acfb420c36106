"""The whole road of a case in a browser, through every role; then the pages of those roles at every size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from engine.case.model import Role
from tests.case.bench import MARKET
from tests.case.office import Desk
from tests.looks.look import enter, faults_of, house_at, visitor
from tests.web.conftest import hired
from web.board.tally import Tally
from web.house import House
from web.people.store import People

STAFF: tuple[tuple[str, Role, str], ...] = (
    ("clerk", "clerk", ""),
    ("reviewer", "reviewer", MARKET),
    ("decider", "decider", MARKET),
    ("issuer", "issuer", ""),
    ("archivist", "archivist", ""),
    ("supervisor", "supervisor", ""),
    ("operator", "operator", ""),
)
CERTIFICATE = "名称：示例小吃店\n编号：JY-1\n有效期至：2031-03-01"
PAGES = {
    "": ("/queue?q=小餐饮", "/queue/A001", "/screen"),
    "clerk": ("/counter",),
    "supervisor": ("/board?months=12", "/board/cases", "/desk"),
    "operator": (
        "/admin/people",
        "/admin/new",
        "/admin/people/p-clerk",
        "/admin/windows",
        "/admin/calendars",
        "/admin/plugins",
        "/admin/audit",
    ),
}


@pytest.fixture(scope="module")
def house(bench: Desk) -> Iterator[House]:
    people, tally = People(), Tally()
    for login, role, department in STAFF:
        hired(people, login, role, department=department, window="3" if role == "clerk" else "")
    yield house_at(bench, people, tally=tally)
    people.close()
    tally.close()


class Seat:
    """One person at a browser of their own, signed in already."""

    def __init__(self, browser: Browser, house: House, address: str, login: str = "", size: str = "desk"):
        self.page = visitor(browser, size)
        self.address = address
        if login:
            enter(self.page, house, address, login)

    def act(self, number: str, verb: str, **fields: str) -> None:
        """Open the form of an act on the whole page of a case, fill it in, and send it."""
        self.page.goto(f"{self.address}/desk/cases/{number}")
        form = self.page.locator(f"#act-{verb}")
        fold = self.page.locator(f"details.fold:has(#act-{verb})")
        if fold.count():
            fold.locator("summary").first.click()
        form.locator("summary").click()
        for name, value in fields.items():
            field = form.locator(f"[name='data_{name}']")
            kind = field.first.get_attribute("type")
            if kind == "radio":
                form.locator(f"[name=data_{name}][value='{value}']").check()
            elif kind == "checkbox":
                field.first.check()
            else:
                field.fill(value)
        with self.page.expect_navigation():
            form.locator("button[type=submit]").click()
        assert self.page.locator("#problems").count() == 0, self.page.locator("#problems").inner_text()

    def close(self) -> None:
        self.page.context.close()


def test_the_whole_road_of_a_case_across_its_roles(
    browser: Browser, house: House, address: str, bench: Desk
) -> None:
    seats = {login: Seat(browser, house, address, login) for login, _, _ in STAFF}
    bench.open().do("see_original", "clerk", materials=["身份证", "承诺书"])
    number, clerk = bench.state.number, seats["clerk"].page
    for verb in ("receive", "accept"):
        clerk.goto(f"{address}/counter/cases/{number}?do={verb}")
        with clerk.expect_navigation():
            clerk.locator(".confirm button").click()
    assert "受理通知书" in clerk.locator("#pane").inner_text()
    seats["clerk"].act(number, "dispatch", department=MARKET)
    reviewer = seats["reviewer"]
    reviewer.act(number, "transfer")
    reviewer.act(number, "review", opinion="agree", reasons="材料齐全，符合条件。")
    seats["decider"].act(
        number,
        "decide",
        result="granted",
        reasons="符合条件。",
        remedies="六十日内可以申请行政复议。",
        certificate=CERTIFICATE,
    )
    reviewer.act(number, "make_slip", certificate=CERTIFICATE)
    issuer = seats["issuer"]
    entries = dict(line.split("：") for line in CERTIFICATE.splitlines())
    issuer.act(number, "hand_over", **{f"certificate:{name}": value for name, value in entries.items()})
    issuer.act(number, "notify", channel="sms", to="13800000000")
    issuer.act(number, "pick_up", by="applicant", identity="id_card")
    seats["archivist"].act(number, "archive")
    assert bench.state.archived_on is not None
    bench.office.store.anchor(bench.now)
    assert house.tally is not None
    house.tally.follow(bench.office.store)
    board = seats["supervisor"].page
    board.goto(f"{address}/board")
    assert "100%" in board.locator(".facts").inner_text()
    assert "reviewer一" in board.locator("main").inner_text()
    for seat in seats.values():
        seat.close()


@pytest.mark.parametrize(
    "size", ["phone", *(pytest.param(size, marks=pytest.mark.long) for size in ("tablet", "desk"))]
)
def test_pages_of_the_hall_the_board_and_the_operators_are_accessible(
    browser: Browser, house: House, address: str, bench: Desk, axe: str, size: str
) -> None:
    bench.case = ""
    bench.ask("queue", "clerk", item="SC-0009", key=f"queue-{size}")
    number = bench.receive().do("accept", "clerk").state.number
    pages = {**PAGES, "clerk": (*PAGES["clerk"], "/desk/batches", f"/desk/cases/{number}")}
    found = []
    for login, paths in pages.items():
        seat = Seat(browser, house, address, login, size)
        for path in paths:
            seat.page.goto(address + path)
            found += [(path, fault) for fault in faults_of(seat.page, axe, staff=bool(login))]
        if not login or size == "tablet":
            seat.page.goto(address)
            seat.page.locator("button[name=large]").click()
            for path in paths:
                seat.page.goto(address + path)
                faults = faults_of(seat.page, axe, large=True, staff=bool(login))
                found += [(path, "large", fault) for fault in faults]
        seat.close()
    assert found == []
