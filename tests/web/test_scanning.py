"""Files go through a scanner on every road by which they come in, and once more where it could not look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.case.code import code_of
from engine.case.store.uploads import INCOMING
from engine.center.scanning import Scanning
from tests.case.office import Desk
from tests.center.plugin_files import center_with
from tests.center.test_scanning import CLEAN, FINDS, RAISES
from tests.web.conftest import Browser
from tests.web.test_apply import BEGIN, GOOD, PDF, cases, filled, lease, put
from web.house import House
from web.words import say

SignIn = Callable[[str], Browser]
Scanner = Callable[..., None]
FOUND = "查出了病毒"
BLIND = "现在查不了病毒"


@pytest.fixture
def scanner(bench: Desk) -> Scanner:
    """Plug in a scanner, in place of the one before."""

    def plug_in(text: str, *, keep: bool = False) -> None:
        folder = bench.folder / "scanners"
        folder.mkdir(exist_ok=True)
        bench.office.scanning = Scanning(
            center_with(folder, scanner=text), bench.office.store.place.uploads / INCOMING
        )
        bench.office.practice = replace(bench.office.practice, keep_unscanned=keep)

    return plug_in


def take_in(clerk: Browser, bench: Desk, key: str = "f") -> tuple[int, str]:
    """Take a file in at the counter."""
    page = f"/counter/cases/{bench.state.number}"
    answer = clerk.client.post(
        f"{page}/files",
        data={"_token": clerk.token(page), "_key": key, "material": "身份证"},
        files={"file": ("a.pdf", PDF, "application/pdf")},
        follow_redirects=False,
    )
    return answer.status_code, answer.text


def hash_of(bench: Desk) -> str:
    (hash,) = bench.state.ledger["身份证"].files
    return str(hash.rpartition(":")[2])


@pytest.mark.parametrize(("text", "says"), [(FINDS, FOUND), (RAISES, BLIND)])
def test_an_online_application_takes_no_file_that_does_not_pass(
    open_house: House, bench: Desk, scanner: Scanner, text: str, says: str
) -> None:
    scanner(text)
    citizen = Browser(open_house)
    citizen.send(BEGIN, BEGIN)
    answer = put(citizen, "materials", GOOD, lease())
    assert answer.status_code == 422 and says in answer.text and "“合同.pdf”没有收" in answer.text
    scanner(CLEAN)
    filled(citizen)
    assert put(citizen, "send", {}).status_code == 303
    (case,) = cases(bench)
    state = bench.office.state(case)
    assert state is not None
    (hash,) = state.ledger["租赁合同"].files
    kept = bench.office.store.upload(case, hash)
    assert kept is not None and kept.scan == "clean"


@pytest.mark.parametrize(("text", "says"), [(FINDS, FOUND), (RAISES, BLIND)])
def test_the_counter_takes_no_file_that_does_not_pass(
    bench: Desk, sign_in: SignIn, scanner: Scanner, text: str, says: str
) -> None:
    scanner(text)
    status, page = take_in(sign_in("clerk"), bench)
    assert status == 422 and says in page
    assert bench.state.ledger["身份证"].files == ()


def test_a_correction_takes_no_file_that_does_not_pass(
    open_house: House, bench: Desk, scanner: Scanner
) -> None:
    bench.tell()
    scanner(FINDS)
    citizen, page = Browser(open_house), f"/cases/{bench.state.number}"
    citizen.send("/cases", "/cases", number=bench.state.number, code=code_of(bench.case))
    sent = {"_token": citizen.token(page), "_key": "s"}
    answer = citizen.client.post(f"{page}/supply", data=sent, files=lease(), follow_redirects=False)
    assert answer.status_code == 422 and FOUND in answer.text
    assert bench.state.ledger["租赁合同"].files == ()


def test_what_was_found_stands_in_the_audit_without_the_name_of_the_file(
    bench: Desk, sign_in: SignIn, scanner: Scanner
) -> None:
    scanner(FINDS)
    take_in(sign_in("clerk"), bench)
    scanner(RAISES)
    take_in(sign_in("clerk"), bench, "g")
    page = sign_in("operator").get("/admin/audit").text
    assert "查出病毒，没收：Eicar" in page and "没查成，没收" in page
    assert bench.state.number in page and "clerk一" in page and "a.pdf" not in page
    assert "a.pdf" not in repr(bench.office.store.events(".journal"))


def test_what_nobody_could_look_into_is_marked_for_the_clerk(
    bench: Desk, sign_in: SignIn, scanner: Scanner
) -> None:
    scanner(RAISES, keep=True)
    clerk = sign_in("clerk")
    assert take_in(clerk, bench)[0] == 303
    mark = say("files_unscanned", "zh")
    assert mark in clerk.get(f"/counter/cases/{bench.state.number}").text
    assert "没查成，收下了" in sign_in("operator").get("/admin/audit").text
    scanner(CLEAN)
    assert clerk.get(f"/desk/cases/{bench.state.number}/files/{hash_of(bench)}").content == PDF
    assert mark not in clerk.get(f"/counter/cases/{bench.state.number}").text


@pytest.mark.parametrize(
    ("text", "keep", "says"),
    [(FINDS, True, "not_opened_infected"), (RAISES, False, "not_opened_unscanned"), (RAISES, True, "")],
)
def test_a_file_that_nobody_looked_into_is_looked_into_before_it_is_handed_out(
    bench: Desk, sign_in: SignIn, scanner: Scanner, text: str, keep: bool, says: str
) -> None:
    clerk = sign_in("clerk")
    assert take_in(clerk, bench)[0] == 303, "there is no scanner yet"
    scanner(text, keep=keep)
    answer = clerk.get(f"/desk/cases/{bench.state.number}/files/{hash_of(bench)}")
    if says:
        assert answer.status_code == 409 and say(says, "zh") in answer.text
    else:
        assert answer.content == PDF


def test_a_file_that_is_clean_is_not_looked_into_again(
    bench: Desk, sign_in: SignIn, scanner: Scanner
) -> None:
    clerk = sign_in("clerk")
    scanner(CLEAN)
    take_in(clerk, bench)
    scanner(FINDS)
    assert clerk.get(f"/desk/cases/{bench.state.number}/files/{hash_of(bench)}").content == PDF
