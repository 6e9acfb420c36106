"""An application by HTTP: filled in step by step, handed in once with its files; nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from httpx2 import Response

from engine.case.code import code_of
from engine.case.model import Actor
from engine.case.setting import Practice
from tests.case.office import Desk
from tests.web.conftest import Browser
from web.apply.who import missing, people_of
from web.house import House
from web.words import say

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
NUMBER = "11010519491231002X"
BEGIN = "/items/SC-0009/submission"
WHO = {"who:role": "applicant", "who:kind": "resident", "fact:申请人.名称": "示例小吃店"}
WHO |= {"who:number": NUMBER, "who:telephone": "13800138000"}
ANSWERS = {"fact:场所来源": "租赁", "fact:从业人数": "3"}
MATERIALS = {"how:身份证": "paper", "how:租赁合同": "file", "how:承诺书": "absent"}
GOOD = {**MATERIALS, "record:租赁合同.到期日": "2027-05-01"}
Files = list[tuple[str, tuple[str, bytes, str]]]


@pytest.fixture
def citizen(open_house: House) -> Browser:
    return Browser(open_house)


def put(citizen: Browser, step: str, fields: Mapping[str, str], files: Files | None = None) -> Response:
    token = {"_token": citizen.token(BEGIN)}
    return citizen.client.post(
        f"/submission/{step}", data={**token, **fields}, files=files or None, follow_redirects=False
    )


def lease(content: bytes = PDF, name: str = "合同.pdf", declared: str = "application/pdf") -> Files:
    return [("file:租赁合同", (name, content, declared))]


def filled(citizen: Browser, materials: Mapping[str, str] = GOOD) -> None:
    """Fill in every step, with the lease as a file."""
    assert citizen.send(BEGIN, BEGIN).status_code == 303
    assert put(citizen, "who", WHO).headers["location"] == "/submission/answers"
    assert put(citizen, "answers", ANSWERS).headers["location"] == "/submission/materials"
    assert put(citizen, "materials", materials, lease()).headers["location"] == "/submission/review"


def cases(bench: Desk) -> list[str]:
    from engine.case.store import Wanted

    return [each.case for each in bench.office.listed(Wanted(open=None)) if each.case != bench.case]


def test_an_application_becomes_one_case_with_its_file(citizen: Browser, bench: Desk) -> None:
    filled(citizen)
    answers = [put(citizen, "send", {}) for _ in range(2)]
    assert [each.headers["location"] for each in answers] == ["/submission/sent"] * 2
    (case,) = cases(bench)
    state = bench.office.state(case)
    assert state is not None and (state.channel, state.received) == ("online", None)
    assert [event.kind for event in bench.office.store.events(case)] == ["opened"]
    (hash,) = state.ledger["租赁合同"].files
    assert state.ledger["租赁合同"].state == state.ledger["身份证"].state == "unseen"
    assert state.ledger["承诺书"].state == "absent"
    read = bench.office.store.read_upload(case, hash, Actor(id="c", role="clerk"), "test", bench.now)
    assert read is not None and b"".join(read) == PDF
    page = citizen.get("/submission/sent").text
    assert state.number in page and code_of(case) in page and "不是收件" in page and "<svg" in page
    assert "合同.pdf" in citizen.get(f"/cases/{state.number}").text


def test_who_applies_lies_in_the_vault_and_in_no_event(citizen: Browser, bench: Desk) -> None:
    filled(citizen)
    put(citizen, "send", {})
    (event,) = bench.office.store.events(cases(bench)[0])
    assert {"applicant", "telephone", "facts", "names"} <= event.personal.keys()
    assert NUMBER not in repr(event) and "示例小吃店" not in repr(event) and "合同.pdf" not in repr(event)


def test_after_handing_in_nothing_of_the_draft_is_left(citizen: Browser, bench: Desk) -> None:
    filled(citizen)
    drafts = bench.folder / "data" / "drafts"
    before = sum(path.is_file() for path in drafts.rglob("*"))
    put(citizen, "send", {})
    left = [path for path in drafts.rglob("*") if path.is_file()]
    assert before == 2 and [path.name for path in left] == ["draft"]
    assert citizen.get("/submission/who").headers["location"] == "/submission/sent"


def test_what_lies_in_a_draft_cannot_be_read_off_the_disk(citizen: Browser, bench: Desk) -> None:
    filled(citizen)
    for path in (bench.folder / "data" / "drafts").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert (
                PDF[:8] not in content and "示例".encode() not in content and path.stat().st_mode & 0o77 == 0
            )


def test_everything_open_is_told_at_once_before_handing_in(citizen: Browser, bench: Desk) -> None:
    citizen.send(BEGIN, BEGIN)
    answer = put(citizen, "send", {})
    alert = answer.text.partition('id="problems"')[2].partition("</div>")[0]
    assert answer.status_code == 422 and alert.count("<li>") >= 6
    assert "/submission/who#who-number" in alert and "/submission/materials#" in alert
    assert cases(bench) == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("who:number", "110105194912310021"),
        ("who:telephone", "abc"),
        ("who:number", ""),
        ("who:number", "9" * 300),
    ],
)
def test_a_number_that_cannot_be_right_is_said_before_anybody_comes(
    citizen: Browser, bench: Desk, field: str, typed: str
) -> None:
    filled(citizen)
    put(citizen, "who", {**WHO, field: typed})
    assert put(citizen, "send", {}).status_code == 422 and cases(bench) == []


def test_what_is_wrong_may_be_handed_in_knowingly(citizen: Browser, bench: Desk) -> None:
    filled(citizen, {**MATERIALS, "record:租赁合同.到期日": "2026-05-01"})
    answer = put(citizen, "send", {})
    assert answer.status_code == 422 and "剩余不足 6 个月" in answer.text and "先勾选" in answer.text
    assert put(citizen, "send", {"anyway": "1"}).status_code == 303 and len(cases(bench)) == 1


def test_a_centre_may_ask_that_it_is_put_right_first(open_house: House, bench: Desk) -> None:
    bench.office.practice = Practice(hold_online=True)
    citizen = Browser(open_house)
    filled(citizen, {**MATERIALS, "record:租赁合同.到期日": "2026-05-01"})
    answer = put(citizen, "send", {"anyway": "1"})
    assert answer.status_code == 422 and "改好了才能交" in answer.text and cases(bench) == []


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (lease(b"MZ\x90\x00"), "对不上"),
        (lease(b""), "空的"),
        (lease(name="a.exe"), "只收 PDF"),
        (lease(declared="text/html"), "对不上"),
        (lease(PDF + b"/Encrypt 5 0 R /Type"), ""),
        (lease(b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"), "脚本"),
        (lease(b"%PDF-1.4\n%%EOFPK\x05\x06" + b"\x00" * 18), "别的文件"),
        (
            lease(
                b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00", "a.png", "image/png"
            ),
            "像素",
        ),
        (lease(b"\xff\xd8\xff\xc0", "a.jpg", "image/jpeg"), "打不开"),
        (lease(PDF + b"x" * (20 * 1024 * 1024)), "20 MB"),
        (lease(name="../../etc/passwd.pdf"), ""),
        (lease(name="x" * 250 + ".pdf"), "文件名"),
    ],
)
def test_a_refused_file_says_why_and_loses_no_word(citizen: Browser, file: Files, says: str) -> None:
    citizen.send(BEGIN, BEGIN)
    put(citizen, "answers", ANSWERS)
    good = ("file:身份证", ("证.pdf", PDF, "application/pdf"))
    answer = put(citizen, "materials", {**GOOD, "how:身份证": "file"}, [*file, good])
    assert answer.status_code in (303, 422)
    if says:
        alert = answer.text.partition('role="alert"')[2].partition("</div>")[0]
        assert answer.status_code == 422 and says in alert
    page = citizen.get("/submission/materials").text
    assert "2027-05-01" in page and "证.pdf" in page


def test_a_page_too_large_is_refused_in_words(citizen: Browser) -> None:
    citizen.send(BEGIN, BEGIN)
    answer = put(
        citizen,
        "materials",
        GOOD,
        [(f"file:{n}", (f"{n}.pdf", PDF + b"x" * 2**24, "application/pdf")) for n in range(3)],
    )
    assert answer.status_code == 413 and "20 MiB" in answer.text


def test_a_file_is_taken_out_again(citizen: Browser) -> None:
    filled(citizen)
    found = re.search(r'name="remove" value="([^"]+)"', citizen.get("/submission/materials").text)
    assert found is not None
    put(citizen, "materials", {"remove": found[1]})
    page = citizen.get("/submission/materials").text
    assert "合同.pdf" not in page and "2027-05-01" in page


def test_a_page_that_is_looked_at_while_typing_tells_the_list_alone(citizen: Browser) -> None:
    filled(citizen)
    sent = {"_token": citizen.token(BEGIN), **MATERIALS, "record:租赁合同.到期日": "2026-04-01"}
    answer = citizen.client.post("/submission/materials", data=sent, headers={"hx-request": "true"})
    assert answer.status_code == 200 and "<html" not in answer.text and "剩余不足" in answer.text


def test_the_answers_of_the_guide_come_along(citizen: Browser) -> None:
    page = citizen.get(f"{BEGIN}?场所来源=租赁&从业人数=7&申请人=x").text
    assert (
        'name="fact:场所来源" value="租赁"' in page
        and "申请人" not in page.partition("<main")[2].partition("</form>")[0].partition("<form")[2]
    )


def test_clearing_leaves_nothing_for_the_next_person(citizen: Browser, bench: Desk) -> None:
    filled(citizen)
    answer = put(citizen, "end", {})
    assert answer.status_code == 303 and "storage" in answer.headers["clear-site-data"]
    assert citizen.get("/submission").status_code == 404
    assert [*(bench.folder / "data" / "drafts").glob("*")] == []


def test_a_draft_that_nobody_touches_is_gone_after_half_an_hour(citizen: Browser, bench: Desk) -> None:
    filled(citizen)
    bench.on("2026-03-02", "10:45")
    assert citizen.get("/submission/who").status_code == 404


def test_another_browser_has_no_draft(citizen: Browser, open_house: House) -> None:
    filled(citizen)
    for path in ("/submission", "/submission/who", "/submission/review", "/submission/sent"):
        assert Browser(open_house).get(path).status_code == 404


def test_somebody_elses_application_is_received_under_a_mandate(
    citizen: Browser, open_house: House, bench: Desk
) -> None:
    filled(citizen)
    agent = {
        "who:role": "agent",
        "who:agent_name": "李四",
        "who:agent_number": "X1234",
        "who:agent_telephone": "13900139000",
    }
    put(citizen, "who", {**WHO, **agent})
    put(citizen, "send", {})
    (case,) = cases(bench)
    state = bench.office.state(case)
    assert state is not None
    clerk, page = Browser(open_house).sign_in("clerk"), f"/counter/cases/{state.number}"
    assert "李*" in clerk.get(page).text and "李四" not in clerk.get(page).text
    assert clerk.send(f"{page}/receive", page, _key="r").status_code == 422
    assert clerk.send(f"{page}/mandate", page, _key="m", until="2026-12-31").status_code == 303
    assert clerk.send(f"{page}/receive", page, _key="r2").status_code == 303


def test_an_item_for_the_window_alone_is_not_begun(standing: House, open_house: House) -> None:
    citizen = Browser(replace(open_house, shelf=standing.shelf))
    assert say("apply_window_only", "zh") in citizen.get("/items/GA-0201/submission").text
    token = citizen.token("/cases")
    assert citizen.client.post("/items/GA-0201/submission", data={"_token": token}).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"how:身份证": "x" * 5000, "how:没有": "file"},
        {"copies:身份证": "-1", "record:租赁合同.到期日": "9999999999-99-99"},
        {"record:租赁合同.到期日": "{{7*7}}<script>", "fact:从业人数": "1e999"},
        {"fact:从业人数": "NaN", "fact:场所来源": "别的", "copies:租赁合同": "１"},
        {"remove": "身份证/sha256:zz", "stay": "\n\n"},
    ],
)
def test_no_page_falls_over_what_is_typed(citizen: Browser, fields: dict[str, str]) -> None:
    filled(citizen)
    for step in ("who", "answers", "materials"):
        assert put(citizen, step, fields).status_code in (303, 422)
        assert citizen.get(f"/submission/{step}").status_code == 200
    review = citizen.get("/submission/review")
    assert review.status_code == 200 and "<script>" not in review.text
    assert put(citizen, "send", {"anyway": "1"}).status_code in (303, 422)


def test_how_an_applicant_wants_to_be_told_goes_with_the_application() -> None:
    typed = {**WHO, "who:email": "zhang@example.org"}
    assert people_of(typed, "en") == {**people_of(WHO, "en"), "email": "zhang@example.org"}
    assert people_of(WHO, "en")["language"] == "en"
    assert missing(WHO, "zh") == (), "an e-mail may be left out"
    assert [gap.at for gap in missing({**WHO, "who:email": "zhang@"}, "zh")] == ["#who-email"]
