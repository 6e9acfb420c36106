"""Files of a case by HTTP: corrections bring them, the counter takes them, only its readers get them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from httpx2 import Response

from engine.case.code import code_of
from tests.case.office import Desk
from tests.web.conftest import Browser
from tests.web.test_apply import PDF, filled, put
from web.house import House
from web.words import say

NAME = "续租 协议\u202f2026.pdf"


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """An office with one case that was told once: the lease ends too soon."""
    return desk.tell()


@pytest.fixture
def citizen(open_house: House, bench: Desk) -> Browser:
    """The applicant, with the page of the case open."""
    browser, number = Browser(open_house), bench.state.number
    assert browser.send("/cases", "/cases", number=number, code=code_of(bench.case)).status_code == 303
    return browser


def address(bench: Desk) -> str:
    return f"/cases/{bench.state.number}"


def supply(citizen: Browser, bench: Desk, *files: tuple[str, bytes, str], **fields: str) -> Response:
    page = address(bench)
    sent = {"_token": citizen.token(page), "_key": f"s{len(files)}{len(fields)}", **fields}
    all_ = [("file:租赁合同", file) for file in files]
    return citizen.client.post(f"{page}/supply", data=sent, files=all_ or None, follow_redirects=False)


def file_of(bench: Desk, citizen: Browser) -> str:
    supply(citizen, bench, (NAME, PDF, "application/pdf"))
    (hash,) = bench.state.ledger["租赁合同"].files
    return str(hash.rpartition(":")[2])


def test_a_correction_is_answered_with_a_file(citizen: Browser, bench: Desk) -> None:
    answer = supply(citizen, bench, (NAME, PDF, "application/pdf"))
    look = bench.state.ledger["租赁合同"]
    assert answer.status_code == 303 and (look.state, look.form, len(look.files)) == (
        "unseen",
        "electronic",
        1,
    )
    assert "续租 协议 2026.pdf" in citizen.get(address(bench)).text


def test_of_two_files_the_good_one_is_kept_while_the_other_is_told(citizen: Browser, bench: Desk) -> None:
    answer = supply(citizen, bench, ("好.pdf", PDF, "application/pdf"), ("坏.pdf", b"MZ", "application/pdf"))
    assert answer.status_code == 422 and "“坏.pdf”没有收" in answer.text and "好.pdf" in answer.text
    assert bench.state.ledger["租赁合同"].files == ()
    kept = answer.text.partition('name="kept:租赁合同" value="')[2].partition('"')[0]
    assert supply(citizen, bench, **{"kept:租赁合同": kept}).status_code == 303
    assert bench.state.ledger["租赁合同"].files == (kept.partition(" ")[0],)


@pytest.mark.parametrize("kept", ["sha256:" + "0" * 64 + " a.pdf", "x", " ", "sha256:\U0001f600 ../a.pdf"])
def test_nobody_names_a_file_that_was_not_sent(citizen: Browser, bench: Desk, kept: str) -> None:
    assert supply(citizen, bench, **{"kept:租赁合同": kept}).status_code == 422
    assert bench.state.ledger["租赁合同"].files == ()


def test_a_file_is_handed_out_as_an_attachment_and_as_nothing_else(citizen: Browser, bench: Desk) -> None:
    answer = citizen.get(f"{address(bench)}/files/{file_of(bench, citizen)}")
    assert answer.status_code == 200 and answer.content == PDF
    kept = {
        name: answer.headers[name] for name in ("content-type", "cache-control", "x-content-type-options")
    }
    assert kept == {
        "content-type": "application/pdf",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E7%BB%AD")


def test_who_opens_a_file_is_on_record(citizen: Browser, bench: Desk) -> None:
    hash = file_of(bench, citizen)
    before = len(bench.office.store.accesses(bench.case))
    citizen.get(f"{address(bench)}/files/{hash}")
    read = bench.office.store.accesses(bench.case)[before:]
    assert any(event.data.get("hash") == f"sha256:{hash}" for event in read)


@pytest.mark.parametrize("login", ["clerk", "reviewer"])
def test_who_works_on_the_case_gets_its_files(
    citizen: Browser, bench: Desk, sign_in: Callable[[str], Browser], login: str
) -> None:
    path = f"/desk{address(bench)}/files/{file_of(bench, citizen)}"
    assert sign_in(login).get(path).content == PDF


def test_nobody_else_gets_a_file(
    citizen: Browser, bench: Desk, open_house: House, sign_in: Callable[[str], Browser]
) -> None:
    hash = file_of(bench, citizen)
    assert sign_in("stranger").get(f"/desk{address(bench)}/files/{hash}").status_code == 404
    assert Browser(open_house).get(f"{address(bench)}/files/{hash}").status_code == 404
    assert Browser(open_house).get(f"/desk{address(bench)}/files/{hash}").status_code == 303
    first = bench.state.number
    bench.receive()
    assert citizen.get(f"{address(bench)}/files/{hash}").status_code == 404 != first
    for wrong in ("0" * 64, "..%2f..%2fkeys", "%00", "x" * 900):
        assert citizen.get(f"/cases/{first}/files/{wrong}").status_code == 404


def test_the_counter_takes_a_file_and_keeps_how_the_material_was_found(
    bench: Desk, sign_in: Callable[[str], Browser]
) -> None:
    bench.receive()
    page = f"/counter/cases/{bench.state.number}"
    clerk = sign_in("clerk")
    sent = {"_token": clerk.token(page), "_key": "f", "material": "身份证"}
    for content in (PDF, PDF + b"\n"):
        answer = clerk.client.post(
            f"{page}/files",
            data={**sent, "_key": str(len(content))},
            files={"file": ("a.pdf", content, "application/pdf")},
        )
        assert answer.status_code == 200
    look = bench.state.ledger["身份证"]
    assert (look.state, len(look.files)) == ("sound", 2) and look.original_seen
    assert "a.pdf" in clerk.get(page).text
    refused = clerk.client.post(f"{page}/files", data=sent, files={"file": ("a.gif", b"GIF89a", "image/gif")})
    assert refused.status_code == 422 and "只收 PDF" in refused.text
    assert clerk.client.post(f"{page}/files", data=sent).status_code == 422
    assert clerk.client.post(f"{page}/files", data={**sent, "material": "别的"}).status_code == 404
    assert clerk.client.post(f"{page}/mandate", data=sent).status_code == 404


def test_a_question_about_one_line_is_read_and_answered(
    citizen: Browser, bench: Desk, sign_in: Callable[[str], Browser]
) -> None:
    page = address(bench)
    assert '<option value="R1" selected>' in citizen.get(f"{page}?ask=R1").text
    sent = {"data_finding": "R1", "data_question": "续到哪天才够？"}
    assert citizen.send(f"{page}/ask", page, _key="q", **sent).status_code == 303
    clerk = sign_in("clerk")
    shown = clerk.get(f"/desk{page}").text
    assert "续到哪天才够？" in shown
    number = shown.partition(say("talk_number", "zh", number=""))[2].partition("<")[0].strip()
    answer = {"data_question": number, "data_answer": "至少到 9 月。"}
    assert clerk.send(f"/desk{page}/answer", f"/desk{page}", _key="a", **answer).status_code == 303
    assert "至少到 9 月。" in citizen.get(page).text


def test_the_counter_lists_what_came_from_the_net(
    open_house: House, bench: Desk, sign_in: Callable[[str], Browser]
) -> None:
    clerk = sign_in("clerk")
    assert say("files_from_net", "zh") not in clerk.get("/counter").text
    stranger = Browser(open_house)
    filled(stranger)
    assert put(stranger, "send", {}).status_code == 303
    assert say("files_from_net", "zh") in clerk.get("/counter").text
